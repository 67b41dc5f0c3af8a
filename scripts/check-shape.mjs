// The size limits of docs/architecture.md: small files, a thin VS Code layer, as much test as source.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const MAX_LINES = 350
const VSCODE_SHARE = 0.2

const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('node_modules'))

const read = (path) => ({ path, text: readFileSync(path, 'utf8') })
const lines = ({ text }) => text.split('\n').length - 1
const total = (files) => files.reduce((sum, file) => sum + lines(file), 0)

const source = [...filesOf('src'), ...filesOf('webview-ui')].map(read)
const tests = filesOf('test').map(read)
const problems = []

// A table of data may be long; it says so in its first line.
const isData = ({ text }) => /^\/\*\* (Data|Generated)\b/.test(text) || text.startsWith('// Generated')
for (const file of source.filter((each) => !isData(each) && lines(each) > MAX_LINES)) {
  problems.push(`${file.path} has ${lines(file)} lines, over ${MAX_LINES}`)
}
const withVscode = source.filter(({ text }) => /from 'vscode'/.test(text))
if (withVscode.length / source.length > VSCODE_SHARE) {
  problems.push(`${withVscode.length} of ${source.length} source files import vscode, over a fifth`)
}
const sourceLines = total(source.filter((each) => !isData(each)))
const testLines = total(tests)
if (testLines < sourceLines) {
  problems.push(`${testLines} lines of test for ${sourceLines} lines of source`)
}
for (const problem of problems) {
  console.error(problem)
}
const sizes = source.map(lines).sort((a, b) => a - b)
console.log(
  `Shape: ${source.length} files, median ${sizes[sizes.length >> 1]} lines; ${withVscode.length} import vscode; ` +
    `${testLines} lines of test for ${sourceLines} of source.`,
)
process.exitCode = problems.length > 0 ? 1 : 0

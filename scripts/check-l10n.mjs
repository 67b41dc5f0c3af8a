// Every text that users read has a Chinese translation that keeps the rules of `lib/l10nRules.mjs`, and none is left over.
// `--list-missing` prints the missing keys as JSON; `--prune` takes unused ones out of the bundle.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { translationFaults } from './lib/l10nRules.mjs'

const BUNDLE = 'media/l10n/bundle.l10n.zh-cn.json'

const sources = ['src', 'webview-ui'].flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => file.endsWith('.ts') && !file.includes('node_modules')),
)

// @vscode/l10n-dev 0.0.35 does not see a named import of `t` from an ES module, so the calls are read here.
const CALL = /(?<![\w.$])t\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\$]|\\.)*`)\s*[,)]/g
const ESCAPES = { n: '\n', t: '\t', r: '\r' }

/** The value of a string literal without substitutions. */
const unquote = (literal) =>
  literal
    .slice(1, -1)
    .replace(/\\u([0-9a-fA-F]{4})|\\(.)/g, (_, code, one) =>
      code === undefined ? (ESCAPES[one] ?? one) : String.fromCharCode(Number.parseInt(code, 16)),
    )

/** The texts of one file's calls of `t`. */
const textsOf = (contents) =>
  /from '@vscode\/l10n'/.test(contents)
    ? [...contents.matchAll(CALL)].map(([, literal]) => unquote(literal))
    : []

/** Calls as their authors wrote them; a text made at run time could not be translated. */
function dynamicCalls(file, contents) {
  return /from '@vscode\/l10n'/.test(contents)
    ? [...contents.matchAll(/(?<![\w.$])t\(\s*(?!['"`\s)])/g)].map(
        ({ index }) => `${file}:${contents.slice(0, index).split('\n').length}`,
      )
    : []
}

/** One line for each translation that breaks a rule. */
const faultsOf = (english, chinese) =>
  Object.keys(english)
    .filter((key) => key in chinese)
    .flatMap((key) => {
      const faults = translationFaults(english[key], chinese[key])
      return faults.length === 0 ? [] : [`${JSON.stringify(key)}: ${faults.join('; ')}`]
    })

function report(title, lines) {
  if (lines.length > 0) {
    console.error(`${title} (${lines.length}):\n${lines.map((line) => `  ${line}`).join('\n')}`)
  }
  return lines.length
}

const files = sources.map((file) => ({ file, contents: readFileSync(file, 'utf8') }))
const keys = [...new Set(files.flatMap(({ contents }) => textsOf(contents)))]
const bundle = JSON.parse(readFileSync(BUNDLE, 'utf8'))
const missing = keys.filter((key) => !(key in bundle))
const unused = Object.keys(bundle).filter((key) => !keys.includes(key))

if (process.argv.includes('--list-missing')) {
  console.log(JSON.stringify(missing, null, 2))
} else {
  if (process.argv.includes('--prune')) {
    const kept = Object.fromEntries(Object.entries(bundle).filter(([key]) => keys.includes(key)))
    writeFileSync(BUNDLE, `${JSON.stringify(kept, null, 2)}\n`)
    unused.length = 0
  }
  const manifest = JSON.parse(readFileSync('package.nls.json', 'utf8'))
  const translated = JSON.parse(readFileSync('package.nls.zh-cn.json', 'utf8'))
  const own = Object.fromEntries(keys.map((key) => [key, key]))
  const problems =
    (keys.length === 0 ? report('No text was found at all', ['scan']) : 0) +
    report('Not translated', missing) +
    report('Translated but not used', unused) +
    report('Translations that break a rule', [...faultsOf(own, bundle), ...faultsOf(manifest, translated)]) +
    report(
      'Texts made at run time',
      files.flatMap(({ file, contents }) => dynamicCalls(file, contents)),
    ) +
    report(
      'package.nls.zh-cn.json lacks',
      Object.keys(manifest).filter((key) => !(key in translated)),
    ) +
    report(
      'package.nls.zh-cn.json has too much',
      Object.keys(translated).filter((key) => !(key in manifest)),
    )
  console.log(`l10n: ${keys.length} texts, ${problems} problems`)
  process.exitCode = problems === 0 ? 0 : 1
}

// node scripts/test.mjs [npm script …]: runs the project's suites (or the scripts named) one after the other and
// adds up their totals.
// Every script whose name starts with "test" must report a mocha total above zero; a suite that
// silently ran nothing is a failure. The last line is "N passed, N failed" over all suites.
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeEnv, root } from './lib/tools.mjs'
import { verdict } from './lib/totals.mjs'

// What needs no network once it is installed comes after what does; the longest suites come last.
const all = [
  'setup:cline',
  'setup:vscode',
  'build',
  'check',
  'test:unit',
  'test:page',
  'test:vscode',
  'test:e2e',
]

async function runScript(name) {
  const child = spawn('npm', ['run', '--silent', name], {
    cwd: root,
    env: nodeEnv(),
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const [stream, target] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
      target.write(text)
    })
  }
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  mkdirSync(join(root, 'test-results'), { recursive: true })
  writeFileSync(join(root, `test-results/${name.replaceAll(':', '-')}.log`), output)
  return verdict(name, code, output)
}

function line({ name, ok, passed, seconds, ranNothing }) {
  const tests = name.startsWith('test') ? `${passed} tests` : ''
  const what = ranNothing ? 'no tests ran' : tests
  return `${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(16)} ${what.padStart(12)} ${seconds.toFixed(0).padStart(5)} s`
}

async function main(names) {
  const done = []
  for (const name of names) {
    console.log(`\n── ${name} ──`)
    const start = performance.now()
    const result = await runScript(name)
    done.push({ ...result, seconds: (performance.now() - start) / 1000 })
    // Without a build or an installation everything after it would fail for the same reason.
    if (!result.ok && !name.startsWith('test') && !name.startsWith('check')) {
      console.log(`"${name}" failed; the scripts after it are left out.`)
      break
    }
  }
  console.log(`\n${done.map(line).join('\n')}`)
  const sum = (key) => done.reduce((total, result) => total + result[key], 0)
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = sum('failed') > 0 ? 1 : 0
}

const named = process.argv.slice(2)
await main(named.length > 0 ? named : all)

import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'node:util'
import Mocha from 'mocha'
import { resultVariable, type SuiteResult } from '../lib/suiteResult.ts'

/** Mocha writes its report here instead of the extension host's noisy console. */
const lines: string[] = []

function runAll(mocha: Mocha): Promise<Mocha.Runner> {
  return new Promise((resolve) => {
    const runner = mocha.run(() => resolve(runner))
  })
}

/**
 * What VS Code calls in its extension host, in code-server and on the desktop alike; a rejection is a failure.
 * The result file is what the runner believes: a host that dies would look like a success without it.
 */
export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    lines.push(format(...args))
  }
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, forbidOnly: true, forbidPending: true, color: false })
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.test.cjs'))) {
    mocha.addFile(join(__dirname, file))
  }
  const runner = await runAll(mocha)
  const { passes = 0, failures = 0 } = runner.stats ?? {}
  const resultFile = process.env[resultVariable]
  if (resultFile) {
    const result: SuiteResult = { passes, failures, report: lines.join('\n') }
    writeFileSync(resultFile, JSON.stringify(result))
  }
  if (failures > 0) {
    throw new Error(`${failures} of ${passes + failures} tests failed.`)
  }
}

import assert from 'node:assert/strict'
import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { buildSuite, suiteEntry } from '../lib/buildSuite.ts'
import { projectRoot } from '../lib/extension.ts'
import { runInExtensionHost } from '../lib/extensionHost.ts'
import { makeFixture } from './fixture.ts'

/** Runs our suite's entry with this one test file; mocha is found in the project. */
async function runSuite(test: string) {
  const extension = makeFixture({ 'suite/only.test.cjs': test })
  cpSync(suiteEntry, join(extension, 'suite/index.cjs'))
  symlinkSync(join(projectRoot, 'node_modules'), join(extension, 'node_modules'))
  return await runInExtensionHost({
    extension,
    suite: join(extension, 'suite/index.cjs'),
    timeout: 60_000,
  })
}

describe('the suite runner tells the truth about', () => {
  before(buildSuite)

  it('tests that pass and fail in the extension host', async () => {
    const { passes, failures, report } = await runSuite(`
      const vscode = require('vscode')
      it('passes in ' + vscode.env.appName, () => {})
      it('fails', () => { throw new Error('on purpose') })`)
    assert.deepEqual({ passes, failures }, { passes: 1, failures: 1 })
    assert.match(report, /passes in code-server[\s\S]*1 passing[\s\S]*1 failing[\s\S]*on purpose/)
  })

  it('an extension host that dies with code 0', async () => {
    await assert.rejects(runSuite(`it('dies', () => process.exit(0))`), /without a result/)
  })

  it('a suite that cannot be loaded', async () => {
    await assert.rejects(runSuite(`require('./not-there.cjs')`), /without a result/)
  })

  it('a suite without tests', async () => {
    await assert.rejects(runSuite(''), /ran no test/)
  })
})

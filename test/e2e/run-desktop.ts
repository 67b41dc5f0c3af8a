// node test/e2e/run-desktop.ts: the same suite in a desktop VS Code, downloaded or named by the variable CODE.
import { join } from 'node:path'
import { runTests } from '@vscode/test-electron'
import { buildSuite, suiteEntry } from './lib/buildSuite.ts'
import { demandBuilt, projectRoot } from './lib/extension.ts'
import { removeNow } from './lib/processes.ts'
import { readSuiteResult, resultVariable } from './lib/suiteResult.ts'
import { makeWorld, worldEnv } from './lib/world.ts'

async function runOnDesktop(): Promise<number> {
  demandBuilt(projectRoot)
  await buildSuite()
  const world = makeWorld()
  const result = join(world.root, 'result.json')
  const code = process.env.CODE
  // runTests hands our whole environment on, so what is personal in it must go first.
  const env = worldEnv(world, { [resultVariable]: result })
  for (const name of Object.keys(process.env)) {
    if (env[name] === undefined) {
      delete process.env[name]
    }
  }
  try {
    await runTests({
      ...(code ? { vscodeExecutablePath: code } : {}),
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: suiteEntry,
      extensionTestsEnv: env,
      launchArgs: [
        world.workspace,
        `--user-data-dir=${world.userData}`,
        `--extensions-dir=${world.extensions}`,
        '--disable-workspace-trust',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    })
  } catch (error) {
    // A failed test rejects too; the result file knows more than this error.
    console.error(error instanceof Error ? error.message : error)
  }
  const { report, failures } = readSuiteResult(result)
  console.log(report)
  removeNow(world.root)
  return failures
}

try {
  process.exitCode = (await runOnDesktop()) > 0 ? 1 : 0
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

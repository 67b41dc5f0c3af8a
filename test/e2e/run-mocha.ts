// node test/e2e/run-mocha.ts: the suite of test/e2e/suite in the extension host of a real VS Code.
import { buildSuite, suiteEntry } from './lib/buildSuite.ts'
import { demandBuilt, projectRoot } from './lib/extension.ts'
import { runInExtensionHost } from './lib/extensionHost.ts'

try {
  demandBuilt(projectRoot)
  await buildSuite()
  const result = await runInExtensionHost({ extension: projectRoot, suite: suiteEntry })
  console.log(result.report)
  process.exitCode = result.failures > 0 ? 1 : 0
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Sandbox } from '../../../sandbox/server.ts'
import type { World } from '../world.ts'

const MANIFEST = {
  name: 'test-clock',
  publisher: 'tests',
  displayName: 'A clock for tests',
  version: '1.0.0',
  engines: { vscode: '^1.84.0' },
  main: './extension.cjs',
  // Before every other extension, so that ours is loaded with this clock.
  activationEvents: ['*'],
}

/** Time that passes at the test's word: for our extension in VS Code and for the local AWS together. */
export interface TestClock {
  /** For the extension host. */
  env: Record<string, string>
  /** Lets so many milliseconds pass at once; what then falls due has begun when this resolves. */
  advance(ms: number): Promise<void>
}

/** Puts the clock where VS Code looks for installed extensions; before the first start. */
export async function installTestClock(world: World, sandbox: Sandbox): Promise<TestClock> {
  const folder = join(world.extensions, 'tests.test-clock-1.0.0')
  const file = join(world.root, 'clock.json')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify(MANIFEST))
  await build({
    entryPoints: [fileURLToPath(new URL('./extension.ts', import.meta.url))],
    outfile: join(folder, 'extension.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    logLevel: 'warning',
  })
  let passed = 0
  return {
    env: { TEST_CLOCK_FILE: file },
    async advance(ms) {
      const { port } = JSON.parse(readFileSync(file, 'utf8')) as { port: number }
      passed += ms
      // AWS first: a signature of our extension's new time must not be ahead of it.
      sandbox.setClockOffset(passed / 1000)
      await fetch(`http://127.0.0.1:${port}/?ms=${ms}`)
    },
  }
}

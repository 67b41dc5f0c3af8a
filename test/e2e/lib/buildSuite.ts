import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { projectRoot } from './extension.ts'

/** Where the bundled suite's entry is after buildSuite(). */
export const suiteEntry = join(projectRoot, 'out/test/suite/index.cjs')

/** Bundles test/e2e/suite/*.ts into out/test/suite/*.cjs: VS Code loads a suite as CommonJS. */
export async function buildSuite(): Promise<void> {
  const folder = join(projectRoot, 'test/e2e/suite')
  const outdir = join(projectRoot, 'out/test/suite')
  const names = (await readdir(folder)).filter((name) => name === 'index.ts' || name.endsWith('.test.ts'))
  // A test whose source is gone must not run any more.
  await rm(outdir, { recursive: true, force: true })
  await build({
    entryPoints: names.map((name) => join(folder, name)),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  })
}

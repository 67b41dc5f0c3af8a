// Bundles test/e2e/suite/*.ts into out/test/suite/*.cjs: VS Code loads a suite as CommonJS.
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root, runMain } from './lib/tools.mjs'

await runMain(async () => {
  const folder = join(root, 'test/e2e/suite')
  const outdir = join(root, 'out/test/suite')
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
})

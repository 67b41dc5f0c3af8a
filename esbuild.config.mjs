import { rmSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'
import { notices } from './scripts/lib/notices.mjs'
import { PAGE_BUNDLE, pageBytes } from './scripts/lib/pageBundle.mjs'

/**
 * The host's bundle comes in three files, so that start-up reads only the small one: VS Code loads
 * CommonJS, for which esbuild does not split, so each boundary is an entry that the others leave external.
 */
const HOST_BOUNDARIES = { './wizard.ts': './wizard.cjs', './aws/adapter.ts': './aws.cjs' }

const boundaries = {
  name: 'boundaries',
  setup(host) {
    host.onResolve({ filter: /^\.\/(wizard|aws\/adapter)\.ts$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: HOST_BOUNDARIES[path], external: true } : undefined,
    )
  },
}

const common = { bundle: true, minify: true, logLevel: 'warning', legalComments: 'none', metafile: true }
// jsonc-parser's `main` hides its own requires from bundlers; its `module` does not.
const node = { ...common, platform: 'node', target: 'node22', mainFields: ['module', 'main'] }

rmSync('dist', { recursive: true, force: true })

const results = await Promise.all([
  build({
    ...node,
    entryPoints: { extension: 'src/extension.ts', wizard: 'src/wizard.ts', aws: 'src/aws/adapter.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    external: ['vscode'],
    plugins: [boundaries],
  }),
  build({
    ...node,
    target: 'node20',
    entryPoints: { cli: 'src/cli.ts' },
    outdir: 'dist',
    format: 'esm',
    splitting: true,
    chunkNames: 'cli/[name]-[hash]',
    banner: {
      js: "#!/usr/bin/env node\nimport { createRequire as $cr } from 'node:module';const require = $cr(import.meta.url);",
    },
  }),
  build({
    ...common,
    ...PAGE_BUNDLE,
    outdir: 'dist/webview',
  }),
])

writeFileSync('dist/ThirdPartyNotices.txt', `${notices(results.map(({ metafile }) => metafile))}\n`)

const LIMITS = { 'dist/extension.cjs': 60_000 }
// 119 kB of the page's are the toolkit's, whose whole, unshaken form adds 200 kB: that is what this catches.
const PAGE_LIMITS = { first: 180_000, all: 240_000 }
for (const { metafile } of results) {
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
    keepTo(LIMITS[file], file, bytes)
  }
}
const page = pageBytes(results.at(-1).metafile.outputs)
keepTo(PAGE_LIMITS.first, 'what the page loads first', page.first)
keepTo(PAGE_LIMITS.all, 'all of the page', page.all)

function keepTo(limit, what, bytes) {
  if (limit !== undefined && bytes > limit) {
    throw new Error(`${what} has ${bytes} bytes, over its limit of ${limit}`)
  }
}

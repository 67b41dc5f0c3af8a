import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/**
 * `lit` also brings the base class of components, 8 kB that a page without components never runs, and
 * bundlers keep it for its side effects; `lit/html.js` is the same without it.
 */
const templatesOnly = {
  name: 'lit-templates-only',
  setup(page) {
    page.onResolve({ filter: /^lit$/ }, () => ({
      path: require.resolve('lit/html.js'),
    }))
  },
}

/**
 * Minifiers leave template literals as they are. The indentation of HTML and CSS in them means nothing: no
 * `<pre>` has line breaks of its own in a template. Nor do the line breaks of style sheets. It comes to 9 kB.
 */
const withoutIndentation = {
  name: 'without-indentation',
  setup(page) {
    page.onLoad(
      { filter: /[\\/](webview-ui|webview-ui-toolkit|fast-foundation)[\\/].*\.[jt]s$/ },
      async ({ path }) => {
        const flat = (await readFile(path, 'utf8')).replaceAll(/\n\s+/g, '\n')
        return {
          contents: path.endsWith('.styles.js') ? flat.replaceAll(/([;{}])\n/g, '$1') : flat,
          loader: path.endsWith('.ts') ? 'ts' : 'js',
        }
      },
    )
  },
}

/**
 * How the page is bundled, for the product and for its tests: `main.js` and `chunk.js` come first, `later.js` when
 * the first step stands. One boundary only, so that the names need no hashes.
 */
export const PAGE_BUNDLE = {
  entryPoints: { main: 'webview-ui/main.ts', styles: 'webview-ui/styles.css' },
  bundle: true,
  minify: true,
  legalComments: 'none',
  format: 'esm',
  splitting: true,
  chunkNames: '[name]',
  platform: 'browser',
  target: 'chrome134',
  plugins: [templatesOnly, withoutIndentation],
}

/**
 * The bytes of scripts that the page has to read before its first step stands, and of all its scripts.
 * `outputs` is esbuild's metafile's.
 */
export function pageBytes(outputs) {
  const scripts = Object.entries(outputs).filter(([file]) => file.endsWith('.js'))
  const later = new Set(
    scripts.flatMap(([, { imports }]) =>
      imports.filter(({ kind }) => kind === 'dynamic-import').map(({ path }) => path),
    ),
  )
  const sum = (some) => some.reduce((all, [, { bytes }]) => all + bytes, 0)
  return { first: sum(scripts.filter(([file]) => !later.has(file))), all: sum(scripts) }
}

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

/** How the page is bundled, for the product and for its tests. */
export const PAGE_BUNDLE = {
  entryPoints: { main: 'webview-ui/main.ts', styles: 'webview-ui/styles.css' },
  bundle: true,
  minify: true,
  legalComments: 'none',
  format: 'iife',
  platform: 'browser',
  target: 'chrome134',
  plugins: [templatesOnly, withoutIndentation],
}

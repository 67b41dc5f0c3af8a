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

/** How the page is bundled, for the product and for its tests. */
export const PAGE_BUNDLE = {
  entryPoints: { main: 'webview-ui/main.ts', styles: 'webview-ui/styles.css' },
  bundle: true,
  minify: true,
  legalComments: 'none',
  format: 'iife',
  platform: 'browser',
  target: 'chrome134',
  plugins: [templatesOnly],
}

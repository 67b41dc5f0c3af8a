import type { Page } from 'playwright-core'
import { openPages } from './browser.ts'
import { screenshot } from './workbench.ts'

/** What speaks to the user over the editors; the page itself is in the picture. */
const OVERLAYS = [
  '.quick-input-widget:visible',
  '.monaco-dialog-box',
  '.notification-toast',
  '.statusbar-item',
]

async function wordsOn(page: Page): Promise<string> {
  const found = await Promise.all(OVERLAYS.map((overlay) => page.locator(overlay).allInnerTexts()))
  return found
    .flat()
    .map((text) => text.replaceAll(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
    .join(' | ')
    .slice(0, 1500)
}

/** Root hooks of the end-to-end tests: a failure comes with what the user saw, as text and as picture. */
export const mochaHooks = {
  async afterEach(this: Mocha.Context) {
    const test = this.currentTest
    if (test?.state !== 'failed' || !(test.err instanceof Error)) {
      return
    }
    const title = test.fullTitle().replaceAll(/\W+/g, '-').slice(-80)
    for (const [index, page] of openPages().entries()) {
      try {
        const picture = await screenshot(page, `failed-${title}-${index}`)
        const webviews = await page.evaluate<string>(
          "document.visibilityState + ', webviews: ' + [...document.querySelectorAll('iframe.webview')].map((frame) => frame.className).join(' | ')",
        )
        test.err.stack += `\n      on the screen (${webviews}): ${await wordsOn(page)}\n      picture: ${picture}`
      } catch (error) {
        test.err.stack += `\n      the screen could not be read: ${String(error)}`
      }
    }
  },
}

import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { quickRows } from './workbench.ts'

const LONG = { timeout: 30_000 }

/** Somebody who uses quick picks and inputs by keyboard. */
export interface QuickPick {
  /** The first row with this text. */
  row(text: string | RegExp): Locator
  /** Types until the row is the one under the keyboard, as people do in long lists, and presses Enter. */
  choose(text: string): Promise<void>
  /** The same in a list too long to show the row before it is typed. */
  find(text: string): Promise<void>
  /** Waits until the keyboard is on this row by itself, and presses Enter. */
  accept(text: string): Promise<void>
  /** Waits for the title with this text, such as `Region (2/7)`. */
  title(text: string): Promise<void>
  /** Waits for an input whose empty field begins with these words, fills it, and presses Enter; without a text it leaves what stands there. */
  enter(words: string, text?: string): Promise<void>
  back(): Promise<void>
  /** The words of the empty field. */
  placeholder(text: string | RegExp): Promise<void>
}

/** The quick pick that is open in the page. */
export function quickPick(page: Page): QuickPick {
  const row = (text: string | RegExp) => quickRows(page).filter({ hasText: text }).first()
  const focused = (text: string) =>
    page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: text }).first()
  const title = (text: string) => page.locator('.quick-input-title').filter({ hasText: text }).waitFor(LONG)
  const field = page.locator('.quick-input-widget:visible input.input')
  const find = async (text: string) => {
    const end = performance.now() + LONG.timeout
    for (;;) {
      await page.keyboard.type(text)
      try {
        await focused(text).waitFor({ timeout: 5000 })
        break
      } catch (error) {
        // A place that was drawn while one typed has a new, empty field: a person types again.
        const typed = await field.inputValue()
        if (typed === text || performance.now() > end) {
          throw error
        }
        await field.fill('')
      }
    }
    await page.keyboard.press('Enter')
  }
  return {
    row,
    async choose(text) {
      await row(text).waitFor(LONG)
      await find(text)
    },
    find,
    async accept(text) {
      await focused(text).waitFor(LONG)
      await page.keyboard.press('Enter')
    },
    title,
    async enter(words, text) {
      const asked = page.locator(`.quick-input-widget:visible input.input[placeholder^="${words}"]`)
      await (text === undefined ? asked.waitFor(LONG) : asked.fill(text, LONG))
      await asked.press('Enter')
    },
    back: () => page.keyboard.press('Control+Alt+Minus'),
    async placeholder(text) {
      const until = performance.now() + LONG.timeout
      for (;;) {
        const words = (await field.getAttribute('placeholder')) ?? ''
        if (typeof text === 'string' ? words.includes(text) : text.test(words)) {
          return
        }
        assert.ok(performance.now() < until, `the field says "${words}", not ${String(text)}`)
        await page.evaluate('new Promise((next) => requestAnimationFrame(next))')
      }
    },
  }
}

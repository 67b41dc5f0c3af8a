import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Frame, FrameLocator, Page } from 'playwright-core'
import { until } from '../../lib/until.ts'
import { projectRoot } from './extension.ts'
import { FOCUS, type Focus } from './focus.ts'

const LONG = { timeout: 30_000 }
const CHINESE = JSON.parse(
  readFileSync(join(projectRoot, 'media/l10n/bundle.l10n.zh-cn.json'), 'utf8'),
) as Record<string, string>

/** A text as the Chinese page shows it. */
export function zh(text: string): string {
  const translated = CHINESE[text]
  assert.ok(translated, `"${text}" has a translation`)
  return translated
}

/** A user of the Chinese page who has only a keyboard. Texts are given in English. */
export interface Keyboard {
  focus: () => Promise<Focus>
  /** Tabs on, as far as the control with this name; each stop on the way can be seen. */
  tabTo: (name: string | RegExp) => Promise<void>
  /** Goes to a button, as soon as it can be pressed, and presses it. */
  use: (name: string) => Promise<void>
  /** Opens what is folded away. */
  unfold: (name: string) => Promise<void>
  /** Goes to a field and types. */
  type: (field: string, text: string) => Promise<void>
  /** Ticks a box, or chooses. */
  tick: (label: string) => Promise<void>
  /** Lines of the page that are English words; ids, paths and AWS's own texts stand in code. */
  english: () => Promise<string[]>
  /** Waits for a step: the keyboard is on its heading. */
  arrives: (title: string) => Promise<void>
}

const ENGLISH = `(() => {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
  const texts = []
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode
    if (!parentElement.closest('code, pre, textarea, .path')) texts.push(data.trim())
  }
  return texts.filter((text) => /(\\b[A-Za-z’']+\\b[ ,]+){3,}[a-z]+/.test(text))
})()`

export function keyboardOn(page: Page, frame: Frame, wizard: FrameLocator): Keyboard {
  const focus = () => frame.evaluate(FOCUS) as Promise<Focus>

  async function tabTo(name: string | RegExp): Promise<void> {
    const stops: string[] = []
    for (let presses = 0; presses < 120; presses += 1) {
      await page.keyboard.press('Tab')
      const at = await focus()
      stops.push(`${at.tag} ${at.name.slice(0, 30)}`)
      assert.ok(at.seen, `the focus can be seen on ${stops.at(-1)}`)
      if (typeof name === 'string' ? at.name === zh(name) : name.test(at.name)) {
        return
      }
    }
    assert.fail(`no way by Tab to ${name}: ${stops.join(', ')}`)
  }

  return {
    focus,
    tabTo,
    async use(name) {
      await wizard
        .locator('vscode-button:not([disabled])', { hasText: zh(name) })
        .first()
        .waitFor(LONG)
      await tabTo(name)
      await page.keyboard.press('Enter')
    },
    async unfold(name) {
      await wizard.locator('summary', { hasText: zh(name) }).waitFor(LONG)
      await tabTo(name)
      await page.keyboard.press('Enter')
    },
    async type(field, text) {
      await wizard.getByRole('textbox', { name: zh(field), exact: true }).waitFor(LONG)
      await tabTo(field)
      await page.keyboard.type(text)
    },
    async tick(label) {
      await tabTo(label)
      await page.keyboard.press('Space')
    },
    english: () => frame.evaluate(ENGLISH) as Promise<string[]>,
    async arrives(title) {
      await wizard.getByRole('heading', { name: zh(title) }).waitFor(LONG)
      // A busy machine draws the heading a frame before the keyboard gets there.
      await until(async () => (await focus()).tag === 'H2', `the keyboard on the heading "${title}"`)
      assert.equal((await focus()).name, zh(title))
    },
  }
}

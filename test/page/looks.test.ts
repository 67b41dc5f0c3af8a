import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { WizardState } from '../../src/core/wizard/state.ts'
import { credentialStates } from './support/credentialStates.ts'
import { at } from './support/fixtures.ts'
import { gallery } from './support/gallery.ts'
import { type Harness, type OpenPage, startHarness } from './support/harness.ts'
import { everyState } from './support/states.ts'
import { THEMES } from './support/themes.ts'

const BAR = `(() => {
  const [bar] = document.querySelectorAll('.actions')
  const back = bar.querySelector('.back')
  const right = Math.max(...[...bar.children].map((each) => each.getBoundingClientRect().right))
  return back === null || (back === bar.lastElementChild && back.getBoundingClientRect().right === right)
})()`

/** Of the fields in a form of two columns: the heights at which a row's labels and fields begin. */
const ROWS = `(() => {
  const top = (each, part) => (each.shadowRoot.querySelector(part) ?? each).getBoundingClientRect().top
  return [...document.querySelectorAll('.form-grid > *')].map((cell) => {
    const field = cell.querySelector('vscode-text-field, vscode-dropdown')
    const label = cell.querySelector('.label') ?? field.shadowRoot.querySelector('[part=label]')
    return [label.getBoundingClientRect().top, top(field, '.root')]
  })
})()`

/** How many words stand in the last of several lines of the step's lead. */
const WORDS_OF_LAST_LINE = `(() => {
  const walker = document.createTreeWalker(document.querySelector('.lead'), NodeFilter.SHOW_TEXT)
  const tops = []
  while (walker.nextNode()) {
    for (const { index, 0: word } of walker.currentNode.data.matchAll(/\\S+/g)) {
      const range = document.createRange()
      range.setStart(walker.currentNode, index)
      range.setEnd(walker.currentNode, index + word.length)
      tops.push(Math.round(range.getBoundingClientRect().top))
    }
  }
  const last = tops.at(-1)
  return last === tops[0] ? 0 : tops.filter((top) => top === last).length
})()`

describe('The page looks the same wherever one looks:', () => {
  let harness: Harness
  before(async () => {
    harness = await startHarness()
  })
  after(() => harness.close())

  /** Shows a state in a page of its own. */
  const look = async (state: WizardState | undefined, theme = THEMES[0]): Promise<OpenPage> => {
    const open = await harness.open(at('done'), { ...(theme && { theme }) })
    await open.show(state as WizardState)
    return open
  }

  it('the way back is the last button, at the right end', async () => {
    const { page, show } = await look(at('credentials'))
    for (const [name, state] of Object.entries(everyState())) {
      await show(state)
      assert.equal(await page.evaluate(BAR), true, name)
    }
  })

  it('a list and a field beside it stand at the same height', async () => {
    const { page } = await look(credentialStates()['credentials-new-profile'])
    const cells = await page.evaluate<[number, number][]>(ROWS)
    assert.ok(cells.length >= 6)
    for (let row = 0; row + 1 < cells.length; row += 2) {
      assert.deepEqual(cells[row], cells[row + 1])
    }
  })

  for (const theme of THEMES) {
    it(`the lines in the place of what comes are fainter than text: ${theme.name}`, async () => {
      const { page } = await look(everyState()['credentials-loading'], theme)
      const [line, text] = await page.evaluate<[string, string]>(`(() => {
        const style = getComputedStyle(document.querySelector('.skeleton span'))
        return [style.backgroundColor, style.color]
      })()`)
      assert.notEqual(line, text)
      assert.notEqual(line, 'rgba(0, 0, 0, 0)')
    })
  }

  it('what a step is about does not end in a line of a single word', async () => {
    const { page, show } = await look(at('region'))
    for (const width of [480, 760]) {
      await page.setViewportSize({ width, height: 900 })
      for (const [name, state] of Object.entries(gallery())) {
        await show(state)
        assert.notEqual(await page.evaluate(WORDS_OF_LAST_LINE), 1, `${name} at ${width} px`)
      }
    }
  })

  it('Chinese sentences follow one another without a blank', async () => {
    const translations = readFileSync('media/l10n/bundle.l10n.zh-cn.json', 'utf8')
    const { page, show } = await harness.open(at('done'), { translations })
    for (const [name, state] of Object.entries(everyState())) {
      await show(state)
      const texts = await page.evaluate<string[]>(
        `[...document.querySelectorAll('.step p, .step p > span')].map((each) => {
          const own = each.cloneNode(true)
          for (const link of own.querySelectorAll('a, vscode-button')) link.remove()
          return own.textContent
        })`,
      )
      const apart = texts.filter((text) => /[。；]\s+\p{Script=Han}/u.test(text))
      assert.deepEqual(apart, [], name)
    }
  })
})

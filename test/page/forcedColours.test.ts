import assert from 'node:assert/strict'
import type { WizardState } from '../../src/core/wizard/state.ts'
import { at } from './support/fixtures.ts'
import { type Harness, type OpenPage, startHarness } from './support/harness.ts'
import { everyState } from './support/states.ts'

/**
 * Windows' contrast themes take all colours and backgrounds away. Whether a thing can still be seen is asked of the
 * pixels: what is drawn with it must differ from what is drawn without it.
 */

/** What has to be seen, by state: a selector, and what it is. */
const SEEN: [state: string, selector: string, what: string][] = [
  ['credentials', '.check .status .icon-pass', 'the mark of a passed check'],
  ['credentials-failed', '.check .status .icon-fail', 'the mark of a failed check'],
  ['model-access', '.check .status .icon-warn', 'the mark of a remark'],
  ['credentials-first', '.check .status .icon-idle', 'the mark of a check that has not run'],
  ['regions-compared', '.probes .icon-skip', 'the mark of a region without an answer'],
  ['regions-compared', '.latency-bar', 'the bar of a region’s time'],
  ['access-waiting', 'elapsed-time progress', 'the bar of a wait'],
  ['credentials-loading', '.skeleton span', 'the lines in the place of what comes'],
  ['credentials', '.step-mark', 'the mark of a step'],
  ['review', '.diff', 'the lines of a change'],
  ['review-managed', '.icon-lock', 'the lock of what an organisation decides'],
  ['security', '.practice > .icon', 'the mark of a practice'],
]

/** States of controls that have to be told apart, by what switches between the two. */
const TOLD_APART: [state: string, selector: string, change: string][] = [
  ['credentials-first', 'vscode-radio[aria-checked="true"]', 'element.checked = false'],
  ['access-form', '.tick input[type=checkbox]', 'element.checked = true'],
  ['access-sending', '.tick input[type=radio]:checked', 'element.checked = false'],
  ['policy-preview', '.segment[aria-pressed=true]', 'element.setAttribute("aria-pressed", "false")'],
  ['model-first', '.model-list', 'element.querySelector(".model-row").setAttribute("aria-current", "true")'],
  ['credentials', 'vscode-button[appearance=primary]', 'element.disabled = true'],
  ['credentials', '.step-button[aria-current]', 'element.removeAttribute("aria-current")'],
  [
    'credentials',
    '.stepper li.is-open:nth-child(2)',
    'element.classList.remove("is-open"), element.firstElementChild.disabled = true',
  ],
  ['access-waiting', 'elapsed-time progress', 'element.value = element.max'],
]

/** Kinds of controls that can have the keyboard, each with a state in which there is one. */
const STOPS: [state: string, selector: string][] = [
  ['credentials', '.step-button[aria-current]'],
  ['credentials', '.link-button'],
  ['credentials', 'vscode-radio[aria-checked="true"]'],
  ['credentials', 'vscode-dropdown'],
  ['credentials', 'vscode-button[appearance=secondary]'],
  ['credentials', 'vscode-button[appearance=primary]'],
  ['credentials', 'summary'],
  ['credentials-keys', 'vscode-text-field'],
  ['prompt-first', 'textarea'],
  ['test-prompt', 'pre.answer'],
  ['regions-compared', '.probes'],
  ['access-form', '.line'],
  ['access-form', '.tick input[type=checkbox]'],
  ['access-form', '.tick input[type=radio]'],
  ['access-form', 'a'],
  ['policy-preview', '.segment[aria-pressed=true]'],
  ['policy-preview', '.segment[aria-pressed=false]'],
  ['model-first', '.model-row'],
  ['policy-preview', 'pre.policy'],
  ['security', 'pre.safeguard'],
]

describe('In Windows’ contrast themes', () => {
  let harness: Harness
  let open: OpenPage
  before(async () => {
    harness = await startHarness()
    open = await harness.open(at('done'), { forcedColors: true })
  })
  after(() => harness.close())

  /** Does something to the first such element. */
  const act = (selector: string, code: string): Promise<void> =>
    open.page.evaluate(`{
      const element = document.querySelector(${JSON.stringify(selector)})
      ${code}
      undefined
    }`)

  /** Shows a state and brings an element of it to the middle, away from the bar of actions. */
  async function bring(state: string, selector: string): Promise<void> {
    const wanted = everyState()[state] as WizardState
    await open.show(at(wanted.step === 'done' ? 'security' : 'done'))
    await open.show(wanted)
    await act(
      selector,
      'for (let each = element.closest("details"); each; each = each.parentElement.closest("details")) each.open = true',
    )
    await act(selector, 'element.scrollIntoView({ block: "center" })')
  }

  /** The pixels in the place of an element, with a little of what is around it. */
  async function placeOf(selector: string): Promise<() => Promise<string>> {
    const box = await open.page.locator(selector).first().boundingBox()
    assert.ok(box && box.width > 0 && box.height > 0, 'it has a place on the page')
    const [x, y] = [Math.max(0, box.x - 6), Math.max(0, box.y - 6)]
    const clip = { x, y, width: box.width + 12, height: Math.min(box.height + 12, 890 - y) }
    return async () => {
      await open.page.evaluate(
        'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))',
      )
      return (await open.page.screenshot({ clip })).toString('base64')
    }
  }

  /** Whether something done to an element changes what is drawn there. */
  async function changes(selector: string, code: string): Promise<boolean> {
    const pixels = await placeOf(selector)
    const before = await pixels()
    await act(selector, code)
    return (await pixels()) !== before
  }

  for (const [state, selector, what] of SEEN) {
    it(`one sees ${what}`, async () => {
      await bring(state, selector)
      assert.ok(await changes(selector, 'element.style.visibility = "hidden"'))
      await act(selector, 'element.style.visibility = ""')
    })
  }

  for (const [state, selector, change] of TOLD_APART) {
    it(`one sees whether it is so or not: ${selector}`, async () => {
      await bring(state, selector)
      assert.ok(await changes(selector, change))
    })
  }

  for (const [state, selector] of STOPS) {
    it(`one sees the keyboard on ${selector}`, async () => {
      await bring(state, selector)
      await open.page.evaluate('document.activeElement.blur()')
      // A key first, so that the focus counts as the keyboard's.
      await open.page.keyboard.press('Shift')
      assert.ok(await changes(selector, 'element.focus({ preventScroll: true })'))
    })
  }

  it('and what lost its colours would be missed', async () => {
    await bring('credentials', 'h1')
    await act('h1', 'element.innerHTML = "<i></i>"')
    await act(
      'h1 i',
      'Object.assign(element.style, { display: "block", width: "20px", height: "20px", background: "red" })',
    )
    assert.ok(!(await changes('h1 i', 'element.style.visibility = "hidden"')), 'colour alone is not seen')
  })
})

import { config } from '@vscode/l10n'
import { render } from 'lit'
import type { WizardState } from '../src/core/wizard/state.ts'
import { announce, type Said, withoutRead } from './announce.ts'
import { bodyOf, loadLater } from './bodies.ts'
import { connect } from './bridge.ts'
import type { Ui } from './context.ts'
import { gapFound, keepFocus } from './focus.ts'
import { spoken, view, waiting } from './view.ts'

performance.mark('bedrock-setup:start')

const translations = document.querySelector('#l10n')?.textContent?.trim() ?? ''
if (translations !== '') {
  config({ contents: translations })
}

const app = document.querySelector<HTMLElement>('#app')
if (app !== null) {
  start(app)
}

function start(root: HTMLElement): void {
  const ui: Ui = {
    modelSearch: '',
    allModels: false,
    policyFormat: 'json',
    forPlan: false,
  }
  let latest: WizardState | undefined
  let shown: WizardState | undefined
  let said: Said = { texts: [], count: 0, notice: '' }

  const draw = (state: WizardState, before: WizardState | undefined) => {
    const news = announce(said, before, state)
    const focused = document.activeElement
    keepFocus(root, () => render(view({ state, send, ui, notice: news.notice, refresh }), root))
    if (before !== undefined && before.step !== state.step) {
      root.querySelector<HTMLElement>('h2')?.focus()
      window.scrollTo(0, 0)
    } else {
      document.getElementById(gapFound(before, state) ?? '')?.focus()
    }
    said = withoutRead(said, news, nowRead(focused))
    speak(said)
    shown = state
    if (before === undefined) {
      performance.mark('bedrock-setup:interactive')
      requestIdleCallback(() => void loadLater(), { timeout: 1000 })
    }
  }
  // After the focus, which would cut the words off.
  const speak = (words: Said) => {
    const region = root.querySelector<HTMLElement>('[role="status"]')
    if (region !== null) {
      render(spoken(words), region)
    }
  }
  const refresh = () => {
    if (shown !== undefined) {
      draw(shown, shown)
    }
  }
  const drawLatest = () => {
    if (latest !== undefined && latest !== shown) {
      draw(latest, shown)
    }
  }
  // What is on the page stays until the next step can be drawn whole, so that nothing is half there.
  const send = connect((state) => {
    latest = state
    if (bodyOf(state.step) === undefined) {
      void loadLater().then(drawLatest)
    } else {
      drawLatest()
    }
  })
  render(waiting(), root)
  send({ type: 'ready' })
}

/** The words that a screen reader reads because the keyboard has come to them. */
function nowRead(focused: Element | null): string {
  const { activeElement } = document
  return activeElement === focused || !document.hasFocus() ? '' : (activeElement?.textContent ?? '')
}

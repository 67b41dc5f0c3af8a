import { config } from '@vscode/l10n'
import { render } from 'lit'
import type { WizardState } from '../src/core/wizard/state.ts'
import { announce } from './announce.ts'
import { connect } from './bridge.ts'
import type { Ui } from './context.ts'
import { keepFocus } from './focus.ts'
import { view, waiting } from './view.ts'

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
    formConfirmed: false,
    offerConfirmed: false,
  }
  let shown: WizardState | undefined
  let said = { text: '', count: 0, notice: '' }

  const draw = (state: WizardState, before: WizardState | undefined) => {
    said = announce(said, before, state)
    keepFocus(root, () => render(view({ state, send, ui, refresh }, said), root))
    if (before !== undefined && before.step !== state.step) {
      root.querySelector<HTMLElement>('h2')?.focus()
      window.scrollTo(0, 0)
    }
  }
  const refresh = () => {
    if (shown !== undefined) {
      draw(shown, shown)
    }
  }
  const send = connect((state) => {
    const before = shown
    shown = state
    draw(state, before)
    if (before === undefined) {
      performance.mark('bedrock-setup:interactive')
    }
  })
  render(waiting(), root)
  send({ type: 'ready' })
}

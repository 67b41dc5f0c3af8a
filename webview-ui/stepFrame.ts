import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { StepId } from '../src/core/checks/check.ts'
import type { Page } from './context.ts'
import { button } from './controls.ts'

/** The steps in the wizard's order. The page takes types only from the core, so it says it again. */
export const STEPS = [
  'credentials',
  'region',
  'model-access',
  'test-prompt',
  'review',
  'done',
  'security',
] as const satisfies StepId[]

/** How far a step is from the start. */
export const place = (step: StepId): number => STEPS.indexOf(step)

export interface StepFrame {
  title: string
  lead: string
  body: TemplateResult
  /** The step's actions; without it, "Continue" to the next. */
  actions?: TemplateResult
}

/** A step's place on the page: its heading takes the focus when the step opens. */
export function stepFrame({ title, lead, body, actions }: StepFrame): TemplateResult {
  return html`<section class="step" aria-labelledby="step-title">
    <h2 id="step-title" tabindex="-1">${title}</h2>
    <p class="lead">${lead}</p>
    ${body} ${actions === undefined ? nothing : html`<div class="actions">${actions}</div>`}
  </section>`
}

/** The button to the next step, open once this step's check has passed. */
export function continueButton({ state, send }: Page, primary = true): TemplateResult {
  const next = STEPS[place(state.step) + 1]
  const open = next !== undefined && place(state.reached) >= place(next)
  return html`${button({
    label: t('Continue'),
    primary,
    disabled: !open,
    onClick: () => {
      if (next !== undefined) {
        send({ type: 'goTo', step: next })
      }
    },
  })}${open ? nothing : html`<span class="quiet small">${t('Opens when this step’s check has passed.')}</span>`}${backButton({ state, send })}`
}

/** The button to the step before; nothing in the first. */
export function backButton({ state, send }: Pick<Page, 'state' | 'send'>): TemplateResult {
  const before = STEPS[place(state.step) - 1]
  return before === undefined
    ? html``
    : html`<span class="back">${button({ label: t('Back'), onClick: () => send({ type: 'goTo', step: before }) })}</span>`
}

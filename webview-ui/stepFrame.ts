import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { StepId } from '../src/core/checks/check.ts'
import type { Page } from './context.ts'
import { button } from './controls.ts'
import { icon } from './icons.ts'

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
  actions: TemplateResult
}

/**
 * A step's place on the page: its heading takes the focus when the step opens. The bar of actions also has the
 * notice, as it is always in view and can grow without pushing anything down.
 */
export function stepFrame({ notice }: Page, { title, lead, body, actions }: StepFrame): TemplateResult {
  return html`<section class="step" aria-labelledby="step-title">
    <h2 id="step-title" tabindex="-1">${title}</h2>
    <p class="lead">${lead}</p>
    ${body}
    <div class="actions">
      ${notice === '' ? nothing : html`<p class="notice">${icon('info')}<span>${notice}</span></p>`}${actions}
    </div>
  </section>`
}

/** The button to the next step, open once this step's check has passed, and what stands beside it. */
export function continueButton(
  { state, send }: Page,
  primary = true,
  beside: TemplateResult | typeof nothing = nothing,
): TemplateResult {
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
  })}${beside}${open ? nothing : html`<span class="quiet small">${t('Opens when this step’s check has passed.')}</span>`}${backButton({ state, send })}`
}

/** The button to the step before; nothing in the first. */
export function backButton({ state, send }: Pick<Page, 'state' | 'send'>): TemplateResult {
  const before = STEPS[place(state.step) - 1]
  return before === undefined
    ? html``
    : html`<span class="back">${button({ label: t('Back'), onClick: () => send({ type: 'goTo', step: before }) })}</span>`
}

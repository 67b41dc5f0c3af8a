import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { CheckFact, CheckId, CheckNote, CheckResult } from '../src/core/checks/check.ts'
import type { CheckState } from '../src/core/wizard/state.ts'
import type { Page } from './context.ts'
import { button, spinner } from './controls.ts'
import { explanation } from './explanation.ts'
import { icon, statusIcon } from './icons.ts'
import { durationWords, statusWord } from './words.ts'

export interface CheckCard {
  id: CheckId
  title: string
  check: CheckState
  /** What stands there before the first check. */
  idle: string
}

/** One check: its state in a word and a picture, what it found, and what to do when it failed. */
export function checkCard(page: Page, { id, title, check, idle }: CheckCard): TemplateResult {
  const { status, result } = check
  return html`<section class="card check check-${status}" aria-label=${title} aria-busy=${status === 'running'}>
    <div class="card-head">
      <h3>${title}</h3>
      <span class="status">
        ${
          status === 'running'
            ? spinner(statusWord(status))
            : html`${statusIcon(status)}<span>${statusWord(status)}</span>`
        }
      </span>
    </div>
    ${status === 'running' ? skeleton() : outcome(page, id, result, idle)}
  </section>`
}

/** Grey lines in the place of what will come. */
export const skeleton = (): TemplateResult =>
  html`<div class="skeleton" aria-hidden="true"><span></span><span></span></div>`

function outcome(page: Page, id: CheckId, result: CheckResult | undefined, idle: string) {
  if (result === undefined) {
    return html`<p class="quiet">${idle}</p>`
  }
  const canRepeat = result.explanation?.remedies.every(({ action }) => action?.kind !== 'retry') === true
  return html`
    ${saysTheSame(result) ? nothing : html`<p class="summary">${result.summary}</p>`}
    ${result.explanation === undefined ? nothing : explanation(page, id, result.explanation)}
    ${(result.notes ?? []).map(note)}
    ${canRepeat ? again(page, id) : nothing}
    ${checked(result.facts, result.durationMs)}
  `
}

/** Worth knowing, whatever the verdict. */
const note = ({ text, harmful }: CheckNote) =>
  html`<p class="callout note">${icon(harmful ? 'warn' : 'info')}<span>${text}</span></p>`

/** A failed check's summary is often its explanation's title; once is enough. */
const saysTheSame = ({ summary, explanation: given }: CheckResult) =>
  given !== undefined && given.title.replace(/[.。]$/, '') === summary.replace(/[.。]$/, '')

const again = ({ send }: Page, id: CheckId) =>
  html`<p>${button({ label: t('Check again'), onClick: () => send({ type: 'check', check: id }) })}</p>`

function checked(facts: CheckFact[], durationMs: number) {
  const time = html`<p class="quiet small">${t('Took {0}', durationWords(durationMs))}</p>`
  return facts.length === 0
    ? time
    : html`<details>
        <summary>${t('What was checked')}</summary>
        ${factList(facts)} ${time}
      </details>`
}

/** Labels and values, as a list. */
export const factList = (facts: CheckFact[]): TemplateResult =>
  html`<dl class="facts">
    ${facts.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
  </dl>`

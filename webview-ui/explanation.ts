import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { Explanation, Remedy, RemedyAction } from '../src/core/diagnosis/diagnosis.ts'
import type { ExplanationOwner } from '../src/core/wizard/intents.ts'
import type { Page } from './context.ts'
import { button } from './controls.ts'
import { countdown, waitingFor } from './countdown.ts'
import { place } from './stepFrame.ts'
import { wrapperPreview } from './wrapperPreview.ts'

/** A failure in words: what happened, why, what to do, and AWS's own words for who wants them. */
export function explanation(page: Page, owner: ExplanationOwner, given: Explanation): TemplateResult {
  return html`<div class="explanation" id="explanation-${owner}">
    ${heading(given.title, isInCheck(owner))}
    <p>${given.what}</p>
    <p class="quiet">${given.why}</p>
    <ul class="remedies" aria-label=${t('What you can do')}>
      ${given.remedies.map((each, index) => remedy(page, owner, each, index))}
    </ul>
    ${given.remedies.some(({ action }) => action?.kind === 'write-wrapper-profile') ? wrapperPreview(page) : nothing}
    ${given.details.length === 0 ? nothing : details(page, owner, given)}
  </div>`
}

/** A remark that stops nothing: words only, as the host keeps no actions for it. */
export function remark(given: Explanation): TemplateResult {
  return html`<div class="explanation">
    ${heading(given.title, false)}
    <p>${given.what}</p>
    <p class="quiet">${given.why}</p>
    <ul class="remedies">
      ${given.remedies.map(({ text }) => html`<li>${text}</li>`)}
    </ul>
  </div>`
}

// A check's card has a heading of its own above; elsewhere the explanation's is the card's.
const isInCheck = (owner: ExplanationOwner) => owner !== 'entry' && owner !== 'review'

const heading = (title: string, isBelowCard: boolean) =>
  isBelowCard ? html`<h4>${title}</h4>` : html`<h3>${title}</h3>`

function remedy(page: Page, of: ExplanationOwner, { text, label, action }: Remedy, index: number) {
  const clickable = action !== undefined && label !== undefined && leadsSomewhere(page, action)
  const isRetry = action?.kind === 'retry'
  const secondsLeft = isRetry ? waitingFor(page, of) : undefined
  // Where the page waits already, one more wait would only puzzle.
  const words = isRetry && of === 'model-access' && page.state.model.access.waiting ? t('Check now') : label
  return html`<li>
    <p>${text}</p>
    ${
      secondsLeft === undefined
        ? clickable
          ? button({ label: words ?? '', onClick: () => page.send({ type: 'remedy', of, index }) })
          : nothing
        : countdown(page, secondsLeft)
    }
  </li>`
}

/** A step that is shown already, or that the checks have not reached, needs no button. */
function leadsSomewhere({ state }: Page, action: RemedyAction): boolean {
  return (
    action.kind !== 'go-to-step' || (action.step !== state.step && place(action.step) <= place(state.reached))
  )
}

function details({ send }: Page, of: ExplanationOwner, given: Explanation) {
  return html`<details ?open=${given.id === 'unknown'}>
    <summary>${t('Details')}</summary>
    <dl class="facts">
      ${given.details.map(({ label, value }) => html`<div><dt>${label}</dt><dd><code>${value}</code></dd></div>`)}
    </dl>
    ${button({ label: t('Copy details'), onClick: () => send({ type: 'copyDetails', of }) })}
  </details>`
}

import { t } from '@vscode/l10n'
import { html, type TemplateResult } from 'lit'
import type { ExplanationOwner } from '../src/core/wizard/intents.ts'
import type { RetryState } from '../src/core/wizard/retryState.ts'
import type { Page } from './context.ts'
import { button } from './controls.ts'

/** Minutes and seconds, such as `0:27` or `15:00`. */
export const clockWords = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** The retry that waits for what this owner's explanation shows, if one does. */
export function waitingFor(page: Page, of: ExplanationOwner): number | undefined {
  const retry: RetryState | undefined = page.state.retry
  return retry?.of === of ? retry.secondsLeft : undefined
}

/** A wait that can be seen and ended. The ticking is silent: its start is announced once. */
export function countdown({ send }: Page, secondsLeft: number): TemplateResult {
  return html`<p class="countdown" role="timer" aria-live="off">
      ${t('Checking again in {0}', clockWords(secondsLeft))}
    </p>
    <span class="button-row">
      ${button({ label: t('Check now'), onClick: () => send({ type: 'retryNow' }) })}
      ${button({ label: t('Stop waiting'), onClick: () => send({ type: 'cancelRetry' }) })}
    </span>`
}

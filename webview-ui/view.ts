import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import type { StepId } from '../src/core/checks/check.ts'
import type { Said } from './announce.ts'
import { bodyOf } from './bodies.ts'
import { skeleton } from './checkCard.ts'
import type { Page } from './context.ts'
import { button } from './controls.ts'
import { icon } from './icons.ts'
import { place, STEPS } from './stepFrame.ts'
import { stepName } from './words.ts'

/** The page until the first state has come. */
export function waiting(): TemplateResult {
  return html`<main class="column" aria-busy="true">
    <h1>${t('Set up Bedrock for Cline')}</h1>
    ${skeleton()}
  </main>`
}

/** The whole page of one state. */
export function view(page: Page): TemplateResult {
  const { state } = page
  return html`<main class="column">
    <header class="top">
      <h1>${t('Set up Bedrock for Cline')}</h1>
      <p class="quiet">
        ${state.host.machine}
        <button type="button" class="link-button" @click=${() => page.send({ type: 'openQuickPicks' })}>
          ${t('Use quick picks instead')}
        </button>
      </p>
    </header>
    ${stepper(page)} ${hostNotes(page)}
    ${keyed(state.step, bodyOf(state.step)?.(page))}
    <div class="sr-only" role="status" aria-live="polite"></div>
  </main>`
}

/** The content of the live region, which has a render of its own. */
export const spoken = ({ texts, count }: Said): TemplateResult =>
  html`${keyed(count, html`<p>${texts.join(' ')}</p>`)}`

function stepper({ state, send }: Page): TemplateResult {
  const item = (step: StepId, at: number) => {
    const isCurrent = step === state.step
    const isOpen = at <= place(state.reached)
    const isDone = at < place(state.reached)
    return html`<li class=${isOpen ? 'is-open' : ''}>
      <button
        type="button"
        class="step-button"
        aria-current=${isCurrent ? 'step' : nothing}
        title=${stepName(step)}
        ?disabled=${!isOpen}
        @click=${() => send({ type: 'goTo', step })}
      >
        <span class="step-mark" aria-hidden="true">${isDone ? icon('pass') : at + 1}</span>
        <span class="step-name">${stepName(step)}</span>
        ${isDone ? html`<span class="sr-only">${t('(passed)')}</span>` : nothing}
      </button>
    </li>`
  }
  return html`<nav aria-label=${t('Steps')}>
    <ol class="stepper">
      ${STEPS.map(item)}
    </ol>
    <p class="step-place" aria-hidden="true">
      ${t('Step {0} of {1}: {2}', place(state.step) + 1, STEPS.length, stepName(state.step))}
    </p>
  </nav>`
}

function hostNotes({ state, send }: Page): TemplateResult {
  const { trusted, cline } = state.host
  return html`
    ${
      trusted
        ? nothing
        : html`<p class="callout">
            ${icon('info')}<span
              >${t('This workspace is in restricted mode: no program is started, so profiles that need one cannot be checked.')}</span
            >
          </p>`
    }
    ${
      cline.installed || state.step !== 'credentials'
        ? nothing
        : html`<div class="callout callout-action">
            ${icon('info')}
            <span>${t('Cline is not installed here. You can check everything now and install it at any time.')}</span>
            ${button({ label: t('Install Cline'), onClick: () => send({ type: 'installCline' }) })}
          </div>`
    }
    ${
      cline.tooOld
        ? html`<div class="callout callout-action">
            ${icon('warn')}
            <span
              >${t('Cline {0} is too old for these settings: it keeps them inside VS Code, where nothing else can set them. Please update it.', cline.version ?? '')}</span
            >
            ${button({ label: t('Update Cline'), onClick: () => send({ type: 'installCline' }) })}
          </div>`
        : nothing
    }
  `
}

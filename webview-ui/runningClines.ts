import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { OtherApp, OtherWindow, TakeUpPhase } from '../src/core/wizard/running.ts'
import type { Page } from './context.ts'
import { button, spinner } from './controls.ts'
import { icon } from './icons.ts'

/** How far Cline has taken up what was written, in one sentence; empty when there is nothing to say. */
export function takeUpWords(phase: TakeUpPhase): string {
  switch (phase) {
    case 'confirming':
      return t('Cline is taking up the new settings…')
    case 'confirmed':
      return t('Cline has taken up the new settings.')
    case 'probable':
      return t(
        'Cline has probably taken up the new settings: they are in place, but it has not saved them itself yet.',
      )
    case 'changed':
      return t('Cline’s settings were changed since they were written.')
    case 'failed':
      return t('Cline did not take up the new settings.')
    default:
      return ''
  }
}

/** The sentence as a line of the page. */
export function takeUpNote({ state }: Page): TemplateResult | typeof nothing {
  const { phase } = state.running
  // What failed is explained where it can be acted on.
  if (phase === 'none' || phase === 'failed') {
    return nothing
  }
  const words = takeUpWords(phase)
  return html`<p class="callout take-up">
    ${phase === 'confirming' ? spinner(words) : html`${icon(phase === 'confirmed' ? 'pass' : 'info')}<span>${words}</span>`}
  </p>`
}

/** The other windows and programs whose Cline has settings in memory, each with what can be done about it. */
export function otherClines(page: Page, isWritten: boolean): TemplateResult | typeof nothing {
  const { windows, apps } = page.state.running
  const shown = isWritten ? windows.filter(({ stale }) => stale) : windows
  if (shown.length === 0 && apps.length === 0) {
    return nothing
  }
  return html`<section class="card" aria-label=${t('Other places where Cline runs')}>
    <h3>${t('Cline also runs elsewhere')}</h3>
    <p>
      ${
        isWritten
          ? t(
              'Each Cline keeps the settings that it started with and may write them back. Reload or restart these:',
            )
          : t(
              'Each Cline keeps the settings that it started with and may write them back. After the write, these should be reloaded or restarted:',
            )
      }
    </p>
    <ul class="plain-list others">
      ${shown.map((each) => windowRow(page, each, isWritten))} ${apps.map(appRow)}
    </ul>
  </section>`
}

function windowRow({ send }: Page, { pid, name, asked }: OtherWindow, isWritten: boolean) {
  const words = name === '' ? t('A window without a folder') : t('The window “{0}”', name)
  const label = asked ? t('Ask again') : t('Ask to reload')
  const ask = button({
    label,
    name: t('{0}: {1}', label, words),
    onClick: () => send({ type: 'askReload', pid }),
  })
  const after = asked ? html`<span class="quiet">${t('was asked to reload')}</span>` : nothing
  return html`<li><span>${words} ${after}</span>${isWritten ? ask : nothing}</li>`
}

function appRow({ name, running }: OtherApp) {
  return html`<li>
    <span>${running ? t('{0}, open now', name) : t('{0}, if it is open', name)}</span>
  </li>`
}

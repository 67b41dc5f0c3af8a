import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { DayEstimate } from '../../src/core/security/estimate.ts'
import type { Chapter, Practice } from '../../src/core/security/practices.ts'
import type { SafeguardFormat, SafeguardId } from '../../src/core/security/safeguards.ts'
import type { SecurityStep } from '../../src/core/wizard/state.ts'
import { skeleton } from '../checkCard.ts'
import type { Page } from '../context.ts'
import { button, spinner } from '../controls.ts'
import { icon } from '../icons.ts'
import { backButton, stepFrame } from '../stepFrame.ts'
import { countWords, moneyWords, sentences, timeWords } from '../words.ts'

const CHAPTERS = ['access', 'network', 'monitoring', 'cost', 'audit'] as const satisfies Chapter[]
const ICONS = { good: 'pass', attention: 'warn', unread: 'skip', advice: 'info' } as const

/** Step 7, optional: the guide's fourth step, looked at live where AWS tells and made ready to run elsewhere. */
export function securityStep(page: Page): TemplateResult {
  const { security } = page.state
  return stepFrame(page, {
    title: t('Security, monitoring and cost'),
    lead: t(
      'Optional. What AWS could tell was looked at just now; the rest comes ready to run. Nothing is changed from here.',
    ),
    body: body(page, security),
    actions: actions(page, security),
  })
}

function body(page: Page, security: SecurityStep) {
  if (security.practices === undefined) {
    return security.status === 'idle'
      ? html`<p class="callout">${icon('info')}<span>${t('Sign in again in the first step, so that AWS can be asked.')}</span></p>`
      : html`${skeleton()}${skeleton()}
          <p>${spinner(t('Asking AWS what the account has switched on…'))}</p>`
  }
  const practices = security.practices
  return html`${CHAPTERS.map((chapter) => section(page, chapter, practices))}`
}

function section(page: Page, chapter: Chapter, practices: Practice[]) {
  const own = practices.filter((each) => each.chapter === chapter)
  const { estimate } = page.state.security
  return html`<section class="chapter" aria-label=${chapterName(chapter)}>
    <h3>${chapterName(chapter)}</h3>
    ${chapter === 'cost' && estimate !== undefined ? costs(estimate) : nothing}
    <ul class="practices">
      ${own.map((each) => practice(page, each))}
    </ul>
  </section>`
}

function chapterName(chapter: Chapter): string {
  const names = {
    access: t('Secure access'),
    network: t('Network'),
    monitoring: t('Monitoring and records'),
    cost: t('Errors and cost'),
    audit: t('Audits and data'),
  }
  return names[chapter]
}

function statusName(status: Practice['status']): string {
  const names = {
    good: t('Good'),
    attention: t('Needs attention'),
    unread: t('Could not be read'),
    advice: t('Advice'),
  }
  return names[status]
}

function practice(page: Page, { status, title, why, until, safeguard }: Practice) {
  return html`<li class="practice">
    ${icon(ICONS[status])}
    <div>
      <p><strong>${title}</strong> <span class="sr-only">${statusName(status)}</span></p>
      <p class="quiet">${why}${until === undefined ? nothing : html` ${timeWords(until)}`}</p>
      ${safeguard === undefined ? nothing : offer(page, safeguard, title)}
    </div>
  </li>`
}

function offer({ state, send }: Page, id: SafeguardId, title: string) {
  const { shown } = state.security
  const isOpen = shown?.id === id
  const show = (format: SafeguardFormat, label: string) =>
    button({
      label,
      name: t('{0} for: {1}', label, title),
      onClick: () => send({ type: 'safeguard', id, format, to: 'page' }),
    })
  return html`<div class="row">
      ${show('cli', 'AWS CLI')} ${show('cloudformation', 'CloudFormation')}
      ${isOpen ? button({ label: t('Hide'), onClick: () => send({ type: 'hideSafeguard' }) }) : nothing}
    </div>
    ${isOpen && shown !== undefined ? opened(send, id, shown) : nothing}`
}

function opened(send: Page['send'], id: SafeguardId, { format, text }: NonNullable<SecurityStep['shown']>) {
  const to = (target: 'clipboard' | 'editor') => () => send({ type: 'safeguard', id, format, to: target })
  return html`<pre class="safeguard" tabindex="0" role="region" aria-label=${t('Ready to run')}>${text}</pre>
    <div class="row">
      ${button({ label: t('Copy'), onClick: to('clipboard') })}
      ${button({ label: t('Open in an editor'), onClick: to('editor') })}
    </div>`
}

function costs(estimate: DayEstimate[]) {
  const [first] = estimate
  if (first === undefined) {
    return nothing
  }
  const { requests, inputTokens, outputTokens, prices, source } = first
  const { cacheRead, cacheWrite } = prices
  return html`<table>
      <thead>
        <tr>
          <th scope="col">${t('A day of Cline')}</th>
          <th scope="col" class="number">${t('Requests')}</th>
          <th scope="col" class="number">${t('About')}</th>
        </tr>
      </thead>
      <tbody>
        ${estimate.map(
          ({ kind, requests, usd }) => html`<tr>
            <th scope="row">${kind === 'light' ? t('A few tasks') : t('Work all day')}</th>
            <td class="number">${countWords(requests)}</td>
            <td class="number">${moneyWords(usd)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
    <p class="quiet small">
      ${sentences(
        t(
          'Our assumption, not a measurement: {0} tokens in and {1} out for each request.',
          countWords(inputTokens / requests),
          countWords(outputTokens / requests),
        ),
        cacheRead === undefined || cacheWrite === undefined
          ? ''
          : t(
              'Nine tenths of the input are read from the prompt cache ({0}), the rest is written to it ({1}).',
              moneyWords(cacheRead),
              moneyWords(cacheWrite),
            ),
        t(
          'List prices for a million tokens, before tax: {0} in, {1} out, from {2}. AWS’s price page decides.',
          moneyWords(prices.input),
          moneyWords(prices.output),
          source,
        ),
      )}
    </p>`
}

function actions(page: Page, { status }: SecurityStep) {
  const { state, send } = page
  const { installed } = state.host.cline
  return html`${button({
    label: installed ? t('Open Cline') : t('Install Cline'),
    primary: true,
    onClick: () => send({ type: installed ? 'openCline' : 'installCline' }),
  })}
  ${button({
    label: t('Check again'),
    disabled: status === 'running',
    onClick: () => send({ type: 'surveySecurity' }),
  })}
  ${backButton(page)}`
}

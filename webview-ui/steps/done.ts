import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { CheckFact } from '../../src/core/checks/check.ts'
import type { Explanation } from '../../src/core/diagnosis/diagnosis.ts'
import type { CheckState, WizardState } from '../../src/core/wizard/state.ts'
import { factList } from '../checkCard.ts'
import type { Page } from '../context.ts'
import { button, spinner } from '../controls.ts'
import { explanation, remark } from '../explanation.ts'
import { icon, statusIcon } from '../icons.ts'
import { keepIt, nowSet, oldKeys } from '../nowSet.ts'
import { otherClines, takeUpNote } from '../runningClines.ts'
import { stepFrame } from '../stepFrame.ts'
import { methodName, statusWord } from '../words.ts'

/** Step 6: what was checked and written, and what comes next. */
export function doneStep(page: Page): TemplateResult {
  const { state } = page
  return stepFrame(page, {
    title: title(state),
    lead: lead(state),
    body: html`
      ${takeUpNote(page)}
      ${state.review.failure === undefined ? summary(page) : failed(page, state.review.failure)}
    `,
    actions: actions(page),
  })
}

/** Takes the summary's place: nothing is pushed down, and what is gone is not praised. */
function failed(page: Page, failure: Explanation) {
  return html`<div class="card check-fail" role="alert">${explanation(page, 'review', failure)}</div>
    ${otherClines(page, true)}
    ${
      page.state.running.phase === 'failed'
        ? nothing
        : html`<details>
            <summary>${t('What is set up, and what next')}</summary>
            <div class="block">${summary(page)}</div>
          </details>`
    }`
}

/** What was reached, and what can come after it. */
function summary(page: Page) {
  const { state, send } = page
  return html`
      ${nowSet(state.review.now)} ${oldKeys(page)} ${checks(state)}
      <section class="card" aria-label=${t('What was written')}>
        <h3>${t('What was written')}</h3>
        ${factList(written(state))}
        ${state.review.backup === undefined ? nothing : html`<p class="quiet">${t('Backup:')} <code>${state.review.backup}</code></p>`}
      </section>
      ${state.review.warnings.map((warning) => html`<div class="card check-warn">${remark(warning)}</div>`)}
      <section class="block" aria-label=${t('What next')}>
        <h3>${t('What next')}</h3>
        <ul class="remedies">
          ${firstTask(page)} ${keepIt(page)}
          <li>
            <p>${t('Optional: see what your account has switched on for security, records and cost.')}</p>
            ${button({ label: t('Security and cost'), onClick: () => send({ type: 'goTo', step: 'security' }) })}
          </li>
          <li><p>${t('The status bar shows whether Cline still has its access to Bedrock; click it for what can be done.')}</p></li>
          <li><p>${t('Undo puts the earlier settings back at any time.')}</p></li>
        </ul>
      </section>
      ${state.review.failure === undefined ? otherClines(page, true) : nothing}
  `
}

function title({ running, host }: WizardState): string {
  if (running.phase === 'failed') {
    return t('The settings are gone again')
  }
  return host.cline.installed ? t('Cline is set up') : t('All is ready for Cline')
}

function lead({ review, running, host }: WizardState): string {
  if (!host.cline.installed) {
    return t('The settings are written. Once Cline is installed, it answers through Amazon Bedrock.')
  }
  if (review.reloadNeeded) {
    return t('The settings are written. Reload the window so that Cline takes them up.')
  }
  if (running.phase === 'failed') {
    return t('They were written, but Cline did not take them up.')
  }
  return running.phase === 'confirming' || running.phase === 'changed'
    ? t('The settings are written.')
    : t('The settings are written. Cline answers through Amazon Bedrock now.')
}

/** The last proof: Cline itself answers. */
function firstTask({ state, send }: Page) {
  if (!state.host.cline.installed || state.review.reloadNeeded || state.running.phase === 'failed') {
    return html`<li><p>${t('Open Cline and give it a first task.')}</p></li>`
  }
  return html`<li>
    <p>${t('Let Cline itself answer once: it gets a task of a few words, which costs about as much as the test prompt.')}</p>
    ${button({ label: t('Give Cline a first task'), onClick: () => send({ type: 'startTask' }) })}
  </li>`
}

/** After a restart nothing has been checked again, so the list has only what this session knows. */
function checks({ credentials, region, model, prompt }: WizardState) {
  const all: [string, CheckState][] = [
    [t('Credentials'), credentials.check],
    [t('Region'), region.check],
    [t('Model access'), model.check],
    [t('Permissions'), model.permissions],
    [t('Test prompt'), prompt.check],
  ]
  const known = all.filter(([, { result }]) => result !== undefined)
  if (known.length === 0) {
    return html`<p class="callout">${icon('info')}<span>${t('The checks have not run again since this page was opened.')}</span></p>`
  }
  return html`<section class="card" aria-label=${t('What was checked')}>
    <h3>${t('What was checked')}</h3>
    <ul class="plain-list check-list">
      ${known.map(
        ([name, { status, result }]) => html`<li>
          ${statusIcon(status)}<span><strong>${name}</strong> <span class="sr-only">${statusWord(status)}</span> ${result?.summary}</span>
        </li>`,
      )}
    </ul>
  </section>`
}

function written({ credentials, region, model, host, running, review }: WizardState): CheckFact[] {
  const { method, profile } = credentials
  const who =
    method === 'profile' && profile !== undefined
      ? t('{0}: {1}', methodName(method), profile)
      : methodName(method)
  return [
    { label: t('Sign in with'), value: who },
    { label: t('Region'), value: region.chosen ?? '–' },
    { label: t('Model'), value: model.chosen ?? '–' },
    ...(model.planModel === undefined ? [] : [{ label: t('Model for planning'), value: model.planModel }]),
    ...(region.endpoint === undefined ? [] : [{ label: t('Endpoint URL'), value: region.endpoint }]),
    ...(host.cline.version === undefined
      ? []
      : [{ label: 'Cline', value: clineName(host.cline, running.bundle) }]),
    ...(review.files.length === 0
      ? []
      : [{ label: t('Files'), value: review.files.map(({ path }) => path).join('\n') }]),
  ]
}

function clineName(
  { version, nightly }: WizardState['host']['cline'],
  bundle: 'next' | 'legacy' | undefined,
) {
  const name = nightly ? t('{0} (nightly)', version ?? '') : (version ?? '')
  // A combined Cline holds two programs and runs one of them per window.
  if (bundle === undefined) {
    return name
  }
  return bundle === 'next' ? t('{0}, newer half active', name) : t('{0}, older half active', name)
}

function actions({ state, send }: Page) {
  if (state.review.status === 'undoing') {
    return spinner(t('Undoing…'))
  }
  const { installed } = state.host.cline
  // Without a Cline in this window there is nothing that a reload would change.
  const reloadNeeded = installed && state.review.reloadNeeded
  const reload = button({
    label: t('Reload window'),
    primary: reloadNeeded,
    onClick: () => send({ type: 'reloadWindow' }),
  })
  const open = button({
    label: installed ? t('Open Cline') : t('Install Cline'),
    primary: !reloadNeeded,
    onClick: () => send({ type: installed ? 'openCline' : 'installCline' }),
  })
  const undo = button({ label: t('Undo'), onClick: () => send({ type: 'undo' }) })
  if (!installed) {
    return html`${open} ${undo}`
  }
  return reloadNeeded ? html`${reload} ${open} ${undo}` : html`${open} ${reload} ${undo}`
}

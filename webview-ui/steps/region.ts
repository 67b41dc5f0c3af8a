import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { RegionOption, RegionStep } from '../../src/core/wizard/state.ts'
import { checkCard } from '../checkCard.ts'
import type { Page } from '../context.ts'
import { button, readField, select, spinner, textField } from '../controls.ts'
import { icon } from '../icons.ts'
import { continueButton, stepFrame } from '../stepFrame.ts'
import { durationWords } from '../words.ts'
import { lockedNote } from '../writeQuestions.ts'

/** Step 2: where Bedrock is asked. */
export function regionStep(page: Page): TemplateResult {
  const { send } = page
  const step = page.state.region
  return stepFrame({
    title: t('Where does Bedrock run?'),
    lead: t('Cline sends its requests to one region. Not every model is offered in every region.'),
    body: html`
      ${select({
        id: 'region',
        label: t('Region'),
        value: step.chosen,
        placeholder: t('Choose a region'),
        options: regionOptions(step),
        onChange: (region) => send({ type: 'chooseRegion', region }),
      })}
      ${lockedNote(page.state.locked)} ${probes(page, step)} ${endpoint(page, step)}
      ${checkCard(page, {
        id: 'region',
        title: t('Region check'),
        check: step.check,
        idle: t('AWS is asked for its models as soon as a region is chosen.'),
      })}
    `,
    actions: continueButton(page),
  })
}

function regionOptions({ options, chosen, suggested }: RegionStep) {
  const listed = options.map(({ id, place }) => ({ value: id, label: regionLabel(id, place, suggested) }))
  const isUnlisted = chosen !== undefined && options.every(({ id }) => id !== chosen)
  return isUnlisted ? [{ value: chosen, label: chosen }, ...listed] : listed
}

const regionLabel = (id: string, place: string, suggested: string | undefined) =>
  id === suggested ? t('{0} — {1} (from your AWS settings)', id, place) : `${id} — ${place}`

function probes({ send }: Page, { options }: RegionStep) {
  const isRunning = options.some(({ probe }) => probe === 'running')
  const asked = options.filter(({ probe }) => probe !== 'idle')
  return html`<section class="block" aria-label=${t('All regions')}>
    <div class="row">
      ${button({ label: t('Check all regions'), disabled: isRunning, onClick: () => send({ type: 'probeRegions' }) })}
      <span class="quiet small">${t('Asks each region for its models. This costs nothing.')}</span>
    </div>
    ${asked.length === 0 ? nothing : probeTable(asked)}
  </section>`
}

function probeTable(asked: RegionOption[]) {
  const settled = asked.every(({ probe }) => probe !== 'running')
  // Sorted at the end only: rows that change places under one's eyes cannot be read.
  const rows = settled ? [...asked].sort(quickestFirst) : asked
  return html`<div class="probes" tabindex="0" role="group" aria-label=${t('Answers of the regions')}>
    <table>
    <thead>
      <tr>
        <th scope="col">${t('Region')}</th>
        <th scope="col">${t('Answer')}</th>
        <th scope="col" class="number">${t('Time')}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(probeRow)}
    </tbody>
  </table></div>`
}

const RANK = { available: 0, running: 1, denied: 2, unavailable: 3, silent: 4, idle: 5 }

const quickestFirst = (a: RegionOption, b: RegionOption) =>
  RANK[a.probe] - RANK[b.probe] || (a.latencyMs ?? 0) - (b.latencyMs ?? 0)

function probeRow({ id, place, optIn, probe, latencyMs }: RegionOption) {
  return html`<tr>
    <th scope="row">
      <code>${id}</code> <span class="quiet">${place}${optIn ? html` · ${t('opt-in')}` : nothing}</span>
    </th>
    <td><span class="status">${probeWords(probe)}</span></td>
    <td class="number">${latencyMs === undefined ? '–' : durationWords(latencyMs)}</td>
  </tr>`
}

function probeWords(probe: RegionOption['probe']) {
  switch (probe) {
    case 'available':
      return html`${icon('pass')}<span>${t('Available')}</span>`
    case 'denied':
      return html`${icon('fail')}<span>${t('Denied')}</span>`
    case 'unavailable':
      return html`${icon('skip')}<span>${t('Not available')}</span>`
    case 'running':
      return spinner(t('Asking…'))
    default:
      return html`<span>–</span>`
  }
}

function endpoint({ send }: Page, step: RegionStep) {
  const use = () => send({ type: 'setEndpoint', endpoint: readField('endpoint') })
  return html`<details class="block" ?open=${step.endpoint !== undefined}>
    <summary>${t('Use a VPC endpoint or gateway')}</summary>
    <p class="quiet" id="endpoint-help">
      ${t('Only for networks that reach Bedrock through an address of their own. Leave it empty otherwise.')}
    </p>
    ${textField({
      id: 'endpoint',
      label: t('Endpoint URL'),
      value: step.endpoint ?? '',
      placeholder: 'https://',
      describedBy: 'endpoint-help',
      onEnter: use,
    })}
    <p>${button({ label: t('Use this endpoint'), onClick: use })}</p>
  </details>`
}

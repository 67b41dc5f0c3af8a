import { t } from '@vscode/l10n'
import { html, nothing, svg, type TemplateResult } from 'lit'
import type { RegionOption, RegionStep } from '../../src/core/wizard/state.ts'
import type { Page } from '../context.ts'
import { button, spinner } from '../controls.ts'
import { icon } from '../icons.ts'
import { durationWords } from '../words.ts'

/** All regions beside each other, on demand. */
export function regionTable({ send }: Page, { options, source, chosen }: RegionStep): TemplateResult {
  const asked = options.filter(({ probe }) => probe !== 'idle')
  const open = options.filter(({ probe }) => probe === 'running').length
  return html`<section class="block" aria-label=${t('All regions')}>
    <div class="row">
      ${
        open > 0
          ? button({ label: t('Stop'), name: t('Stop asking'), onClick: () => send({ type: 'stopProbe' }) })
          : button({ label: t('Compare all regions'), onClick: () => send({ type: 'probeRegions' }) })
      }
    </div>
    <p class="quiet small">${t('Asks each region how far it is and for its models. This costs nothing.')}</p>
    ${asked.length === 0 ? nothing : html`<div class="best">${open > 0 ? asking(options.length - open, options.length) : best(send, asked, chosen)}</div>`}
    ${asked.length === 0 ? nothing : table(send, asked, source)}
  </section>`
}

/** Holds the place of the answer. */
const asking = (settled: number, all: number) =>
  html`<p class="callout">${spinner(t('{0} of {1} have answered', settled, all))}</p>`

/** What a move to another region must gain to be worth it: all models and data would have to go along. */
const WORTH_MS = 20
const isWorthIt = (from: number | undefined, to: number) =>
  from === undefined || (from - to >= WORTH_MS && to <= from * 0.75)

/** The quickest region that has the chosen model; the present one, where nothing is much nearer. */
function best(send: Page['send'], asked: RegionOption[], chosen: string | undefined) {
  const fit = asked.filter(({ probe, hasModel }) => probe === 'available' && hasModel !== false)
  const quickest = [...fit].sort(quickestFirst)[0]
  const present = fit.find(({ id }) => id === chosen)
  const first =
    present !== undefined && !isWorthIt(present.latencyMs, quickest?.latencyMs ?? 0) ? present : quickest
  if (first?.latencyMs === undefined) {
    return html`<p class="callout">${icon('info')}<span>${t('No region has answered as a place for your model.')}</span></p>`
  }
  const time = durationWords(first.latencyMs)
  return html`<p class="callout callout-action">
    ${icon('info')}<span>${bestWords(first, time, first === quickest)}</span>
    ${first.id === chosen ? nothing : button({ label: t('Use {0}', first.id), onClick: () => send({ type: 'chooseRegion', region: first.id }) })}
  </p>`
}

function bestWords({ id, place, hasModel }: RegionOption, time: string, isQuickest: boolean): string {
  if (!isQuickest) {
    return t('No region that has your model is much nearer than {0} ({1}), {2}.', id, place, time)
  }
  return hasModel
    ? t('Quickest with your model: {0} ({1}), {2}.', id, place, time)
    : t('Quickest: {0} ({1}), {2}.', id, place, time)
}

function table(send: Page['send'], asked: RegionOption[], source: string | undefined): TemplateResult {
  const settled = asked.every(({ probe }) => probe !== 'running')
  // Sorted at the end only: rows that change places under one's eyes cannot be read.
  const rows = settled ? [...asked].sort(quickestFirst) : asked
  const slowest = Math.max(...asked.map(({ latencyMs }) => latencyMs ?? 0), 1)
  return html`<div class="probes" tabindex="0" role="group" aria-label=${t('Answers of the regions')}>
      <table>
        <thead>
          <tr>
            <th scope="col">${t('Region')}</th>
            <th scope="col">${t('Answer')}</th>
            <th scope="col" class="number">${t('Time')}</th>
            <th scope="col" class="number">${t('Models')}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((option) => row(send, option, slowest))}
        </tbody>
      </table>
    </div>
    ${source === undefined ? nothing : html`<p class="quiet small">${t('List of regions from {0}.', source)}</p>`}`
}

const RANK = { available: 0, running: 1, denied: 2, unavailable: 3, silent: 4, idle: 5 }

const quickestFirst = (a: RegionOption, b: RegionOption) =>
  RANK[a.probe] - RANK[b.probe] || (a.latencyMs ?? Infinity) - (b.latencyMs ?? Infinity)

function row(send: Page['send'], option: RegionOption, slowest: number) {
  const { id, place, geography, optIn, latencyMs, models, isPrivate, residency } = option
  return html`<tr>
    <th scope="row">
      <button
        type="button"
        class="link-button"
        title=${t('Use {0}', id)}
        @click=${() => send({ type: 'chooseRegion', region: id })}
      >
        <code>${id}</code>
      </button>
      <span class="quiet">${place}, ${geography}${optIn ? html` · ${t('opt-in')}` : nothing}</span>
      ${isPrivate ? html`<span class="mark">${t('private network')}</span>` : nothing}
    </th>
    <td>
      <span class="status">${probeWords(option)}</span>
      ${residency === undefined ? nothing : html`<span class="near quiet small">${nearWords(residency)}</span>`}
    </td>
    <td class="number latency">
      ${latencyMs === undefined ? '–' : html`<span>${durationWords(latencyMs)}</span>${bar(latencyMs / slowest)}`}
    </td>
    <td class="number">${models ?? '–'}</td>
  </tr>`
}

/** How near the chosen model's requests could stay. */
function nearWords(residency: NonNullable<RegionOption['residency']>): string {
  switch (residency.reach) {
    case 'region':
      return t('Only this region')
    case 'geography':
      return t('Stays in {0}', residency.geography)
    default:
      return t('May run anywhere')
  }
}

// Drawn with attributes: the page's policy forbids inline styles.
const bar = (share: number) =>
  html`<svg class="latency-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect width=${Math.max(1, Math.round(share * 100))} height="4" />`}
  </svg>`

function probeWords({ probe, hasModel }: RegionOption) {
  switch (probe) {
    case 'available':
      return hasModel === false
        ? html`${icon('skip')}<span>${t('Without your model')}</span>`
        : html`${icon('pass')}<span>${hasModel ? t('Has your model') : t('Available')}</span>`
    case 'denied':
      return html`${icon('fail')}<span>${t('Listing denied')}</span>`
    case 'unavailable':
      return html`${icon('skip')}<span>${t('Not available')}</span>`
    case 'silent':
      return html`${icon('skip')}<span>${t('No answer in time')}</span>`
    case 'running':
      return spinner(t('Asking…'))
    default:
      return html`<span>–</span>`
  }
}

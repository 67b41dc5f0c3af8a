import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { Origin, OriginSource, OriginValue } from '../../src/core/credentials/originTypes.ts'
import type { Page } from '../context.ts'
import { icon } from '../icons.ts'

/** Where each value comes from, folded away: who wins, what loses and why, and on which machine. */
export function originsPanel({ state }: Page): TemplateResult {
  const { origins = [] } = state.credentials
  const alarms = origins.flatMap(({ sources }) => sources).filter(({ alarm }) => alarm === true).length
  return html`<details class="origins">
    <summary>
      ${t('Where each value comes from')}
      ${alarms === 0 ? nothing : html`<span class="origin-alarms">${icon('warn')}${t('{0} worth a look', alarms)}</span>`}
    </summary>
    <p class="quiet">${state.host.machine}</p>
    <table>
      <thead>
        <tr>
          <th scope="col">${t('Source')}</th>
          <th scope="col">${t('Value')}</th>
          <th scope="col">${t('What becomes of it')}</th>
        </tr>
      </thead>
      ${origins.map(group)}
    </table>
  </details>`
}

function group({ value, sources }: Origin) {
  return html`<tbody>
    <tr>
      <th scope="rowgroup" colspan="3" class="origin-value">${valueName(value)}</th>
    </tr>
    ${sources.length === 0 ? html`<tr><td colspan="3" class="quiet">${t('Nothing sets it.')}</td></tr>` : sources.map(row)}
  </tbody>`
}

function row({ name, value, state, note, alarm }: OriginSource) {
  const shown = state === 'empty' || state === 'blank' ? '–' : value
  return html`<tr class="origin-${state}">
    <td>${name}</td>
    <td><code>${shown}</code></td>
    <td>
      <span class="origin-state">${icon(alarm === true ? 'warn' : state === 'used' ? 'pass' : 'skip')}${stateName(state)}</span>
      ${note === undefined ? nothing : html`<span class="quiet small">${note}</span>`}
    </td>
  </tr>`
}

function valueName(value: OriginValue): string {
  const names = {
    profile: t('Profile'),
    keys: t('Keys'),
    region: t('Region'),
    endpoint: t('Endpoint'),
    files: t('Files'),
  }
  return names[value]
}

function stateName(state: OriginSource['state']): string {
  const names = {
    used: t('Used'),
    shadowed: t('Overruled'),
    'not-read': t('Not read'),
    empty: t('Set, but empty'),
    blank: t('Set, but only blanks'),
  }
  return names[state]
}

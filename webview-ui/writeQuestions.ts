import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { CheckFact } from '../src/core/checks/check.ts'
import type { LockedFields } from '../src/core/settings/managed.ts'
import type { ClineMode, StoragePlace } from '../src/core/settings/types.ts'
import type { WizardState, WriteOptions } from '../src/core/wizard/state.ts'
import { factList } from './checkCard.ts'
import type { Page } from './context.ts'
import { radios } from './controls.ts'
import { icon } from './icons.ts'
import { sentences } from './words.ts'

const MODES: Readonly<Record<string, ClineMode[]>> = { both: ['plan', 'act'], act: ['act'], plan: ['plan'] }

/** What only the user can decide about a write; nothing where there is nothing to decide. */
export function writeQuestions({ state, send }: Page): TemplateResult | typeof nothing {
  const { about, status, options = { modes: ['plan', 'act'], keepApiKey: false } } = state.review
  if (about === undefined || (status !== 'ready' && status !== 'planning')) {
    return nothing
  }
  const change = (changed: Partial<WriteOptions>) => send({ type: 'setWriteOptions', ...options, ...changed })
  return html`${about.separateModels ? modesQuestion(options, change) : nothing}
  ${about.unusedApiKey ? apiKeyQuestion(options, change) : nothing}`
}

function modesQuestion({ modes }: WriteOptions, change: (options: Partial<WriteOptions>) => void) {
  return html`<section class="block">
    ${radios({
      label: t('Your Cline keeps one model for plan and one for act mode. Which shall use this model?'),
      value: modes.length === 2 ? 'both' : (modes[0] ?? 'both'),
      options: [
        { value: 'both', label: t('Both') },
        { value: 'act', label: t('Act mode only') },
        { value: 'plan', label: t('Plan mode only') },
      ],
      onChange: (value) => change({ modes: MODES[value] ?? ['plan', 'act'] }),
    })}
  </section>`
}

function apiKeyQuestion({ keepApiKey }: WriteOptions, change: (options: Partial<WriteOptions>) => void) {
  return html`<section class="block">
    ${radios({
      label: t('Cline holds a Bedrock API key that it will no longer use. AWS shows such a key only once.'),
      value: keepApiKey ? 'keep' : 'remove',
      options: [
        { value: 'remove', label: t('Remove it from Cline; the backup keeps it for 30 days') },
        { value: 'keep', label: t('Keep it in Cline') },
      ],
      onChange: (value) => change({ keepApiKey: value === 'keep' }),
    })}
  </section>`
}

/** What an organisation decides: shown, and not to be changed here. */
export function lockedNote(locked: LockedFields | undefined): TemplateResult | typeof nothing {
  const facts = lockedFacts(locked ?? {})
  if (facts.length === 0) {
    return nothing
  }
  return html`<section class="card" aria-label=${t('Decided by your organisation')}>
    <h3>${icon('lock')} ${t('Decided by your organisation')}</h3>
    ${factList(facts)}
    <p class="quiet">${t('Cline takes these values from the organisation’s remote configuration. They are left as they are.')}</p>
  </section>`
}

const onOff = (value: boolean): string => (value ? t('On') : t('Off'))

function lockedFacts({ region, endpoint, crossRegion, global, promptCache }: LockedFields): CheckFact[] {
  return [
    ...(region === undefined ? [] : [{ label: t('Region'), value: region }]),
    ...(endpoint === undefined ? [] : [{ label: t('Endpoint URL'), value: endpoint }]),
    ...(crossRegion === undefined ? [] : [{ label: t('Cross-region inference'), value: onOff(crossRegion) }]),
    ...(global === undefined ? [] : [{ label: t('Global inference'), value: onOff(global) }]),
    ...(promptCache === undefined ? [] : [{ label: t('Prompt cache'), value: onOff(promptCache) }]),
  ]
}

/** Where this Cline keeps its settings, in one sentence. */
export function placeNote({ review, host }: WizardState): TemplateResult | typeof nothing {
  const { about } = review
  return about === undefined
    ? nothing
    : html`<p class="quiet">${placeWords(about.place, host.cline.version)}</p>`
}

function placeWords(
  { dataDirs, variables, version, reads }: StoragePlace,
  installed: string | undefined,
): string {
  const name = `Cline ${installed ?? version ?? ''}`.trim()
  const moved = variables.length === 0 ? '' : t('Set by {0}.', variables.join(', '))
  const where =
    dataDirs.length === 1
      ? t('{0} keeps its settings in {1}.', name, dataDirs[0] ?? '')
      : t(
          'The two halves of {0} look in different folders, so both are written: {1}.',
          name,
          dataDirs.join(', '),
        )
  const two = reads === 'two' ? t('It does not read providers.json; that file is for later versions.') : ''
  return sentences(where, two, moved)
}

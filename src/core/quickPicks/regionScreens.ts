import { t } from '@vscode/l10n'
import { durationWords } from '../numbers.ts'
import type { ModelStep, RegionOption, RegionStep, WizardState } from '../wizard/state.ts'
import { residencyWords } from './modelWords.ts'
import { missingItems, pendingItems } from './pending.ts'
import { doing, grouped, isGood, onward, problemHead, resultItems, told } from './results.ts'
import type { InputPart, PickItem, PickPart, View } from './screen.ts'

/** Where Bedrock is asked: the chosen region, else that of the user's own settings, then all by geography. */
export function regionScreen({ region, locked }: WizardState): PickPart {
  const { options, chosen, suggested, endpoint } = region
  const extras = grouped(t('More'), [
    doing(
      'list-ordered',
      t('Compare all regions'),
      { type: 'send', intent: { type: 'probeRegions' }, to: 'regions' },
      t('Asks each region how far it is and for its models. This costs nothing.'),
    ),
    doing(
      'plug',
      t('Use a VPC endpoint or gateway'),
      { type: 'go', to: 'endpoint' },
      endpoint ?? t('Only for networks that reach Bedrock through an address of their own.'),
    ),
  ])
  if (locked?.region !== undefined) {
    return {
      placeholder: t('Decided by your organisation'),
      items: [onward('region-check', locked.region), ...extras],
    }
  }
  const nearest = [...new Set([chosen, suggested])]
  const first = nearest.flatMap((wanted) => options.filter(({ id }) => id === wanted))
  const rest = options.filter((option) => !first.includes(option))
  const geographies = [...new Set(rest.map(({ geography }) => geography))]
  const rowOf = ({ id, place }: RegionOption): PickItem => ({
    icon: id === chosen ? 'check' : 'globe',
    label: id,
    description: id === suggested ? t('{0} (from your AWS settings)', place) : place,
    act: { type: 'send', intent: { type: 'chooseRegion', region: id }, to: 'region-check' },
  })
  return {
    placeholder: t('Where does Bedrock run?'),
    items: [
      ...first.map(rowOf),
      ...extras,
      ...geographies.flatMap((geography) =>
        grouped(geography, rest.filter((option) => option.geography === geography).map(rowOf)),
      ),
    ],
  }
}

/** Whether all that is chosen can be had there, and where the model that acts may run: the page's words. */
function modelsWords({ options = [], chosen, planModel }: ModelStep): string[] {
  if (options.length === 0) {
    return []
  }
  const wanted = [chosen, planModel].filter((id) => id !== undefined)
  const found = options.filter(({ id }) => wanted.includes(id))
  const others = options.length - found.length
  const words =
    found.length > 1 ? t('both your models and {0} others', others) : t('your model and {0} others', others)
  return [
    found.length < Math.max(1, wanted.length) ? t('{0} choices of models', options.length) : words,
    ...found.slice(0, 1).map(residencyWords),
  ]
}

/** What Bedrock said in the region. */
export function regionCheckScreen(state: WizardState, { language }: View): PickPart {
  const { check, reach, endpoint, endpointCheck, chosen } = state.region
  const open = endpoint === undefined || isGood(endpointCheck)
  const facts = [
    chosen ?? '',
    reach === undefined ? '' : durationWords(reach.latencyMs, language),
    ...modelsWords(state.model),
    reach?.isPrivate === true ? t('private network') : '',
  ].filter((words) => words !== '')
  return {
    placeholder:
      check.status === 'running' ? t('Checking…') : (check.result?.summary ?? t('Not checked yet')),
    busy: check.status === 'running' || endpointCheck.status === 'running',
    items: [
      ...(open && (isGood(check) || check.status === 'skip') ? [onward('model', facts.join(' · '))] : []),
      ...pendingItems(state, 'region'),
      ...missingItems(state, 'region', check),
      ...resultItems(check, 'region', 'region-check'),
      ...(endpoint === undefined ? [] : grouped(t('Endpoint URL'), endpointItems(state.region))),
    ],
  }
}

const RANK = { available: 0, running: 1, denied: 2, unavailable: 3, silent: 4, idle: 5 }

const quickestFirst = (a: RegionOption, b: RegionOption) =>
  RANK[a.probe] - RANK[b.probe] || (a.latencyMs ?? Infinity) - (b.latencyMs ?? Infinity)

/** All regions beside each other, as their answers come. */
export function regionsScreen({ region }: WizardState, { language }: View): PickPart {
  const { options, chosen, source } = region
  const open = options.filter(({ probe }) => probe === 'running').length
  const settled = open === 0
  // Sorted at the end only: rows that change places under one's eyes cannot be read.
  const rows = settled ? [...options].sort(quickestFirst) : options
  const again = settled
    ? doing('refresh', t('Compare again'), { type: 'send', intent: { type: 'probeRegions' } }, source)
    : doing('debug-stop', t('Stop asking'), { type: 'send', intent: { type: 'stopProbe' } })
  const answers = rows.map((option) => regionRow(option, chosen, language))
  return {
    name: t('All regions'),
    placeholder: settled
      ? t('Quickest first. Enter uses the region.')
      : t('{0} of {1} have answered', options.length - open, options.length),
    busy: !settled,
    items: settled ? [...answers, ...grouped(t('More'), [again])] : [again, ...answers],
  }
}

function regionRow(option: RegionOption, chosen: string | undefined, language: string): PickItem {
  const { id, place, geography, optIn, latencyMs, models, isPrivate, probe, residency } = option
  const facts = [
    latencyMs === undefined ? '' : durationWords(latencyMs, language),
    probeWords(option),
    models === undefined ? '' : t('{0} models', models),
    isPrivate === true ? t('private network') : '',
  ].filter((words) => words !== '')
  return {
    icon: id === chosen ? 'check' : PROBE_ICONS[probe],
    label: id,
    description: facts.join(' · '),
    detail: [
      `${place}, ${geography}`,
      ...(optIn ? [t('opt-in')] : []),
      ...(residency === undefined ? [] : [nearWords(residency)]),
    ].join(' · '),
    act: { type: 'send', intent: { type: 'chooseRegion', region: id }, to: 'region-check' },
  }
}

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

const PROBE_ICONS = {
  idle: 'globe',
  running: 'loading~spin',
  available: 'pass',
  denied: 'error',
  unavailable: 'circle-slash',
  silent: 'watch',
} as const satisfies Record<RegionOption['probe'], string>

function probeWords({ probe, hasModel }: RegionOption): string {
  switch (probe) {
    case 'available':
      return hasModel === false
        ? t('Without your model')
        : hasModel === true
          ? t('Has your model')
          : t('Available')
    case 'denied':
      return t('Listing denied')
    case 'unavailable':
      return t('Not available')
    case 'silent':
      return t('No answer in time')
    case 'running':
      return t('Asking…')
    default:
      return ''
  }
}

/** Cline's own endpoint setting, and what it answered. */
export function endpointScreen({ region, locked }: WizardState): PickPart {
  const { endpoint, chosen, options, endpointCheck } = region
  const option = options.find(({ id }) => id === chosen)
  const fips = option?.fips ? `https://bedrock-runtime-fips.${option.id}.amazonaws.com` : undefined
  const use = (address: string) =>
    ({ type: 'send', intent: { type: 'setEndpoint', endpoint: address }, to: 'endpoint' }) as const
  const isLocked = locked?.endpoint !== undefined
  return {
    name: t('Endpoint URL'),
    placeholder: isLocked
      ? t('Decided by your organisation')
      : (endpoint ?? t('Leave it alone unless your network needs it.')),
    busy: endpointCheck.status === 'running',
    items: [
      ...(endpoint === undefined || !isGood(endpointCheck) ? [] : [onward('region-check', endpoint)]),
      ...(endpoint === undefined ? [] : endpointItems(region)),
      ...(isLocked
        ? []
        : [
            doing('edit', t('Enter an address…'), { type: 'go', to: 'endpoint-url' }, endpoint),
            ...(fips === undefined || fips === endpoint
              ? []
              : [doing('law', t('Use the FIPS endpoint'), use(fips), fips)]),
            ...(endpoint === undefined ? [] : [doing('trash', t('Remove it'), use(''))]),
          ]),
      doing('arrow-left', t('Back to the regions'), { type: 'go', to: 'region' }),
    ],
  }
}

function endpointItems({ endpointCheck: { status, result }, chosen }: RegionStep): PickItem[] {
  if (status === 'running') {
    return [told('loading~spin', t('Asking…'))]
  }
  if (result === undefined) {
    return chosen === undefined ? [told('info', t('It is checked as soon as a region is chosen.'))] : []
  }
  return [
    result.explanation === undefined
      ? told('check', result.summary)
      : problemHead(status === 'fail' ? 'error' : 'warning', result.explanation),
  ]
}

/** The address, typed; what Cline would refuse is refused here. */
export const endpointInput = ({ region }: WizardState): InputPart => ({
  name: t('Endpoint URL'),
  placeholder: 'https://',
  prompt: t('Cline sends its requests to this address. Empty removes it.'),
  secret: false,
  value: region.endpoint ?? '',
  optional: true,
  refuse: (text) =>
    text.trim() === '' || /^https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/i.test(text.trim())
      ? undefined
      : t('An address such as https://vpce-example.bedrock-runtime.us-east-1.vpce.amazonaws.com is needed.'),
  submit: (text) => ({
    type: 'send',
    intent: { type: 'setEndpoint', endpoint: text.trim() },
    to: 'endpoint',
  }),
})

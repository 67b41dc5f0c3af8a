import { partitionOf } from '../bedrock/regions.ts'
import { type DayEstimate, estimateDay } from '../security/estimate.ts'
import type { SafeguardInput } from '../security/safeguards/template.ts'
import { type SafeguardFormat, type SafeguardId, safeguardText } from '../security/safeguards.ts'
import { choiceRef, go, nextRun, stay, type Transition } from './common.ts'
import type { WizardEvent } from './events.ts'
import { chosenBaseModel } from './models.ts'
import type { SecurityStep, WizardState } from './state.ts'

type Of<T extends WizardEvent['type']> = Extract<WizardEvent, { type: T }>

export const NOT_SURVEYED: SecurityStep = { status: 'idle', run: 0 }

/** Asks AWS what the account has switched on; without credentials there is nobody to ask as. */
export function surveySecurity(state: WizardState): Transition {
  const choice = choiceRef(state)
  if (choice === undefined || state.security.status === 'running') {
    return stay(state)
  }
  const { state: next, run } = nextRun(state)
  const security: SecurityStep = { ...next.security, status: 'running', run }
  return go({ ...next, security }, { type: 'surveySecurity', choice, run })
}

export function securitySurveyed(state: WizardState, { run, practices }: Of<'securitySurveyed'>): Transition {
  if (state.security.run !== run) {
    return stay(state)
  }
  const estimate = dayOf(state)
  const security: SecurityStep = {
    ...state.security,
    status: 'ready',
    practices,
    ...(estimate !== undefined && { estimate }),
  }
  return stay({ ...state, security })
}

/** A safeguard for the choice as it is, ready to run. */
export const safeguardFor = (state: WizardState, id: SafeguardId, format: SafeguardFormat): string =>
  safeguardText(id, format, inputFor(state))

/** A safeguard's text goes where it was asked for. */
export function safeguard(state: WizardState, { id, format, to }: Of<'safeguard'>): Transition {
  const text = safeguardFor(state, id, format)
  switch (to) {
    case 'clipboard':
      return go(state, { type: 'host', action: { kind: 'copy', what: 'command', text } })
    case 'editor':
      return go(state, {
        type: 'host',
        action: { kind: 'open-text', language: format === 'cli' ? 'shellscript' : 'json', text },
      })
    default:
      return stay({ ...state, security: { ...state.security, shown: { id, format, text } } })
  }
}

export function hideSafeguard(state: WizardState): Transition {
  const { shown: _, ...security } = state.security
  return stay({ ...state, security })
}

const dayOf = (state: WizardState) => estimateDay(state.model.chosen ?? '', chosenBaseModel(state))

const FULL_DAY: Pick<DayEstimate, 'usd' | 'outputTokens'> = { usd: 20, outputTokens: 240_000 }

/** An account that is not known is a name to be replaced. */
function inputFor(state: WizardState): SafeguardInput {
  const region = state.region.chosen ?? 'us-east-1'
  const modelId = state.model.chosen ?? ''
  const option = state.model.options?.find(({ id }) => id === modelId)
  const day = dayOf(state)?.find(({ kind }) => kind === 'full') ?? FULL_DAY
  return {
    account: state.credentials.identity?.account ?? '111122223333',
    region,
    partition: partitionOf(region),
    modelId,
    regions: option?.route === 'global' ? [] : [region, ...(option?.destinations ?? [])],
    dayUsd: day.usd,
    dayOutputTokens: day.outputTokens,
  }
}

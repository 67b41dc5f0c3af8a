import { arnRegion, baseModelId } from '../bedrock/models.ts'
import {
  authRef,
  choiceRef,
  go,
  IDLE,
  isCurrent,
  isGood,
  nextRun,
  reopenAfter,
  running,
  settled,
  stay,
  type Transition,
  then,
  withReached,
} from './common.ts'
import type { WizardEvent } from './events.ts'
import { chosenBaseModels, idFor } from './models.ts'
import { forgetAccess } from './reduceAccess.ts'
import { startModelCheck } from './reduceModel.ts'
import type { ModelOption, RegionOption, WizardState } from './state.ts'

type Of<T extends WizardEvent['type']> = Extract<WizardEvent, { type: T }>

/** Checks the chosen region; its lists of models come with the answer. */
export function startRegionCheck(state: WizardState): Transition {
  return then(reopenAfter(state, 'region'), (open) => {
    const choice = choiceRef(open)
    if (choice?.region === undefined || !isGood(open.credentials.check)) {
      return stay(open)
    }
    const { state: next, run } = nextRun(open)
    const region = { ...next.region, check: running(run) }
    return then(go(withReached({ ...next, region }), { type: 'checkRegion', choice, run }), checkEndpoint)
  })
}

export function chooseRegion(state: WizardState, event: Of<'chooseRegion'>): Transition {
  if (event.region === state.region.chosen || event.region === '') {
    return stay(state)
  }
  const { reach: _, ...region } = state.region
  return then(forgetAccess({ ...state, region: { ...region, chosen: event.region } }), startRegionCheck)
}

export function regionSuggested(state: WizardState, event: Of<'regionSuggested'>): Transition {
  if (event.region === undefined || state.lastRun !== event.run) {
    return stay(state)
  }
  const next = { ...state, region: { ...state.region, suggested: event.region } }
  return next.region.chosen === undefined
    ? chooseRegion(next, { type: 'chooseRegion', region: event.region })
    : stay(next)
}

export function setEndpoint(state: WizardState, event: Of<'setEndpoint'>): Transition {
  // A name and password in it would be a secret in the state, and no Bedrock asks for them.
  const wanted = event.endpoint.trim().replace(/^([a-z]+:\/\/)[^/?#@]*@/i, '$1')
  if (wanted === (state.region.endpoint ?? '')) {
    return stay(state)
  }
  const region = { ...state.region }
  if (wanted === '') {
    delete region.endpoint
  } else {
    region.endpoint = wanted
  }
  delete region.reach
  // Only prompts go through the endpoint, so the earlier checks stand and the prompt must be sent again.
  return then(
    reopenAfter({ ...state, region: { ...region, endpointCheck: IDLE } }, 'model-access'),
    checkEndpoint,
  )
}

/** Asks the endpoint, or without one the region's own address, how far it is. */
export function checkEndpoint(state: WizardState): Transition {
  const choice = choiceRef(state)
  if (choice?.region === undefined || !isGood(state.credentials.check)) {
    return stay(state)
  }
  const { state: next, run } = nextRun(state)
  return go(withReached({ ...next, region: { ...next.region, endpointCheck: running(run) } }), {
    type: 'checkEndpoint',
    choice,
    run,
  })
}

export function endpointChecked(state: WizardState, event: Of<'endpointChecked'>): Transition {
  if (!isCurrent(state.region.endpointCheck, event.run)) {
    return stay(state)
  }
  const { reach, result } = event
  const region = {
    ...state.region,
    endpointCheck: settled(event.run, result),
    ...(reach !== undefined && { reach }),
  }
  return stay(withReached({ ...state, region }))
}

export function regionChecked(state: WizardState, event: Of<'regionChecked'>): Transition {
  if (!isCurrent(state.region.check, event.run)) {
    return stay(state)
  }
  const region = { ...state.region, check: settled(event.run, event.result) }
  const { chosen: before, planModel: planBefore, replaced: _, ...rest } = state.model
  const kept = sameModel(before, event.options, region.chosen)
  const chosen = kept ?? recommendedId(event.options)
  const planModel = sameModel(planBefore, event.options, region.chosen)
  const model = {
    ...rest,
    options: event.options,
    ...(chosen !== undefined && { chosen }),
    ...(planModel !== undefined && planModel !== chosen && { planModel }),
    ...(before !== undefined && kept === undefined && { replaced: asTyped(before, region.chosen) }),
  }
  const next = withReached({ ...state, region, model })
  return event.result.status === 'fail' ? stay(next) : startModelCheck(next)
}

/** The id by which a region has a model chosen before: the same, or that of its own way to the same model. */
function sameModel(
  before: string | undefined,
  options: readonly ModelOption[],
  region = '',
): string | undefined {
  const chosen = before === undefined ? undefined : idFor(asTyped(before, region), region, options)
  const unlisted = options.length === 0 || arnRegion(chosen ?? '') === region
  if (chosen === undefined || unlisted || options.some((option) => option.id === chosen)) {
    return chosen
  }
  const base = baseModelId(chosen)
  return options.find((option) => option.baseModelId === base)?.id
}

/** The ARN of a model belongs to the region that was chosen before; its id may be good in this one, too. */
const asTyped = (id: string, region: string | undefined): string =>
  id.includes(':foundation-model/') && arnRegion(id) !== region ? baseModelId(id) : id

const recommendedId = (options: readonly ModelOption[]): string | undefined =>
  options.find((option) => option.recommended)?.id ?? options[0]?.id

export function probeRegions(state: WizardState): Transition {
  const auth = authRef(state)
  const busy = state.region.options.some((option) => option.probe === 'running')
  if (auth === undefined || busy || !isGood(state.credentials.check)) {
    return stay(state)
  }
  const options = state.region.options.map(
    ({ id, place, geography, optIn, fips }): RegionOption => ({
      id,
      place,
      geography,
      optIn,
      fips,
      probe: 'running',
    }),
  )
  const regions = options.map((option) => option.id)
  return go(
    { ...state, region: { ...state.region, options } },
    { type: 'probeRegions', auth, regions, baseModelIds: chosenBaseModels(state) },
  )
}

/** Ends the asking at once; what has answered stays. */
export function stopProbe(state: WizardState): Transition {
  const options = state.region.options.map(
    (option): RegionOption => (option.probe === 'running' ? { ...option, probe: 'idle' } : option),
  )
  return go({ ...state, region: { ...state.region, options } }, { type: 'cancel', check: 'probeRegions' })
}

export function regionProbed(state: WizardState, event: Of<'regionProbed'>): Transition {
  const { type: _, region: id, ...found } = event
  const options = state.region.options.map((option) =>
    option.id === id && option.probe !== 'idle' ? { ...option, ...found } : option,
  )
  return stay({ ...state, region: { ...state.region, options } })
}

import type { CheckResult, StepId } from '../checks/check.ts'
import { STEP_IDS } from '../checks/check.ts'
import type { AuthRef, ChoiceRef, Effect } from './effects.ts'
import type { CheckState, PromptStep, RegionOption, ReviewStep, WizardState, WriteOptions } from './state.ts'

/** The next state and what is to be done about it. */
export interface Transition {
  state: WizardState
  effects: Effect[]
}

/** Nothing changes. */
export const stay = (state: WizardState): Transition => ({ state, effects: [] })

/** A new state, perhaps with work to do. */
export const go = (state: WizardState, ...effects: Effect[]): Transition => ({ state, effects })

/** Does a second reducer's work on the first one's result. */
export function then(first: Transition, next: (state: WizardState) => Transition): Transition {
  const second = next(first.state)
  return { state: second.state, effects: [...first.effects, ...second.effects] }
}

export const IDLE: CheckState = { status: 'idle', run: 0 }

/** A check has begun. */
export const running = (run: number): CheckState => ({ status: 'running', run })

/** A check's result, for the state. */
export const settled = (run: number, result: CheckResult): CheckState => ({
  status: result.status,
  run,
  result,
})

/** A result belongs to a check only while that very run is under way. */
export const isCurrent = (check: CheckState, run: number): boolean =>
  check.status === 'running' && check.run === run

/** A check that lets the user go on. */
export const isGood = (check: CheckState): boolean => check.status === 'pass' || check.status === 'warn'

/** Hands out the next run id. */
export function nextRun(state: WizardState): { state: WizardState; run: number } {
  const run = state.lastRun + 1
  return { state: { ...state, lastRun: run }, run }
}

/** The chosen credentials, as soon as they are complete. */
export function authRef(state: WizardState): AuthRef | undefined {
  const { method, profile, entered } = state.credentials
  switch (method) {
    case 'profile':
      return profile === undefined ? undefined : { kind: 'profile', profile }
    case 'default':
      return { kind: 'default' }
    default:
      return entered?.kind === method ? { kind: method, secretRef: entered.secretRef } : undefined
  }
}

/** Everything chosen so far. */
export function choiceRef(state: WizardState): ChoiceRef | undefined {
  const auth = authRef(state)
  if (auth === undefined) {
    return undefined
  }
  const region = state.region.chosen
  const { chosen: modelId, planModel } = state.model
  const { endpoint } = state.region
  return {
    auth,
    ...(region !== undefined && { region }),
    ...(modelId !== undefined && { modelId }),
    ...(planModel !== undefined && { planModelId: planModel }),
    ...(endpoint !== undefined && { endpoint }),
  }
}

/** Both modes, and nothing is left lying around. */
export const WHOLE: WriteOptions = { modes: ['plan', 'act'], keepApiKey: false }

const emptyReview = (): ReviewStep => ({ status: 'idle', files: [], warnings: [], reloadNeeded: false })

/** Files may have changed already: what becomes of them is told, whatever else was chosen meanwhile. */
const isWriting = ({ status }: ReviewStep): boolean => status === 'writing' || status === 'undoing'

const clearedPrompt = (prompt: PromptStep): PromptStep => ({
  text: prompt.text,
  status: 'idle',
  answer: '',
  check: IDLE,
})

/** Later answers rest on earlier ones: when those change, what came after is open again. */
export function reopenAfter(
  state: WizardState,
  step: 'credentials' | 'region' | 'model-access' | 'test-prompt',
): Transition {
  const effects: Effect[] = []
  let next: WizardState = isWriting(state.review) ? state : { ...state, review: emptyReview() }
  if (step !== 'test-prompt') {
    if (state.prompt.status === 'running') {
      effects.push({ type: 'cancel', check: 'test-prompt' })
    }
    next = { ...next, prompt: clearedPrompt(state.prompt) }
  }
  if (step === 'credentials') {
    const region = { ...state.region, check: IDLE }
    delete region.suggested
    delete region.reach
    if (region.options.some(({ probe }) => probe === 'running')) {
      effects.push({ type: 'cancel', check: 'probeRegions' })
    }
    // Also what the account has switched on: it may be another one now.
    const security = { status: 'idle' as const, run: 0 }
    next = { ...next, region: { ...region, options: region.options.map(unprobed) }, security }
  }
  if (step === 'credentials' || step === 'region') {
    const model = { ...next.model, check: IDLE, permissions: IDLE }
    delete model.options
    delete model.grant
    next = { ...next, model }
  }
  return go(withReached(next), ...effects)
}

const unprobed = ({ id, place, geography, optIn, fips }: RegionOption): RegionOption => ({
  id,
  place,
  geography,
  optIn,
  fips,
  probe: 'idle',
})

/** The farthest step that the checks open. */
function reachedStep(state: WizardState): StepId {
  if (state.review.status === 'written') {
    return 'security'
  }
  if (!isGood(state.credentials.check)) {
    return 'credentials'
  }
  const regionFine = isGood(state.region.check) || state.region.check.status === 'skip'
  const endpointFine = state.region.endpoint === undefined || isGood(state.region.endpointCheck)
  if (!(regionFine && endpointFine)) {
    return 'region'
  }
  if (!isGood(state.model.check)) {
    return 'model-access'
  }
  if (!isGood(state.prompt.check)) {
    return 'test-prompt'
  }
  return 'review'
}

/** Keeps `reached` true to the checks and never shows a step beyond it. */
export function withReached(state: WizardState): WizardState {
  const reached = reachedStep(state)
  const beyond = STEP_IDS.indexOf(state.step) > STEP_IDS.indexOf(reached)
  return { ...state, reached, step: beyond ? reached : state.step }
}

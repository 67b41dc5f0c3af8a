import { go, stay, type Transition, then } from './common.ts'
import type { WizardEvent } from './events.ts'
import { explanationOf } from './explanations.ts'
import type { ExplanationOwner } from './intents.ts'
import type { RetryState } from './retryState.ts'
import type { WizardState } from './state.ts'

type Of<T extends WizardEvent['type']> = Extract<WizardEvent, { type: T }>
type Recheck = (state: WizardState, of: ExplanationOwner) => Transition

// Each further wait for the same cause is twice as long, up to this.
const LONGEST_GROWN = 300

/** How long to wait: as long as AWS or experience says, and longer with each vain attempt at a short wait. */
function seconds(asked: number, attempt: number): number {
  return asked >= LONGEST_GROWN ? asked : Math.min(LONGEST_GROWN, asked * 2 ** attempt)
}

/** A retry's button: at once where nothing needs to pass, else after a countdown that can be seen and stopped. */
export function startRetry(
  state: WizardState,
  of: ExplanationOwner,
  asked: number,
  recheck: Recheck,
): Transition {
  const shown = explanationOf(state, of)
  if (asked <= 0 || shown === undefined) {
    return recheck(withoutRetry(state), of)
  }
  const earlier = state.retry
  const again = earlier !== undefined && earlier.of === of && earlier.id === shown.id
  const attempt = again ? earlier.attempt + 1 : 0
  const run = state.lastRun + 1
  const secondsLeft = seconds(asked, attempt)
  const retry: RetryState = { run, of, id: shown.id, attempt, secondsLeft }
  return go({ ...state, lastRun: run, retry }, { type: 'countDown', run, seconds: secondsLeft })
}

/** A second has passed; at the end the check runs again by itself. */
export function ticked(state: WizardState, event: Of<'ticked'>, recheck: Recheck): Transition {
  const { retry } = state
  if (retry?.run !== event.run || retry.secondsLeft === undefined) {
    return stay(state)
  }
  if (event.secondsLeft > 0) {
    return stay({ ...state, retry: { ...retry, secondsLeft: event.secondsLeft } })
  }
  return recheck(paused(state, retry), retry.of)
}

/** The user does not want to wait for it. */
export function cancelRetry(state: WizardState): Transition {
  const { retry } = state
  return retry?.secondsLeft === undefined ? stay(state) : go(paused(state, retry), { type: 'stopCountDown' })
}

/** The user does not want to wait: the check runs at once. */
export function retryNow(state: WizardState, recheck: Recheck): Transition {
  const { retry } = state
  return retry?.secondsLeft === undefined
    ? stay(state)
    : then(cancelRetry(state), (next) => recheck(next, retry.of))
}

/** Keeps count of the attempts, without a clock that runs. */
function paused(state: WizardState, { run, of, id, attempt }: RetryState): WizardState {
  return { ...state, retry: { run, of, id, attempt } }
}

function withoutRetry(state: WizardState): WizardState {
  const next = { ...state }
  delete next.retry
  return next
}

/**
 * Ends a countdown when what it would repeat is no longer what is shown: another answer was given, the check
 * runs already, or it has come out otherwise.
 */
export function withRetry(before: WizardState, after: Transition): Transition {
  const { retry } = after.state
  if (retry === undefined || before.retry?.run !== retry.run) {
    return after
  }
  const shown = explanationOf(after.state, retry.of)
  if (shown === explanationOf(before, retry.of)) {
    return after
  }
  const other = shown !== undefined && shown.id !== retry.id
  const state = other ? withoutRetry(after.state) : paused(after.state, retry)
  return retry.secondsLeft === undefined
    ? go(state, ...after.effects)
    : go(state, ...after.effects, { type: 'stopCountDown' })
}

import { type HealthFacts, usesBedrock } from './facts.ts'
import { COUNTDOWN_MS } from './health.ts'
import { PROVISIONAL_MS } from './provisional.ts'

const MINUTE_MS = 60_000
/** A good result counts for so long before a focused window asks again. */
const FRESH_MS = 10 * MINUTE_MS
const AFTER_SLEEP_MS = MINUTE_MS
const FIRST_RETRY_MS = 30_000
const LONGEST_RETRY_MS = 15 * MINUTE_MS
const LONGEST_REST_MS = 60 * MINUTE_MS
/** A token that ends at noon is looked at a moment after noon. */
const AFTER_END_MS = 1000

/** Why somebody thinks it is time to look. */
export type Trigger = 'focus' | 'wake' | 'network' | 'due'

/** Each look in a row that failed doubles the wait. */
export const backOff = (failures: number, first: number, longest: number): number =>
  Math.min(longest, first * 2 ** Math.min(20, Math.max(0, failures - 1)))

/** When to look without anybody's doing; `undefined` for never. In milliseconds since 1970. */
export function dueAt(facts: HealthFacts): number | undefined {
  const { last, expiresAt, answered, setup } = facts
  if (last === undefined || !usesBedrock(setup)) {
    return undefined
  }
  const times: number[] = []
  if (last.passing === true) {
    times.push(last.at + backOff(last.failures, FIRST_RETRY_MS, LONGEST_RETRY_MS))
  }
  if (last.ok && expiresAt !== undefined) {
    times.push(expiresAt - COUNTDOWN_MS, expiresAt + AFTER_END_MS)
  }
  if (last.ok && answered?.provisional === true && answered.modelId === setup.modelId) {
    times.push(answered.at + PROVISIONAL_MS)
  }
  const open = times.filter((time) => time > last.at)
  return open.length === 0 ? undefined : Math.min(...open)
}

/** Whether this trigger is worth a call, given what is known already. */
export function isWorthChecking(trigger: Trigger, facts: HealthFacts, now: number): boolean {
  const { last, setup } = facts
  if (!usesBedrock(setup)) {
    return false
  }
  // A clock that was set back makes an old result look like one of the future.
  if (last === undefined || last.at > now) {
    return true
  }
  switch (trigger) {
    case 'network':
      return last.passing === true
    case 'wake':
      return now - last.at >= (last.ok ? AFTER_SLEEP_MS : restOf(last.failures))
    case 'focus':
      return now - last.at >= (last.ok ? FRESH_MS : restOf(last.failures))
    case 'due': {
      const due = dueAt(facts)
      return due !== undefined && due <= now
    }
    default:
      trigger satisfies never
      return false
  }
}

const restOf = (failures: number): number => backOff(failures, MINUTE_MS, LONGEST_REST_MS)

/** When the words change by the clock alone: at the start of the countdown, then each minute to the end. */
export function repaintAt({ expiresAt }: HealthFacts, now: number): number | undefined {
  if (expiresAt === undefined || expiresAt <= now) {
    return undefined
  }
  const left = expiresAt - now
  const step = left > COUNTDOWN_MS ? COUNTDOWN_MS : (Math.ceil(left / MINUTE_MS) - 1) * MINUTE_MS
  return expiresAt - step
}

import type { CheckResult, StepId } from '../checks/check.ts'
import type { Remedy } from '../diagnosis/diagnosis.ts'
import type { DiagnosisId } from '../diagnosis/ids.ts'
import type { LastCheck } from './facts.ts'

// Nothing on the user's side is broken: it is over when the network or AWS is back.
const PASSING: ReadonlySet<DiagnosisId> = new Set([
  'dns-failure',
  'connection-failed',
  'proxy-interference',
  'throttled',
  'service-unavailable',
])

/** Turns a check's result into what is kept of it. */
export function recordOf(result: CheckResult, before: LastCheck | undefined, at: number): LastCheck {
  const ok = result.status !== 'fail'
  const { explanation, diagnosis } = result
  const signIn = ok ? undefined : signInAmong(explanation?.remedies ?? [])
  return {
    at,
    ok,
    summary: ok ? result.summary : (explanation?.title ?? result.summary),
    failures: ok ? 0 : (before?.failures ?? 0) + 1,
    step: stepOf(result),
    ...(!ok && explanation !== undefined && { what: explanation.what }),
    ...(diagnosis !== undefined && { id: diagnosis.id }),
    ...(!ok && diagnosis !== undefined && PASSING.has(diagnosis.id) && { passing: true }),
    ...(signIn !== undefined && { signIn }),
  }
}

function signInAmong(remedies: readonly Remedy[]): LastCheck['signIn'] {
  for (const { action } of remedies) {
    if (action?.kind === 'sign-in') {
      return { profile: action.profile, via: action.via }
    }
  }
  return undefined
}

const stepOf = ({ id }: CheckResult): StepId =>
  id === 'region' || id === 'model-access' || id === 'test-prompt' ? id : 'credentials'

import { explainSignIn } from '../../core/credentials/signInProblem.ts'
import type { Effect } from '../../core/wizard/effects.ts'
import type { EffectDeps } from '../effects.ts'

/** Runs AWS's own sign-in to its end and tells how it goes. */
export async function runSignIn(
  deps: EffectDeps,
  { request, run }: Extract<Effect, { type: 'signIn' }>,
): Promise<void> {
  const outcome = await deps.signIn.start(request, (progress) =>
    deps.emit({ type: 'signInProgress', run, progress }),
  )
  switch (outcome.kind) {
    case 'signed-in':
      deps.emit({ type: 'signInEnded', run, cancelled: false })
      return
    case 'cancelled':
      deps.emit({ type: 'signInEnded', run, cancelled: true })
      return
    default: {
      const problem = explainSignIn(outcome, request, deps.platform)
      deps.emit({ type: 'signInEnded', run, cancelled: false, problem })
    }
  }
}

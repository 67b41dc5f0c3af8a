import { practicesOf } from '../../core/security/practices.ts'
import type { Effect } from '../../core/wizard/effects.ts'
import { surveyAccount } from '../checks/survey.ts'
import type { EffectDeps } from '../effects.ts'
import { runFor } from './run.ts'

/** What the account has switched on, as the lines of the guide. A secret that is gone asks nothing. */
export async function runSurvey(
  deps: EffectDeps,
  effect: Extract<Effect, { type: 'surveySecurity' }>,
  signal: AbortSignal,
): Promise<void> {
  const run = await runFor(deps, effect.choice, signal)
  const practices = run === undefined ? [] : practicesOf(await surveyAccount(run))
  deps.emit({ type: 'securitySurveyed', run: effect.run, practices })
}

import { baseModelId } from '../../core/bedrock/models.ts'
import type { CheckResult } from '../../core/checks/check.ts'
import type { AuthSource } from '../../core/choice.ts'
import type { HealthSetup } from '../../core/health/facts.ts'
import { isMarketplaceModel } from '../../core/health/provisional.ts'
import type { Identity } from '../../core/wizard/state.ts'
import { type CheckDeps, timed, troubled } from '../checks/context.ts'
import { checkCredentials } from '../checks/credentials.ts'
import { checkModelAccess } from '../checks/modelAccess.ts'
import { openRun } from '../doctor.ts'

/** What a look brought. */
export interface Examined {
  result: CheckResult
  identity?: Identity
  /** Only when subscriptions were asked for: what is least settled of them. */
  subscription?: Subscription
}

/** What Bedrock says of the agreement for the model. */
export type Subscription = 'settled' | 'pending' | 'unknown'

/**
 * Looks with calls that cost nothing: STS, or for an API key the list of models; for a provisional answer
 * also what Bedrock says of the models' agreements. Never a prompt.
 */
export async function examine(
  deps: CheckDeps,
  input: { auth: AuthSource; setup: HealthSetup; subscriptions: readonly string[] },
  signal: AbortSignal,
): Promise<Examined> {
  const { region } = input.setup
  const choice = { auth: input.auth, ...(region !== undefined && { region }) }
  const run = openRun(deps, choice, signal)
  const { result, identity, regionRefusal } = await timed(deps.clock, () => checkCredentials(run))
  const known = { ...(identity !== undefined && { identity }) }
  if (result.status !== 'fail' && regionRefusal !== undefined) {
    return { result: troubled(run, 'region', 'fail', regionRefusal), ...known }
  }
  if (result.status === 'fail' || input.subscriptions.length === 0) {
    return { result, ...known }
  }
  const looks = await Promise.all(
    input.subscriptions.map(async (modelId) => {
      const access = await checkModelAccess(openRun(deps, { ...choice, modelId }, signal), modelId, false)
      return { result: access.result, subscription: settledness(modelId, access.availability?.agreement) }
    }),
  )
  const failed = looks.find((look) => look.result.status === 'fail')
  if (failed !== undefined) {
    return { result: failed.result, ...known }
  }
  const [least = 'settled'] = UNSETTLED.filter((each) => looks.some((look) => look.subscription === each))
  return { result, ...known, subscription: least }
}

const UNSETTLED: readonly Subscription[] = ['pending', 'unknown']

function settledness(modelId: string, agreement: string | undefined): Subscription {
  if (agreement === undefined) {
    return 'unknown'
  }
  return agreement === 'AVAILABLE' || !isMarketplaceModel(baseModelId(modelId)) ? 'settled' : 'pending'
}

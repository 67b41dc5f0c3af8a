import type { AuthSource } from '../../core/choice.ts'
import type { ChoiceRef } from '../../core/wizard/effects.ts'
import type { CheckRun } from '../checks/context.ts'
import { openRun } from '../doctor.ts'
import type { EffectDeps } from '../effects.ts'

/** Opens a run for a choice as it was when the effect was asked for; `undefined` when its secret is gone. */
export async function runFor(
  deps: EffectDeps,
  choice: ChoiceRef,
  signal: AbortSignal,
): Promise<CheckRun | undefined> {
  const auth: AuthSource | undefined = deps.vault.open(choice.auth)
  if (auth === undefined) {
    return undefined
  }
  const region = choice.region ?? (await deps.aws.defaultRegion(auth))
  return openRun(
    deps,
    {
      auth,
      ...(region !== undefined && { region }),
      ...(choice.modelId !== undefined && { modelId: choice.modelId }),
      ...(choice.endpoint !== undefined && { endpoint: choice.endpoint }),
    },
    signal,
  )
}

/** The account and the principal, for policies and requests; STS answers from what it just said. */
export async function withIdentity(run: CheckRun): Promise<CheckRun> {
  if (run.auth.kind === 'api-key') {
    return run
  }
  const identity = await run.calls.identity(run.callRegion)
  return identity.ok ? { ...run, identityArn: identity.value.arn, account: identity.value.account } : run
}

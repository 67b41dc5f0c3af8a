import { t } from '@vscode/l10n'
import { baseModelId, modelOptions } from '../../core/bedrock/models.ts'
import type { AuthSource } from '../../core/choice.ts'
import { isMarketplaceModel } from '../../core/health/provisional.ts'
import type { ChoiceRef, Effect } from '../../core/wizard/effects.ts'
import { type CheckRun, passed, timed } from '../checks/context.ts'
import { checkCredentials } from '../checks/credentials.ts'
import { checkModelAccess } from '../checks/modelAccess.ts'
import { checkPermissions } from '../checks/permissions.ts'
import { checkRegion } from '../checks/region.ts'
import { checkSecurity } from '../checks/security.ts'
import { checkTestPrompt } from '../checks/testPrompt.ts'
import { openRun, policyFor } from '../doctor.ts'
import type { EffectDeps } from '../effects.ts'

type CheckEffect = Extract<
  Effect,
  { type: 'checkCredentials' | 'checkRegion' | 'checkModel' | 'checkPermissions' | 'sendPrompt' }
>

/** Runs one of the wizard's checks on the choice as it was when the check was asked for. */
export async function runCheckEffect(
  deps: EffectDeps,
  effect: CheckEffect,
  signal: AbortSignal,
): Promise<void> {
  const run = await runFor(deps, effect.choice, signal)
  if (run === undefined) {
    return
  }
  switch (effect.type) {
    case 'checkCredentials': {
      const { result, identity, regionRefusal } = await timed(deps.clock, () => checkCredentials(run))
      deps.emit({
        type: 'credentialsChecked',
        run: effect.run,
        result,
        ...(identity !== undefined && { identity }),
        ...(regionRefusal !== undefined && { regionRefusal }),
      })
      return
    }
    case 'checkRegion':
      await region(deps, effect, run)
      return
    case 'checkModel':
      await model(deps, effect, run)
      return
    case 'checkPermissions':
      await permissions(deps, effect, run)
      return
    default:
      await prompt(deps, effect, run)
  }
}

/** Whose keys these are, how old, and whether anybody keeps a record: advice beside the way. */
export async function runSecurity(
  deps: EffectDeps,
  effect: Extract<Effect, { type: 'checkSecurity' }>,
  signal: AbortSignal,
): Promise<void> {
  const run = await runFor(deps, effect.choice, signal)
  if (run !== undefined) {
    const { result } = await timed(deps.clock, async () => ({
      result: await checkSecurity(run, effect.identity),
    }))
    deps.emit({ type: 'securityChecked', run: effect.run, result })
  }
}

async function runFor(
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

async function region(deps: EffectDeps, effect: Extract<Effect, { type: 'checkRegion' }>, run: CheckRun) {
  const [credentials, models, profiles] = await Promise.all([
    checkCredentials(run),
    run.calls.models(),
    run.calls.profiles(),
  ])
  const { result } = await timed(deps.clock, async () => ({ result: await checkRegion(run, credentials) }))
  const options = modelOptions(
    models.ok ? models.value : [],
    profiles.ok ? profiles.value : [],
    run.callRegion,
  )
  deps.emit({ type: 'regionChecked', run: effect.run, result, options })
}

/** The account and the principal, for policies and requests; STS answers from what it just said. */
async function withIdentity(run: CheckRun): Promise<CheckRun> {
  if (run.auth.kind === 'api-key') {
    return run
  }
  const identity = await run.calls.identity(run.callRegion)
  return identity.ok ? { ...run, identityArn: identity.value.arn, account: identity.value.account } : run
}

async function model(deps: EffectDeps, effect: Extract<Effect, { type: 'checkModel' }>, run: CheckRun) {
  const modelId = run.modelId ?? ''
  const known = await withIdentity(run)
  const { result, profiles, baseModelId } = await timed(deps.clock, () =>
    checkModelAccess(known, modelId, false),
  )
  deps.emit({
    type: 'modelChecked',
    run: effect.run,
    result,
    baseModelId,
    ...policyFor(known, modelId, { profiles }),
  })
}

async function permissions(
  deps: EffectDeps,
  effect: Extract<Effect, { type: 'checkPermissions' }>,
  run: CheckRun,
) {
  const modelId = run.modelId ?? ''
  const [credentials, profiles] = await Promise.all([checkCredentials(run), run.calls.profiles()])
  const known = await withIdentity(run)
  const list = profiles.ok ? profiles.value : []
  const armed = { ...known, ...policyFor(known, modelId, { profiles: list }) }
  const { result } = await timed(deps.clock, async () => ({
    result: await checkPermissions(armed, modelId, credentials.identity, list),
  }))
  deps.emit({ type: 'permissionsChecked', run: effect.run, result })
}

async function prompt(deps: EffectDeps, effect: Extract<Effect, { type: 'sendPrompt' }>, run: CheckRun) {
  const modelId = run.modelId ?? ''
  let said = ''
  const known = await withIdentity(run)
  const profiles = await run.calls.profiles()
  const list = profiles.ok ? profiles.value : []
  const base = baseModelId(modelId, list)
  // Before the prompt, which makes the subscription.
  const availability = isMarketplaceModel(base) ? await run.calls.availability(base) : undefined
  const access = {
    profiles: list,
    baseModelId: base,
    ...(availability?.ok && { availability: availability.value }),
  }
  const outcome = await timed(deps.clock, () =>
    checkTestPrompt(
      { ...known, ...policyFor(known, modelId, access) },
      modelId,
      effect.text,
      access,
      (event) => {
        if (event.type === 'text') {
          said += event.text
          deps.emit({ type: 'promptText', run: effect.run, text: event.text })
        }
      },
    ),
  )
  // The model had begun to answer: that is the proof that was wanted.
  const result =
    outcome.stopped && said !== ''
      ? passed('test-prompt', t('The model was answering when you stopped it.'))
      : outcome.result
  deps.emit({
    type: 'promptEnded',
    run: effect.run,
    result,
    stopped: outcome.stopped,
    ...(outcome.provisional === true && { provisional: true }),
    ...(outcome.answer !== undefined && { stats: outcome.answer }),
  })
}

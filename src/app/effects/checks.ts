import { t } from '@vscode/l10n'
import { baseModelId, modelOptions } from '../../core/bedrock/models.ts'
import type { CheckResult } from '../../core/checks/check.ts'
import { isMarketplaceModel } from '../../core/health/provisional.ts'
import type { Effect } from '../../core/wizard/effects.ts'
import { type CheckRun, passed, timed, troubled } from '../checks/context.ts'
import { checkCredentials } from '../checks/credentials.ts'
import { checkEndpoint } from '../checks/endpoint.ts'
import {
  agreementOf,
  checkModels,
  checkPermissionsOf,
  grantBasis,
  PLAN_PROMPT,
  policyFor,
  withPlanAnswer,
} from '../checks/models.ts'
import { checkPermissions } from '../checks/permissions.ts'
import { checkRegion } from '../checks/region.ts'
import { checkKeys } from '../checks/security.ts'
import { checkTestPrompt } from '../checks/testPrompt.ts'
import type { EffectDeps } from '../effects.ts'
import { runFor, withIdentity } from './run.ts'

type CheckEffect = Extract<
  Effect,
  {
    type:
      | 'checkCredentials'
      | 'checkRegion'
      | 'checkEndpoint'
      | 'checkModel'
      | 'checkPermissions'
      | 'sendPrompt'
  }
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
    case 'checkEndpoint': {
      const { result, reach } = await timed(deps.clock, () => checkEndpoint(run))
      deps.emit({
        type: 'endpointChecked',
        run: effect.run,
        result,
        ...(reach !== undefined && { reach }),
      })
      return
    }
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

/** Whose keys these are and how old: advice beside the way. */
export async function runSecurity(
  deps: EffectDeps,
  effect: Extract<Effect, { type: 'checkSecurity' }>,
  signal: AbortSignal,
): Promise<void> {
  const run = await runFor(deps, effect.choice, signal)
  if (run !== undefined) {
    const { result } = await timed(deps.clock, async () => ({
      result: await checkKeys(run, effect.identity),
    }))
    deps.emit({ type: 'securityChecked', run: effect.run, result })
  }
}

async function region(deps: EffectDeps, effect: Extract<Effect, { type: 'checkRegion' }>, run: CheckRun) {
  const [credentials, models, profiles] = await Promise.all([
    checkCredentials(run),
    run.calls.models(),
    run.calls.profiles(),
  ])
  const checked = await timed(deps.clock, async () => ({ result: await checkRegion(run, credentials) }))
  const result = withTrap(run, checked.result, credentials.result)
  const options = modelOptions(
    models.ok ? models.value : [],
    profiles.ok ? profiles.value : [],
    run.callRegion,
  )
  deps.emit({ type: 'regionChecked', run: effect.run, result, options })
}

/** The credentials were checked before a region was chosen: only now the trap of Identity Center shows. */
function withTrap(run: CheckRun, region: CheckResult, credentials: CheckResult): CheckResult {
  const trap = credentials.diagnosis
  if (region.status !== 'pass' || trap?.id !== 'sso-region-unsupported-by-cline') {
    return region
  }
  return { ...troubled(run, 'region', 'warn', trap, region.facts), durationMs: region.durationMs }
}

async function model(deps: EffectDeps, effect: Extract<Effect, { type: 'checkModel' }>, run: CheckRun) {
  const modelId = run.modelId ?? ''
  const known = await withIdentity(run)
  const { planModelId } = effect.choice
  const act = await timed(deps.clock, () => checkModels(known, modelId, planModelId, false))
  const { result, profiles, baseModelId, plan } = act
  const basis = grantBasis(known, planModelId === undefined ? [modelId] : [modelId, planModelId], [
    ...profiles,
    ...(plan?.profiles ?? []),
  ])
  deps.emit({
    type: 'modelChecked',
    run: effect.run,
    result,
    baseModelId,
    at: deps.clock.now(),
    ...(basis !== undefined && { basis }),
    ...agreementOf(act),
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
  const { planModelId } = effect.choice
  const ids = planModelId === undefined ? [modelId] : [modelId, planModelId]
  const armed = { ...known, ...policyFor(known, ids, list) }
  const { result } = await timed(deps.clock, async () => ({
    result: await checkPermissionsOf(ids, (id) => checkPermissions(armed, id, credentials.identity, list)),
  }))
  deps.emit({ type: 'permissionsChecked', run: effect.run, result: skippedWhereUnknown(result) })
}

/** Who may not ask IAM has not failed anything: the page shows the check as skipped, with the reason. */
function skippedWhereUnknown(result: CheckResult): CheckResult {
  const unknown = result.diagnosis !== undefined && UNKNOWN.has(result.diagnosis.id)
  return unknown ? { ...result, status: 'skip' } : result
}

const UNKNOWN: ReadonlySet<string> = new Set([
  'simulation-denied',
  'simulation-unsupported-principal',
  'simulation-failed',
  'principal-not-found',
])

async function prompt(deps: EffectDeps, effect: Extract<Effect, { type: 'sendPrompt' }>, run: CheckRun) {
  const { planModelId } = effect.choice
  const known = await withIdentity(run)
  let said = ''
  const first = await timed(deps.clock, () =>
    promptOne(known, run.modelId ?? '', effect.text, (text) => {
      said += text
      deps.emit({ type: 'promptText', run: effect.run, text })
    }),
  )
  // The model had begun to answer: that is the proof that was wanted.
  const result =
    first.stopped && said !== ''
      ? passed('test-prompt', t('The model was answering when you stopped it.'))
      : first.result
  const both =
    planModelId === undefined || first.stopped || result.status === 'fail'
      ? { result, stopped: first.stopped, provisional: false }
      : await withPlanModel({ ...known, modelId: planModelId }, planModelId, result)
  const provisional = [
    ...(first.provisional === true ? [run.modelId ?? ''] : []),
    ...(both.provisional && planModelId !== undefined ? [planModelId] : []),
  ]
  deps.emit({
    type: 'promptEnded',
    run: effect.run,
    result: both.result,
    stopped: both.stopped,
    ...(provisional.length > 0 && { provisional }),
    at: deps.clock.now(),
    ...(first.answer !== undefined && { stats: first.answer }),
  })
}

/** Plan mode's own model is what Cline will use, too, so it has to answer as well. */
async function withPlanModel(run: CheckRun, modelId: string, act: CheckResult) {
  const plan = await promptOne(run, modelId, PLAN_PROMPT, () => {})
  const result = plan.stopped ? plan.result : withPlanAnswer(act, plan, modelId)
  return { result, stopped: plan.stopped, provisional: plan.provisional === true }
}

async function promptOne(run: CheckRun, modelId: string, text: string, onText: (text: string) => void) {
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
  const armed = { ...run, ...policyFor(run, [modelId], list) }
  return await checkTestPrompt(armed, modelId, text, access, (event) => {
    if (event.type === 'text') {
      onText(event.text)
    }
  })
}

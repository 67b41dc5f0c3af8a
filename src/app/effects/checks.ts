import { t } from '@vscode/l10n'
import { baseModelId, findProfile, modelOptions } from '../../core/bedrock/models.ts'
import { principalOf } from '../../core/bedrock/principal.ts'
import type { InferenceProfile } from '../../core/bedrock/types.ts'
import type { CheckResult } from '../../core/checks/check.ts'
import { isMarketplaceModel } from '../../core/health/provisional.ts'
import type { Effect } from '../../core/wizard/effects.ts'
import type { GrantBasis } from '../../core/wizard/grant.ts'
import { type CheckRun, passed, timed, troubled } from '../checks/context.ts'
import { checkCredentials } from '../checks/credentials.ts'
import { checkEndpoint } from '../checks/endpoint.ts'
import { checkModelAccess } from '../checks/modelAccess.ts'
import { checkPermissions } from '../checks/permissions.ts'
import { checkRegion } from '../checks/region.ts'
import { checkKeys } from '../checks/security.ts'
import { checkTestPrompt } from '../checks/testPrompt.ts'
import { policyFor } from '../doctor.ts'
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
  const [act, plan] = await Promise.all([
    timed(deps.clock, () => checkModelAccess(known, modelId, false)),
    planModelId === undefined
      ? undefined
      : checkModelAccess({ ...known, modelId: planModelId }, planModelId, false),
  ])
  const { profiles, baseModelId, availability } = act
  const result = worse(act.result, plan?.result)
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
    ...(availability !== undefined && { agreement: availability.agreement }),
  })
}

const RANK = { pass: 0, skip: 0, warn: 1, fail: 2 }

/** Of two models' results the one that more stands in the way of; the facts of both. */
function worse(act: CheckResult, plan: CheckResult | undefined): CheckResult {
  if (plan === undefined) {
    return act
  }
  const [first, second] = RANK[plan.status] > RANK[act.status] ? [plan, act] : [act, plan]
  return { ...first, facts: [...first.facts, ...second.facts], durationMs: act.durationMs }
}

/** What the policy for the choice is made from, once the account is known. */
function grantBasis(run: CheckRun, modelIds: string[], profiles: InferenceProfile[]): GrantBasis | undefined {
  const chosen = new Set(modelIds.map((id) => findProfile(id, profiles)))
  // An API key cannot ask who it is; a profile's ARN names the account all the same.
  const account = run.account ?? profiles.map(({ arn }) => arn.split(':')[4] ?? '').find((id) => id !== '')
  return account === undefined
    ? undefined
    : {
        modelIds,
        region: run.callRegion,
        account,
        auth: run.auth.kind,
        principal: principalOf(run.identityArn ?? '', account),
        profiles: [...chosen].filter((profile) => profile !== undefined),
      }
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
      ? { result, stopped: first.stopped }
      : await withPlanModel({ ...known, modelId: planModelId }, planModelId, result)
  deps.emit({
    type: 'promptEnded',
    run: effect.run,
    ...both,
    ...(first.provisional === true && { provisional: true }),
    at: deps.clock.now(),
    ...(first.answer !== undefined && { stats: first.answer }),
  })
}

/** Plan mode's own model is what Cline will use, too, so it has to answer as well; a few words are enough. */
async function withPlanModel(run: CheckRun, modelId: string, act: CheckResult) {
  const plan = await promptOne(run, modelId, 'Reply with OK.', () => {})
  if (plan.stopped || plan.result.status === 'fail') {
    return { result: plan.result, stopped: plan.stopped }
  }
  const facts = [...act.facts, { label: t('Plan mode’s model answered, too'), value: modelId }]
  return { result: { ...act, facts }, stopped: false }
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
  const armed = { ...run, ...policyFor(run, modelId, access) }
  return await checkTestPrompt(armed, modelId, text, access, (event) => {
    if (event.type === 'text') {
      onText(event.text)
    }
  })
}

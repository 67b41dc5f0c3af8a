import { t } from '@vscode/l10n'
import { baseModelId } from '../core/bedrock/models.ts'
import { CHECK_IDS, type CheckId, type CheckResult } from '../core/checks/check.ts'
import type { AuthSource } from '../core/choice.ts'
import { roleNameOf } from '../core/credentials/identity.ts'
import { checkRegionShape } from '../core/credentials/regionShape.ts'
import type { Identity } from '../core/wizard/state.ts'
import { openCalls } from './checks/calls.ts'
import { checkClineSettings } from './checks/clineSettings.ts'
import { type CheckDeps, type CheckRun, callRegionFor, skipped, timed, troubled } from './checks/context.ts'
import { checkCredentials } from './checks/credentials.ts'
import { idsInUse, type ModelIds } from './checks/idInUse.ts'
import { changedByCline } from './checks/modelAccess.ts'
import {
  checkModels,
  checkPermissionsOf,
  type ModelsOutcome,
  PLAN_PROMPT,
  policyFor,
  withPlanAnswer,
} from './checks/models.ts'
import { checkPermissions } from './checks/permissions.ts'
import { checkRegion } from './checks/region.ts'
import { checkSecurity } from './checks/security.ts'
import { checkTestPrompt, defaultPrompt } from './checks/testPrompt.ts'

/** What to examine. */
export interface DoctorInput {
  auth: AuthSource
  region?: string
  modelId?: string
  /** Another model for Cline's plan mode. */
  planModelId?: string
  endpoint?: string
  /** Somebody typed the ids: in place of one that Cline would change, that which it sends is examined. */
  typed?: boolean
  /** Send the billed test prompt. */
  prompt: boolean
}

/** All checks, in the order of `CHECK_IDS`. */
export interface DoctorReport {
  overall: 'pass' | 'warn' | 'fail'
  checks: CheckResult[]
  /** The id that was examined: the given one, or what stands for it. */
  modelId?: string
  planModelId?: string
  /** The foundation model behind the chosen id, once known. */
  baseModelId: string
  /** The same for plan mode's own model. */
  planBaseModelId?: string
}

/** Opens a run: the calls of one choice, shared by all its checks. */
export function openRun(deps: CheckDeps, input: Omit<DoctorInput, 'prompt'>, signal: AbortSignal): CheckRun {
  const callRegion = callRegionFor(input.region, checkRegionShape(input.region) === undefined)
  const target = {
    auth: input.auth,
    region: callRegion,
    ...(input.endpoint !== undefined && { endpoint: input.endpoint }),
  }
  return {
    deps,
    auth: input.auth,
    callRegion,
    calls: openCalls(deps.aws, target, signal),
    signal,
    ...(input.region !== undefined && { region: input.region }),
    ...(input.modelId !== undefined && { modelId: input.modelId }),
    ...(input.endpoint !== undefined && { endpoint: input.endpoint }),
  }
}

/** Runs every check that the earlier ones leave sensible, independent ones together. */
export async function runDoctor(
  deps: CheckDeps,
  input: DoctorInput,
  signal: AbortSignal,
  onResult: (result: CheckResult) => void = () => {},
): Promise<DoctorReport> {
  const run = openRun(deps, input, signal)
  const results = new Map<CheckId, CheckResult>()
  const note = (result: CheckResult): CheckResult => {
    results.set(result.id, result)
    onResult(result)
    return result
  }
  const [base] = await Promise.all([
    examine(run, input, note),
    timed(deps.clock, async () => ({ result: await checkClineSettings(run) })).then(({ result }) =>
      note(result),
    ),
  ])
  const checks = [...results.values()].sort((a, b) => CHECK_IDS.indexOf(a.id) - CHECK_IDS.indexOf(b.id))
  return { overall: overallOf(checks), checks, ...base }
}

const AFTER_CREDENTIALS: readonly CheckId[] = [
  'region',
  'model-access',
  'permissions',
  'test-prompt',
  'security',
]
const AFTER_REGION: readonly CheckId[] = ['model-access', 'permissions', 'test-prompt', 'security']

async function examine(
  run: CheckRun,
  input: DoctorInput,
  note: (result: CheckResult) => CheckResult,
): Promise<Bases> {
  const { clock } = run.deps
  const skipAll = (ids: readonly CheckId[], why: string) => {
    for (const id of ids) {
      note((id === 'model-access' ? changedIdOf(run, input) : undefined) ?? skipped(id, why))
    }
    return basesOf(input)
  }
  const credentials = await timed(clock, () => checkCredentials(run))
  note(credentials.result)
  if (credentials.result.status === 'fail') {
    const shape = checkRegionShape(run.region)
    if (shape !== undefined) {
      note((await timed(clock, async () => ({ result: await checkRegion(run, credentials) }))).result)
      return skipAll(AFTER_REGION, t('Skipped: the credentials do not work yet.'))
    }
    return skipAll(AFTER_CREDENTIALS, t('Skipped: the credentials do not work yet.'))
  }
  const { modelId: model = '', planModelId } = await examinedIds(run, input)
  const known = knownRun(run, credentials.identity, model)
  // Asked for now, so that a run needs few rounds of dependent calls; outcomes never reject.
  const roleName = roleNameOf(known.identityArn ?? '')
  if (roleName !== undefined && model !== '') {
    void known.calls.roleArn(roleName)
  }
  const security = timed(clock, async () => ({ result: await checkSecurity(known, credentials.identity) }))
  const [region, access] = await Promise.all([
    timed(clock, async () => ({ result: await checkRegion(known, credentials) })),
    model === '' ? undefined : timed(clock, () => checkModels(known, model, planModelId, input.prompt)),
  ])
  note(region.result)
  if (region.result.status === 'fail') {
    return skipAll(AFTER_REGION, t('Skipped: the region cannot be used yet.'))
  }
  if (access === undefined) {
    const why = t('Skipped: no model was chosen.')
    skipAll(['model-access', 'permissions', 'test-prompt'], why)
    note((await security).result)
    return { baseModelId: '' }
  }
  note(access.result)
  const ids = planModelId === undefined ? [model] : [model, planModelId]
  const profiles = [...access.profiles, ...(access.plan?.profiles ?? [])]
  const armed: CheckRun = { ...known, ...policyFor(known, ids, profiles) }
  const [permissions, prompt] = await Promise.all([
    timed(clock, async () => ({
      result: await checkPermissionsOf(ids, (id) =>
        checkPermissions(armed, id, credentials.identity, profiles),
      ),
    })),
    promptOrSkip(armed, input.prompt, { modelId: model, planModelId }, access),
    security,
  ])
  note(permissions.result)
  note(prompt)
  note((await security).result)
  return {
    modelId: model,
    ...(planModelId !== undefined && { planModelId }),
    baseModelId: access.baseModelId,
    ...(access.plan !== undefined && { planBaseModelId: access.plan.baseModelId }),
  }
}

/** What needs no AWS to be known of the ids; without its lists, nothing can stand for one that Cline changes. */
function changedIdOf(run: CheckRun, { modelId, planModelId }: DoctorInput): CheckResult | undefined {
  for (const id of [modelId, planModelId]) {
    const changed = id === undefined ? undefined : changedByCline(run, id)
    if (changed !== undefined) {
      return troubled({ ...run, modelId: id ?? '' }, 'model-access', 'warn', changed)
    }
  }
  return undefined
}

const examinedIds = async (run: CheckRun, input: DoctorInput): Promise<ModelIds> =>
  input.typed === true ? await idsInUse(run, input) : input

function knownRun(run: CheckRun, identity: Identity | undefined, modelId: string): CheckRun {
  return {
    ...run,
    ...(modelId !== '' && { modelId }),
    ...(identity?.arn && { identityArn: identity.arn, account: identity.account }),
  }
}

type Bases = Pick<DoctorReport, 'modelId' | 'planModelId' | 'baseModelId' | 'planBaseModelId'>

/** Where the lists were not asked: what the ids themselves tell. */
const basesOf = ({ modelId = '', planModelId }: DoctorInput): Bases => ({
  modelId,
  ...(planModelId !== undefined && { planModelId }),
  baseModelId: baseModelId(modelId),
  ...(planModelId !== undefined && { planBaseModelId: baseModelId(planModelId) }),
})

async function promptOrSkip(
  run: CheckRun,
  wanted: boolean,
  { modelId, planModelId }: { modelId: string; planModelId: string | undefined },
  access: ModelsOutcome,
): Promise<CheckResult> {
  if (!wanted) {
    return skipped('test-prompt', t('Skipped as asked: no prompt was sent.'))
  }
  if (access.result.status === 'fail') {
    return skipped('test-prompt', t('Skipped: the model cannot be used yet.'))
  }
  const sent = await timed(run.deps.clock, () => checkTestPrompt(run, modelId, defaultPrompt(), access))
  if (planModelId === undefined || access.plan === undefined || sent.result.status === 'fail') {
    return sent.result
  }
  const plan = await checkTestPrompt({ ...run, modelId: planModelId }, planModelId, PLAN_PROMPT, access.plan)
  return withPlanAnswer(sent.result, plan, planModelId)
}

function overallOf(checks: readonly CheckResult[]): DoctorReport['overall'] {
  if (checks.some((check) => check.status === 'fail')) {
    return 'fail'
  }
  return checks.some((check) => check.status === 'warn') ? 'warn' : 'pass'
}

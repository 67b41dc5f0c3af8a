import { t } from '@vscode/l10n'
import { findProfile } from '../../core/bedrock/models.ts'
import { leastPolicy, policyText } from '../../core/bedrock/policy.ts'
import { principalOf } from '../../core/bedrock/principal.ts'
import type { InferenceProfile } from '../../core/bedrock/types.ts'
import type { CheckFact, CheckResult } from '../../core/checks/check.ts'
import type { AccessNews } from '../../core/wizard/access.ts'
import type { GrantBasis } from '../../core/wizard/grant.ts'
import type { CheckRun } from './context.ts'
import { checkModelAccess, type ModelOutcome } from './modelAccess.ts'
import { type PromptOutcome, provisionalFact } from './testPrompt.ts'

/** What plan mode's own model is asked: a few words are enough to prove that it answers. */
export const PLAN_PROMPT = 'Reply with OK.'

/** The act model's outcome with the verdict on both, and plan mode's own where there is another model. */
export interface ModelsOutcome extends ModelOutcome {
  plan?: ModelOutcome
}

/** Access to the model that acts and, where there is another, to the one that plans. */
export async function checkModels(
  run: CheckRun,
  modelId: string,
  planModelId: string | undefined,
  promptFollows: boolean,
): Promise<ModelsOutcome> {
  const [act, plan] = await Promise.all([
    checkModelAccess(run, modelId, promptFollows),
    planModelId === undefined
      ? undefined
      : checkModelAccess({ ...run, modelId: planModelId }, planModelId, promptFollows),
  ])
  return plan === undefined ? act : { ...act, result: worse(act.result, plan.result), plan }
}

/**
 * What AWS says of the Marketplace agreement: of the first of the two models that has none yet, else of the act
 * model. `agreementOf` names plan mode's foundation model where it is about that.
 */
export function agreementOf({
  availability,
  plan,
}: Pick<ModelsOutcome, 'availability' | 'plan'>): Pick<AccessNews, 'agreement' | 'agreementOf'> {
  const open = (each: ModelOutcome['availability']) => each !== undefined && each.agreement !== 'AVAILABLE'
  if (plan?.availability !== undefined && open(plan.availability) && !open(availability)) {
    return { agreement: plan.availability.agreement, agreementOf: plan.baseModelId }
  }
  return availability === undefined ? {} : { agreement: availability.agreement }
}

const RANK = { pass: 0, skip: 0, warn: 1, fail: 2 }

/** Of two models' results the one that more stands in the way of; the facts of both. */
export function worse(act: CheckResult, plan: CheckResult | undefined): CheckResult {
  if (plan === undefined) {
    return act
  }
  const first = RANK[plan.status] > RANK[act.status] ? plan : act
  const notes = [...(act.notes ?? []), ...(plan.notes ?? [])]
  return {
    ...first,
    facts: [...act.facts, ...plan.facts.map(ofPlanning)],
    ...(notes.length > 0 && { notes }),
    durationMs: act.durationMs,
  }
}

/** Both models are asked the same, so whose answer it is has to be told. */
const ofPlanning = ({ label, value }: CheckFact): CheckFact => ({ label: t('{0} (planning)', label), value })

/** The same check for each of the models together; one result for all. */
export async function checkPermissionsOf(
  modelIds: readonly string[],
  check: (modelId: string) => Promise<CheckResult>,
): Promise<CheckResult> {
  const [act, plan] = await Promise.all(modelIds.map(check))
  return worse(act as CheckResult, plan)
}

/** Both have answered: the act model's result says so of the other, too, and what of it is provisional. */
export function withPlanAnswer(
  act: CheckResult,
  { result, provisional }: Pick<PromptOutcome, 'result' | 'provisional'>,
  planModelId: string,
): CheckResult {
  if (result.status === 'fail') {
    return result
  }
  const answered = { label: t('Plan mode’s model answered, too'), value: planModelId }
  return provisional === true
    ? { ...act, summary: result.summary, facts: [...act.facts, answered, ofPlanning(provisionalFact())] }
    : { ...act, facts: [...act.facts, answered] }
}

/** What the policy for the choice is made from, once the account is known. */
export function grantBasis(
  run: CheckRun,
  modelIds: string[],
  profiles: readonly InferenceProfile[],
): GrantBasis | undefined {
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

/** The least policy for models whose account is known, as text for remedies. */
export function policyFor(
  run: CheckRun,
  modelIds: readonly string[],
  profiles: readonly InferenceProfile[],
): { policy?: string } {
  if (run.account === undefined || run.account === '') {
    return {}
  }
  const { callRegion: region, account } = run
  return { policy: policyText(leastPolicy({ modelIds, region, account, auth: run.auth.kind, profiles })) }
}

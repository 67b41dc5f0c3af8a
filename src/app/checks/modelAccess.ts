import { t } from '@vscode/l10n'
import { changedId, onDemandArn, sentByCline } from '../../core/bedrock/clineId.ts'
import {
  arnRegion,
  baseModelId,
  findProfile,
  foundationModelOf,
  idToSend,
  isApplicationProfile,
  profilePrefix,
  profilesFor,
} from '../../core/bedrock/models.ts'
import type { FoundationModel, InferenceProfile, ModelAvailability } from '../../core/bedrock/types.ts'
import type { CheckFact, CheckNote, CheckResult } from '../../core/checks/check.ts'
import { suggest } from '../../core/credentials/suggest.ts'
import type { Diagnosis } from '../../core/diagnosis/diagnosis.ts'
import type { Outcome } from '../../core/outcome.ts'
import { type CheckRun, diagnose, passed, troubled } from './context.ts'
import { diagnoseWithHome } from './secondLook.ts'

/** The result and what later checks use of it. */
export interface ModelOutcome {
  result: CheckResult
  profiles: InferenceProfile[]
  models: FoundationModel[]
  baseModelId: string
  availability?: ModelAvailability
}

/**
 * Can this account use this model here? Only a prompt proves it, so without trouble the verdict is "no
 * blocker found". When a prompt follows, what the lists say is a warning: the real call decides.
 */
export async function checkModelAccess(
  run: CheckRun,
  modelId: string,
  promptFollows: boolean,
): Promise<ModelOutcome> {
  const outcome = await judge(run, modelId, promptFollows)
  const { result } = outcome
  const changed = changedByCline(run, modelId)
  if (changed !== undefined && result.diagnosis === undefined) {
    return { ...outcome, result: troubled(run, 'model-access', 'warn', changed, result.facts) }
  }
  const notes = whyArn(modelId, run.callRegion)
  return notes.length === 0 ? outcome : { ...outcome, result: { ...result, notes } }
}

/** One of Cline’s two versions would send another id, so that nothing found out for this one is proof. */
export function changedByCline({ callRegion }: CheckRun, modelId: string): Diagnosis | undefined {
  const sent = sentByCline(modelId, callRegion)
  const suggestions = [onDemandArn(modelId, callRegion), sent]
  return sent === modelId
    ? undefined
    : {
        id: 'model-id-changed-by-cline',
        facts: { modelId, baseModelId: modelId, region: callRegion, parameter: sent, suggestions },
      }
}

function whyArn(modelId: string, region: string): CheckNote[] {
  const changed = changedId(modelId, region)
  return changed === undefined
    ? []
    : [
        {
          harmful: false,
          text: t(
            'For {0}, Cline’s newer version would send {1}, and requests might leave {2}. So the model is used by its ARN, {3}, which both versions send as it is.',
            changed.plain,
            changed.sent,
            region,
            modelId,
          ),
        },
      ]
}

async function judge(run: CheckRun, modelId: string, promptFollows: boolean): Promise<ModelOutcome> {
  const asked = await ask(run, modelId)
  const { models, profiles, direct, known, base, availability } = asked
  const outcome = {
    profiles: known,
    models: models.ok ? models.value : [],
    baseModelId: base,
    ...(availability?.ok && { availability: availability.value }),
  }
  const facts: CheckFact[] = [{ label: t('Id that Cline sends'), value: modelId }, ...accountFacts(asked)]
  const failure = await firstFailure(run, [models, profiles, direct])
  if (failure !== undefined) {
    const status = failure.id === 'discovery-permission-missing' ? 'warn' : 'fail'
    return { ...outcome, result: troubled(run, 'model-access', status, failure, facts) }
  }
  const finding =
    listed(run, modelId, base, outcome.models, known) ??
    // A missing form is why an account is not authorized, so it is told first.
    fromForm(run, asked.form) ??
    fromAvailability(run, availability) ??
    fromRetention(base, asked.retention)
  if (finding !== undefined) {
    const soft = promptFollows || SOFT.has(finding.id)
    return { ...outcome, result: troubled(run, 'model-access', soft ? 'warn' : 'fail', finding, facts) }
  }
  return { ...outcome, result: passed('model-access', t('No blocker found.'), facts) }
}

/** Everything AWS says without a prompt, asked together. */
async function ask(run: CheckRun, modelId: string) {
  const early = baseModelId(modelId)
  const application = isApplicationProfile(modelId)
  const [models, profiles, direct, guessed, form, retention] = await Promise.all([
    run.calls.models(),
    run.calls.profiles(),
    application ? run.calls.profile(modelId) : undefined,
    application ? undefined : run.calls.availability(early),
    early.startsWith('anthropic.') ? run.calls.useCaseForm() : undefined,
    needsRetentionMode(early) ? run.calls.dataRetention() : undefined,
  ])
  const known = [...(profiles.ok ? profiles.value : []), ...(direct?.ok ? [direct.value] : [])]
  const base = baseModelId(modelId, known)
  const availability = guessed ?? (direct?.ok ? await run.calls.availability(base) : undefined)
  return { models, profiles, direct, known, base, availability, form, retention }
}

/** The account's side of it, each in one line, for who wants to see what was looked at. */
function accountFacts({ availability, form, retention }: Awaited<ReturnType<typeof ask>>): CheckFact[] {
  const known = availability?.ok ? availability.value : undefined
  return [
    ...(known === undefined
      ? []
      : [
          { label: t('Offered in the region'), value: availabilityWords(known.region) },
          { label: t('Agreement'), value: availabilityWords(known.agreement) },
          { label: t('Cleared for the account'), value: availabilityWords(known.authorization) },
          { label: t('Entitlement'), value: availabilityWords(known.entitlement) },
        ]),
    ...(form?.ok ? [{ label: t('Use-case form'), value: form.value ? t('handed in') : t('not seen') }] : []),
    ...(retention?.ok ? [{ label: t('Data retention mode'), value: retention.value }] : []),
  ]
}

/** AWS's word, in words; a value that is not known stays AWS's. */
function availabilityWords(value: string): string {
  const words: Record<string, string> = {
    AVAILABLE: t('yes'),
    AUTHORIZED: t('yes'),
    NOT_AVAILABLE: t('not yet'),
    NOT_AUTHORIZED: t('no'),
    PENDING: t('being made'),
    ERROR: t('failed'),
  }
  return words[value] ?? value
}

// What the account's own facts say may be outdated or inherited; only a prompt settles it.
const SOFT: ReadonlySet<string> = new Set([
  'use-case-form-required',
  'account-denied',
  'model-legacy',
  'data-retention-required',
  'discovery-permission-missing',
  'subscription-pending',
  'throttled',
  'unknown',
])

const needsRetentionMode = (base: string): boolean => base.startsWith('anthropic.claude-fable')

async function firstFailure(
  run: CheckRun,
  outcomes: (Outcome<unknown> | undefined)[],
): Promise<Diagnosis | undefined> {
  for (const outcome of outcomes) {
    if (outcome !== undefined && !outcome.ok) {
      return await diagnoseWithHome(run, 'model-access', outcome.failure)
    }
  }
  return undefined
}

/** What the region's own lists say of the id. */
function listed(
  run: CheckRun,
  modelId: string,
  base: string,
  models: FoundationModel[],
  profiles: InferenceProfile[],
): Diagnosis | undefined {
  const profileIds = profilesFor(base, profiles).map(idToSend)
  const ids = [...profiles.map(({ id }) => id), ...models.filter(isOnDemand).map((each) => each.modelId)]
  const suggestions = profileIds.length > 0 ? [] : suggest(modelId, ids)
  const facts = { modelId, baseModelId: base, region: run.callRegion, profileIds, suggestions }
  const model = models.find((each) => each.modelId === base)
  const legacy: Diagnosis | undefined =
    model?.lifecycle === 'LEGACY' ? { id: 'model-legacy', facts } : undefined
  if (modelId.startsWith('arn:')) {
    const elsewhere = arnRegion(modelId)
    const foreign = elsewhere !== undefined && elsewhere !== '' && elsewhere !== run.callRegion
    if (foreign) {
      return { id: 'arn-region-mismatch', facts: { ...facts, resourceRegion: elsewhere } }
    }
    // Of all ARNs only that of the model itself is a call on demand, which the lists know about.
    const plain = foundationModelOf(modelId)
    const refused = plain === undefined ? undefined : wrongId(plain, model, profileIds.length > 0)
    return refused === undefined ? legacy : { id: refused, facts }
  }
  if (findProfile(modelId, profiles) !== undefined) {
    return legacy
  }
  const wrong = wrongId(modelId, model, profileIds.length > 0)
  return wrong === undefined ? legacy : { id: wrong, facts }
}

/** Callable by its own id or ARN; a list that does not say how leaves it open. */
export const isOnDemand = ({ inferenceTypes }: FoundationModel): boolean =>
  inferenceTypes.length === 0 || inferenceTypes.includes('ON_DEMAND')

/** An id that the region's lists do not have as it is. */
function wrongId(
  modelId: string,
  model: FoundationModel | undefined,
  inProfiles: boolean,
): 'model-id-invalid' | 'model-not-found' | 'inference-profile-required' | undefined {
  if (profilePrefix(modelId) !== undefined) {
    return inProfiles || model !== undefined ? 'model-id-invalid' : 'model-not-found'
  }
  if (model === undefined) {
    return inProfiles ? 'inference-profile-required' : 'model-not-found'
  }
  return !isOnDemand(model) && inProfiles ? 'inference-profile-required' : undefined
}

function fromAvailability(
  run: CheckRun,
  availability: Outcome<ModelAvailability> | undefined,
): Diagnosis | undefined {
  if (availability === undefined) {
    return undefined
  }
  if (!availability.ok) {
    return diagnose(run, 'model-access', availability.failure)
  }
  const { agreement, agreementError, authorization, region } = availability.value
  const facts = { ...(run.modelId !== undefined && { modelId: run.modelId }), region: run.callRegion }
  if (agreement === 'PENDING') {
    return { id: 'subscription-pending', facts }
  }
  if (agreement === 'ERROR') {
    return diagnose(run, 'model-access', agreementFailure(agreementError))
  }
  if (authorization === 'NOT_AUTHORIZED') {
    return { id: 'account-denied', facts }
  }
  return region === 'NOT_AVAILABLE' ? { id: 'model-not-found', facts } : undefined
}

/** The agreement's own error, so that its words are classified like any other. */
const agreementFailure = (message: string | undefined) => ({
  service: 'bedrock' as const,
  operation: 'GetFoundationModelAvailability',
  name: 'AgreementError',
  message:
    message !== undefined && message !== ''
      ? message
      : 'Your AWS Marketplace subscription for this model cannot be completed at this time.',
})

function fromForm(run: CheckRun, form: Outcome<boolean> | undefined): Diagnosis | undefined {
  if (form === undefined) {
    return undefined
  }
  if (form.ok) {
    return form.value ? undefined : { id: 'use-case-form-required', facts: { region: run.callRegion } }
  }
  const diagnosis = diagnose(run, 'model-access', form.failure)
  return diagnosis.id === 'discovery-permission-missing' ? undefined : diagnosis
}

function fromRetention(base: string, retention: Outcome<string> | undefined): Diagnosis | undefined {
  if (retention === undefined || !retention.ok) {
    return undefined
  }
  const suits = retention.value === 'aws_review' || retention.value === 'provider_data_share'
  return suits
    ? undefined
    : { id: 'data-retention-required', facts: { modelId: base, parameter: retention.value } }
}

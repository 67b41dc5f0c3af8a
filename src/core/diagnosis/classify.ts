import type { ModelAvailability } from '../bedrock/types.ts'
import type { CheckId } from '../checks/check.ts'
import type { AuthKind } from '../choice.ts'
import { clineCause } from './clineFailure.ts'
import { breaksHeader, credentialCause, generalCredentialCause } from './credentialErrors.ts'
import { denialCause, denialFacts, parseDenial } from './denial.ts'
import type { Diagnosis, DiagnosisFacts } from './diagnosis.ts'
import type { Failure } from './failure.ts'
import type { DiagnosisId } from './ids.ts'
import { identityCause, nameCause, refusesTime } from './names.ts'
import { hostIn, networkCause } from './network.ts'
import { requestCause, sentenceCause } from './sentences.ts'
import { readWords, type Words } from './wrappers.ts'

/** What is known around a failure; it settles what the failure alone cannot tell. */
export interface ClassifyContext {
  check: CheckId
  auth: AuthKind
  region?: string
  modelId?: string
  profile?: string
  identityArn?: string
  /** Where the chosen profile may send requests. */
  destinationRegions?: readonly string[]
  /** STS in the partition's home region knows the same key. */
  homeRegionAccepts?: boolean
  /** What GetFoundationModelAvailability says of the base model: it explains a refused prompt. */
  availability?: ModelAvailability
  profileIds?: readonly string[]
  suggestions?: readonly string[]
}

// Beyond four minutes AWS refuses, or soon will, what this computer signs.
const SKEW_SECONDS = 240

/** Gives a failure its one cause. Never throws; what fits nothing is `unknown`. */
export function classify(failure: Failure, context: ClassifyContext): Diagnosis {
  const words = readWords(failure)
  const denial = parseDenial(words.text)
  const facts: DiagnosisFacts = {
    ...contextFacts(context),
    ...(denial === undefined ? {} : denialFacts(denial)),
    ...wordFacts(failure, words),
    ...(failure.service === 'cline' && fileFacts(failure.message)),
  }
  const found = cause(failure, words, context) ?? 'unknown'
  const vague = found === 'iam-permission-missing' && denial === undefined
  return { id: withAvailability(found, vague, context.availability), facts, failure }
}

/** The adapter to Cline's files begins its messages with the place: `path: …` or `path:line: …`. */
function fileFacts(message: string): DiagnosisFacts {
  const [, path, line] = /^((?:[A-Za-z]:)?[/\\].*?)(?::(\d+))?: /.exec(message) ?? []
  return path === undefined ? {} : { path, ...(line !== undefined && { line: Number(line) }) }
}

function cause(failure: Failure, words: Words, context: ClassifyContext): DiagnosisId | undefined {
  if (failure.service === 'cline') {
    return clineCause(failure)
  }
  const local = failure.httpStatus === undefined && failure.midStream !== true
  return (
    (local || failure.service === 'credentials' ? localCause(failure, words, context) : undefined) ??
    networkCause(failure, words) ??
    clockCause(failure, words) ??
    narrowCause(words) ??
    denied(words, context) ??
    identityCause(failure, words, context) ??
    aboutTheRequest(failure, words) ??
    nameCause(failure, words, context.auth) ??
    (local ? generalCredentialCause(words.parts) : undefined)
  )
}

function localCause(failure: Failure, words: Words, context: ClassifyContext): DiagnosisId | undefined {
  if (breaksHeader(words.plain)) {
    return context.auth === 'api-key' ? 'api-key-malformed' : 'access-key-invalid'
  }
  const resolving =
    failure.service === 'credentials' ||
    /credential|token ?provider|sso|profile/i.test(`${failure.name} ${words.text}`)
  return resolving && !/not authorized to perform/i.test(words.text)
    ? credentialCause(words.parts)
    : undefined
}

/** The `Date` header proves a skew that the words only call a bad signature. */
function clockCause(failure: Failure, words: Words): DiagnosisId | undefined {
  const off = Math.abs(failure.clockOffsetSeconds ?? 0) > SKEW_SECONDS
  return off && refusesTime(words) ? 'clock-skew' : undefined
}

// Sentences of rule 2 that a refusal sentence may contain as well: the refusal is then the narrower one,
// except where AWS wraps it into the reason why a model cannot be used.
function narrowCause(words: Words): DiagnosisId | undefined {
  const sentence = sentenceCause(words)
  const broad = sentence === 'subscription-failed' || sentence === 'model-not-enabled'
  return broad && parseDenial(words.text) !== undefined ? undefined : sentence
}

function denied(words: Words, context: ClassifyContext): DiagnosisId | undefined {
  const denial = parseDenial(words.text)
  return denial === undefined ? undefined : denialCause(denial, context.region)
}

const ABOUT_REQUESTS = new Set([
  '',
  'validationexception',
  'validationerror',
  'badrequestexception',
  'badrequest',
])
const QUOTA_NAMES = new Set([
  'throttlingexception',
  'throttling',
  'toomanyrequestsexception',
  'servicequotaexceededexception',
])

function aboutTheRequest(failure: Failure, words: Words): DiagnosisId | undefined {
  const found = failure.service.startsWith('bedrock') ? requestCause(words) : undefined
  if (found === undefined || found === 'quota-zero') {
    return QUOTA_NAMES.has(words.name) || words.name === '' || words.status === 429 ? found : undefined
  }
  const refused =
    words.status === undefined || words.status === 400 || words.status === 422 || words.status === 413
  return refused && (ABOUT_REQUESTS.has(words.name) || !/exception$/.test(words.name)) ? found : undefined
}

const OPEN_TO_REASON: ReadonlySet<DiagnosisId> = new Set([
  'subscription-failed',
  'model-not-enabled',
  'unknown',
])

/** The state of the account's agreement explains a refusal that gives no reason of its own. */
function withAvailability(
  id: DiagnosisId,
  vague: boolean,
  availability: ModelAvailability | undefined,
): DiagnosisId {
  if (availability === undefined || !(vague || OPEN_TO_REASON.has(id))) {
    return id
  }
  const reasonless = vague || id === 'unknown'
  return byAgreement(availability) ?? (reasonless ? byEntitlement(availability) : undefined) ?? id
}

function byAgreement({ agreement, agreementError }: ModelAvailability): DiagnosisId | undefined {
  if (agreement === 'PENDING') {
    return 'subscription-pending'
  }
  if (agreement !== 'ERROR') {
    return undefined
  }
  const words = readWords({ service: 'bedrock', operation: '', name: '', message: agreementError ?? '' })
  const named = sentenceCause(words)
  return named === 'payment-method-invalid' ||
    named === 'marketplace-permission-missing' ||
    named === 'unsupported-country'
    ? named
    : 'subscription-failed'
}

function byEntitlement({ authorization, entitlement, region }: ModelAvailability): DiagnosisId | undefined {
  if (authorization === 'NOT_AUTHORIZED') {
    return 'account-denied'
  }
  if (region === 'NOT_AVAILABLE') {
    return 'model-not-found'
  }
  return entitlement === 'NOT_AVAILABLE' ? 'model-not-enabled' : undefined
}

function contextFacts(context: ClassifyContext): DiagnosisFacts {
  const { region, modelId, profile, profileIds, suggestions, identityArn } = context
  const account = identityArn?.split(':')[4]
  return {
    ...(region !== undefined && { region }),
    ...(modelId !== undefined && { modelId }),
    ...(profile !== undefined && { profile }),
    ...(profileIds !== undefined && { profileIds: [...profileIds] }),
    ...(suggestions !== undefined && { suggestions: [...suggestions] }),
    ...(identityArn !== undefined && { principal: identityArn }),
    ...(account !== undefined && account !== '' && { account }),
  }
}

function wordFacts(failure: Failure, words: Words): DiagnosisFacts {
  const host = hostIn(words.text)
  const parameter = parameterIn(words.text)
  const retryAfterSeconds = failure.retryAfterSeconds ?? retryIn(words.text)
  const { clockOffsetSeconds } = failure
  return {
    ...(host !== undefined && { host }),
    ...(parameter !== undefined && { parameter }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(clockOffsetSeconds !== undefined && { clockOffsetSeconds }),
  }
}

const UNIT_SECONDS: Record<string, number> = { second: 1, minute: 60, hour: 3600 }

/** `try again after 2 minutes`, `try again in 15 minutes`. */
function retryIn(text: string): number | undefined {
  const match = /(?:again|retry|wait)[^.]{0,20} (\d{1,4}) ?(second|minute|hour)/i.exec(text)
  const unit = UNIT_SECONDS[match?.[2]?.toLowerCase() ?? '']
  return match?.[1] === undefined || unit === undefined ? undefined : Number(match[1]) * unit
}

/** The request field that a model or the service complains about. */
const parameterIn = (text: string): string | undefined =>
  /`([A-Za-z_][\w.]{0,60})`|at '([A-Za-z_][\w.]{0,80})' failed|(?:parameter|field) '?([A-Za-z_][\w.]{0,60})'?/
    .exec(text)
    ?.slice(1)
    .find((group) => group !== undefined)

import type { AuthKind } from '../choice.ts'
import type { Failure } from './failure.ts'
import type { DiagnosisId } from './ids.ts'
import type { Words } from './wrappers.ts'

/** What the names and statuses are judged with. */
export interface NameContext {
  auth: AuthKind
  homeRegionAccepts?: boolean
}

const KEY_UNKNOWN = new Set([
  'invalidclienttokenid',
  'unrecognizedclientexception',
  'unrecognizedclient',
  'invalidaccesskeyid',
  'authfailure',
  'invalidtoken',
])
const EXPIRED = new Set(['expiredtoken', 'expiredtokenexception', 'tokenrefreshrequired'])
const SIGNATURE = new Set([
  'signaturedoesnotmatch',
  'invalidsignatureexception',
  'invalidsignature',
  'incompletesignature',
  'incompletesignatureexception',
])
const STALE = new Set(['requestexpired', 'requesttimetooskewed', 'requestexpiredexception'])

const KEY_UNKNOWN_WORDS =
  /security token included in the request is invalid|access key id you provided does not exist|(?:access key|token)[^.]{0,40}(?:is invalid|not valid|does not exist in our records|is inactive)/i
const EXPIRED_WORDS =
  /token (?:included in the request |you provided )?(?:is |has )(?:been )?expired|credentials? (?:have |has |is |are )?expired|expired (?:security )?token|session (?:has )?expired/i
const SIGNATURE_WORDS =
  /signature we calculated does not match|signature[^.]{0,40}(?:does not match|doesn't match|mismatch|invalid|incorrect)/i
const MISSING_TOKEN_WORDS = /missing authentication token/i

/** True when the refusal could come from a clock that is off: a signature, or a date, was refused. */
export const refusesTime = (words: Words): boolean =>
  SIGNATURE.has(words.name) ||
  STALE.has(words.name) ||
  EXPIRED.has(words.name) ||
  SIGNATURE_WORDS.test(words.plain) ||
  EXPIRED_WORDS.test(words.plain)

/** Keys, tokens and signatures, by AWS's name or by its standard sentence where the name is lost. */
export function identityCause(failure: Failure, words: Words, context: NameContext): DiagnosisId | undefined {
  const { name, plain } = words
  const apiKey = context.auth === 'api-key'
  if (STALE.has(name)) {
    return 'clock-skew'
  }
  if (SIGNATURE.has(name) || SIGNATURE_WORDS.test(plain)) {
    return 'secret-key-mismatch'
  }
  if (name.startsWith('missingauthenticationtoken') || MISSING_TOKEN_WORDS.test(plain)) {
    return apiKey ? 'api-key-missing' : 'proxy-interference'
  }
  if (isPortal(failure)) {
    return undefined
  }
  if (EXPIRED.has(name) || EXPIRED_WORDS.test(plain)) {
    return apiKey ? 'api-key-expired' : 'credentials-expired'
  }
  const unknown = KEY_UNKNOWN.has(name) || KEY_UNKNOWN_WORDS.test(plain)
  return unknown ? unknownKey(apiKey, context.homeRegionAccepts) : undefined
}

function unknownKey(apiKey: boolean, homeRegionAccepts: boolean | undefined): DiagnosisId {
  if (homeRegionAccepts === true) {
    return 'region-not-enabled'
  }
  return apiKey ? 'api-key-invalid' : 'access-key-invalid'
}

const isPortal = (failure: Failure): boolean =>
  failure.service === 'sso' || failure.service === 'sso-oidc' || failure.service === 'signin'

// A map, not an object: a name comes from outside and may be `constructor`.
const NAMES: ReadonlyMap<string, DiagnosisId> = new Map<string, DiagnosisId>(
  Object.entries({
    regiondisabledexception: 'region-not-enabled',
    regiondisabled: 'region-not-enabled',
    optinrequired: 'account-not-activated',
    subscriptionrequiredexception: 'account-not-activated',
    notsignedup: 'account-not-activated',
    throttlingexception: 'throttled',
    throttling: 'throttled',
    throttledexception: 'throttled',
    toomanyrequestsexception: 'throttled',
    toomanyrequests: 'throttled',
    requestlimitexceeded: 'throttled',
    requestthrottled: 'throttled',
    requestthrottledexception: 'throttled',
    slowdown: 'throttled',
    rate_limit_error: 'throttled',
    modelnotreadyexception: 'model-warming',
    modeltimeoutexception: 'model-timeout',
    modelerrorexception: 'model-error',
    modelstreamerrorexception: 'model-error',
    serviceunavailableexception: 'service-unavailable',
    serviceunavailable: 'service-unavailable',
    internalserverexception: 'service-unavailable',
    internalservererror: 'service-unavailable',
    internalfailure: 'service-unavailable',
    internalfailureexception: 'service-unavailable',
    internalerror: 'service-unavailable',
    internalexception: 'service-unavailable',
    servicefailure: 'service-unavailable',
    serviceexception: 'service-unavailable',
    overloaded_error: 'service-unavailable',
    api_error: 'service-unavailable',
    servicequotaexceededexception: 'quota-exceeded',
    limitexceededexception: 'quota-exceeded',
    limitexceeded: 'quota-exceeded',
  }),
)

const ACCESS_DENIED = new Set([
  'accessdeniedexception',
  'accessdenied',
  'unauthorizedoperation',
  'unauthorizedexception',
  'notauthorizedexception',
  'forbiddenexception',
  'permission_error',
  'authorizationerror',
])

const GENERIC_DENIAL =
  /^(?!.{0,120}(?:because|policy|organi[sz]ation|condition))(?:.{0,40}(?:denied|not authorized|unauthorized|permission|forbidden|not allowed).{0,60})?$/i

/** Rule 4: error name, then status, per service. */
export function nameCause(failure: Failure, words: Words, auth: AuthKind): DiagnosisId | undefined {
  return (
    ofIam(failure, words) ??
    ofPortals(failure, words) ??
    ofSts(failure, words) ??
    NAMES.get(words.name) ??
    refused(failure, words, auth) ??
    notFound(failure, words) ??
    byStatus(failure, words)
  )
}

function ofIam(failure: Failure, words: Words): DiagnosisId | undefined {
  if (failure.service !== 'iam') {
    return undefined
  }
  const { name, plain } = words
  if (name.startsWith('accessdenied') || words.status === 403) {
    return 'simulation-denied'
  }
  if (name.startsWith('nosuchentity') || words.status === 404) {
    return 'principal-not-found'
  }
  const aboutPrincipal =
    /invalid entity arn|clearly define entity|policysourcearn|must be[^.]{0,40}(?:user|role|group)/i
  if (aboutPrincipal.test(plain)) {
    return 'simulation-unsupported-principal'
  }
  if (name.startsWith('throttl') || words.status === 429) {
    return 'throttled'
  }
  const failed = /^(?:policyevaluation|invalidinput|servicefailure|internalfailure|malformedpolicy)/.test(
    name,
  )
  return failed || (words.status ?? 0) >= 500 ? 'simulation-failed' : undefined
}

function ofPortals(failure: Failure, words: Words): DiagnosisId | undefined {
  const serverTrouble = (words.status ?? 0) >= 500 || NAMES.has(words.name)
  if (serverTrouble) {
    return undefined
  }
  switch (failure.service) {
    case 'signin':
      return 'aws-login-expired'
    case 'sso-oidc':
      return 'sso-session-expired'
    case 'sso':
      return ofPortal(words)
    default:
      return undefined
  }
}

function ofPortal({ name, plain, status }: Words): DiagnosisId | undefined {
  if (
    name.startsWith('forbidden') ||
    name === 'resourcenotfoundexception' ||
    status === 403 ||
    status === 404
  ) {
    return 'sso-role-not-assigned'
  }
  const portalRefuses = name.startsWith('unauthorized') || status === 401 || /token|session/i.test(plain)
  return portalRefuses ? 'sso-session-expired' : undefined
}

function ofSts(failure: Failure, words: Words): DiagnosisId | undefined {
  if (
    /multi-?factor ?authentication failed|invalid mfa|mfa (?:one[- ]time|code|token)[^.]{0,40}(?:invalid|wrong|expired)/i.test(
      words.plain,
    )
  ) {
    return 'mfa-code-invalid'
  }
  if (failure.service !== 'sts' || !failure.operation.startsWith('AssumeRole')) {
    return undefined
  }
  const refusedRole = /^(?:accessdenied|invalididentitytoken|idprejectedclaim)/.test(words.name)
  return refusedRole || words.status === 403 ? 'assume-role-denied' : undefined
}

/** A refusal whose words give no reason at all; other words stay unknown rather than guessed at. */
function refused(failure: Failure, words: Words, auth: AuthKind): DiagnosisId | undefined {
  const named = ACCESS_DENIED.has(words.name)
  if (!named && words.status !== 401 && words.status !== 403) {
    return undefined
  }
  if (!words.parts.every((part) => GENERIC_DENIAL.test(part.replace(/^[A-Za-z]{3,60}: /, '')))) {
    return undefined
  }
  if (!named && auth === 'api-key') {
    return 'api-key-invalid'
  }
  if (failure.service === 'bedrock') {
    return 'discovery-permission-missing'
  }
  return failure.service === 'bedrock-runtime' ? 'iam-permission-missing' : undefined
}

function notFound(failure: Failure, words: Words): DiagnosisId | undefined {
  const bedrock = failure.service === 'bedrock' || failure.service === 'bedrock-runtime'
  const named = words.name === 'resourcenotfoundexception' || words.name === 'not_found_error'
  return bedrock && (named || (words.status === 404 && words.name === '')) ? 'model-not-found' : undefined
}

const STATUSES: Record<number, DiagnosisId> = {
  408: 'model-timeout',
  413: 'prompt-too-long',
  424: 'model-error',
  429: 'throttled',
  500: 'service-unavailable',
  502: 'service-unavailable',
  503: 'service-unavailable',
  504: 'service-unavailable',
  529: 'service-unavailable',
}

const THROTTLED_WORDS =
  /too many (?:requests|tokens|connections)|rate exceeded|rate limit|throttl|reduce your request rate/i
const BUSY_WORDS =
  /unable to process your request|overloaded|service unavailable|internal (?:server )?(?:error|failure)|at capacity|high demand/i

function byStatus(failure: Failure, words: Words): DiagnosisId | undefined {
  const byNumber = failure.service === 'cline' ? undefined : STATUSES[words.status ?? 0]
  if (byNumber !== undefined) {
    return byNumber
  }
  if (THROTTLED_WORDS.test(words.plain)) {
    return 'throttled'
  }
  return BUSY_WORDS.test(words.plain) ? 'service-unavailable' : undefined
}

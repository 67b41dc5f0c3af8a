import type { DiagnosisId } from './ids.ts'
import type { Words } from './wrappers.ts'

/** One row: a sentence that names its own cause. Patterns have no nested repetition and bounded gaps. */
interface SentenceRow {
  id: DiagnosisId
  pattern: RegExp
  /** The pattern must fit a whole part, not a piece of it. */
  whole?: true
}

const CLOCK: SentenceRow[] = [
  {
    id: 'clock-skew',
    pattern:
      /signature expired|signature not yet current|is now earlier than|is still later than|(?:^|[.:] )(?:your |the )?request (?:has|is|was) expired|request ?time ?too ?skewed|difference between the request time|clock (?:skew|is (?:off|wrong|ahead|behind))|(?:date|timestamp) (?:is )?(?:too (?:old|skewed)|in the future)|timestamp[^.]{0,40}(?:too skewed|out of range)/im,
  },
]

const API_KEY: SentenceRow[] = [
  {
    id: 'api-key-malformed',
    pattern:
      /invalid api[- ]?key format|must start with (?:a )?(?:pre-?defined|valid|one of)[^.]{0,20} ?prefix|malformed (?:api[- ]?key|bearer token)|(?:api[- ]?key|bearer token) (?:is )?malformed/i,
  },
  {
    id: 'api-key-not-permitted',
    pattern:
      /api[- ]?keys? (?:are|is|were) (?:disabled|not (?:allowed|permitted|enabled)|blocked)[^.]{0,20} (?:organi[sz]ation|account|policy)/i,
  },
  {
    id: 'api-key-expired',
    pattern: /(?:bearer[- ]?token|api[- ]?key)[^.]{0,40}expired|expired (?:bearer[- ]?token|api[- ]?key)/i,
  },
  {
    id: 'api-key-invalid',
    pattern:
      /make sure your api[- ]?key is valid|api[- ]?key[^.]{0,40}(?:invalid|not valid|inactive|revoked|disabled|deactivated|deleted|not recognized|does not exist|incorrect)|(?:invalid|incorrect|unrecognized) (?:api[- ]?key|bearer[- ]?token)|bearer[- ]?token[^.]{0,40}(?:invalid|not valid|revoked|inactive|not recognized)|\bauthentication failed\b/i,
  },
  {
    id: 'api-key-missing',
    pattern:
      /authorization header (?:is |was )?(?:missing|not (?:present|found|provided)|required|empty)|missing (?:the )?authorization header|no authorization header|(?:api[- ]?key|bearer[- ]?token) (?:is |was )?(?:missing|required|empty|not (?:provided|set|found))|(?:missing|no) (?:api[- ]?key|bearer[- ]?token)/i,
  },
]

const MARKETPLACE: SentenceRow[] = [
  {
    id: 'payment-method-invalid',
    pattern:
      /INVALID_PAYMENT|payment[_ ](?:instrument|method|profile)|valid (?:credit card|form of payment)|(?:credit|debit) card/i,
  },
  {
    id: 'marketplace-permission-missing',
    pattern:
      /aws-marketplace:[a-z]{3,40}|(?:required|necessary|needed|sufficient) aws marketplace (?:actions|permissions?|rights)|aws marketplace permissions?/i,
  },
  {
    id: 'subscription-pending',
    pattern:
      /(?:subscription|agreement)[^.]{0,80}(?:being (?:processed|created|set up)|in progress|pending|is processing|not (?:yet )?(?:complete|ready|active)\b)|MPAgreementBeingCreated|(?:processing|creating) (?:your|the) (?:aws marketplace )?(?:subscription|agreement)/i,
  },
]

const ACCOUNT: SentenceRow[] = [
  {
    id: 'account-verification-pending',
    pattern:
      /account (?:is|has) (?:currently |still |not )?(?:being |yet been |been )?verifi(?:ed|cation)|being verified|undergoing verification|verification is (?:still )?in progress|until your account is verified|verification (?:normally|usually|typically|process)|pending verification|verify(?:ing)? your account/i,
  },
  {
    id: 'region-not-enabled',
    pattern:
      /sts is not (?:activated|enabled)|not (?:activated|enabled|opted[- ]in(?:to)?)[^.]{0,30}(?:in|for) (?:this|the) region|region[^.]{0,60}(?:is |has )?(?:not (?:been )?(?:enabled|activated|opted)|disabled)|opt[- ]?in to (?:the|this) region|enable (?:the|this) region/i,
  },
  {
    id: 'account-not-activated',
    pattern:
      /needs a subscription for the service|not (?:subscribed|signed up) (?:to|for)|complet(?:e|ed|ing) (?:the |your )?(?:aws )?(?:sign-?up|registration)|account (?:is|has) not (?:yet )?(?:been )?(?:activated|active|completed)|account (?:is )?(?:suspended|pending activation)/i,
  },
  {
    id: 'unsupported-country',
    pattern:
      /unsupported (?:countr|region|territor|location|geograph)|supported[- ](?:countries|regions-and)|not (?:allowed|available|supported|offered|served|permitted)[^.]{0,30}(?:from|in|for|to)[^.]{0,20}(?:countr|territor|jurisdiction|location)|(?:countr|territor|jurisdiction)[^.]{0,50}(?:not (?:supported|served|allowed|eligible)|unsupported|restricted)/i,
  },
  {
    id: 'use-case-form-required',
    pattern:
      /use[- ]?case[^.]{0,60}(?:not (?:yet )?(?:been )?(?:submitted|completed|filled|provided|received)|(?:must|need|needs|have) to be|required|haven't|missing)|(?:fill(?:ed)?|complete[d]?|submit(?:ted)?|provide)[^.]{0,60}use[- ]?case|first[- ]time[- ]use|FTUFormNotFilled/i,
  },
  {
    id: 'account-not-authorized',
    pattern:
      /account is not (?:authorized|allowed|permitted) to (?:invoke|perform|call|use|make|access) (?:this |the |any )?(?:api|operation|action|service|bedrock)/i,
  },
  {
    id: 'model-not-offered',
    pattern:
      /not (?:available|offered) (?:for|to|in) (?:this|your|these|[a-z -]{3,30}) (?:aws )?accounts?\b|explore other available models|contact aws sales|contact-us\/sales/i,
  },
  {
    id: 'data-retention-required',
    pattern: /data[- ]retention|retention mode|zero[- ]retention/i,
  },
]

const MODEL: SentenceRow[] = [
  {
    id: 'model-end-of-life',
    pattern:
      /end[- ]of[- ](?:its |the |their )?life|\bEOL\b|model[^.]{0,60}(?:has been|was|is) (?:retired|discontinued|sunset|decommissioned|switched off|shut down|removed)|model[^.]{0,60}no longer (?:available|supported|offered|active)/i,
  },
  {
    id: 'model-legacy',
    pattern:
      /marked (?:by (?:the )?provider )?as legacy|model[^.]{0,60}(?:is|in) (?:a )?legacy|legacy (?:model|state|status)|not been actively using|upgrade to an active model|model[^.]{0,60}(?:has been|is|was) deprecated/i,
  },
  {
    id: 'inference-profile-required',
    pattern:
      /on-?demand (?:throughput|invocation|inference|usage)[^.]{0,20}(?:isn't|is not|not|n't) (?:supported|available)|(?:id or arn|arn or id) of an inference profile|(?:use|requires?|through|via|with) (?:an |the )?(?:\S{1,40} )?inference profile|doesn't support on-?demand/i,
  },
  {
    id: 'arn-region-mismatch',
    pattern:
      /arn[^.]{0,40}(?:invalid|not valid)[^.]{0,20}region|arn[^.]{0,60}(?:another|different|other|wrong) region|region[^.]{0,40}arn[^.]{0,60}(?:not match|n't match|mismatch|differ)|arn[^.]{0,60}region[^.]{0,30}(?:not match|n't match|mismatch)/i,
  },
  {
    id: 'model-id-invalid',
    pattern:
      /model (?:identifier|id|arn|name)[^.]{0,80}(?:is |are )?(?:invalid|not valid|malformed)|invalid (?:foundation )?model ?(?:identifier|id\b|name)|at 'modelId' failed|(?:inference profile|profile) (?:identifier|id|arn)[^.]{0,60}(?:is )?(?:invalid|not valid)/i,
  },
  {
    id: 'model-not-found',
    pattern:
      /could not (?:resolve|find|locate) the (?:foundation )?model|(?:no such|unknown) (?:foundation )?model|model[^.]{0,80}(?:not found|(?:doesn't|does not|didn't) exist|(?:cannot|could not|can't|couldn't) be found)|model[^.]{0,60}not (?:available|supported|offered) in (?:this|the|your) (?:aws )?region|inference profile[^.]{0,80}(?:not found|does not exist|doesn't exist)/i,
  },
  {
    id: 'model-not-enabled',
    pattern:
      /(?:n't|not|no) (?:have|been granted|been given|granted) (?:access|permission to access|permissions to access) (?:to )?(?:the|this|that)(?: \S{1,40})? model|no access to (?:the|this) (?:\S{1,40} )?model|model access (?:is |has |was )?(?:not|n't) (?:yet )?(?:been )?(?:granted|enabled|requested|given)|(?:request|enable|grant) (?:model )?access (?:to|for) (?:the|this)? ?model|access to (?:the|this|that)(?: \S{1,40})? model(?: is| has| was)? ?(?:been )?(?:isn't|hasn't|wasn't|not|n't|denied)|not authorized to (?:access|use) (?:the|this) model|model[^.]{0,40}(?:is )?not enabled|(?:n't|not|no) (?:have )?(?:an )?agreement (?:to|for) (?:this|the) model|denied access to (?:the|this) model/i,
  },
]

const REQUEST: SentenceRow[] = [
  {
    id: 'quota-zero',
    pattern:
      /(?:tokens?|requests?|invocations?)[^.]{0,20}per[- ]day|daily[^.]{0,30}(?:token|quota|limit|request)|(?:quota|limit)[^.]{0,40}(?:per[- ]day|daily|is (?:set to )?(?:0|zero)\b)/i,
  },
  {
    id: 'prompt-too-long',
    pattern:
      /(?:input|prompt|request|message|conversation|context)s? (?:is|are|was) too (?:long|large|big)|too many input tokens|(?:exceed|exceeds|exceeded|exceeding|longer than|larger than|greater than|over)[^.]{0,60}(?:context (?:window|length|limit|size)|input (?:token|length|limit)|maximum (?:input|context|prompt))|(?:context|input|prompt) (?:window|length|tokens?|size)[^.]{0,80}(?:exceed|too (?:long|large)|limit reached|maximum)|maximum context length|model_context_window_exceeded|expected maxLength|too many total text bytes|prompt[^.]{0,40}exceed/i,
  },
  {
    id: 'tools-unsupported',
    pattern:
      /unsupported for streaming|(?:n't|not) support(?:ed)? (?:for )?streaming|(?:n't|not|no|cannot) (?:currently )?(?:support|allow|use|accept)(?:ed|s)? ?(?:the )?(?:streaming )?(?:with )?(?:tool|function)[- ]?(?:use|config|call|calls|calling|s\b|spec)(?!hoice)|(?:tool|function)[- ]?(?:use|config|calling|calls|s)\b[^.]{0,40}(?:(?:not|n't) (?:supported|available|allowed)|unsupported)/i,
  },
  {
    id: 'request-rejected-by-model',
    pattern:
      /model returned the following errors?|malformed input request|extraneous key|failed to satisfy constraint|validation errors? detected|required key|max_?tokens: \d|(?:maximum tokens|max_?tokens)[^.]{0,80}(?:exceed|must|invalid|greater|limit)|(?:'|`)?(?:temperature|top_?p|top_?k|stop_?sequences?|max_?tokens|thinking|budget_tokens|tool_?choice|reasoning\S{0,20}|cache_?point\S{0,20}|additionalModel\S{0,40}|inferenceConfig\S{0,40})(?:'|`)?[^.]{0,80}(?:not|n't|cannot|must|invalid|deprecated|only|unsupported|should|range|exceed)|(?:doesn't|does not) support (?:the )?\S{1,60} (?:field|parameter|block|option)|messages?\.\d|(?:unsupported|unknown|invalid|unexpected|unrecognized) (?:parameter|field|argument|value)|must (?:start|alternate|begin|end|contain|be)\b|roles must alternate|(?:prompt|explicit) caching[^.]{0,60}(?:not|n't)/i,
  },
]

const LAST: SentenceRow[] = [
  {
    id: 'subscription-failed',
    pattern:
      /subscription[^.]{0,80}(?:cannot|could not|can't|couldn't|failed|unable)|agreement[^.]{0,80}(?:failed|error|could not|cannot|rejected|unable)|failed to (?:create|subscribe)[^.]{0,40}(?:subscription|agreement|model)|model access is denied/i,
  },
  {
    id: 'account-denied',
    pattern: /^(?:this |the |requested )?operation (?:is |was )?not allowed[.!]?$/i,
    whole: true,
  },
]

const ROWS: readonly SentenceRow[] = [...CLOCK, ...API_KEY, ...MARKETPLACE, ...ACCOUNT, ...MODEL, ...LAST]

const find = (rows: readonly SentenceRow[], words: Words): DiagnosisId | undefined =>
  rows.find((row) =>
    row.whole === true
      ? words.parts.some((part) => row.pattern.test(stripName(part)))
      : row.pattern.test(words.plain),
  )?.id

/** `ValidationException: Operation not allowed` says no more than its last part. */
const stripName = (part: string): string => part.replace(/^[A-Za-z_]{3,60}: /, '')

/** Rule 2: the cause that a sentence names itself. */
export function sentenceCause(words: Words): DiagnosisId | undefined {
  // What a model says of a request may touch any subject; only what bars an account is believed before it.
  return /model returned the following error/i.test(words.plain)
    ? (find(ACCOUNT, words) ?? requestCause(words))
    : find(ROWS, words)
}

/** Sentences about the request itself: they mean access works, so everything narrower goes first. */
export const requestCause = (words: Words): DiagnosisId | undefined => find(REQUEST, words)

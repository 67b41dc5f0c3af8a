import type { AgreementOffer, UseCaseField, UseCaseForm } from '../bedrock/access.ts'
import { EMPTY_FORM, pollDelay, SETTLING_MS } from '../bedrock/access.ts'
import type { Explanation } from '../diagnosis/diagnosis.ts'
import type { DiagnosisId } from '../diagnosis/ids.ts'

/** Waiting for AWS to take something into account. It outlives the page. */
export interface Waiting {
  for: 'form' | 'agreement'
  modelId: string
  region: string
  /** Milliseconds since 1970. */
  since: number
  looks: number
  /** `late`: AWS's fifteen minutes are over. */
  status: 'waiting' | 'late' | 'done'
}

/** What access the account lacks to the chosen model, and settling it. */
export interface AccessState {
  /** `missing` as far as AWS says: a management account's form is inherited and not seen. */
  form: 'unknown' | 'missing' | 'sent'
  agreement: 'unknown' | 'missing' | 'pending' | 'there'
  /** The foundation model that it is about, where that is plan mode's own. */
  agreementOf?: string
  /** What the user typed so far; it outlives a hidden page but not the window. */
  draft: UseCaseForm
  problems: Partial<Record<UseCaseField, string>>
  sending: 'idle' | 'running' | 'failed'
  formFailure?: Explanation
  /** Absent until asked for; empty where the model is not sold on the Marketplace. */
  offers?: AgreementOffer[]
  offersFailure?: Explanation
  /** The run that reads the offers; under way while it is the last one. */
  offersRun?: number
  accepting: 'idle' | 'running' | 'failed'
  acceptFailure?: Explanation
  run: number
  waiting?: Waiting
  /** Of the look that the waiting has asked for. */
  waitRun?: number
  /** Milliseconds since 1970 when the last look came back: the page counts on from here. */
  now?: number
}

/** Nothing is known yet. */
export const newAccess = (): AccessState => ({
  form: 'unknown',
  agreement: 'unknown',
  draft: EMPTY_FORM,
  problems: {},
  sending: 'idle',
  accepting: 'idle',
  run: 0,
})

/** What a check or prompt tells about the account. */
export interface AccessNews {
  diagnosis?: DiagnosisId
  /** Of GetFoundationModelAvailability. */
  agreement?: string
  /** Plan mode's foundation model, where the agreement is about that. */
  agreementOf?: string
}

const AGREEMENTS: Record<string, AccessState['agreement']> = {
  AVAILABLE: 'there',
  PENDING: 'pending',
  NOT_AVAILABLE: 'missing',
}

/** Takes news into account. */
export function informed(access: AccessState, news: AccessNews): AccessState {
  const { diagnosis, agreement } = news
  const tells = agreement !== undefined || ABOUT_AGREEMENT.has(diagnosis)
  const next = tells ? aboutModel(access, news.agreementOf) : { ...access }
  if (diagnosis === 'use-case-form-required') {
    // Just sent, AWS still says so for a while.
    next.form = access.form === 'sent' ? 'sent' : 'missing'
  } else if (diagnosis === undefined && access.form === 'missing') {
    next.form = 'unknown'
  }
  if (agreement !== undefined) {
    next.agreement = AGREEMENTS[agreement] ?? 'unknown'
  }
  if (diagnosis === 'subscription-pending') {
    next.agreement = 'pending'
  } else if (diagnosis === 'marketplace-permission-missing') {
    next.agreement = 'missing'
  }
  return next
}

const ABOUT_AGREEMENT: ReadonlySet<DiagnosisId | undefined> = new Set<DiagnosisId>([
  'subscription-pending',
  'marketplace-permission-missing',
])

/** An offer for one model is none for another. */
function aboutModel(access: AccessState, model: string | undefined): AccessState {
  if (access.agreementOf === model) {
    return { ...access }
  }
  const { agreementOf: _, offers: _o, offersFailure: _f, acceptFailure: _a, ...rest } = access
  return model === undefined ? rest : { ...rest, agreementOf: model }
}

/** What news mean that are on the way to better ones. */
export const isSettling = ({ diagnosis }: AccessNews): boolean =>
  diagnosis === 'use-case-form-required' || diagnosis === 'subscription-pending'

/** The waiting after one more look. */
export function looked(waiting: Waiting, at: number, settled: boolean): Waiting {
  const late = at - waiting.since >= SETTLING_MS
  return {
    ...waiting,
    looks: waiting.looks + 1,
    status: settled ? 'done' : late ? 'late' : 'waiting',
  }
}

/** Milliseconds to the next look; the last one falls on the end of the fifteen minutes. */
export const nextLook = (waiting: Waiting, at: number): number =>
  Math.max(1000, Math.min(pollDelay(waiting.looks), waiting.since + SETTLING_MS - at))

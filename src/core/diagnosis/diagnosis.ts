import type { StepId } from '../checks/check.ts'
import type { Failure } from './failure.ts'
import type { DiagnosisId } from './ids.ts'

/** What is known of one failure beyond its id; all parts are shown to the user and none is secret. */
export interface DiagnosisFacts {
  principal?: string
  action?: string
  resource?: string
  /** The region inside the refused resource's ARN; empty text for an ARN without a region. */
  resourceRegion?: string
  /** The kind of policy that refused, in AWS's words, such as `service control policy`. */
  layer?: string
  explicitDeny?: boolean
  policyArn?: string
  region?: string
  partition?: string
  account?: string
  profile?: string
  modelId?: string
  /** The foundation model behind the chosen id. */
  baseModelId?: string
  /** Names that do exist and could be meant, best first. */
  suggestions?: string[]
  /** Ids of inference profiles that contain the model, best first. */
  profileIds?: string[]
  /** Settings or entries that are missing. */
  missing?: string[]
  /** Profiles that name each other, in order. */
  cycle?: string[]
  path?: string
  line?: number
  /** What is wrong with the file at `path`, in the user's language. */
  problem?: string
  /** AWS's clock minus this computer's. */
  clockOffsetSeconds?: number
  retryAfterSeconds?: number
  ssoRegion?: string
  expiresAt?: string
  host?: string
  parameter?: string
  /** Why an endpoint of one's own is none that Cline can use. */
  endpointKind?: 'malformed' | 'other-service'
  /** The sso-session a profile refers to. */
  session?: string
  /** A second region that contradicts `ssoRegion`. */
  otherRegion?: string
  /** The profile in the chain at which the trouble sits, when it is not the chosen one. */
  link?: string
}

/** A cause with its own remedy, found for one failure or one local finding. */
export interface Diagnosis {
  id: DiagnosisId
  facts: DiagnosisFacts
  /** The failed call behind it, for "details". Absent for findings before any call. */
  failure?: Failure
}

/** What a remedy's button does. Only the host carries it out, from its own state: the page sends an index. */
export type RemedyAction =
  | { kind: 'open-url'; url: string }
  | { kind: 'copy'; what: 'command' | 'policy' | 'request' | 'details' | 'code'; text: string }
  | { kind: 'choose-region'; region: string }
  | { kind: 'choose-profile'; profile: string }
  | { kind: 'choose-model'; modelId: string }
  | { kind: 'go-to-step'; step: StepId }
  | { kind: 'sign-in'; profile: string; via: 'sso' | 'login' }
  | { kind: 'write-wrapper-profile'; profile: string }
  | { kind: 'open-file'; path: string; line?: number }
  | { kind: 'open-settings'; query: string }
  | { kind: 'install-cline' }
  | { kind: 'retry'; afterSeconds: number }

/** One thing the user can do: a sentence and, where it can be clicked, a button. */
export interface Remedy {
  /** A full sentence that stands alone, as the command line prints it. */
  text: string
  /** The button's label, where there is an action. */
  label?: string
  action?: RemedyAction
}

/** A diagnosis in words, in the user's language, ready for page, quick pick and command line. */
export interface Explanation {
  id: DiagnosisId
  title: string
  /** What happened. */
  what: string
  /** Why it happens. */
  why: string
  /** One to four. */
  remedies: Remedy[]
  retry: 'no' | 'soon' | 'minutes'
  /** AWS's own words and what was parsed out of them, as label and value. No secret. */
  details: { label: string; value: string }[]
}

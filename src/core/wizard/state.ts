import type { Residency } from '../bedrock/residency.ts'
import type { CheckResult, StepId } from '../checks/check.ts'
import type { AuthKind } from '../choice.ts'
import type { ProfileKind } from '../credentials/awsFiles.ts'
import type { Origin } from '../credentials/originTypes.ts'
import type { SignInVia } from '../credentials/signInTypes.ts'
import type { Explanation } from '../diagnosis/diagnosis.ts'
import type { DayEstimate } from '../security/estimate.ts'
import type { Practice } from '../security/practices.ts'
import type { SafeguardFormat, SafeguardId } from '../security/safeguards.ts'
import type { LockedFields } from '../settings/managed.ts'
import type { ClineMode, FilePreview, Setting, WriteFacts } from '../settings/types.ts'
import type { AccessState } from './access.ts'
import type {
  NewProfileState,
  RotationState,
  SecurityState,
  SignInState,
  WrapperState,
} from './credentialState.ts'
import type { CreatedPolicy, GrantState } from './grant.ts'
import type { RetryState } from './retryState.ts'
import type { RunningStep } from './running.ts'

/** A check of one step. A result whose run is not `run` is from an earlier input and is dropped. */
export interface CheckState {
  status: 'idle' | 'running' | 'pass' | 'warn' | 'fail' | 'skip'
  run: number
  result?: CheckResult
}

/** One profile of ~/.aws as the picker shows it. */
export interface ProfileOption {
  name: string
  kind: ProfileKind
  /** Account and role where the files say them, such as `123456789012 · PowerUserAccess`. */
  detail: string
  region?: string
  /** Why Cline cannot use it, or what to know before choosing it. */
  note?: string
  usable: boolean
  /** Until when the sign-in or the keys are good, ISO 8601, where a file says so. */
  expiresAt?: string
  /** How to sign in for it, and for which profile of its chain. */
  signIn?: { profile: string; via: SignInVia }
  /** Nothing but a sign-in is missing. */
  needsSignIn?: boolean
  /** Where Cline can never use it: what works instead. */
  instead?: string
}

/** Who the credentials belong to, for people. */
export interface Identity {
  account: string
  arn: string
  /** `user`, `role`, `sso-role`, `root`, `federated` or `api-key`. */
  kind: string
  /** The user's or role's name. */
  name: string
  /** ISO 8601, where known. */
  expiresAt?: string
}

export interface CredentialsStep {
  method: AuthKind
  /** Absent while they are being read. */
  profiles?: ProfileOption[]
  profile?: string
  /** Typed keys or API key, masked, such as `AKIA…MPLE`. */
  entered?: { kind: 'keys' | 'api-key'; label: string; notes: string[]; secretRef: number }
  /** What was wrong with the last typed value; nothing was kept of it. */
  entryProblem?: Explanation
  /** Files that could not be read, in words. */
  fileProblems: string[]
  check: CheckState
  identity?: Identity
  /** Where each value comes from, read anew with each choice. */
  origins?: Origin[]
  signIn?: SignInState
  newProfile?: NewProfileState
  rotation?: RotationState
  security?: SecurityState
  wrapper?: WrapperState
}

/** One region of the list. */
export interface RegionOption {
  id: string
  place: string
  optIn: boolean
  /** AWS's word for the part of the world, such as `Europe`. */
  geography: string
  fips: boolean
  /** What the probe said so far; `silent` gave no answer in time. */
  probe: 'idle' | 'running' | 'available' | 'denied' | 'unavailable' | 'silent'
  /** Median of a few light requests to Bedrock Runtime. */
  latencyMs?: number
  /** How many models the region lists. */
  models?: number
  /** All chosen models are there, on demand or through a profile. */
  hasModel?: boolean
  /** How near it can keep their requests. */
  residency?: Residency
  /** The way there stays inside a private network. */
  isPrivate?: boolean
}

/** How the chosen region was reached. */
export interface RegionReach {
  latencyMs: number
  host: string
  isPrivate: boolean
}

export interface RegionStep {
  options: RegionOption[]
  chosen?: string
  /** The profile's or environment's own region. */
  suggested?: string
  /** Cline's endpoint setting (VPC endpoint or gateway). */
  endpoint?: string
  check: CheckState
  /** Does the endpoint answer, and is it no web page? */
  endpointCheck: CheckState
  reach?: RegionReach
  /** Where the list of regions comes from. */
  source?: string
}

/** One thing Cline can be set to. */
export interface ModelOption {
  /** The exact id that Cline sends. */
  id: string
  baseModelId: string
  name: string
  provider: string
  route: 'on-demand' | 'geo' | 'global' | 'application'
  /** Regions that requests may be routed to; empty for `global`. */
  destinations: string[]
  recommended: boolean
  /** Why it is recommended, or what to know. */
  note?: string
  legacy: boolean
  /** Absent where no source tells. */
  facts?: ModelFacts
}

/** What AWS's lists and Cline's own catalogue know of a model. */
export interface ModelFacts {
  /** One geography that all destinations lie in, such as `Europe`. */
  geography?: string
  tools?: boolean
  cache?: boolean
  streaming: boolean
  contextTokens?: number
  outputTokens?: number
  /** US dollars per million tokens. */
  price?: { input: number; output: number }
  /** ISO dates. */
  legacySince?: string
  endOfLife?: string
  /** Name of a newer model of the family that the region has. */
  successor?: string
  /** Which of Cline's bundles know it: `both`, only the `new` one, or none by name (`other`). */
  bundles: 'both' | 'new' | 'other'
}

export interface ModelStep {
  /** Absent until the region's lists have come. */
  options?: ModelOption[]
  chosen?: string
  /** Another model for Cline's plan mode; absent: the same. */
  planModel?: string
  check: CheckState
  permissions: CheckState
  /** The least IAM policy for this choice, its texts and its creation. */
  grant?: GrantState
  /** A policy that was made from here and can be taken back. */
  created?: CreatedPolicy
  access: AccessState
  /** The id chosen before, which the region does not have: the chosen one stands in its place. */
  replaced?: string
  /** The release of Cline's catalogue that prices and limits are from. */
  catalogue?: string
}

export interface PromptStep {
  text: string
  status: 'idle' | 'running' | 'done' | 'stopped' | 'failed'
  answer: string
  stats?: {
    inputTokens: number
    outputTokens: number
    firstTokenMs: number
    totalMs: number
    toolUsed: boolean
  }
  /** AWS may still take the answer back: the model's subscription was not there before the prompt. */
  provisional?: string[]
  check: CheckState
}

/** What the user decided about the write. */
export interface WriteOptions {
  modes: ClineMode[]
  /** Leave a stored Bedrock API key where it is although it is no longer used. */
  keepApiKey: boolean
}

export interface ReviewStep {
  status: 'idle' | 'planning' | 'ready' | 'writing' | 'written' | 'failed' | 'undoing' | 'undone'
  /** Of the plan, write or undo that is under way; absent: none was begun. */
  run?: number
  previewId?: string
  changed?: boolean
  files: FilePreview[]
  warnings: Explanation[]
  failure?: Explanation
  backup?: string
  /** What the user decided about the write; absent: both modes, nothing kept. */
  options?: WriteOptions
  /** What is known of Cline's files besides the diff. */
  about?: WriteFacts
  /** What Cline is set to, read back after the write. */
  now?: Setting
  /** The backups hold keys that Cline does not need any more. */
  keepsOldKeys?: boolean
  /** Cline is running, so the window must be reloaded for the settings to hold. */
  reloadNeeded: boolean
}

/** The guide's fourth step: what was seen of the account, and what can be made ready to run. */
export interface SecurityStep {
  status: 'idle' | 'running' | 'ready'
  run: number
  practices?: Practice[]
  /** Absent for a model without a known price. */
  estimate?: DayEstimate[]
  /** The text that is open on the page. */
  shown?: { id: SafeguardId; format: SafeguardFormat; text: string }
}

/** Facts about where the wizard runs. */
export interface HostFacts {
  /** One sentence: which machine's files are read. */
  machine: string
  /** Restricted mode: no program is started, nothing is taken from the workspace. */
  trusted: boolean
  cline: { installed: boolean; version?: string; running: boolean; tooOld: boolean; nightly?: boolean }
  /** A proxy is configured: Cline's older bundle does not use it. */
  proxy: boolean
}

/** The whole wizard as one value. It is also what the page is shown; it holds no secret. */
export interface WizardState {
  step: StepId
  /** The farthest step that may be opened. */
  reached: StepId
  /** The last run id given out. */
  lastRun: number
  host: HostFacts
  credentials: CredentialsStep
  region: RegionStep
  model: ModelStep
  prompt: PromptStep
  review: ReviewStep
  retry?: RetryState
  security: SecurityStep
  running: RunningStep
  /** What an organisation's remote configuration decides. */
  locked?: LockedFields
  /** One sentence after a host action, such as "Copied."; `count` makes a repeat visible to the live region. */
  notice?: { text: string; count: number }
}

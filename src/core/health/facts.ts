import type { StepId } from '../checks/check.ts'
import type { CachedSignIn } from '../credentials/awsFiles.ts'
import type { SignInVia } from '../credentials/signInTypes.ts'
import type { DiagnosisId } from '../diagnosis/ids.ts'
import type { ClineStatus } from '../settings/types.ts'
import type { Identity } from '../wizard/state.ts'

/** What Cline is really set to, read from its files. */
export type HealthSetup = Pick<
  ClineStatus,
  'provider' | 'auth' | 'profile' | 'region' | 'modelId' | 'endpoint'
>

/** What the last look brought. Times are milliseconds since 1970. */
export interface LastCheck {
  at: number
  ok: boolean
  /** One sentence in the user's language. */
  summary: string
  /** What happened, in a second sentence. */
  what?: string
  /** Why it is broken. */
  id?: DiagnosisId
  /** Trouble that passes by itself, such as no network. */
  passing?: boolean
  /** How many looks in a row met trouble. */
  failures: number
  /** Where the wizard repairs it. */
  step: StepId
  /** A sign-in repairs it. */
  signIn?: SignInTarget
}

/** What a sign-in is started with. */
export interface SignInTarget {
  profile: string
  via: SignInVia
}

/** The credentials' source as it was when last looked at: enough to tell a rotation from a renewal. */
export interface SeenSource {
  /** A hash over the source's text. Keys cannot be read out of it. */
  hash: string
  /** The sign-in behind it, if any. Never a token. */
  signIn?: CachedSignIn
}

/** A prompt that the model has answered. */
export interface Answered {
  modelId: string
  at: number
  /** AWS may still take it back; see `provisional.ts`. */
  provisional: boolean
  /** Whose answers are, or were, provisional: plan mode's own model too; absent: `modelId`. */
  models?: string[]
  /** The second look could not see the subscription, for want of a permission. */
  unproved?: boolean
}

/** What the wizard proved for a setting that Cline may get next. */
export interface Proof {
  setup: HealthSetup
  last: LastCheck
  identity?: Identity
}

/** Everything health is made of. Kept between starts; holds no secret. */
export interface HealthFacts {
  setup: HealthSetup
  last?: LastCheck
  identity?: Identity
  /** When the access ends unless the user does something; unknown or never when absent. */
  expiresAt?: number
  seen?: SeenSource
  /** The sign-in that the source lives on. */
  signIn?: SignInTarget
  answered?: Answered
  /** Counts as soon as Cline is set to just this. */
  proof?: Proof
  /** The trouble that the user was last told of; not told again before it was over. */
  told?: DiagnosisId
}

/** What is true only while this window is open. */
export interface LiveFacts {
  /** A look is under way that the user should see. */
  checking: boolean
  /** Cline keeps an earlier key in memory until the window is reloaded. */
  restartNeeded: boolean
  /** The profile's own program is not started in the background without the user's consent. */
  consentMissing: boolean
}

/** Nothing special. */
export const CALM: LiveFacts = { checking: false, restartNeeded: false, consentMissing: false }

/** Cline goes through Bedrock; with any other provider health has nothing to say. */
export const usesBedrock = (setup: HealthSetup): boolean => setup.provider === 'bedrock'

/** The part of a setting that decides who calls. */
export const sameSource = (one: HealthSetup, other: HealthSetup): boolean =>
  one.auth === other.auth && (one.profile ?? '') === (other.profile ?? '')

/** All parts. */
export const sameSetup = (one: HealthSetup, other: HealthSetup): boolean =>
  sameSource(one, other) &&
  one.provider === other.provider &&
  one.region === other.region &&
  one.modelId === other.modelId &&
  one.endpoint === other.endpoint

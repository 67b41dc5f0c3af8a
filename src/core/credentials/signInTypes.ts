/** Which of AWS's two sign-ins: IAM Identity Center or `aws login`. */
export type SignInVia = 'sso' | 'login'

/** An Identity Center to sign in to before any profile names it. */
export interface SsoStart {
  /** The sso-session's name; the sign-in is cached under it. */
  session: string
  startUrl: string
  ssoRegion: string
}

/** What to sign in for. */
export interface SignInRequest {
  /** For people and, without `start`, for the CLI. */
  profile: string
  via: SignInVia
  start?: SsoStart
}

/** What the CLI has said so far. */
export interface SignInProgress {
  /** The page to open, https only. */
  url?: string
  /** The code to compare with the one on that page. */
  code?: string
  /** The page shows a code that the CLI waits for. */
  asksForCode: boolean
}

/** How it ended. `said` is the CLI's own last line, redacted. */
export type SignInOutcome =
  | { kind: 'signed-in' }
  | { kind: 'cancelled' }
  | { kind: 'timed-out' }
  | { kind: 'untrusted' }
  | { kind: 'cli-missing' }
  | { kind: 'cli-too-old' }
  /** Another sign-in is under way. */
  | { kind: 'busy'; profile: string }
  | { kind: 'refused'; said: string }

import type { CheckResult } from '../checks/check.ts'
import type { SignInProgress, SignInVia } from '../credentials/signInTypes.ts'
import type { SsoDraft, SsoProblems } from '../credentials/ssoProfile.ts'
import type { Explanation } from '../diagnosis/diagnosis.ts'
import type { FilePreview } from '../settings/types.ts'

/** AWS's own sign-in, as it goes. Absent while nobody asked for one. */
export interface SignInState {
  run: number
  profile: string
  via: SignInVia
  /** `running` until the CLI ends. */
  status: 'running' | 'done' | 'failed'
  /** The page to open, and the code to compare with the one it shows. */
  url?: string
  code?: string
  /** The page shows a code that has to be entered here. */
  asksForCode: boolean
  problem?: Explanation
}

/** The form for a new Identity Center profile. Absent while it is closed. */
export interface NewProfileState {
  run: number
  status: 'open' | 'signing-in' | 'listing' | 'planned' | 'adding'
  draft: SsoDraft
  problems: SsoProblems
  /** The sign-in to the portal, as it goes. */
  signIn?: SignInProgress
  /** What the portal offers, once asked. */
  accounts?: { id: string; name: string }[]
  /** Roles in the account of the draft, once asked. */
  roles?: string[]
  preview?: { id: string; path: string; text: string; isNew: boolean }
  /** Why the last step did not work, one sentence. */
  failure?: string
}

/** "I rotated my key": a new key for what Cline is set to. Absent while the form is closed. */
export interface RotationState {
  run: number
  kind: 'keys' | 'api-key'
  status: 'open' | 'checking' | 'ready' | 'writing' | 'written'
  /** The new key, masked, and the number under which the session keeps it. */
  entered?: { label: string; notes: string[]; secretRef: number }
  /** What was wrong with what was typed, or with the write. */
  problem?: Explanation
  check?: CheckResult
  previewId?: string
  files: FilePreview[]
  backup?: string
}

/** What is known of long-lived keys and of the caller's standing: advice, never a failure. */
export interface SecurityState {
  run: number
  result?: CheckResult
}

/** A profile that wraps another one for Cline, on its way. Absent while nobody asked for it. */
export interface WrapperState {
  run: number
  /** The profile whose credentials it fetches. */
  source: string
  status: 'planning' | 'planned' | 'adding' | 'failed'
  name?: string
  preview?: { id: string; path: string; text: string; isNew: boolean }
  /** One sentence. */
  failure?: string
}

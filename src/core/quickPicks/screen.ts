import type { UseCaseField } from '../bedrock/access.ts'
import type { StepId } from '../checks/check.ts'
import type { SsoField } from '../credentials/ssoProfile.ts'
import type { SafeguardId } from '../security/safeguards.ts'
import type { FilePreview } from '../settings/types.ts'
import type { Intent } from '../wizard/intents.ts'

/** Where one is in the quick picks; each place is one pick or one input. */
export type Place =
  | 'method'
  | 'profile'
  | 'access-key-id'
  | 'secret-access-key'
  | 'session-token'
  | 'api-key'
  | 'credentials'
  | 'sign-in-code'
  /** A new Identity Center profile: its fields, then what would be added. */
  | `sso-${SsoField}`
  | 'sso-account-typed'
  | 'sso-role-typed'
  | 'sso-preview'
  /** "I rotated my key". */
  | 'rotation-kind'
  | 'rotation-key-id'
  | 'rotation-secret'
  | 'rotation-token'
  | 'rotation-api-key'
  | 'rotation'
  | 'region'
  | 'region-check'
  /** All regions beside each other. */
  | 'regions'
  | 'endpoint'
  | 'endpoint-url'
  | 'model'
  | 'model-id'
  | 'plan-model'
  | 'plan-model-id'
  | 'model-check'
  /** Anthropic's use-case form: all its answers, each of them, and the confirmation. */
  | 'form'
  | `form-${UseCaseField}`
  | 'form-confirm'
  /** The Marketplace agreement. */
  | 'offer'
  | 'offer-confirm'
  /** The least policy: its texts, and its creation. */
  | 'policy'
  | 'grant'
  | 'prompt'
  | 'answer'
  | 'review'
  | 'done'
  | 'security'
  | `safeguard-${SafeguardId}`

/** A text too long for a row, shown in an editor that cannot be written to. */
export interface ShownText {
  /** The tab's title. */
  name: string
  /** VS Code's name of the language. */
  language: 'json' | 'shellscript' | 'markdown' | 'plaintext' | 'ini'
  text: string
}

/** What is typed in several inputs and leaves as one intent. */
export type KeptField = 'accessKeyId' | 'secretAccessKey'

/** What choosing an item or entering a text does. */
export type Act =
  /** Only tells something. */
  | { type: 'none' }
  | { type: 'go'; to: Place }
  | { type: 'send'; intent: Intent; to?: Place }
  /** Holds a typed value until all of them are there; they then leave as one intent. */
  | { type: 'keep'; field: KeptField; value: string; to: Place }
  | { type: 'useKeys'; intent: 'useKeys' | 'rotateKeys'; sessionToken: string; to: Place }
  | { type: 'close' }
  /** Goes over to the page, at this step: for what cannot be typed or read in one line. */
  | { type: 'page'; step: StepId }
  /** Beside the quick pick, which stays. */
  | { type: 'show'; shown: ShownText }
  | { type: 'diff'; file: FilePreview }
  | { type: 'open'; url: string }

/** One row. */
export interface PickItem {
  /** A codicon's name. */
  icon: string
  label: string
  description?: string
  detail?: string
  /** The heading above this row and the following ones of the same group. */
  group?: string
  act: Act
}

interface Screen {
  at: Place
  title: string
  /** From 1. */
  step: number
  total: number
  placeholder: string
}

/** A list to choose from; `busy` while more is to come. */
export interface PickScreen extends Screen {
  kind: 'pick'
  busy: boolean
  items: PickItem[]
  /** The row the keyboard starts on. */
  active?: number
  /** The words of the placeholder change every second. */
  ticks?: boolean
}

/** One line to type. */
export interface InputScreen extends Screen {
  kind: 'input'
  prompt: string
  /** Not shown while it is typed. */
  secret: boolean
  value: string
  /** What was wrong with the last entry. */
  problem?: string
  /** An empty text is fine. */
  optional: boolean
  /** What is wrong with a text, in words, before it is taken. */
  refuse?: (text: string) => string | undefined
  submit: (text: string) => Act
}

/** What a list says besides its frame. */
export type PickPart = {
  placeholder: string
  busy?: boolean
  items: PickItem[]
  active?: number
  ticks?: boolean
  /** In the title, where it is not the step's own name. */
  name?: string
}

/** What an input says besides its frame. */
export type InputPart = Omit<InputScreen, 'kind' | 'at' | 'title' | 'step' | 'total'> & { name?: string }

/** What a screen depends on besides the wizard's state. */
export interface View {
  /** Milliseconds since 1970. */
  now: number
  /** For numbers, dates and money, such as `en` or `zh-cn`. */
  language: string
}

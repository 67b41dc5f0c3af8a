import type { StepId } from '../checks/check.ts'
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
  | 'region'
  | 'region-check'
  | 'model'
  | 'model-id'
  | 'model-check'
  | 'prompt'
  | 'answer'
  | 'review'
  | 'done'

/** What choosing an item or entering a text does. */
export type Act =
  /** Only tells something. */
  | { type: 'none' }
  | { type: 'go'; to: Place }
  | { type: 'send'; intent: Intent; to?: Place }
  /** Holds a typed value until all of them are there; they then leave as one intent. */
  | { type: 'keep'; field: 'accessKeyId' | 'secretAccessKey'; value: string; to: Place }
  | { type: 'useKeys'; sessionToken: string }
  | { type: 'close' }
  /** Goes over to the page, at this step: it is made of tables and texts to copy. */
  | { type: 'page'; step: StepId }

/** One row. */
export interface PickItem {
  /** A codicon's name. */
  icon: string
  label: string
  description?: string
  detail?: string
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
  submit: (text: string) => Act
}

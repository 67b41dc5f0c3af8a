import type { AuthKind, Choice } from '../choice.ts'
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import type { LockedFields } from './managed.ts'

/** Cline's two modes keep a provider and a model each. */
export type ClineMode = 'plan' | 'act'

/** A model as Cline sends it, and the foundation model behind it. */
export interface ModelRef {
  modelId: string
  baseModelId: string
}

/** What to set Cline to. Holds secrets through `auth`. */
export interface ApplyRequest extends Choice {
  /** The foundation model behind `modelId`. */
  baseModelId: string
  modes: ClineMode[]
  /** Another model for plan mode; absent: the same. */
  planModel?: ModelRef
  /** Keep a stored Bedrock API key although it is no longer used: AWS shows it only once. */
  keepApiKey?: boolean
}

/** One file of the preview, secrets masked. */
export interface FilePreview {
  path: string
  /** Text now, masked; absent when the file does not exist. */
  before?: string
  /** Text after, masked. */
  after?: string
  /** Unified diff, masked. */
  diff: string
}

/** What would be written. `changed` is false when everything is as wanted already. */
export interface Preview {
  /** Identifies the present texts and the wanted ones; `apply` refuses any other. */
  id: string
  changed: boolean
  files: FilePreview[]
  /** Remarks that do not stop the write (another data directory, a shadowing variable, …). */
  warnings: Diagnosis[]
  /** Of a write: what else is known of the files. */
  about?: WriteFacts
}

/** What a user should know, or be asked, before a write. */
export interface WriteFacts {
  /** Cline keeps a model for plan and one for act mode. */
  separateModels: boolean
  /** Cline holds a Bedrock API key that the new setting does not use; AWS showed it only once. */
  unusedApiKey: boolean
  locked: LockedFields
  place: StoragePlace
}

/** Where Cline keeps its settings. */
export interface StoragePlace {
  /** Folders with globalState.json and secrets.json: two where Cline's bundles look in different ones. */
  dataDirs: string[]
  /** The providers.json files of Cline's newer bundle and its command line; mostly one. */
  providers: string[]
  /** The variables of Cline's that moved something. */
  variables: string[]
  /** The Cline that wrote the files last, by its own note. */
  version?: string
  /** How many of the files that version reads: two, or providers.json as well. */
  reads?: 'two' | 'three'
}

/** What was written. `backup` is absent when nothing needed to be. */
export interface Applied {
  backup?: string
  files: string[]
  warnings: Diagnosis[]
  /** Read back as Cline reads it. */
  now: Setting
  /** The backup holds keys that Cline does not need any more. */
  keepsOldKeys: boolean
}

/** What undo did. */
export interface Undone {
  backup: string
  files: string[]
  /** Files that Cline had changed since: only our keys were taken back there. */
  merged: string[]
}

/** What Cline is set to, in so far as it says. Holds no secret. */
export interface Setting {
  /** Absent where no provider was ever chosen. */
  provider?: string
  modelId?: string
  region?: string
  auth?: AuthKind
  profile?: string
  endpoint?: string
}

/** Cline's files as they are. */
export interface ClineStatus extends Setting {
  dataDir: string
  /** An organisation's remote configuration decides about settings. */
  managed: boolean
  locked: LockedFields
  place: StoragePlace
  /** Why nothing may be written, if so. */
  blocker?: Diagnosis
}

/** One write of ours, as the history shows it. */
export interface HistoryEntry {
  /** The backup's name. */
  name: string
  /** ISO 8601 UTC. */
  at: string
  kind: 'apply' | 'restore'
  /** A later restore took it back. */
  takenBack: boolean
  from: Setting
  to: Setting
  files: string[]
  holdsSecrets: boolean
}

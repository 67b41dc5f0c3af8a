import type { AuthKind } from '../choice.ts'
import type { AwsEnvironment, AwsFiles } from './awsFiles.ts'

/**
 * What becomes of one source: `used` wins; `shadowed` is read and loses; `not-read` is not looked at in this
 * case; `empty` and `blank` are set, but to nothing or to white space only.
 */
export type OriginState = 'used' | 'shadowed' | 'not-read' | 'empty' | 'blank'

/** One place that could give a value. Never holds a secret. */
export interface OriginSource {
  /** Where: a variable's name, a file's section, or a place of this page. */
  name: string
  /** The value as it may be shown; key ids masked, other secrets `[set]`. */
  value: string
  state: OriginState
  /** What to know of it, one sentence. */
  note?: string
  /** It can change what happens in Cline, so it is worth a look. */
  alarm?: boolean
}

/** The values whose origin is told. */
export type OriginValue = 'profile' | 'keys' | 'region' | 'endpoint' | 'files'

/** All sources of one value, the first that counts on top. */
export interface Origin {
  value: OriginValue
  sources: OriginSource[]
}

/** What the answer depends on. */
export interface OriginInput {
  auth: AuthKind
  /** The chosen profile. */
  profile?: string
  /** Typed keys or API key, masked. */
  entered?: string
  region?: string
  endpoint?: string
  env: AwsEnvironment
  files: AwsFiles
  /** What Cline's own settings say at present. */
  cline?: { auth?: AuthKind; profile?: string; region?: string; endpoint?: string }
}

import type { Secret } from './secret.ts'

/** The four ways in which Cline can authenticate to Bedrock. */
export type AuthKind = 'profile' | 'keys' | 'api-key' | 'default'

/** Credentials as one call needs them. Holds secrets, so it never enters the wizard's state. */
export type AuthSource =
  | { kind: 'profile'; profile: string }
  | { kind: 'keys'; accessKeyId: string; secretAccessKey: Secret; sessionToken?: Secret }
  | { kind: 'api-key'; apiKey: Secret }
  | { kind: 'default' }

/** Everything Cline needs to answer through Bedrock. */
export interface Choice {
  auth: AuthSource
  /** AWS region name, such as `eu-central-1`. */
  region: string
  /** The exact id that Cline sends: a model id, an inference profile id, or an ARN. */
  modelId: string
  /** Cline's own endpoint setting (VPC endpoint or gateway): a base URL for Bedrock Runtime. */
  endpoint?: string
}

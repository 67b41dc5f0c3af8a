import type { NodeHttpHandler } from '@smithy/node-http-handler'
import type { CredentialStore } from './credentials.ts'
import type { AwsOptions } from './options.ts'

/** What all calls of one adapter share. */
export interface AwsContext {
  options: AwsOptions
  credentials: CredentialStore
  /** Made at the first call, for the SDK is loaded only then. */
  handler(): Promise<NodeHttpHandler>
}

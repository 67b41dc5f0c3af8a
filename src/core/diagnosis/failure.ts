/** Where a failure came from. `credentials` is the resolution on this computer, `cline` Cline's files. */
export type FailureService =
  | 'sts'
  | 'iam'
  | 'bedrock'
  | 'bedrock-runtime'
  | 'sso'
  | 'sso-oidc'
  | 'signin'
  | 'credentials'
  | 'cline'

/** One failed call in neutral words: what AWS, the network or the SDK said. Holds no secret. */
export interface Failure {
  service: FailureService
  /** AWS's operation name, such as `ConverseStream`, or a step of ours, such as `resolveCredentials`. */
  operation: string
  /** The error's name as AWS or the SDK gives it; `Unknown` where there is none. */
  name: string
  /** The error's text, unchanged. */
  message: string
  httpStatus?: number
  requestId?: string
  /** Node's or the TLS library's code, found on the error or one of its causes, such as `ENOTFOUND`. */
  networkCode?: string
  contentType?: string
  /** The start (at most 2000 characters) of an answer that is not in AWS's usual shape. */
  body?: string
  /** AWS's clock minus this computer's, in seconds, read from the answer's `Date` header. */
  clockOffsetSeconds?: number
  /** The answer had begun: the error arrived in the middle of the stream. */
  midStream?: boolean
  /** The `Retry-After` header in seconds. */
  retryAfterSeconds?: number
}

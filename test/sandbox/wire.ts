/** One request as it arrived, after reading the body; the transport (HTTP/1.1 or h2c) no longer shows. */
export interface WireRequest {
  method: string
  /** The raw path as sent, still percent-encoded, without the query. */
  rawPath: string
  /** The raw query without the question mark. */
  rawQuery: string
  /** Names in lower case; HTTP/2 pseudo headers removed, `:authority` given as `host`. */
  headers: Record<string, string>
  body: Buffer
  httpVersion: '1.1' | '2'
}

/** One answer; `frames` is written piece by piece as an event stream after the head. */
export interface WireResponse {
  status: number
  headers: Record<string, string>
  body?: Buffer | string
  /** Event-stream frames, in order. A pause between two frames lets a test stop in the middle. */
  frames?: AsyncIterable<Buffer> | Iterable<Buffer>
}

/** Who is calling, once signature or token are proved. */
export interface Caller {
  /** As GetCallerIdentity says it. */
  arn: string
  account: string
  userId: string
  partition: 'aws' | 'aws-us-gov' | 'aws-cn'
  /** ARN that policies hang on: the user, or the role (with path) behind an assumed role. */
  principalArn: string
  kind: 'user' | 'assumed-role' | 'root'
  accessKeyId?: string
  auth: 'sigv4' | 'bearer'
}

/** What a service handler gets: the request, the caller, the region it was signed for, and a guard. */
export interface Call {
  request: WireRequest
  caller: Caller
  region: string
  /** Throws the service's own AccessDenied sentence when the caller's policies do not allow it. */
  authorize: (action: string, resource: string, context?: Record<string, string | string[]>) => void
}

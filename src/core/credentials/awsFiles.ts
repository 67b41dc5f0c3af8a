/** A file that could not be used, with the place where it can be repaired. */
export interface FileProblem {
  path: string
  kind: 'missing' | 'unreadable' | 'invalid'
  /** 1-based. */
  line?: number
  message: string
}

/** One profile as config and credentials file give it together; the credentials file wins. */
export interface AwsProfile {
  name: string
  /**
   * Its entries. Secret values are replaced by `[set]`: aws_secret_access_key, aws_session_token,
   * credential_process; aws_access_key_id keeps its first and last four characters.
   */
  settings: Record<string, string>
  inConfig: boolean
  inCredentials: boolean
  /** The line, counted from 1, at which it begins: in the config file if it stands there. */
  place?: { path: string; line: number }
  /** The same in the credentials file, whose entries win. */
  credentialsPlace?: { path: string; line: number }
}

/** What the SSO or login cache says of one sign-in. Never the token. */
export interface CachedSignIn {
  readable: boolean
  /** ISO 8601. */
  expiresAt?: string
  region?: string
  /** There is what it takes to renew it without the user. */
  renewable: boolean
}

/** Everything that ~/.aws says without secrets: the input of the checks before any call. */
export interface AwsFiles {
  configPath: string
  credentialsPath: string
  problems: FileProblem[]
  profiles: AwsProfile[]
  ssoSessions: Record<string, Record<string, string>>
  /** By sso-session name or start URL, as the SDK derives the cache file's name. */
  ssoCache: Record<string, CachedSignIn>
  /** By the profile's `login_session` value. */
  loginCache: Record<string, CachedSignIn>
  /** Section heads that AWS's tools ignore, such as `[dev]` in the config file or a name with a blank. */
  ignoredSections: { path: string; line: number; section: string }[]
  /** Files named by web_identity_token_file that do not exist. */
  missingTokenFiles: string[]
}

/** How a profile gets its credentials, in the order in which the SDK looks. */
export type ProfileKind =
  | 'role'
  | 'static'
  | 'temporary'
  | 'web-identity'
  | 'process'
  | 'sso'
  | 'login'
  | 'none'

/** Environment variables that decide about credentials, with secrets reduced to whether they are set. */
export type AwsEnvironment = Record<string, string | undefined>

/** What resolving credentials on this computer brought, without the credentials. */
export interface ResolvedCredentials {
  /** First and last four characters of the access key id. */
  maskedAccessKeyId?: string
  temporary: boolean
  /** ISO 8601, where the source knows it. */
  expiresAt?: string
}

import type { Clock, Log } from '../app/ports.ts'

/** The way out of this computer, as the editor's settings or the environment give it. */
export interface ProxySettings {
  /** URL of the proxy for calls over HTTPS; may hold a user name and password, which are never logged. */
  https?: string
  /** Hosts that are reached directly: names, `.suffix`, `*.suffix`, `host:port`, `*`. */
  noProxy?: string[]
  /** `false` accepts any certificate of the proxy itself, never of AWS. */
  strictSSL?: boolean
  /** Further certificate authorities in PEM. */
  ca?: string[]
}

/** What the adapter needs to know of its surroundings. */
export interface AwsOptions {
  env: NodeJS.ProcessEnv
  homeDir?: string
  /** The editor's settings. Without them HTTPS_PROXY, HTTP_PROXY and NO_PROXY of `env` decide. */
  proxy?: ProxySettings
  clock: Clock
  log: Log
  /** The editor's language as JSON text, for the copy of the translator in this bundle; none or empty for English. */
  translations?: string
  /** False forbids programs such as a `credential_process`. An untrusted workspace starts none. */
  allowHelpers?: () => boolean
}

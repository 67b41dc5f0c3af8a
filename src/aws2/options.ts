import type { Clock, Log } from '../app/ports.ts'

/** A proxy as VS Code's settings or the environment name it. */
export interface ProxySettings {
  https?: string
  http?: string
  noProxy?: string[]
  strictSSL?: boolean
}

/** What the adapter needs from outside. */
export interface AwsOptions {
  env: NodeJS.ProcessEnv
  homeDir: string
  clock: Clock
  log: Log
  /** The editor's own proxy; without it the environment's variables count. */
  proxy?: ProxySettings
  /** Whether programs such as a profile's credential_process may be started. */
  allowHelpers: () => boolean
}

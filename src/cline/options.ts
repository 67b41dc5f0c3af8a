import type { Clock } from '../app/ports.ts'

/** What the adapter needs from outside. */
export interface ClineOptions {
  env: NodeJS.ProcessEnv
  homeDir: string
  clock: Clock
  platform?: NodeJS.Platform
  /** How long to wait after a write before looking whether it held, in milliseconds. */
  settleMs?: number
}

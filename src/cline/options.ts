import type { Clock } from '../app/ports.ts'

/** What the adapter needs from outside. */
export interface ClineOptions {
  env: NodeJS.ProcessEnv
  homeDir: string
  clock: Clock
  platform?: NodeJS.Platform
}

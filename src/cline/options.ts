import type { Clock } from '../app/ports.ts'

/** What the adapter needs from outside. */
export interface ClineOptions {
  env: NodeJS.ProcessEnv
  homeDir: string
  clock: Clock
  platform?: NodeJS.Platform
  /** How long to wait after a write before looking whether it held, in milliseconds. */
  settleMs?: number
  /** Folders that VS Code keeps for Cline (`globalStorage/saoudrizwan.claude-dev`). */
  clineStorage?: readonly string[]
  /** The versions of Cline that are installed, as far as is known. */
  clineVersions?: () => Promise<string[]>
  /** The open folders, where they are trusted. */
  workspaces?: readonly string[]
}

import type { ClaimedFile } from './claims.ts'

/** What we hold in Cline's files since our last write: what drift is measured against. No secret is in it. */
export interface AppliedRecord {
  version: 1
  id: string
  /** Milliseconds since 1970. */
  at: number
  /** Of the fingerprints. */
  salt: string
  /** The backup that was made. */
  backup?: string
  files: ClaimedFile[]
  /** globalState.json as it was before, for the same keys: an older memory shows by these values. */
  before: ClaimedFile[]
}

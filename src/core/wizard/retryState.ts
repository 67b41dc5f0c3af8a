import type { DiagnosisId } from '../diagnosis/ids.ts'
import type { ExplanationOwner } from './intents.ts'

/** A retry that waits, or has waited, for the time that AWS or experience names. */
export interface RetryState {
  run: number
  of: ExplanationOwner
  id: DiagnosisId
  /** How often it was waited for the same cause before. */
  attempt: number
  /** Absent when no clock runs. */
  secondsLeft?: number
}

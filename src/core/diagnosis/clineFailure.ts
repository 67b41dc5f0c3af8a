import type { Failure } from './failure.ts'
import type { DiagnosisId } from './ids.ts'

/** The cause of trouble with Cline's files; the adapter names it. */
export function clineCause({ name }: Failure): DiagnosisId {
  switch (name) {
    case 'ClineSettingsOverwritten':
    case 'ClineSavedMeanwhile':
      return 'cline-settings-overwritten'
    case 'ClineManaged':
      return 'cline-managed'
    case 'ClineTooOld':
      return 'cline-too-old'
    default:
      return 'cline-settings-unreadable'
  }
}

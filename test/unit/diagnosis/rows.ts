import type { DiagnosisId } from '../../../src/core/diagnosis/ids.ts'
import { CREDENTIAL_ROWS } from './credentialRows.ts'
import { DENIAL_ROWS } from './denialRows.ts'
import { MODEL_ROWS } from './modelRows.ts'
import type { Row } from './recorded.ts'
import { SERVICE_ROWS } from './serviceRows.ts'

/** Causes that only findings before any call, or other parts of the product, can name. */
export const NOT_FROM_FAILURES: readonly DiagnosisId[] = [
  'sso-region-unsupported-by-cline',
  'model-id-changed-by-cline',
  'identity-unexpected',
  'cline-not-configured',
  'cline-too-old',
  'cline-settings-overwritten',
  'cline-managed',
  'root-identity',
  'access-key-old',
  'api-key-expiring',
  'logging-off',
]

/** The project's own recorded failures: other words, regions, models and partitions than the shared list. */
export const ROWS: Row[] = [...CREDENTIAL_ROWS, ...DENIAL_ROWS, ...MODEL_ROWS, ...SERVICE_ROWS]

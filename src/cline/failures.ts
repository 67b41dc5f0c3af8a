import type { Diagnosis } from '../core/diagnosis/diagnosis.ts'
import type { Failure } from '../core/diagnosis/failure.ts'
import { failed, type Outcome } from '../core/outcome.ts'
import type { ApplyRequest } from '../core/settings/types.ts'
import type { Managed } from './managed.ts'

/** A failure of Cline's files. `name` decides its diagnosis (core/diagnosis/clineFailure.ts). */
export const plainFailure = (operation: string, name: string, message: string): Failure => ({
  service: 'cline',
  operation,
  name,
  message,
})

/** There is nothing to go back to, or no longer. */
export const noBackup = (): Failure => plainFailure('undo', 'NoBackup', 'There is no backup to restore.')

/** The preview's id no longer stands for what is there. */
export const changedSincePreview = (): Failure =>
  plainFailure(
    'apply',
    'ClineSettingsOverwritten',
    'Cline’s files changed since the preview. Look at the new one.',
  )

/** An organisation decides for another provider. */
export function foreignProvider({ foreign, source }: Managed): Failure | undefined {
  return foreign.length === 0
    ? undefined
    : plainFailure('plan', 'ClineManaged', `${source ?? 'Cline'}: provider ${foreign.join(', ')}`)
}

/** Every Cline that is installed keeps its settings where no file reaches them. */
export const allTooOld = (versions: readonly string[]): Failure =>
  plainFailure('status', 'ClineTooOld', `Cline ${versions.join(', ')}`)

/** What would be written does not fit Cline's own form: it would take the whole file for empty. */
export const wouldRefuse = (path: string, where: string): Failure =>
  plainFailure('plan', 'ClineWouldRefuse', `${path}: ${where}`)

/** The choice contradicts what an organisation decides. Cline would use the organisation's values. */
export function contradiction({ locked = {}, source }: Managed, request: ApplyRequest): Failure | undefined {
  const { region, endpoint } = locked
  const against = [
    ...(region !== undefined && region !== request.region ? [`region ${region}`] : []),
    ...(endpoint !== undefined && endpoint !== request.endpoint ? [`endpoint ${endpoint}`] : []),
  ]
  return against.length === 0
    ? undefined
    : plainFailure('plan', 'ClineManaged', `${source ?? 'Cline'}: ${against.join(', ')}`)
}

/** Cline saved a file in the instant before we replaced it: what it saved is gone. */
export const savedMeanwhile = (path: string): Diagnosis => ({
  id: 'cline-settings-overwritten',
  facts: { path },
  failure: plainFailure('apply', 'ClineSavedMeanwhile', `${path}: was saved in the same instant`),
})

const OVERWRITTEN = new Set(['ECHANGED'])

/** Trouble of the file system is part of life: named, not thrown. */
export async function guarded<T>(operation: string, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work()
  } catch (error) {
    const { code, path, message } = error as { code?: unknown; path?: unknown; message?: unknown }
    if (typeof code !== 'string') {
      throw error
    }
    const where = typeof path === 'string' ? ownName(path) : String(message)
    const name = OVERWRITTEN.has(code) ? 'ClineSettingsOverwritten' : 'ClineSettingsUnwritable'
    return failed({ ...plainFailure(operation, name, `${where}: ${code}`), networkCode: code })
  }
}

/** The user's file, not our temporary one beside it. */
const ownName = (path: string): string => path.replace(/\.bedrock-setup-[0-9a-f]{12}$/, '')

import { t } from '@vscode/l10n'
import { restoreAsked, type WriteDeps } from './writeAsked.ts'

/** Restores Cline's settings as they were before the last write, after showing what that changes. */
export const undoLastWrite = (deps: WriteDeps): Promise<void> =>
  restoreAsked(deps, t('Restore Cline’s settings as they were before the last write?'))

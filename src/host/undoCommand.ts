import { t } from '@vscode/l10n'
import { window } from 'vscode'
import type { ClineFiles } from '../app/ports.ts'
import { explain } from '../core/diagnosis/catalogue.ts'
import { classify } from '../core/diagnosis/classify.ts'
import type { Failure } from '../core/diagnosis/failure.ts'
import { findCline } from './clineExtension.ts'

/** Restores Cline's settings from the last backup, after saying what that changes. */
export async function undoLastWrite(
  cline: ClineFiles,
  platform: 'win32' | 'darwin' | 'linux',
  reload: () => Promise<void>,
): Promise<void> {
  const preview = await cline.previewUndo()
  if (!preview.ok) {
    await showClineFailure(preview.failure, platform)
    return
  }
  if (preview.value === undefined) {
    void window.showInformationMessage(t('There is no backup to restore.'))
    return
  }
  const running = findCline().running
  const yes = running ? t('Restore and reload') : t('Restore')
  const detail = preview.value.files.map((file) => file.path).join('\n')
  const answer = await window.showWarningMessage(
    t('Restore Cline’s settings as they were before the last write?'),
    { modal: true, detail },
    yes,
  )
  if (answer !== yes) {
    return
  }
  const undone = await cline.undo()
  if (!undone.ok) {
    await showClineFailure(undone.failure, platform)
  } else if (running) {
    await reload()
  } else {
    void window.showInformationMessage(t('Cline’s settings are as before.'))
  }
}

/** Shows why Cline's files could not be read or written. */
export async function showClineFailure(
  failure: Failure,
  platform: 'win32' | 'darwin' | 'linux',
): Promise<void> {
  const diagnosis = classify(failure, { check: 'cline-settings', auth: 'default' })
  const { title, what } = explain(diagnosis, { platform })
  await window.showErrorMessage(`${title} ${what}`)
}

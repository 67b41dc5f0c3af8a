import { t } from '@vscode/l10n'
import { window } from 'vscode'
import type { ClineFiles } from '../app/ports.ts'
import { explain } from '../core/diagnosis/catalogue.ts'
import { classify } from '../core/diagnosis/classify.ts'
import type { Failure } from '../core/diagnosis/failure.ts'
import type { Platform } from '../core/diagnosis/quote.ts'
import type { Preview } from '../core/settings/types.ts'
import { findCline } from './clineExtension.ts'
import type { DiffView } from './diffView.ts'
import { withoutLinks } from './notices.ts'

/** What commands that change Cline's settings outside the wizard work with. */
export interface WriteDeps {
  cline: ClineFiles
  diffs: DiffView
  platform: Platform
  reload: () => Promise<void>
}

/** Shows the change in VS Code's diff editor, and asks. The button says when the window will reload. */
export async function askWithDiff(
  { diffs }: WriteDeps,
  preview: Preview,
  words: { title: string; question: string; yes: string; yesAndReload: string },
): Promise<boolean> {
  await diffs.openAll(words.title, preview.files)
  const yes = findCline().running ? words.yesAndReload : words.yes
  const files = preview.files.map(({ path }) => path).join('\n')
  const detail = `${files}\n\n${t('The difference is open behind this question. Cancel to read it in peace: nothing is written then.')}`
  return (await window.showWarningMessage(words.question, { modal: true, detail }, yes)) === yes
}

/** A running Cline takes new settings up by a reload only; else it is said that they are there. */
export async function afterWrite({ reload }: WriteDeps, done: string): Promise<void> {
  if (findCline().running) {
    await reload()
  } else {
    void window.showInformationMessage(done)
  }
}

/** Says what went wrong with Cline's files, and what to do first. */
export async function showFailure(failure: Failure, platform: Platform): Promise<void> {
  const diagnosis = classify(failure, { check: 'cline-settings', auth: 'default' })
  const { title, what, remedies } = explain(diagnosis, { platform })
  await window.showErrorMessage(withoutLinks([title, what, remedies[0]?.text ?? ''].join(' ').trim()))
}

/** Takes back the last write, or everything since the named one, after showing what that changes. */
export async function restoreAsked(deps: WriteDeps, question: string, name?: string): Promise<void> {
  const preview = await deps.cline.previewUndo(name)
  if (!preview.ok) {
    await showFailure(preview.failure, deps.platform)
    return
  }
  if (preview.value === undefined) {
    void window.showInformationMessage(t('There is no backup to restore.'))
    return
  }
  if (!preview.value.changed) {
    void window.showInformationMessage(t('Nothing to change.'))
    return
  }
  const words = {
    title: t('What restoring changes'),
    question,
    yes: t('Restore'),
    yesAndReload: t('Restore and reload'),
  }
  if (!(await askWithDiff(deps, preview.value, words))) {
    return
  }
  const undone = await deps.cline.undo(name)
  if (undone.ok) {
    await afterWrite(deps, t('Cline’s settings are as before.'))
  } else {
    await showFailure(undone.failure, deps.platform)
  }
}

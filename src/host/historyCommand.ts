import { t } from '@vscode/l10n'
import { env, QuickPickItemKind, window } from 'vscode'
import { settingWords } from '../core/settings/settingWords.ts'
import type { HistoryEntry } from '../core/settings/types.ts'
import { restoreAsked, showFailure, type WriteDeps } from './writeAsked.ts'

const timeWords = ({ at }: HistoryEntry): string =>
  new Date(at).toLocaleString(env.language, { dateStyle: 'medium', timeStyle: 'short' })

/** Lists the writes of Cline's settings: what each changed, going back to before it, deleting its backup. */
export async function showHistory(deps: WriteDeps): Promise<void> {
  const history = await deps.cline.history()
  if (!history.ok) {
    await showFailure(history.failure, deps.platform)
    return
  }
  if (history.value.length === 0) {
    void window.showInformationMessage(t('There are no backups.'))
    return
  }
  const rows = history.value.map((entry) => ({
    label: `$(${entry.kind === 'restore' ? 'discard' : 'edit'}) ${timeWords(entry)}`,
    description: [
      settingWords(entry.to),
      ...(entry.kind === 'restore' ? [t('restored')] : []),
      ...(entry.takenBack ? [t('taken back')] : []),
    ].join(' · '),
    detail: t('Before: {0}', settingWords(entry.from)),
    entry,
  }))
  const all = { label: `$(trash) ${t('Delete all backups…')}`, entry: undefined }
  const line = { label: '', kind: QuickPickItemKind.Separator, entry: undefined }
  const picked = await window.showQuickPick([...rows, line, all], {
    title: t('History of Cline’s Settings'),
    placeHolder: t('Choose a write to look at it, to restore what was before it, or to delete its backup'),
    matchOnDescription: true,
    matchOnDetail: true,
  })
  if (picked === undefined) {
    return
  }
  await (picked.entry === undefined ? deleteAsked(deps) : chooseAction(deps, picked.entry))
}

async function chooseAction(deps: WriteDeps, entry: HistoryEntry): Promise<void> {
  const when = timeWords(entry)
  const actions = [
    { label: `$(diff) ${t('Show what it changed')}`, run: () => showChange(deps, entry) },
    {
      label: `$(discard) ${t('Restore what was before it…')}`,
      detail: t('What others changed since stays; the difference is shown first.'),
      run: () => restoreAsked(deps, t('Restore Cline’s settings as they were before {0}?', when), entry.name),
    },
    {
      label: `$(trash) ${t('Delete this backup…')}`,
      detail: entry.holdsSecrets ? t('It holds earlier keys.') : '',
      run: () => deleteAsked(deps, entry),
    },
  ]
  const picked = await window.showQuickPick(actions, { title: when, placeHolder: settingWords(entry.to) })
  await picked?.run()
}

async function showChange(deps: WriteDeps, { name }: HistoryEntry): Promise<void> {
  const preview = await deps.cline.previewBackup(name)
  await (preview.ok
    ? deps.diffs.openAll(t('What the write changed'), preview.value.files)
    : showFailure(preview.failure, deps.platform))
}

async function deleteAsked(deps: WriteDeps, entry?: HistoryEntry): Promise<void> {
  const yes = t('Delete')
  const question =
    entry === undefined
      ? t('Delete all backups of Cline’s settings?')
      : t('Delete the backup of {0}?', timeWords(entry))
  const detail = t('Cline’s settings stay as they are. What is deleted cannot be restored any more.')
  if ((await window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) {
    return
  }
  const deleted = await deps.cline.deleteBackups(entry?.name)
  if (deleted.ok) {
    void window.showInformationMessage(t('Backups deleted: {0}', deleted.value))
  } else {
    await showFailure(deleted.failure, deps.platform)
  }
}

import { t } from '@vscode/l10n'
import { timeWords } from '../core/numbers.ts'
import { settingWords } from '../core/settings/settingWords.ts'
import type { HistoryEntry } from '../core/settings/types.ts'
import { type CliDeps, previewJson, problemJson, problemText } from './commands.ts'
import type { CliOptions } from './options.ts'
import { previewText } from './print.ts'

type Say = (outcome: Record<string, unknown>, text: string, code: number) => number

const sayWith =
  (deps: CliDeps, options: CliOptions): Say =>
  (outcome, text, code) => {
    deps.print(options.json ? JSON.stringify({ schemaVersion: 1, ...outcome }, null, 2) : text)
    return code
  }

/** `undo`: show, then restore the last backup, or go back to before the named write. */
export async function undo(deps: CliDeps, options: CliOptions): Promise<number> {
  if (options.list === true) {
    return await backups(deps, options)
  }
  const say = sayWith(deps, options)
  const preview = await deps.cline.previewUndo(options.to)
  if (!preview.ok) {
    return say(
      { undone: false, ...problemJson(deps, preview.failure) },
      problemText(deps, preview.failure),
      1,
    )
  }
  if (preview.value === undefined) {
    const text =
      options.to === undefined
        ? t('There is no backup to restore.')
        : t('There is no backup with the name {0}. See: {1}', options.to, 'bedrock-setup undo --list')
    return say({ undone: false }, text, 1)
  }
  const shown = previewText(preview.value)
  if (options.dryRun) {
    return say({ undone: false, ...previewJson(preview.value) }, shown, 0)
  }
  const undone = await deps.cline.undo(options.to)
  if (!undone.ok) {
    return say({ undone: false, ...problemJson(deps, undone.failure) }, problemText(deps, undone.failure), 1)
  }
  const { backup, files, merged } = undone.value
  const text = [shown, '', t('Restored: {0}', backup)]
  if (merged.length > 0) {
    text.push(t('Changed by Cline since, so only our keys were taken back: {0}', merged.join(', ')))
  }
  return say({ undone: true, backup, files, merged }, text.join('\n'), 0)
}

/** `backups`: lists the writes that can be taken back, or deletes backups. */
export async function backups(deps: CliDeps, options: CliOptions): Promise<number> {
  const say = sayWith(deps, options)
  if (options.delete !== undefined || options.deleteAll === true) {
    const deleted = await deps.cline.deleteBackups(options.delete)
    if (!deleted.ok) {
      return say(problemJson(deps, deleted.failure), problemText(deps, deleted.failure), 1)
    }
    const none = deleted.value === 0 && options.delete !== undefined
    return say({ deleted: deleted.value }, t('Backups deleted: {0}', deleted.value), none ? 1 : 0)
  }
  const history = await deps.cline.history()
  if (!history.ok) {
    return say(problemJson(deps, history.failure), problemText(deps, history.failure), 1)
  }
  const text = history.value.length === 0 ? t('There are no backups.') : history.value.map(row).join('\n')
  return say({ backups: history.value.map(entryJson) }, text, 0)
}

const row = ({ name, at, kind, takenBack, from, to }: HistoryEntry): string => {
  const what = `${settingWords(from)} → ${settingWords(to)}`
  const restored = kind === 'restore' ? ` (${t('restored')})` : ''
  return `${name}  ${timeWords(at)}  ${what}${restored}${takenBack ? ` (${t('taken back')})` : ''}`
}

const entryJson = ({ name, at, kind, takenBack, from, to, files }: HistoryEntry) => ({
  name,
  at,
  kind,
  takenBack,
  from,
  to,
  files,
})

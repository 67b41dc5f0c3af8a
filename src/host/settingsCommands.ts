import { t } from '@vscode/l10n'
import { type Disposable, type ExtensionContext, window, workspace } from 'vscode'
import type { ClineFiles, Log, Setups } from '../app/ports.ts'
import type { Platform } from '../core/diagnosis/quote.ts'
import { findCline } from './clineExtension.ts'
import { createDiffView, type DiffView } from './diffView.ts'
import { showHistory } from './historyCommand.ts'
import { chooseSetup } from './setupsCommand.ts'
import { undoLastWrite } from './undoCommand.ts'

/** What the commands about Cline's settings outside the wizard need. */
export interface SettingsCommandDeps {
  context: ExtensionContext
  cline: ClineFiles
  setups: Setups
  platform: Platform
  log: Log
  reload: () => Promise<void>
}

/** Undo, history and named setups. */
export interface SettingsCommands extends Disposable {
  /** The one view of masked differences of this window. */
  readonly diffs: DiffView
  undo(): Promise<void>
  history(): Promise<void>
  setups(): Promise<void>
}

/** Makes the commands, and sees to a write that a crash interrupted. */
export function createSettingsCommands(deps: SettingsCommandDeps): SettingsCommands {
  const diffs = createDiffView()
  const write = { ...deps, diffs }
  void recoverInterrupted(deps)
  return {
    diffs,
    undo: () => undoLastWrite(write),
    history: () => showHistory(write),
    setups: () => chooseSetup({ ...write, secrets: deps.context.secrets, now: () => Date.now() }),
    dispose: () => diffs.dispose(),
  }
}

/** Finishes or takes back what was interrupted, lets old backups go, and says so where Cline must hear of it. */
async function recoverInterrupted({ cline, log, reload }: SettingsCommandDeps): Promise<void> {
  const recovered = await cline.recover()
  if (!recovered.ok) {
    log.warn(`An interrupted write could not be finished: ${recovered.failure.message}`)
    return
  }
  if (recovered.value === undefined) {
    return
  }
  log.info(`An interrupted write was ${recovered.value}.`)
  const words =
    recovered.value === 'finished'
      ? t('A write of Cline’s settings was interrupted. It is finished now.')
      : t('A write of Cline’s settings was interrupted. Everything is as it was before it.')
  const again = t('Reload window')
  const buttons = findCline().running ? [again] : []
  if ((await window.showInformationMessage(words, ...buttons)) === again) {
    await reload()
  }
}

/** The open folders whose files may be believed. */
export const trustedFolders = (): string[] =>
  workspace.isTrusted ? (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath) : []

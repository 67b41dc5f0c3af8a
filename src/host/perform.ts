import { t } from '@vscode/l10n'
import { commands, env, Position, Range, Uri, window, workspace } from 'vscode'
import type { HostAction } from '../core/wizard/effects.ts'
import type { WizardState } from '../core/wizard/state.ts'
import { findCline, installCline, openCline, showClineInMarketplace, startTask } from './clineExtension.ts'
import type { DiffView } from './diffView.ts'
import { rememberInterface } from './native/interfaceSetting.ts'

/** Short, harmless, and answered without a tool. It goes to the model as it is, so it is not translated. */
const FIRST_TASK = 'Reply with the single word OK. Do not use any tool except to finish.'

/** What carrying out an action needs. */
export interface PerformDeps {
  diffs: DiffView
  reload: () => Promise<void>
  askReload: (pid: number) => void
}

/** Carries out what only the editor can do. Gives a sentence for the live region, or nothing. */
export async function perform(
  deps: PerformDeps,
  action: HostAction,
  state: WizardState,
): Promise<string | undefined> {
  switch (action.kind) {
    case 'open-url':
      await env.openExternal(Uri.parse(action.url, true))
      return undefined
    case 'copy':
      await env.clipboard.writeText(action.text)
      return t('Copied.')
    case 'open-file':
      await openFile(action.path, action.line)
      return undefined
    case 'open-settings':
      await commands.executeCommand('workbench.action.openSettings', action.query)
      return undefined
    case 'open-diff': {
      const file = state.review.files[action.index]
      await (file && deps.diffs.open(file))
      return undefined
    }
    case 'install-cline':
      return await installOrUpdate()
    case 'open-cline':
      await openCline()
      return undefined
    case 'start-task':
      await startTask(FIRST_TASK)
      return t('Cline got its first task.')
    case 'ask-reload':
      deps.askReload(action.pid)
      return t('That window was asked to reload.')
    case 'open-quick-picks':
      await rememberInterface('quickPick')
      await commands.executeCommand('bedrockSetup.openQuickPicks')
      return undefined
    case 'open-history':
      await commands.executeCommand('bedrockSetup.history')
      return undefined
    case 'open-setups':
      await commands.executeCommand('bedrockSetup.setups')
      return undefined
    case 'open-text':
      await window.showTextDocument(
        await workspace.openTextDocument({ language: action.language, content: action.text }),
      )
      return undefined
    case 'reload-window':
      await deps.reload()
      return undefined
    case 'choose-region':
    case 'choose-profile':
    case 'choose-model':
    case 'go-to-step':
    case 'sign-in':
    case 'retry':
    case 'write-wrapper-profile':
      // The reducer answers these itself.
      return undefined
    default:
      action satisfies never
      return undefined
  }
}

/** Installing needs a word of its own: it brings another publisher's program. An update is VS Code's button. */
async function installOrUpdate(): Promise<string | undefined> {
  if (findCline().installed) {
    await showClineInMarketplace()
    return undefined
  }
  const yes = t('Install')
  const detail = t('Cline is published by “saoudrizwan”. VS Code downloads it from its Marketplace.')
  const text = t('Install Cline in this window?')
  if ((await window.showInformationMessage(text, { modal: true, detail }, yes)) !== yes) {
    return undefined
  }
  return (await installCline())
    ? t('Cline is installed.')
    : t(
        'Cline could not be installed from here. Look for it in the Extensions view, or install its VSIX file.',
      )
}

async function openFile(path: string, line: number | undefined): Promise<void> {
  const at = new Position(Math.max(0, (line ?? 1) - 1), 0)
  await window.showTextDocument(Uri.file(path), { selection: new Range(at, at) })
}

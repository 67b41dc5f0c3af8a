import { config as configureL10n } from '@vscode/l10n'
import { commands, type ExtensionContext, l10n, window } from 'vscode'
import { lookAtClaims, reclaim } from './cline/claimedState.ts'
import { type RunningCline, startRunningCline } from './host/running/runningCline.ts'
import { createStatusBar, type StatusBar } from './host/statusBar.ts'
import { VIEW_TYPE } from './host/viewType.ts'

/** Watching begins when the window has come up, so long after the start in milliseconds. */
const AFTER_START_MS = 250

let running: RunningCline | undefined

/**
 * Only registers and paints: the wizard, the files' adapter and the AWS SDK are loaded on first use, each
 * from a file of its own. Before anything else, settings that a stale Cline wrote over are put back.
 */
export function activate(context: ExtensionContext): void {
  if (l10n.bundle !== undefined) {
    configureL10n({ contents: l10n.bundle as Record<string, string> })
  }
  running = startRunningCline(context, { look: lookAtClaims, reclaim })
  const live = running
  const translations = l10n.bundle === undefined ? '' : JSON.stringify(l10n.bundle)
  let bar: StatusBar | undefined
  const statusBar = () => {
    bar ??= createStatusBar(context.globalState, () => Date.now())
    return bar
  }
  const wizard = async () => {
    const { startWizard } = await import('./wizard.ts')
    return startWizard({ context, translations, running: live, paint: statusBar().paint })
  }
  let started: ReturnType<typeof wizard> | undefined
  const ready = () => {
    started ??= wizard()
    return started
  }
  // Painting costs more than all the rest, so it waits until VS Code has gone on to the next extension.
  setImmediate(statusBar)
  const watching = setTimeout(() => void ready(), AFTER_START_MS)
  context.subscriptions.push(
    live,
    { dispose: () => bar?.dispose() },
    { dispose: () => clearTimeout(watching) },
    commands.registerCommand('bedrockSetup.menu', async () => (await ready()).health.menu()),
    commands.registerCommand('bedrockSetup.validate', async () => (await ready()).health.validate()),
    commands.registerCommand('bedrockSetup.open', async () => (await ready()).open()),
    commands.registerCommand('bedrockSetup.openQuickPicks', async () => (await ready()).openQuick()),
    commands.registerCommand('bedrockSetup.openReport', async () => (await ready()).reports.open()),
    commands.registerCommand('bedrockSetup.copyDiagnostics', async () => (await ready()).reports.copy()),
    commands.registerCommand('bedrockSetup.undo', async () => (await ready()).undo()),
    commands.registerCommand('bedrockSetup.history', async () => (await ready()).history()),
    commands.registerCommand('bedrockSetup.setups', async () => (await ready()).setups()),
    commands.registerCommand('bedrockSetup.signIn', async (profile?: unknown) =>
      (await ready()).signIn(typeof profile === 'string' ? profile : undefined),
    ),
    window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: async (panel) => (await ready()).restore(panel),
    }),
  )
}

/** Everything ends through the context's subscriptions; only what must not wait is done here. */
export function deactivate(): void {
  running?.takeUp.lastWords()
}

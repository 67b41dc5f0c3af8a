import { config as configureL10n } from '@vscode/l10n'
import { commands, type ExtensionContext, l10n, window } from 'vscode'
import { lookAtClaims, reclaim } from './cline/claimedState.ts'
import { createFirstUse } from './host/firstUse.ts'
import { type RunningCline, startRunningCline } from './host/running/runningCline.ts'
import { tellFailedStart } from './host/startFailure.ts'
import { createStatusBar, type StatusBar } from './host/statusBar.ts'
import { VIEW_TYPE } from './host/viewType.ts'
import type { Wizard } from './wizard.ts'

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
  const wizard = createFirstUse(async (own) => {
    const { startWizard } = await import('./wizard.ts')
    return startWizard({ context, own, translations, running: live, paint: statusBar().paint })
  }, tellFailedStart)
  const command = (name: string, run: (ready: Wizard, argument?: unknown) => unknown) =>
    commands.registerCommand(`bedrockSetup.${name}`, async (argument?: unknown) => {
      const ready = await wizard.ready()
      return ready && (await run(ready, argument))
    })
  // Painting costs more than all the rest, so it waits until VS Code has gone on to the next extension.
  setImmediate(statusBar)
  const watching = setTimeout(() => void wizard.ready(), AFTER_START_MS)
  context.subscriptions.push(
    live,
    { dispose: () => bar?.dispose() },
    { dispose: () => clearTimeout(watching) },
    wizard,
    command('menu', ({ health }) => health.menu()),
    command('validate', ({ health }) => health.validate()),
    command('open', ({ open }) => open()),
    command('openQuickPicks', ({ openQuick }) => openQuick()),
    command('openReport', ({ reports }) => reports.open()),
    command('copyDiagnostics', ({ reports }) => reports.copy()),
    command('undo', ({ undo }) => undo()),
    command('history', ({ history }) => history()),
    command('setups', ({ setups }) => setups()),
    command('signIn', ({ signIn }, profile) => signIn(typeof profile === 'string' ? profile : undefined)),
    window.registerWebviewPanelSerializer(VIEW_TYPE, {
      async deserializeWebviewPanel(panel) {
        const ready = await wizard.ready()
        if (ready === undefined) {
          // A page that nothing will ever fill.
          panel.dispose()
        } else {
          ready.restore(panel)
        }
      },
    }),
  )
}

/** Everything ends through the context's subscriptions; only what must not wait is done here. */
export function deactivate(): void {
  running?.takeUp.lastWords()
}

import { randomBytes } from 'node:crypto'
import { t } from '@vscode/l10n'
import { env, Uri, ViewColumn, type WebviewPanel, window } from 'vscode'
import type { Log, Timers } from '../app/ports.ts'
import { parseIntent } from '../core/wizard/intents.ts'
import type { WizardState } from '../core/wizard/state.ts'
import { watchPage } from './blankPage.ts'
import { coalesce } from './coalesce.ts'
import { createDisposableStore } from './disposables.ts'
import { pageHtml } from './pageHtml.ts'
import { VIEW_TYPE } from './viewType.ts'
import type { SharedSession } from './wizardSession.ts'

/** What the page's host needs. */
export interface WizardPanelDeps {
  extensionUri: Uri
  log: Log
  /** The translations of this language as JSON text; empty for English. */
  translations: string
  shared: SharedSession
  timers: Timers
  /** The page is in view and has not come up for long. */
  onBlank: (panel: WebviewPanel) => void
}

/** Opens a new panel. */
export function createWizardPanel(deps: WizardPanelDeps): WebviewPanel {
  const panel = window.createWebviewPanel(VIEW_TYPE, t('Set up Bedrock for Cline'), ViewColumn.Active, {})
  return attachWizard(deps, panel)
}

/** Brings a panel to life, a new one or one that VS Code restored. */
export function attachWizard(deps: WizardPanelDeps, panel: WebviewPanel): WebviewPanel {
  const { extensionUri, log } = deps
  const store = createDisposableStore()
  const dist = Uri.joinPath(extensionUri, 'dist', 'webview')
  panel.iconPath = Uri.joinPath(extensionUri, 'media', 'icon.png')
  panel.webview.options = { enableScripts: true, localResourceRoots: [dist] }
  const outgoing = store.add(
    coalesce((state: WizardState) => {
      void panel.webview.postMessage({ type: 'state', state })
    }),
  )
  const session = store.add(deps.shared.join((state) => outgoing.push(state)))
  const watch = store.add(
    watchPage(deps.timers, () => {
      log.warn('The page has not come up.')
      deps.onBlank(panel)
    }),
  )
  store.add(
    panel.webview.onDidReceiveMessage((message: unknown) => {
      watch.isAlive()
      const intent = parseIntent(message)
      if (intent === undefined) {
        log.warn('A message of the page fits no schema and was dropped.')
        return
      }
      void session.send(intent)
    }),
  )
  // VS Code drops messages to a hidden page, so the whole state goes out again when it is shown.
  store.add(
    panel.onDidChangeViewState(() => {
      watch.inView(panel.visible)
      if (panel.visible) {
        session.refresh()
      }
    }),
  )
  panel.onDidDispose(() => store.dispose())
  const uri = (name: string) => panel.webview.asWebviewUri(Uri.joinPath(dist, name)).toString()
  panel.webview.html = pageHtml({
    cspSource: panel.webview.cspSource,
    nonce: randomBytes(16).toString('base64url'),
    scriptUri: uri('main.js'),
    styleUri: uri('styles.css'),
    language: env.language,
    translations: deps.translations,
  })
  watch.inView(panel.visible)
  return panel
}

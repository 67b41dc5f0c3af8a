import { randomBytes } from 'node:crypto'
import { t } from '@vscode/l10n'
import {
  commands,
  type ExtensionContext,
  env,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode'
import type { Aws, ClineFiles, Log } from '../app/ports.ts'
import { type Session, startSession } from '../app/session.ts'
import { type Intent, parseIntent } from '../core/wizard/intents.ts'
import { type RememberedChoice, remember } from '../core/wizard/remember.ts'
import type { WizardState } from '../core/wizard/state.ts'
import { createDiffView } from './diffView.ts'
import { createDisposableStore } from './disposables.ts'
import { readHostFacts } from './hostFacts.ts'
import { pageHtml } from './pageHtml.ts'
import { perform } from './perform.ts'
import { createSignIn } from './signIn.ts'
import { VIEW_TYPE } from './viewType.ts'

const CHOICE_KEY = 'bedrockSetup.choice'

/** What the page's host needs. */
export interface WizardDeps {
  context: ExtensionContext
  aws: Aws
  cline: ClineFiles
  log: Log
  env: NodeJS.ProcessEnv
  platform: 'win32' | 'darwin' | 'linux'
  /** The translations of this language as JSON text; empty for English. */
  translations: string
  /** Told of each state: the status bar's source. */
  onState: (state: WizardState) => void
  wrapProfile: (profile: string) => Promise<string>
}

/** Opens a new panel. */
export function createWizardPanel(deps: WizardDeps): WebviewPanel {
  const panel = window.createWebviewPanel(VIEW_TYPE, t('Set up Bedrock for Cline'), ViewColumn.Active, {})
  return attachWizard(deps, panel)
}

/** Brings a panel to life, a new one or one that VS Code restored. */
export function attachWizard(deps: WizardDeps, panel: WebviewPanel): WebviewPanel {
  const { context, log } = deps
  const store = createDisposableStore()
  const dist = Uri.joinPath(context.extensionUri, 'dist', 'webview')
  panel.iconPath = Uri.joinPath(context.extensionUri, 'media', 'icon.png')
  panel.webview.options = { enableScripts: true, localResourceRoots: [dist] }
  const diffs = store.add(createDiffView())
  const signIn = store.add(createSignIn(() => session.notify({ type: 'check', check: 'credentials' })))
  const remembered = context.globalState.get<RememberedChoice>(CHOICE_KEY)
  const session: Session = startSession({
    aws: deps.aws,
    cline: deps.cline,
    clock: { now: () => Date.now() },
    platform: deps.platform,
    log,
    host: readHostFacts(deps.env),
    perform: (action, state) =>
      perform(
        { diffs, signIn: signIn.start, wrapProfile: deps.wrapProfile, reload: reloadWindow },
        action,
        state,
      ),
    publish(state) {
      deps.onState(state)
      void context.globalState.update(CHOICE_KEY, remember(state))
      void panel.webview.postMessage({ type: 'state', state })
    },
  })
  store.add({ dispose: () => session.dispose() })
  if (remembered !== undefined) {
    session.notify({ type: 'restored', choice: remembered })
  }
  store.add(
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const intent = parseIntent(message)
      if (intent === undefined) {
        log.warn('A message of the page fits no schema and was dropped.')
        return
      }
      void receive(session, intent)
    }),
  )
  // VS Code drops messages to a hidden page, so the whole state goes out again when it is shown.
  store.add(
    panel.onDidChangeViewState(() => {
      if (panel.visible) {
        session.notify({ type: 'hostFacts', host: readHostFacts(deps.env) })
      }
    }),
  )
  store.add(
    workspace.onDidGrantWorkspaceTrust(() =>
      session.notify({ type: 'hostFacts', host: readHostFacts(deps.env) }),
    ),
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
  return panel
}

/**
 * A running Cline keeps its settings in memory and would write them over ours, so the window is reloaded
 * right after the write. The user is asked before anything is written.
 */
async function receive(session: Session, intent: Intent): Promise<void> {
  const mustReload = intent.type === 'apply' && session.state.host.cline.running
  if (mustReload && !(await agreedToReload())) {
    return
  }
  session.dispatch(intent)
  if (mustReload) {
    await session.idle()
    if (session.state.review.status === 'written' && session.state.review.reloadNeeded) {
      await reloadWindow()
    }
  }
}

async function agreedToReload(): Promise<boolean> {
  const yes = t('Write and reload')
  const detail = t(
    'Cline keeps its settings in memory and would overwrite the new ones. A running Cline task stops.',
  )
  const answer = await window.showWarningMessage(
    t('Write Cline’s settings and reload this window?'),
    { modal: true, detail },
    yes,
  )
  return answer === yes
}

async function reloadWindow(): Promise<void> {
  await commands.executeCommand('workbench.action.reloadWindow')
}

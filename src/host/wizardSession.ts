import { t } from '@vscode/l10n'
import { commands, type Disposable, type ExtensionContext, window, workspace } from 'vscode'
import type { Aws, ClineFiles, Log, SignIn } from '../app/ports.ts'
import { startSession } from '../app/session.ts'
import type { Intent } from '../core/wizard/intents.ts'
import { type RememberedChoice, remember } from '../core/wizard/remember.ts'
import type { WizardState } from '../core/wizard/state.ts'
import { createDiffView } from './diffView.ts'
import { createDisposableStore } from './disposables.ts'
import { readHostFacts } from './hostFacts.ts'
import { perform } from './perform.ts'

const CHOICE_KEY = 'bedrockSetup.choice'

/** What a session of this window needs. */
export interface WizardSessionDeps {
  context: ExtensionContext
  aws: Aws
  cline: ClineFiles
  log: Log
  signIn: SignIn
  env: NodeJS.ProcessEnv
  platform: 'win32' | 'darwin' | 'linux'
  /** Told of each state: the status bar's source. */
  onState: (state: WizardState) => void
  wrapProfile: (profile: string) => Promise<string>
}

/** The wizard of this window, as the page and the quick picks see it. */
export interface WizardSession extends Disposable {
  readonly state: WizardState
  /** Takes an intent; a write that needs a reload asks first. */
  send(intent: Intent): Promise<void>
  /** Reads the host's facts again, such as whether Cline runs; the state goes out in any case. */
  refresh(): void
}

/** The one session of a window: made when the first joins, ended when the last has left. */
export interface SharedSession {
  /** `listener` gets each state from now on. */
  join(listener: (state: WizardState) => void): WizardSession
}

/** Lets page and quick picks work on one and the same wizard. */
export function shareSession(deps: WizardSessionDeps): SharedSession {
  const listeners = new Set<(state: WizardState) => void>()
  let current: WizardSession | undefined
  const publish = (state: WizardState) => {
    for (const listener of listeners) {
      listener(state)
    }
  }
  return {
    join(listener) {
      listeners.add(listener)
      current ??= openSession(deps, publish)
      const session = current
      return {
        get state() {
          return session.state
        },
        send: session.send,
        refresh: session.refresh,
        dispose() {
          listeners.delete(listener)
          if (listeners.size === 0 && current === session) {
            current = undefined
            session.dispose()
          }
        },
      }
    },
  }
}

function openSession(deps: WizardSessionDeps, publish: (state: WizardState) => void): WizardSession {
  const { context } = deps
  const store = createDisposableStore()
  const diffs = store.add(createDiffView())
  const performDeps = { diffs, wrapProfile: deps.wrapProfile, reload: reloadWindow }
  const remembered = context.globalState.get<RememberedChoice>(CHOICE_KEY)
  const session = startSession({
    aws: deps.aws,
    cline: deps.cline,
    clock: { now: () => Date.now() },
    platform: deps.platform,
    log: deps.log,
    signIn: deps.signIn,
    host: readHostFacts(deps.env),
    perform: (action, state) => perform(performDeps, action, state),
    publish(state) {
      deps.onState(state)
      void context.globalState.update(CHOICE_KEY, remember(state))
      publish(state)
    },
  })
  store.add({ dispose: () => session.dispose() })
  if (remembered !== undefined) {
    session.notify({ type: 'restored', choice: remembered })
  }
  const refresh = () => session.notify({ type: 'hostFacts', host: readHostFacts(deps.env) })
  store.add(workspace.onDidGrantWorkspaceTrust(refresh))

  /**
   * A running Cline keeps its settings in memory and would write them over ours, so the window is reloaded
   * right after the write. The user is asked before anything is written.
   */
  async function send(intent: Intent): Promise<void> {
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

  return {
    get state() {
      return session.state
    },
    send,
    refresh,
    dispose: () => store.dispose(),
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

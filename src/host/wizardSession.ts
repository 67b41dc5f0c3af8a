import { t } from '@vscode/l10n'
import { type Disposable, type ExtensionContext, extensions, window, workspace } from 'vscode'
import type { Examination } from '../app/examination.ts'
import type { Aws, ClineFiles, Log, SignIn, Timers } from '../app/ports.ts'
import { startSession } from '../app/session.ts'
import type { Intent } from '../core/wizard/intents.ts'
import type { WizardState } from '../core/wizard/state.ts'
import { openChoiceMemory } from './choiceMemory.ts'
import type { DiffView } from './diffView.ts'
import { createDisposableStore } from './disposables.ts'
import { readHostFacts } from './hostFacts.ts'
import { perform } from './perform.ts'
import type { RunningView } from './running/runningView.ts'

/** What a session of this window needs. */
export interface WizardSessionDeps {
  context: ExtensionContext
  aws: Aws
  cline: ClineFiles
  log: Log
  signIn: SignIn
  diffs: DiffView
  timers: Timers
  env: NodeJS.ProcessEnv
  platform: 'win32' | 'darwin' | 'linux'
  /** Told of each state: the status bar's source. */
  onState: (state: WizardState) => void
  runningView: RunningView
}

/** The wizard of this window, as the page and the quick picks see it. */
export interface WizardSession extends Disposable {
  readonly state: WizardState
  /** Takes an intent; a write that needs a reload asks first. */
  send(intent: Intent): Promise<void>
  /** Runs all checks without the billed prompt. */
  examine(signal: AbortSignal): Promise<Examination>
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
        examine: session.examine,
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
  const { diffs } = deps
  const { reload, askReload } = deps.runningView
  const performDeps = { diffs, reload, askReload }
  const memory = openChoiceMemory(context.globalState)
  const remembered = memory.last
  const session = startSession({
    aws: deps.aws,
    cline: deps.cline,
    clock: { now: () => Date.now() },
    platform: deps.platform,
    log: deps.log,
    signIn: deps.signIn,
    timers: deps.timers,
    host: readHostFacts(deps.env),
    perform: (action, state) => perform(performDeps, action, state),
    publish(state) {
      deps.onState(state)
      memory.keep(state)
      publish(state)
    },
  })
  store.add({ dispose: () => session.dispose() })
  if (remembered !== undefined) {
    // The reload may have come before the editor's own memory of the write.
    const written = deps.runningView.justWritten() ?? remembered.written
    session.notify({ type: 'restored', choice: { ...remembered, ...(written !== undefined && { written }) } })
  }
  const refresh = () => session.notify({ type: 'hostFacts', host: readHostFacts(deps.env) })
  store.add(workspace.onDidGrantWorkspaceTrust(refresh))
  store.add(extensions.onDidChange(refresh))
  store.add(deps.runningView.follow((seen) => session.notify(seen)))

  /**
   * A running Cline keeps its settings in memory and would write them over ours, so the window is reloaded
   * in the tick of the write. The user is asked before anything is written.
   */
  async function send(intent: Intent): Promise<void> {
    if (intent.type === 'deleteBackups' && !(await agreedToDelete())) {
      return
    }
    const mustReload = WRITES.has(intent.type) && session.state.host.cline.running
    if (mustReload && !(await agreedToReload(intent.type !== 'undo'))) {
      return
    }
    session.dispatch(intent)
    if (mustReload) {
      // Not for what else is under way, such as a sign-in: a running Cline writes over ours with its next task.
      if (await session.written()) {
        await reload()
      }
    }
  }

  return {
    get state() {
      return session.state
    },
    send,
    examine: session.examine,
    refresh,
    dispose: () => store.dispose(),
  }
}

const WRITES: ReadonlySet<Intent['type']> = new Set(['apply', 'undo', 'applyRotation'])

async function agreedToDelete(): Promise<boolean> {
  const yes = t('Delete')
  const detail = t('Cline’s settings stay as they are. What is deleted cannot be restored any more.')
  const question = t('Delete all backups of Cline’s settings?')
  return (await window.showWarningMessage(question, { modal: true, detail }, yes)) === yes
}

async function agreedToReload(writes: boolean): Promise<boolean> {
  const yes = writes ? t('Write and reload') : t('Undo and reload')
  const detail = t(
    'Cline keeps its settings in memory and would overwrite the new ones. A running Cline task stops.',
  )
  const question = writes
    ? t('Write Cline’s settings and reload this window?')
    : t('Restore Cline’s earlier settings and reload this window?')
  return (await window.showWarningMessage(question, { modal: true, detail }, yes)) === yes
}

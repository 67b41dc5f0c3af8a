// A stand-in for Cline, as a witness: it does with its settings file what Cline's sources do (facts noted at
// each place), and nothing else. It shares no code with the product.
import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commands, type Disposable, type ExtensionContext, window } from 'vscode'

/** Cline saves half a second after the last change. */
const DEBOUNCE_MS = 500
/** At start Cline notes its version and refreshes a remote configuration, about a second later. */
const START_MS = 1000
/** A task's start touches the settings, and so writes all of them. */
const TASK_MS = 400

const dataDir = join(process.env.CLINE_DIR || join(process.env.HOME ?? '', '.cline'), 'data')
const file = join(dataDir, 'globalState.json')

/** The file is read once, when the storage is made; one that does not parse counts as empty. */
function readOnce(): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  } catch {
    return {}
  }
}

interface Storage extends Disposable {
  get(key: string): unknown
  set(values: Record<string, unknown>): void
  flush(): void
}

/** Memory rules: every save writes the whole of it, known keys and unknown ones, without a look at the disk. */
function openStorage(): Storage {
  const memory = readOnce()
  let pending: NodeJS.Timeout | undefined
  const save = () => {
    pending = undefined
    mkdirSync(dataDir, { recursive: true })
    const fresh = `${file}.tmp.${process.pid}`
    writeFileSync(fresh, JSON.stringify(memory, null, 2))
    renameSync(fresh, file)
  }
  const flush = () => {
    if (pending !== undefined) {
      clearTimeout(pending)
      save()
    }
  }
  return {
    get: (key) => memory[key],
    set(values) {
      Object.assign(memory, values)
      clearTimeout(pending)
      pending = setTimeout(save, DEBOUNCE_MS)
    },
    flush,
    dispose: flush,
  }
}

let storage: Storage | undefined

/** What other extensions get; the same shape as Cline's. */
interface Api {
  startNewTask(task?: string): Promise<void>
}

export function activate(context: ExtensionContext): Api {
  const own = openStorage()
  storage = own
  setTimeout(() => own.set({ clineVersion: '4.1.13', remoteRulesToggles: {} }), START_MS - DEBOUNCE_MS)
  const start = async (task = '') => {
    // For the tests: which settings a task would run with.
    const used = { task, provider: own.get('actModeApiProvider'), model: own.get('actModeApiModelId') }
    appendFileSync(join(dataDir, 'tasks.log'), `${JSON.stringify(used)}\n`)
    await new Promise((resolve) => setTimeout(resolve, TASK_MS - 300))
    own.set({ lastTask: task })
  }
  context.subscriptions.push(
    window.registerWebviewViewProvider('claude-dev.SidebarProvider', {
      resolveWebviewView(view) {
        view.webview.html = '<p>Stand-in Cline</p>'
      },
    }),
    // The commands by which the newer of Cline's two bundles is known.
    commands.registerCommand('cline.plusButtonClicked', () => start()),
    commands.registerCommand('cline.marketplaceButtonClicked', () => undefined),
    commands.registerCommand('standIn.startTask', () => start('by hand')),
    commands.registerCommand('standIn.switchProvider', () =>
      own.set({ planModeApiProvider: 'anthropic', actModeApiProvider: 'anthropic' }),
    ),
  )
  return { startNewTask: start }
}

export function deactivate(): void {
  storage?.flush()
}

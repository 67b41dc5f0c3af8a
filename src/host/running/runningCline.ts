import { basename, dirname, join } from 'node:path'
import { t } from '@vscode/l10n'
import { commands, type Disposable, type ExtensionContext, env, extensions, window, workspace } from 'vscode'
import type { ClaimedFile } from '../../core/running/claims.ts'
import { type AppliedRecord, findDrift } from '../../core/running/drift.ts'
import { isMeant, type ReloadCall } from '../../core/running/windows.ts'
import type { OtherWindow, TakeUpPhase } from '../../core/wizard/running.ts'
import { clineUp, findCline } from '../clineExtension.ts'
import { createDisposableStore } from '../disposables.ts'
import { type StartTimer, watchFiles } from '../fileWatch.ts'
import { parsedFile, printWith, recordPath } from './appliedRecord.ts'
import { createHeartbeats, type Heartbeats } from './heartbeat.ts'
import { readOwn, writeOwn } from './ownFile.ts'
import { createTakeUp, type TakeUp } from './takeUp.ts'

/** How globalState.json is looked at and put right; the composition root has the adapter. */
export interface ClaimedStateFile {
  look: (file: ClaimedFile) => { kept: boolean; identity: string }
  reclaim: (file: ClaimedFile) => boolean
}

/** The part of this window that is there all the time: it looks after the Clines that run. */
export interface RunningCline extends Disposable {
  readonly takeUp: TakeUp
  readonly folder: string
  readonly beats: Heartbeats
  /** The other open windows in which there is a Cline. */
  windows(): OtherWindow[]
  /** Told when windows come or go, or what was written is taken up. */
  onChange(listener: () => void): Disposable
  /** Asks all other windows, or one, to offer their reload. */
  callForReload(pid?: number): void
  reload(): Promise<void>
}

const REST_MS = 5000

export const startTimer: StartTimer = (run, ms) => {
  const timer = setTimeout(run, ms)
  timer.unref()
  return () => clearTimeout(timer)
}

/**
 * Puts lost settings back before Cline reads them, synchronously and first of all; everything else begins
 * when the start is over.
 */
export function startRunningCline(context: ExtensionContext, state: ClaimedStateFile): RunningCline {
  const folder = context.globalStorageUri.fsPath
  const store = createDisposableStore()
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) {
      listener()
    }
  }
  const { version } = findCline()
  const ownWindow = context.storageUri === undefined ? '' : basename(dirname(context.storageUri.fsPath))
  const beats = createHeartbeats(join(folder, 'windows'), {
    pid: process.pid,
    startedAt: Date.now(),
    window: ownWindow,
    name: workspace.name ?? '',
    ...(version !== undefined && { cline: version }),
  })
  const takeUp = createTakeUp({
    folder,
    window: ownWindow,
    pid: process.pid,
    now: () => Date.now(),
    startTimer,
    watch: (paths, onChange) => watchFiles(paths, onChange),
    others: () => beats.others(),
    chosen: () => isChosen(folder),
    ...state,
    cline: {
      installed: () => findCline().installed,
      active: () => findCline().running,
      activate: clineUp,
    },
    reload: () => void reloadWindow(),
  })
  store.add(takeUp.onPhase(tell))
  store.add(takeUp.onPhase(createTeller()))
  try {
    takeUp.atStart()
  } catch {
    // A file that cannot be written now must not keep the extension from starting; drift is noticed later.
  }
  const callPath = join(folder, 'apply.json')
  const asked = new Set<number>()
  // The start of the window comes first.
  setImmediate(() => {
    beats.beat()
    store.add(
      watchFiles([beats.folder, callPath], (path) => {
        if (path === callPath) {
          void answerCall(readOwn<ReloadCall>(callPath), beats, takeUp)
        }
        tell()
      }),
    )
  })
  store.add(
    extensions.onDidChange(() => {
      const now = findCline().version
      if (now !== undefined && now !== beats.own.cline) {
        beats.beat({ cline: now })
      }
    }),
  )
  store.add(takeUp)
  store.add({ dispose: () => beats.end() })
  return {
    takeUp,
    folder,
    beats,
    windows() {
      const written = readOwn<AppliedRecord>(recordPath(folder))?.at ?? readOwn<ReloadCall>(callPath)?.at ?? 0
      return (
        beats
          .others()
          // A host from before the reload of this very window may still be on its way out.
          .filter((beat) => beat.cline !== undefined && (beat.window === '' || beat.window !== ownWindow))
          .map(({ pid, name, startedAt }) => ({
            pid,
            name,
            stale: startedAt < written,
            asked: asked.has(pid),
          }))
      )
    },
    onChange(listener) {
      listeners.add(listener)
      return { dispose: () => listeners.delete(listener) }
    },
    callForReload(pid) {
      const at = Date.now()
      const call: ReloadCall = { version: 1, id: `${at}-${process.pid}`, at, from: process.pid }
      writeOwn(callPath, pid === undefined ? call : { ...call, pid })
      if (pid !== undefined) {
        asked.add(pid)
      }
      tell()
    },
    async reload() {
      takeUp.reload()
    },
    dispose: () => store.dispose(),
  }
}

/** Whether globalState.json differs from our record by somebody's choice. */
function isChosen(folder: string): boolean {
  const record = readOwn<AppliedRecord>(recordPath(folder))
  if (record === undefined) {
    return false
  }
  const files = record.files.filter(({ role }) => role === 'globalState')
  const drift = findDrift({ ...record, files }, parsedFile, printWith(record.salt))
  return drift !== undefined && drift.kind !== 'overwritten'
}

async function reloadWindow(): Promise<void> {
  await commands.executeCommand('workbench.action.reloadWindow')
}

/** Another window wrote Cline's settings: offers to reload this one, whose Cline does not know of it. */
async function answerCall(call: ReloadCall | undefined, beats: Heartbeats, takeUp: TakeUp): Promise<void> {
  if (call === undefined || beats.own.cline === undefined || !isMeant(call, beats.own)) {
    return
  }
  const yes = t('Reload window')
  const text = t(
    'Cline’s settings were written in another window of {0}. Until this window is reloaded, its Cline works with the older ones and may write them back.',
    env.appName,
  )
  if ((await window.showWarningMessage(text, yes, t('Later'))) === yes) {
    takeUp.reload()
  }
}

/** One sentence of progress in the status bar, and a message where something is left to do. */
function createTeller(): (phase: TakeUpPhase) => void {
  let shown: Disposable | undefined
  return (phase) => {
    shown?.dispose()
    shown = undefined
    switch (phase) {
      case 'confirming':
        shown = window.setStatusBarMessage(`$(sync~spin) ${t('Cline is taking up the new settings…')}`)
        return
      case 'confirmed':
        window.setStatusBarMessage(`$(check) ${t('Cline has taken up the new settings.')}`, REST_MS)
        return
      case 'probable':
        window.setStatusBarMessage(`$(check) ${t('Cline has probably taken up the new settings.')}`, REST_MS)
        return
      case 'failed':
        void offerSetup()
        return
      case 'none':
      case 'changed':
        return
      default:
        phase satisfies never
    }
  }
}

async function offerSetup(): Promise<void> {
  const open = t('Open the set-up')
  const text = t(
    'Cline did not take up the new settings: something wrote the older ones back three times. Close the other windows and programs in which Cline runs, then write again.',
  )
  if ((await window.showErrorMessage(text, open)) === open) {
    await commands.executeCommand('bedrockSetup.open')
  }
}

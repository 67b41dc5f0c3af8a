import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AppliedRecord, adopt, type Drift, findDrift, keepClines } from '../../core/running/drift.ts'
import type { FileWatch, StartTimer } from '../fileWatch.ts'
import { parsedFile, printWith, recordPath } from './appliedRecord.ts'
import { readOwn, removeOwn, writeOwn } from './ownFile.ts'
import { isAlive } from './processes.ts'

/** What the user said about a difference. */
export type DriftAnswer = 'keep' | 'restore' | 'later'

/** What watching over our settings needs from outside. */
export interface DriftDeps {
  folder: string
  pid: number
  watch: (paths: readonly string[], onChange: () => void) => FileWatch
  startTimer: StartTimer
  /** A write of ours is under way or not yet taken up. */
  busy: () => boolean
  /** Told by each comparison and answer, in every window. */
  drifted: (how: 'lost' | 'back' | 'kept') => void
  /** This window is in front: it asks at once, the others only if it does not. */
  focused: () => boolean
  /** What made the files as they are, if it was another window or command of ours. */
  ownWrite: () => Promise<'apply' | 'restore' | undefined>
  ask: (drift: Drift, record: AppliedRecord) => Promise<DriftAnswer>
  restore: (drift: Drift, record: AppliedRecord) => Promise<void>
  /** A fault of ours, such as a file that cannot be written; the watching goes on. */
  trouble: (error: unknown) => void
}

/** Watches the files of the last write; no polling. */
export interface DriftWatch extends FileWatch {
  /** Compares now. */
  check(): Promise<void>
}

/** After Cline's last of several writes. */
const CALM_MS = 1000
/** The window in front comes first. */
const POLITE_MS = 600

/** Starts watching; the first comparison is up to the caller. */
export function createDriftWatch(deps: DriftDeps): DriftWatch {
  const path = recordPath(deps.folder)
  let asked: string | undefined
  let ended = false
  let cancel = () => {}
  let watching: FileWatch | undefined
  let watched = ''

  /** The record names the files to watch, and each write makes a new one. */
  function arrange(): void {
    const files = readOwn<AppliedRecord>(path)?.files.map((file) => file.path) ?? []
    const paths = [path, join(deps.folder, 'pending.json'), ...files]
    if (paths.join('\n') !== watched && !ended) {
      watched = paths.join('\n')
      watching?.dispose()
      watching = deps.watch(paths, () => {
        arrange()
        soon()
      })
    }
  }

  function soon(): void {
    cancel()
    cancel = deps.startTimer(() => void check(), CALM_MS + (deps.focused() ? 0 : POLITE_MS))
  }

  async function check(): Promise<void> {
    try {
      await compare()
    } catch (error) {
      asked = undefined
      deps.trouble(error)
    }
  }

  async function compare(): Promise<void> {
    const record = ended || deps.busy() ? undefined : readOwn<AppliedRecord>(path)
    if (record === undefined) {
      asked = undefined
      return
    }
    const drift = findDrift(record, parsedFile, printWith(record.salt))
    deps.drifted(drift === undefined ? 'back' : 'lost')
    if (drift === undefined) {
      asked = undefined
    } else if (drift.id !== asked && !(await isOwn(record)) && takeQuestion(deps, drift.id)) {
      await question(drift, record)
    }
  }

  async function question(drift: Drift, record: AppliedRecord): Promise<void> {
    asked = drift.id
    // Whatever becomes of it, another window may ask the next time.
    const answer = await deps.ask(drift, record).finally(() => removeOwn(questionPath(deps, drift.id)))
    if (!ended && readOwn<AppliedRecord>(path)?.id === record.id) {
      await settle(answer, drift, record)
    }
  }

  /** The command line, for example, does not know of this record. */
  async function isOwn(record: AppliedRecord): Promise<boolean> {
    const kind = await deps.ownWrite()
    if (kind === 'apply') {
      writeOwn<AppliedRecord>(path, adopt(record, parsedFile, printWith(record.salt)))
    } else if (kind === 'restore') {
      removeOwn(path)
    }
    return kind !== undefined
  }

  async function settle(answer: DriftAnswer, drift: Drift, record: AppliedRecord): Promise<void> {
    if (answer === 'restore') {
      asked = undefined
      await deps.restore(drift, record)
    } else if (answer === 'keep') {
      deps.drifted('kept')
      const rest = keepClines(record, drift)
      if (rest === undefined) {
        removeOwn(path)
      } else {
        writeOwn(path, rest)
      }
    }
  }

  arrange()
  return {
    check,
    dispose() {
      ended = true
      cancel()
      watching?.dispose()
    },
  }
}

const questionPath = ({ folder }: DriftDeps, id: string): string => join(folder, 'questions', `${id}.json`)

/** One window asks for all: whoever makes the file first, or finds that its maker is gone. */
function takeQuestion(deps: DriftDeps, id: string): boolean {
  const file = questionPath(deps, id)
  const asking = readOwn<{ version: 1; pid: number }>(file)
  if (asking !== undefined && asking.pid !== deps.pid && isAlive(asking.pid)) {
    return false
  }
  removeOwn(file)
  try {
    mkdirSync(join(deps.folder, 'questions'), { recursive: true })
    writeFileSync(file, JSON.stringify({ version: 1, pid: deps.pid }), { flag: 'wx' })
    return true
  } catch {
    return false
  }
}

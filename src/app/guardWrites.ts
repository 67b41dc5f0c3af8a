import type { Outcome } from '../core/outcome.ts'
import type { ClaimedFile } from '../core/running/claims.ts'
import type { ApplyRequest } from '../core/settings/types.ts'
import type { ClineFiles, HeldSettings } from './ports.ts'

/** A change to Cline's files: a choice is applied, an earlier write is taken back, or lost values are put back. */
export type ClineWrite =
  | { kind: 'apply'; request: ApplyRequest }
  | { kind: 'undo' }
  | { kind: 'reclaim'; files: ClaimedFile[] }

/** Cares for the Clines that run: they hold the settings in memory and write them back. */
export interface WriteGuard {
  /** Before anything is touched: waits for a calm moment. */
  before(write: ClineWrite): Promise<void>
  /** The files were changed; called in the tick in which that became known. */
  after(write: ClineWrite, backup: string | undefined): void
  /** The files are as they were. */
  unchanged(): void
}

type Guarded = <T extends { files: string[]; backup?: string }>(
  write: ClineWrite,
  work: () => Promise<Outcome<T>>,
) => Promise<Outcome<T>>

/** The last write of each guard that was asked for: the guard has one plan and one record at a time. */
const last = new WeakMap<WriteGuard, Promise<unknown>>()

/** One write of this window after the other, whoever asks: the wizard, a command, the question about a difference. */
function inTurn<T>(guard: WriteGuard, work: () => Promise<T>): Promise<T> {
  const before = last.get(guard) ?? Promise.resolve()
  const turn = before.then(work, work)
  last.set(guard, turn)
  return turn
}

const guardedBy = (guard: WriteGuard): Guarded => {
  return (write, work) =>
    inTurn(guard, async () => {
      await guard.before(write)
      let outcome: Awaited<ReturnType<typeof work>> | undefined
      try {
        outcome = await work()
        return outcome
      } finally {
        if (outcome?.ok && outcome.value.files.length > 0) {
          guard.after(write, outcome.value.backup)
        } else {
          guard.unchanged()
        }
      }
    })
}

/** The same door, with every change of the files under guard. */
export function guardWrites(files: ClineFiles, guard: WriteGuard): ClineFiles {
  const guarded = guardedBy(guard)
  return {
    ...files,
    apply: (request, previewId) => guarded({ kind: 'apply', request }, () => files.apply(request, previewId)),
    undo: (...which) => guarded({ kind: 'undo' }, () => files.undo(...which)),
  }
}

/** The same for what is put back. */
export function guardHeld(settings: HeldSettings, guard: WriteGuard): HeldSettings {
  const guarded = guardedBy(guard)
  return {
    ...settings,
    applyClaims: (held, previewId) =>
      guarded({ kind: 'reclaim', files: held.files }, () => settings.applyClaims(held, previewId)),
  }
}

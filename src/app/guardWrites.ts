import type { Outcome } from '../core/outcome.ts'
import type { ApplyRequest } from '../core/settings/types.ts'
import type { ClineFiles } from './ports.ts'

/** A change to Cline's files: a choice is applied, or an earlier write is taken back. */
export type ClineWrite = { kind: 'apply'; request: ApplyRequest } | { kind: 'undo' }

/** Cares for the Clines that run: they hold the settings in memory and write them back. */
export interface WriteGuard {
  /** Before anything is touched: waits for a calm moment. */
  before(write: ClineWrite): Promise<void>
  /** The files were changed; called in the tick in which that became known. */
  after(write: ClineWrite, backup: string | undefined): void
  /** The files are as they were. */
  unchanged(): void
}

/** The same door, with every change of the files under guard. */
export function guardWrites(files: ClineFiles, guard: WriteGuard): ClineFiles {
  async function guarded<T extends { files: string[]; backup?: string }>(
    write: ClineWrite,
    work: () => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    await guard.before(write)
    let changed: T | undefined
    try {
      const outcome = await work()
      changed = outcome.ok && outcome.value.files.length > 0 ? outcome.value : undefined
      return outcome
    } finally {
      if (changed === undefined) {
        guard.unchanged()
      } else {
        guard.after(write, changed.backup)
      }
    }
  }
  return {
    ...files,
    apply: (request, previewId) => guarded({ kind: 'apply', request }, () => files.apply(request, previewId)),
    undo: (...which) => guarded({ kind: 'undo' }, () => files.undo(...which)),
  }
}

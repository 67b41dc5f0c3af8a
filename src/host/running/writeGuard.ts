import { randomBytes } from 'node:crypto'
import type { ClineWrite, WriteGuard } from '../../app/guardWrites.ts'
import type { ClaimedFile, Print } from '../../core/running/claims.ts'
import type { AppliedRecord } from '../../core/running/drift.ts'
import type { ApplyRequest } from '../../core/settings/types.ts'
import { printWith, recordPath } from './appliedRecord.ts'
import { readOwn, removeOwn, writeOwn } from './ownFile.ts'
import type { RunningCline } from './runningCline.ts'

/** What the adapter to Cline's files tells. */
export interface ClaimSource {
  /** What a write will hold of the files. */
  claimsOf: (request: ApplyRequest, print: Print) => Promise<ClaimedFile[]>
  /** What globalState.json holds now of the keys that are ours to set. */
  claimsNow: () => ClaimedFile[]
  untilCalm: (paths: string[], timer: { now(): number; wait(ms: number): Promise<void> }) => Promise<boolean>
  /** Our own notes could not be written. The user's write goes on; Cline may then overwrite it unseen. */
  trouble: (error: unknown) => void
}

const timer = {
  now: () => Date.now(),
  wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
}

/** Sees each write through: the pending plan before it, the record and the call to other windows after it. */
export function createWriteGuard(
  running: Pick<RunningCline, 'folder' | 'takeUp' | 'callForReload'>,
  source: ClaimSource,
): WriteGuard {
  let record: AppliedRecord | undefined
  const noting = (work: () => void) => {
    try {
      work()
    } catch (error) {
      source.trouble(error)
    }
  }

  async function recordOf(write: ClineWrite): Promise<AppliedRecord | undefined> {
    if (write.kind === 'undo') {
      return undefined
    }
    const known = readOwn<AppliedRecord>(recordPath(running.folder))
    if (write.kind === 'reclaim') {
      return known && { ...known, before: source.claimsNow() }
    }
    const salt = randomBytes(12).toString('base64url')
    const files = await source.claimsOf(write.request, printWith(salt))
    return { version: 1, id: salt, at: Date.now(), salt, files, before: source.claimsNow() }
  }

  return {
    async before(write) {
      const present = source.claimsNow()
      await source.untilCalm(
        present.map((file) => file.path),
        timer,
      )
      record = await recordOf(write)
      const files = record?.files.filter(({ role }) => role === 'globalState') ?? present
      noting(() => running.takeUp.begin(files))
    },
    after(write, backup) {
      noting(() => {
        const path = recordPath(running.folder)
        if (record === undefined) {
          removeOwn(path)
        } else {
          // Windows that are loaded from now on read the new settings.
          const known = backup === undefined ? {} : { backup }
          writeOwn<AppliedRecord>(path, { ...record, at: Date.now(), ...known })
        }
        running.takeUp.written(write.kind === 'undo' ? source.claimsNow() : undefined)
        running.callForReload()
      })
    },
    unchanged: () => noting(() => running.takeUp.abandoned()),
  }
}

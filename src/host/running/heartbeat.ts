import { readdirSync, rmSync } from 'node:fs'
import { uptime } from 'node:os'
import { join, sep } from 'node:path'
import { type AliveFacts, type Heartbeat, isOpen } from '../../core/running/windows.ts'
import { readOwn, removeOwn, writeOwn } from './ownFile.ts'
import { isAlive } from './processes.ts'

/** The windows of this editor that are open now, known by one small file each. */
export interface Heartbeats {
  /** The folder, with a separator at its end, for a watcher. */
  readonly folder: string
  readonly own: Heartbeat
  /** Says that this window is here, or something new about it. */
  beat(change?: Partial<Pick<Heartbeat, 'startedAt' | 'cline'>>): void
  /** The other open windows; files of windows that are gone are swept away. */
  others(): Heartbeat[]
  /** The window closes. */
  end(): void
}

/** Opens the folder of heartbeats; writes nothing yet. */
export function createHeartbeats(
  folder: string,
  first: Omit<Heartbeat, 'version'>,
  facts: AliveFacts = { isAlive, bootedAt: Date.now() - uptime() * 1000 },
): Heartbeats {
  const file = (pid: number) => join(folder, `${pid}.json`)
  let own: Heartbeat = { version: 1, ...first }
  return {
    folder: `${folder}${sep}`,
    get own() {
      return own
    },
    beat(change) {
      own = { ...own, ...change }
      writeOwn(file(own.pid), own)
    },
    others() {
      const open: Heartbeat[] = []
      for (const name of namesIn(folder)) {
        const beat = readOwn<Heartbeat>(join(folder, name))
        if (beat !== undefined && isOpen(beat, facts)) {
          open.push(beat)
        } else {
          rmSync(join(folder, name), { force: true })
        }
      }
      return open.filter(({ pid }) => pid !== own.pid)
    },
    end: () => removeOwn(file(own.pid)),
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+\.json$/.test(name))
  } catch {
    return []
  }
}

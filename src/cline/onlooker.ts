import { type FSWatcher, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/** Looks on while a file is replaced. */
export interface Onlooker {
  /** True when another program replaced the file after the mark and before us, so that its text is lost. */
  sawAnother(): Promise<boolean>
  close(): void
}

/** Events of one rename follow it within a millisecond or so; this long they are waited for. */
const PATIENCE_MS = 100

/**
 * Between the last look at a file and the rename over it there are some microseconds. Linux tells the changes
 * of a folder in order: a change of the temporary file's mode is the mark before the look, and another
 * program's rename between it and ours is one whose text nobody has read. Elsewhere nothing is seen.
 */
export function lookOn(temporary: string, target: string, platform: NodeJS.Platform): Onlooker {
  const [mine, name] = [basename(temporary), basename(target)]
  let state: 'before' | 'marked' | 'over' = 'before'
  let another = false
  let tell: () => void = () => {}
  const seen = (kind: string, file: string | null) => {
    if (file === mine && state === 'before') {
      state = 'marked'
    } else if (file === mine && kind === 'rename') {
      state = 'over'
      tell()
    } else if (file === name && kind === 'rename' && state === 'marked') {
      another = true
    }
  }
  const watcher = platform === 'linux' ? tryWatch(dirname(target), seen) : undefined
  return {
    async sawAnother() {
      if (watcher !== undefined && state !== 'over') {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, PATIENCE_MS)
          tell = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      return another
    },
    close: () => watcher?.close(),
  }
}

/** Not every file system can be watched, and the number of watchers is limited. */
function tryWatch(folder: string, seen: (kind: string, file: string | null) => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, seen)
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return undefined
  }
}

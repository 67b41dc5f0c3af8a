import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'

const groups = new Set<number>()
const folders = new Set<string>()
let watching = false

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // Gone already.
  }
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 })
}

/** A crashed or interrupted runner must leave neither servers nor folders behind. */
function watchOwnEnd(): void {
  if (watching) {
    return
  }
  watching = true
  process.once('exit', () => {
    for (const pid of groups) {
      killGroup(pid, 'SIGKILL')
    }
    for (const folder of folders) {
      removeFolder(folder)
    }
  })
  process.once('SIGINT', () => process.exit(130))
  process.once('SIGTERM', () => process.exit(143))
  process.once('SIGHUP', () => process.exit(129))
}

/** Kills the group of this detached child when our own process ends, whatever the reason. */
export function killAtEnd(child: ChildProcess): void {
  watchOwnEnd()
  const { pid } = child
  if (pid !== undefined) {
    groups.add(pid)
  }
}

/** Removes the folder when our own process ends, whatever the reason. */
export function removeAtEnd(folder: string): void {
  watchOwnEnd()
  folders.add(folder)
}

/** Removes the folder now. */
export function removeNow(folder: string): void {
  removeFolder(folder)
  folders.delete(folder)
}

/** Ends a detached child and everything it started: politely, and after three seconds for good. */
export async function stopGroup(child: ChildProcess): Promise<void> {
  const { pid } = child
  if (pid === undefined) {
    return
  }
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    killGroup(pid, 'SIGTERM')
    const hurry = setTimeout(() => killGroup(pid, 'SIGKILL'), 3000)
    await gone
    clearTimeout(hurry)
  }
  // The extension host outlives its server for a moment; nothing of the group may stay.
  killGroup(pid, 'SIGKILL')
  groups.delete(pid)
}

import { randomBytes } from 'node:crypto'
import { link, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileError, makeFolder } from './disk.ts'

const PATIENCE_MS = 10_000
/** A write takes well under a second: a lock this old was left behind, whoever has its number now. */
const STALE_MS = 120_000
const FILLING_MS = 500

/**
 * Runs work while no other window or command of ours writes. Cline knows nothing of this lock; against its
 * writes each replacement compares first.
 */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await makeFolder(folder)
  const path = join(folder, 'lock')
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), id: randomBytes(8).toString('hex') })
  await acquire(path, mine)
  try {
    return await work()
  } finally {
    await release(path, mine)
  }
}

/** After a long sleep in the middle somebody else may hold it: theirs stays. */
async function release(path: string, mine: string): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => mine)) === mine) {
    await rm(path, { force: true })
  }
}

async function acquire(path: string, mine: string): Promise<void> {
  for (let waited = 0; ; waited += 25) {
    if (await create(path, mine)) {
      return
    }
    if (await isAbandoned(path)) {
      await takeAway(path)
    } else if (waited >= PATIENCE_MS) {
      throw fileError('EBUSY', path, 'is held by another window or command that writes Cline’s settings')
    } else {
      await sleep(25)
    }
  }
}

async function create(path: string, text: string): Promise<boolean> {
  const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
    if ((error as { code?: unknown }).code === 'EEXIST') {
      return undefined
    }
    throw error
  })
  try {
    await file?.writeFile(text)
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file?.close()
  }
  return file !== undefined
}

async function isAbandoned(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (found === undefined || text === undefined) {
    return false
  }
  const age = Date.now() - found.mtimeMs
  const owner = parseOwner(text)
  // Without an owner: its process was killed between making and filling it.
  return owner === undefined
    ? age > FILLING_MS
    : age > STALE_MS || (owner.host === hostname() && !isAlive(owner.pid))
}

function parseOwner(text: string): { pid: number; host: string } | undefined {
  try {
    return JSON.parse(text) as { pid: number; host: string }
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: unknown }).code === 'EPERM'
  }
}

/** Of several that find a lock abandoned, one renames it away; the others go on waiting. */
async function takeAway(path: string): Promise<void> {
  const aside = `${path}.${process.pid}`
  await rename(path, aside).catch(() => {})
  if (!(await isAbandoned(aside))) {
    // Another was quicker, and this is its fresh lock: it goes back.
    await link(aside, path).catch(() => {})
  }
  await rm(aside, { force: true })
}

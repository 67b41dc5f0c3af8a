import { isUtf8 } from 'node:buffer'
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { brokenClaims, type ClaimedFile, withClaims } from '../core/running/claims.ts'
import { insist } from './insist.ts'

/** A claimed file as it is at this moment. */
export interface ClaimedLook {
  /** Every claim holds. */
  kept: boolean
  /** Changes whenever the file is written: by inode, time and size. */
  identity: string
}

const MISSING = 'missing'
const ENDING = '.bedrock-setup'
const noPrint = () => ''

/** Looks at a globalState.json. Synchronous: it is used in the first lines of a start. */
export function lookAtClaims({ path, claims }: ClaimedFile): ClaimedLook {
  const found = statSync(path, { throwIfNoEntry: false })
  const identity = found === undefined ? MISSING : `${found.ino}:${found.mtimeMs}:${found.size}`
  const root = parsed(path)
  return { kept: root !== undefined && brokenClaims(root, claims, noPrint).length === 0, identity }
}

/**
 * Puts our values back into a globalState.json, keeping everything else, in Cline's own layout. The values
 * were written, shown and backed up before; this only undoes a stale copy. A file that Cline could not read
 * either is left alone. Gives false when nothing was written.
 */
export function reclaim({ path, claims }: ClaimedFile): boolean {
  const root = parsed(path)
  if (!existsSync(path) || root === undefined || brokenClaims(root, claims, noPrint).length === 0) {
    return false
  }
  const target = realpathSync(path)
  const mode = statSync(target).mode & 0o777
  if ((mode & 0o200) === 0) {
    return false
  }
  replaceSync(target, JSON.stringify(withClaims(root, claims), null, 2), mode)
  return true
}

/** A file that is not there holds nothing; one that does not parse is not ours to judge. */
function parsed(path: string): Record<string, unknown> | undefined {
  try {
    const bytes = existsSync(path) ? readFileSync(path) : Buffer.from('{}')
    // Written again as UTF-8, one that is none would lose bytes.
    const value: unknown = isUtf8(bytes) ? JSON.parse(bytes.toString('utf8')) : undefined
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** Replaces a file's text through a new file beside it, at once and flushed: it is for moments without a later. */
function replaceSync(path: string, text: string, mode: number): void {
  sweep(path)
  const fresh = `${path}.${process.pid}${ENDING}`
  const handle = openSync(fresh, 'w', mode)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  try {
    insist(() => renameSync(fresh, path))
  } catch (error) {
    rmSync(fresh, { force: true })
    throw error
  }
}

/** A process that was killed between two steps may have left its new file behind. */
function sweep(path: string): void {
  const own = `${basename(path)}.`
  for (const name of readdirSync(dirname(path))) {
    if (name.startsWith(own) && name.endsWith(ENDING)) {
      rmSync(join(dirname(path), name), { force: true })
    }
  }
}

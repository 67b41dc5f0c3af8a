import { randomBytes } from 'node:crypto'
import { chmodSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import {
  chown,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rm,
  rmdir,
  stat,
  unlink,
} from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bytesOf, textOf } from './bytes.ts'
import { lookOn } from './onlooker.ts'

/** The text now, which stands for each byte, or `undefined` when the file does not exist. */
export async function readText(path: string): Promise<string | undefined> {
  const bytes = await readFile(path).catch(absent)
  return bytes === undefined ? undefined : textOf(bytes)
}

/** The permission bits now. */
export async function modeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(absent)
  return found === undefined ? undefined : found.mode & 0o777
}

/** Rethrows everything but "does not exist". */
function absent(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') {
    throw error
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code

/** An error of our own about one file, in the form that Node's have. */
export const fileError = (code: string, path: string, message: string): Error =>
  Object.assign(new Error(`${path} ${message}`), { code, path })

/** Follows links: it is what they lead to that is replaced, so that the link stays. */
async function targetOf(path: string): Promise<string> {
  const found = await realpath(path).catch(absent)
  if (found !== undefined) {
    return found
  }
  const link = await lstat(path).catch(absent)
  if (link !== undefined) {
    throw fileError('ELINK', path, 'is a link to a file that does not exist')
  }
  return path
}

/**
 * Throws when the file may not be replaced, before anything is touched. Renaming over a read-only file, or
 * one of another user, works and would surprise: who set it so meant it.
 */
export async function assertReplaceable(path: string): Promise<void> {
  const target = await targetOf(path)
  const file = await stat(target).catch(absent)
  if (file !== undefined && !file.isFile()) {
    throw fileError('EISDIR', path, 'is not a file')
  }
  if (file !== undefined && (file.mode & 0o200) === 0) {
    throw fileError('EACCES', path, 'is read-only')
  }
  const me = process.getuid?.()
  if (file !== undefined && me !== undefined && me !== 0 && file.uid !== me) {
    throw fileError('EOWNER', path, 'belongs to another user')
  }
  const folder = me === undefined ? undefined : await stat(dirname(target)).catch(absent)
  if (folder !== undefined && (folder.mode & 0o200) === 0) {
    throw fileError('EACCES', dirname(target), 'is a read-only folder')
  }
}

/** Makes a folder that only the user can enter, also when the superuser makes it. Gives the folders that were missing, outermost first. */
export async function makeFolder(path: string): Promise<string[]> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 })
  const made: string[] = []
  for (let at = path; first !== undefined && at.length >= first.length; at = dirname(at)) {
    made.unshift(at)
  }
  for (const folder of process.getuid?.() === 0 ? made : []) {
    const { uid, gid } = await stat(dirname(folder))
    await chown(folder, uid, gid)
  }
  return made
}

const PATIENCE_MS = 5000

/** Virus scanners and indexers hold a file for a moment; on Windows that shows as a refusal. */
async function patiently<T>(work: () => T | Promise<T>, platform: NodeJS.Platform): Promise<T> {
  const passing = new Set(['EBUSY', 'EMFILE', 'ENFILE', 'EAGAIN'])
  if (platform === 'win32') {
    passing.add('EPERM').add('EACCES')
  }
  for (let waited = 0, pause = 20; ; pause = Math.min(pause * 2, 500)) {
    try {
      return await work()
    } catch (error) {
      if (!passing.has(String(codeOf(error))) || waited >= PATIENCE_MS) {
        throw error
      }
      await sleep(pause)
      waited += pause
    }
  }
}

const TEMPORARY = /\.bedrock-setup-[0-9a-f]{12}$/

/** Removes temporary files of ours beside a file. Only for who holds the lock: nobody else writes then. */
export async function sweep(path: string): Promise<void> {
  const target = await targetOf(path).catch(() => path)
  const names = (await readdir(dirname(target)).catch(absent)) ?? []
  for (const name of names) {
    if (name.startsWith(`${basename(target)}.`) && TEMPORARY.test(name)) {
      await rm(join(dirname(target), name), { force: true })
    }
  }
}

/** Writes a text beside the file that it is to replace, flushed to disk. Gives the temporary file. */
export async function stage(path: string, text: string, mode: number): Promise<string> {
  const target = await targetOf(path)
  const temporary = `${target}.bedrock-setup-${randomBytes(6).toString('hex')}`
  try {
    await writeFlushed(temporary, text, mode, target)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
  return temporary
}

/** How a replacement went. `over-another`: it is done, but another program's text, written just before, is lost. */
export type Swap = 'done' | 'refused' | 'over-another'

/**
 * Puts a staged file in its place in one step. Refused, and nothing changed, when the file no longer reads as
 * expected (`undefined`: does not exist) or another program is about to replace it.
 */
export async function swap(
  temporary: string,
  path: string,
  expected: string | undefined,
  platform: NodeJS.Platform,
): Promise<Swap> {
  const target = await targetOf(path)
  const onlooker = lookOn(temporary, target, platform)
  try {
    const done = await patiently(() => {
      // The mark for the onlooker. No await from here to the rename: others get as little time as there can be.
      chmodSync(temporary, statSync(temporary).mode)
      if (!stillReads(target, expected)) {
        return false
      }
      renameSync(temporary, target)
      return true
    }, platform)
    if (!done) {
      return 'refused'
    }
    await flushFolder(dirname(target))
    return (await onlooker.sawAnother()) ? 'over-another' : 'done'
  } finally {
    onlooker.close()
  }
}

/** Writes a file that nobody else writes, in one step. */
export async function save(path: string, text: string): Promise<void> {
  const temporary = await stage(path, text, 0o600)
  renameSync(temporary, path)
  await flushFolder(dirname(path))
}

/**
 * Writes a new file and flushes it.
 * @param like the file whose owner it gets, where we are the superuser
 */
export async function writeFlushed(path: string, text: string, mode: number, like = path): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytesOf(text))
    if (process.getuid?.() === 0) {
      // What the superuser writes into a user's folder must stay that user's.
      const { uid, gid } = (await stat(like).catch(absent)) ?? (await stat(dirname(like)))
      await file.chown(uid, gid)
    }
    await file.chmod(mode)
    await file.sync()
  } finally {
    await file.close()
  }
}

function stillReads(target: string, text: string | undefined): boolean {
  if (isBeingWritten(target)) {
    return false
  }
  try {
    return textOf(readFileSync(target)) === text
  } catch (error) {
    return absent(error) === text
  }
}

/** Longer than any write takes: an older temporary file was left behind by a crash. */
const STALE_MS = 2000

/** Cline writes `<name>.<pid>.tmp` or the like just before it renames: that is a writer under way. */
function isBeingWritten(target: string): boolean {
  const folder = dirname(target)
  const isOthers = (name: string) =>
    name.startsWith(`${basename(target)}.`) && name.includes('.tmp') && !TEMPORARY.test(name)
  return readdirSync(folder)
    .filter(isOthers)
    .some((name) => {
      const found = statSync(join(folder, name), { throwIfNoEntry: false })
      return found !== undefined && Date.now() - found.mtimeMs < STALE_MS
    })
}

/** A rename is durable only when its folder is. Not every file system offers that. */
export async function flushFolder(path: string): Promise<true> {
  const folder = await open(path, 'r').catch(() => undefined)
  await folder?.sync().catch(() => {})
  await folder?.close()
  return true
}

/** Removes a file that was not there before we wrote it, unless it changed since. */
export async function removeFile(path: string, expected: string): Promise<boolean> {
  const current = await readText(path)
  if (current === undefined) {
    return true
  }
  if (current !== expected) {
    return false
  }
  await unlink(path)
  return await flushFolder(dirname(path))
}

/** Removes folders that we made, innermost first, as far as they are empty. */
export async function removeFolders(made: readonly string[]): Promise<void> {
  for (const folder of [...made].reverse()) {
    const left = await rmdir(folder).catch(codeOf)
    if (left !== undefined && left !== 'ENOENT') {
      return
    }
  }
}

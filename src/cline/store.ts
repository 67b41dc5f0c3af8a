import { createHash } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, realpath, rm, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeFile } from 'atomically'
import type { Clock } from '../app/ports.ts'
import type { FileChange } from './texts.ts'

const KEEP = 20
const KEEP_MS = 30 * 86_400_000
const MANIFEST = 'manifest.json'

/** One file in a backup. Its texts lie beside the manifest. */
export interface BackedUpFile {
  path: string
  role: FileChange['role']
  secret: boolean
  existed: boolean
  /** Permission bits before the write. */
  mode?: number
  hashes: { before?: string; during: string; after: string }
}

/** One write of ours. A state of `writing` at the next start means that we did not come to the end. */
export interface Manifest {
  version: 1
  name: string
  state: 'writing' | 'written' | 'undone' | 'rolled-back'
  files: BackedUpFile[]
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Puts a text in a file's place in one step, through links, flushed to disk. */
export async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const target = await realpath(path).catch(() => path)
  await assertWritable(target)
  await writeFile(target, text, { encoding: 'utf8', mode, fsync: true, fsyncWait: true, timeout: 5000 })
  await chmod(target, mode)
}

/** Renaming over a read-only file works and would surprise: who set it meant it. */
async function assertWritable(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found !== undefined && (found.mode & 0o200) === 0) {
    throw Object.assign(new Error(`${path} is read-only`), { code: 'EACCES', path })
  }
}

/** The text now, or `undefined` when the file does not exist. */
export async function currentText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') {
      return undefined
    }
    throw error
  }
}

/** The permission bits now. */
export const modeOf = async (path: string): Promise<number | undefined> =>
  (await stat(path).catch(() => undefined))?.mode

/** Backups of one data directory, each a folder of its own that only the user can read. */
export interface BackupStore {
  /** Saves what is there and what will be, before anything is written. */
  begin(changes: readonly FileChange[]): Promise<Manifest>
  mark(manifest: Manifest, state: Manifest['state']): Promise<void>
  text(manifest: Manifest, index: number, which: 'before' | 'after'): Promise<string>
  /** Newest last. */
  list(): Promise<Manifest[]>
}

/** Opens the store in a folder. */
export function openStore(folder: string, clock: Clock): BackupStore {
  const save = (name: string, file: string, text: string) =>
    replaceFile(join(folder, name, file), text, 0o600)
  const saveManifest = (manifest: Manifest) =>
    save(manifest.name, MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`)

  async function list(): Promise<Manifest[]> {
    const names = (await readdir(folder).catch(() => [])).sort()
    const found: Manifest[] = []
    for (const name of names) {
      const text = await currentText(join(folder, name, MANIFEST)).catch(() => undefined)
      if (text !== undefined) {
        found.push(JSON.parse(text) as Manifest)
      }
    }
    return found
  }

  async function freeName(): Promise<string> {
    const base = new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-')
    const taken = new Set(await readdir(folder).catch(() => []))
    for (let count = 0; ; count += 1) {
      const name = `${base}-${String(count).padStart(2, '0')}`
      if (!taken.has(name)) {
        return name
      }
    }
  }

  async function prune(): Promise<void> {
    const all = await list()
    const oldest = new Date(clock.now() - KEEP_MS).toISOString().replaceAll(/[:.]/g, '-')
    for (const [at, { name, state }] of all.entries()) {
      const surplus = at < all.length - KEEP || name < oldest
      if (surplus && state !== 'writing' && at < all.length - 1) {
        await rm(join(folder, name), { recursive: true, force: true })
      }
    }
  }

  return {
    list,
    async begin(changes) {
      const name = await freeName()
      const files: BackedUpFile[] = []
      for (const [index, change] of changes.entries()) {
        const { path, role, secret, before, during, after } = change
        const mode = await modeOf(path)
        files.push({
          path,
          role,
          secret,
          existed: before !== undefined,
          hashes: {
            during: hashOf(during),
            after: hashOf(after),
            ...(before !== undefined && { before: hashOf(before) }),
          },
          ...(mode !== undefined && { mode: mode & 0o777 }),
        })
        await save(name, `${index}.before`, before ?? '')
        await save(name, `${index}.after`, after)
      }
      const manifest: Manifest = { version: 1, name, state: 'writing', files }
      await saveManifest(manifest)
      await prune()
      return manifest
    },
    async mark(manifest, state) {
      await saveManifest({ ...manifest, state })
    },
    text: (manifest, index, which) => readFile(join(folder, manifest.name, `${index}.${which}`), 'utf8'),
  }
}

/** Removes a file that was not there before we wrote it. */
export async function removeFile(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if ((error as { code?: unknown }).code !== 'ENOENT') {
      throw error
    }
  })
}

import { createHash } from 'node:crypto'
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Clock } from '../app/ports.ts'
import type { Setting } from '../core/settings/types.ts'
import { bytesOf, textOf } from './bytes.ts'
import { flushFolder, makeFolder, modeOf, readText, save, writeFlushed } from './disk.ts'
import type { FileChange } from './texts.ts'

const KEEP = 20
const KEEP_MS = 30 * 86_400_000
const MANIFEST = 'manifest.json'

/** One file in a backup. Its texts lie beside the manifest; a missing hash: the file did not exist. */
export interface BackedUpFile {
  path: string
  role: FileChange['role']
  secret: boolean
  /** Permission bits before the write. */
  mode?: number
  hashes: { before?: string; during?: string; after?: string }
}

/** One write of ours, and all that is needed to take it back. */
export interface Manifest {
  version: 1
  /** Its time, and so its order. */
  name: string
  kind: 'apply' | 'restore'
  /** A restore: the writes that it took back. */
  takesBack: string[]
  from: Setting
  to: Setting
  files: BackedUpFile[]
  /** Folders that did not exist before, outermost first. */
  folders: string[]
  /** A restore: folders that we had made, outermost first; they go if nothing else is in them. */
  emptied: string[]
}

/** A write about to begin. */
export interface Intended extends Pick<Manifest, 'kind' | 'takesBack' | 'from' | 'to' | 'emptied'> {
  changes: readonly FileChange[]
}

export const hashOf = (text: string): string => createHash('sha256').update(bytesOf(text)).digest('hex')

/**
 * The journal and the backups of one data directory, readable by the user only. A write begins in
 * `unfinished` and moves to `backups` in one step when it is done: what lies in `unfinished` was interrupted.
 */
export interface BackupStore {
  /** The folder of all, where the lock is. */
  folder: string
  /** Saves what is there and what will be, before anything is written. */
  begin(intended: Intended): Promise<Manifest>
  /** The write is done. */
  commit(manifest: Manifest): Promise<void>
  /** The write was taken back: nothing of it is kept. */
  discard(manifest: Manifest): Promise<void>
  unfinished(): Promise<Manifest[]>
  /** Something was interrupted. One look at one folder. */
  interrupted(): Promise<boolean>
  /** Removes what never became a write. */
  clearUnfinished(): Promise<void>
  text(manifest: Manifest, path: string, which: 'before' | 'after'): Promise<string | undefined>
  /** Newest last. */
  list(): Promise<Manifest[]>
  remove(name: string): Promise<void>
  /** Removes backups that are too old or too many: they hold old secrets. */
  prune(): Promise<void>
}

/** Opens the store in a folder. */
export function openStore(folder: string, clock: Clock): BackupStore {
  const unfinished = join(folder, 'unfinished')
  const backups = join(folder, 'backups')

  async function freeName(): Promise<string> {
    const last = (await list()).at(-1)?.name ?? ''
    const now = nameOf(clock.now(), 0)
    // A clock that was set back must not turn the order round.
    const [time, count] =
      last >= now ? [last.slice(0, -4), Number(last.slice(-3)) + 1] : [now.slice(0, -4), 0]
    return `${time}-${String(count).padStart(3, '0')}`
  }

  const list = () => readManifests(backups)

  return {
    folder,
    list,
    unfinished: () => readManifests(unfinished),
    interrupted: async () => (await readNames(unfinished)).length > 0,
    async clearUnfinished() {
      for (const name of await readNames(unfinished)) {
        await removeBackup(join(unfinished, name))
      }
    },
    async begin({ changes, ...about }) {
      const name = await freeName()
      const home = join(unfinished, name)
      await rm(home, { recursive: true, force: true })
      await makeFolder(home)
      await makeFolder(backups)
      const manifest: Manifest = {
        version: 1,
        name,
        ...about,
        files: await Promise.all(changes.map(describe)),
        folders: await missingFolders(changes.map(({ path }) => path)),
      }
      for (const [index, { before, after }] of changes.entries()) {
        for (const [which, text] of Object.entries({ before, after })) {
          await (text !== undefined && writeFlushed(join(home, `${index}.${which}`), text, 0o600))
        }
      }
      // The last file of all: without it the folder counts for nothing.
      await save(join(home, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
      return manifest
    },
    async commit({ name }) {
      await rename(join(unfinished, name), join(backups, name))
      await flushFolder(backups)
    },
    discard: ({ name }) => removeBackup(join(unfinished, name)),
    text: async (manifest, path, which) => {
      const index = manifest.files.findIndex((file) => file.path === path)
      if (manifest.files[index]?.hashes[which] === undefined) {
        return undefined
      }
      const [done, open] = [backups, unfinished].map((each) => join(each, manifest.name, `${index}.${which}`))
      return (await readText(done ?? '')) ?? textOf(await readFile(open ?? ''))
    },
    remove: (name) => removeBackup(join(backups, name)),
    async prune() {
      const names = await readNames(backups)
      const oldest = nameOf(clock.now() - KEEP_MS, 0)
      for (const [at, name] of names.entries()) {
        if (at < names.length - KEEP || name < oldest) {
          await removeBackup(join(backups, name))
        }
      }
    },
  }
}

const nameOf = (time: number, count: number): string =>
  `${new Date(time).toISOString().replaceAll(/[:.]/g, '-')}-${String(count).padStart(3, '0')}`

/** When a backup was made, ISO 8601 UTC, from its name. */
export const timeOf = (name: string): string =>
  name.replace(/^(.+T\d\d)-(\d\d)-(\d\d)-(\d+Z).*$/, '$1:$2:$3.$4')

const readNames = async (folder: string): Promise<string[]> => (await readdir(folder).catch(() => [])).sort()

/** Backups that can be read; a folder without a manifest never became one. */
async function readManifests(folder: string): Promise<Manifest[]> {
  const found: Manifest[] = []
  for (const name of await readNames(folder)) {
    const text = await readText(join(folder, name, MANIFEST)).catch(() => undefined)
    const manifest = text === undefined ? undefined : readManifest(text)
    if (manifest?.name === name) {
      found.push(manifest)
    }
  }
  return found
}

function readManifest(text: string): Manifest | undefined {
  try {
    const manifest = JSON.parse(text) as Manifest
    return manifest.version === 1 && Array.isArray(manifest.files) ? manifest : undefined
  } catch {
    return undefined
  }
}

async function removeBackup(folder: string): Promise<void> {
  // Without its manifest a half removed backup is none.
  await rm(join(folder, MANIFEST), { force: true })
  await rm(folder, { recursive: true, force: true })
}

async function describe({ path, role, secret, before, during, after }: FileChange): Promise<BackedUpFile> {
  const mode = await modeOf(path)
  const hashes = Object.fromEntries(
    Object.entries({ before, during, after }).flatMap(([which, text]) =>
      text === undefined ? [] : [[which, hashOf(text)]],
    ),
  )
  return { path, role, secret, hashes, ...(mode !== undefined && { mode }) }
}

async function missingFolders(paths: readonly string[]): Promise<string[]> {
  const missing = new Set<string>()
  for (const path of paths) {
    for (let at = dirname(path); at !== dirname(at); at = dirname(at)) {
      if ((await stat(at).catch(() => undefined)) !== undefined) {
        break
      }
      missing.add(at)
    }
  }
  return [...missing].sort((a, b) => a.length - b.length)
}

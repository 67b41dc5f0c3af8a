import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { carried } from '../core/settings/json.ts'
import { fileError, readText, removeFile, removeFolders, stage, swap, sweep } from './disk.ts'
import { editText, parseText } from './editText.ts'
import type { ClineOptions } from './options.ts'
import { type BackedUpFile, type BackupStore, hashOf, type Manifest } from './store.ts'

type RecoverOptions = Pick<ClineOptions, 'platform'>

/** What became of an interrupted write. */
export type Recovered = 'finished' | 'rolled-back'

const ATTEMPTS = 50

const hashOrNone = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : hashOf(text)

/** One stage of one file, by its hash. */
const reads = (file: BackedUpFile, text: string | undefined, which: keyof BackedUpFile['hashes']): boolean =>
  hashOrNone(text) === file.hashes[which]

/** The text as a write left it, at whatever stage. */
export const isOurs = (file: BackedUpFile, text: string | undefined): boolean =>
  reads(file, text, 'during') || reads(file, text, 'after')

/**
 * Carries the difference of two texts over to a third one: the whole text where it is as we left it, else
 * only our keys and only where they are as we left them.
 */
export function moved(
  current: string | undefined,
  from: string | undefined,
  to: string | undefined,
  ours: boolean,
): string | undefined {
  if (ours || current === undefined || current === from) {
    return to
  }
  const now = parseText(current)
  // What others made of it is theirs: a text that does not parse is left alone.
  return now === undefined ? current : editText(current, carried(parseText(from), parseText(to), now))
}

/** Takes an unfinished write back: globalState first, then the rest. */
export async function rollBack(
  store: BackupStore,
  manifest: Manifest,
  options: RecoverOptions,
): Promise<void> {
  const order = [...manifest.files].sort((a, b) => rank(a) - rank(b))
  for (const file of order) {
    const before = await store.text(manifest, file.path, 'before')
    const after = await store.text(manifest, file.path, 'after')
    await bring(file, options, (current) =>
      reads(file, current, 'before') ? current : moved(current, after, before, isOurs(file, current)),
    )
  }
  await close(store, manifest, 'rolled-back')
}

const rank = ({ role }: BackedUpFile): number => (role === 'globalState' ? 0 : 1)

/** Once globalState selects the new setting the write is as good as done. */
async function finish(store: BackupStore, manifest: Manifest, options: RecoverOptions): Promise<void> {
  for (const file of manifest.files) {
    const before = await store.text(manifest, file.path, 'before')
    const after = await store.text(manifest, file.path, 'after')
    await bring(file, options, (current) => moved(current, before, after, isOurs(file, current)))
  }
  await close(store, manifest, 'finished')
}

/** Leaves nothing of ours beside Cline's files. */
async function close(store: BackupStore, manifest: Manifest, how: Recovered): Promise<void> {
  for (const { path } of manifest.files) {
    await sweep(path)
  }
  if (how === 'finished') {
    await removeFolders(manifest.emptied)
    await store.commit(manifest)
  } else {
    await removeFolders(manifest.folders)
    await store.discard(manifest)
  }
}

async function bring(
  file: BackedUpFile,
  { platform = process.platform }: RecoverOptions,
  wantedOf: (current: string | undefined) => string | undefined,
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const current = await readText(file.path)
    const wanted = wantedOf(current)
    if (wanted === current || (await replaceOnce(file, current, wanted, platform))) {
      return
    }
    await sleep(20)
  }
  throw fileError('EBUSY', file.path, 'is being written by another program all the time')
}

async function replaceOnce(
  file: BackedUpFile,
  current: string | undefined,
  wanted: string | undefined,
  platform: NodeJS.Platform,
): Promise<boolean> {
  if (wanted === undefined) {
    return await removeFile(file.path, current ?? '')
  }
  const temporary = await stage(file.path, wanted, file.mode ?? 0o600)
  try {
    return (await swap(temporary, file.path, current, platform)) !== 'refused'
  } finally {
    await rm(temporary, { force: true })
  }
}

/** Finishes or takes back what was interrupted. The caller holds the lock. */
export async function recover(store: BackupStore, options: RecoverOptions): Promise<Recovered | undefined> {
  let last: Recovered | undefined
  for (const manifest of await store.unfinished()) {
    if (await isCommitted(manifest)) {
      await finish(store, manifest, options)
      last = 'finished'
    } else {
      await rollBack(store, manifest, options)
      last = 'rolled-back'
    }
  }
  await store.clearUnfinished()
  return last
}

/** The commit is globalState; where that stays as it is, everything before the last removals. */
async function isCommitted({ files }: Manifest): Promise<boolean> {
  const commits = files.filter(({ role }) => role === 'globalState')
  for (const file of commits.length > 0 ? commits : files) {
    const text = await readText(file.path)
    if (commits.length > 0 ? !reads(file, text, 'after') : !isOurs(file, text)) {
      return false
    }
  }
  return true
}

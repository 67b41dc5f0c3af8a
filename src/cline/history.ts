import type { HistoryEntry, Setting } from '../core/settings/types.ts'
import { readText } from './disk.ts'
import { parseText } from './editText.ts'
import type { PresentFile } from './read.ts'
import { isOurs, moved } from './recover.ts'
import { settingOf } from './status.ts'
import { type BackupStore, type Manifest, timeOf } from './store.ts'
import { changeOf, type FileChange } from './texts.ts'

/** What going back to before a write would do. */
export interface RestorePlan {
  changes: FileChange[]
  /** Names of the writes that it takes back. */
  takesBack: string[]
  /** Files that others changed since: only our keys are taken back there. */
  merged: string[]
  from: Setting
  to: Setting
  emptied: string[]
}

/** Names of writes that a later restore took back. */
const takenBack = (all: readonly Manifest[]): Set<string> => new Set(all.flatMap((each) => each.takesBack))

/** The write that `undo` means: the newest that was not taken back. */
export async function lastWrite(store: BackupStore): Promise<Manifest | undefined> {
  const all = await store.list()
  const gone = takenBack(all)
  return all.filter(({ kind, name }) => kind === 'apply' && !gone.has(name)).at(-1)
}

/**
 * Goes back write by write, the newest first, so that what others wrote between two of ours survives. Each
 * file is restored whole while it is as we left it, else only our keys. One that Cline could not read any more
 * is restored whole as well: there is nothing in it that Cline would lose. Writes nothing.
 */
export async function planRestore(
  store: BackupStore,
  target: string,
  present: readonly PresentFile[],
): Promise<RestorePlan> {
  const chain = (await store.list()).filter(({ name }) => name >= target).reverse()
  const now = new Map<string, { text: string | undefined; file: Manifest['files'][number] }>()
  const merged = new Set<string>()
  for (const manifest of chain) {
    for (const file of manifest.files) {
      const text = now.has(file.path) ? now.get(file.path)?.text : await readText(file.path)
      const ours = isOurs(file, text) || parseText(text) === undefined
      if (!ours && text !== undefined) {
        merged.add(file.path)
      }
      const [before, after] = [
        await store.text(manifest, file.path, 'before'),
        await store.text(manifest, file.path, 'after'),
      ]
      now.set(file.path, { file, text: moved(text, after, before, ours) })
    }
  }
  const changes: FileChange[] = []
  for (const [path, { text, file }] of now) {
    changes.push(...changeOf(file, await readText(path), text))
  }
  const restored = new Set(changes.map(({ path }) => path))
  return {
    changes,
    takesBack: chain.filter(({ kind }) => kind === 'apply').map(({ name }) => name),
    merged: [...merged].filter((path) => restored.has(path)),
    from: settingOf(present),
    to: settingOf(withChanges(present, changes)),
    emptied: [...new Set(chain.flatMap(({ folders }) => folders))].sort((a, b) => a.length - b.length),
  }
}

/** The files as they will be. */
export const withChanges = (
  present: readonly PresentFile[],
  changes: readonly FileChange[],
): { role: PresentFile['role']; text: string | undefined }[] =>
  present.map(({ role, path, text }) => {
    const change = changes.find((each) => each.path === path)
    return { role, text: change === undefined ? text : change.after }
  })

/** Every backup, newest first. */
export async function historyOf(store: BackupStore): Promise<HistoryEntry[]> {
  const all = await store.list()
  const gone = takenBack(all)
  return all.reverse().map(({ name, kind, from, to, files }) => ({
    name,
    at: timeOf(name),
    kind,
    takenBack: gone.has(name),
    from,
    to,
    files: files.map(({ path }) => path),
    holdsSecrets: files.some(({ secret }) => secret),
  }))
}

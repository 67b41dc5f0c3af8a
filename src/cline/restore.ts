import { takeBack } from '../core/settings/json.ts'
import { type BackupStore, currentText, hashOf, type Manifest, removeFile, replaceFile } from './store.ts'
import { editText } from './texts.ts'

/** What one file becomes when a write is taken back. */
export interface Restored {
  path: string
  secret: boolean
  current?: string
  /** Absent: the file goes. */
  wanted?: string
  /** Cline changed it since: only our keys are taken back. */
  merged: boolean
  mode: number
}

const parse = (text: string | undefined): unknown =>
  text === undefined || text === '' ? {} : JSON.parse(text)

// What was written last is taken back first, so that globalState never selects what is gone.
const ORDER = ['globalState', 'models', 'providers', 'secrets']

/** Works out what taking a write back would do. Writes nothing. */
export async function planRestore(store: BackupStore, manifest: Manifest): Promise<Restored[]> {
  const restored: Restored[] = []
  for (const [index, file] of manifest.files.entries()) {
    const current = await currentText(file.path)
    const before = file.existed ? await store.text(manifest, index, 'before') : undefined
    const ours = current !== undefined && Object.values(file.hashes).slice(0, 3).includes(hashOf(current))
    const mode = file.mode ?? 0o600
    const base = { path: file.path, secret: file.secret, mode, ...(current !== undefined && { current }) }
    if (current === undefined || ours) {
      restored.push({ ...base, merged: false, ...(before !== undefined && { wanted: before }) })
      continue
    }
    const after = await store.text(manifest, index, 'after')
    const edits = takeBack(parse(before), parse(after), parse(current))
    const wanted = editText(current, parse(current), edits) ?? current
    restored.push({ ...base, merged: true, wanted })
  }
  const rank = (each: Restored) =>
    ORDER.indexOf(manifest.files.find((file) => file.path === each.path)?.role ?? '')
  return restored.sort((a, b) => rank(a) - rank(b))
}

/** Carries out a plan of `planRestore`. */
export async function restore(plan: readonly Restored[]): Promise<void> {
  for (const { path, current, wanted, mode, merged } of plan) {
    if (wanted === undefined) {
      await removeFile(path)
    } else if (wanted !== current) {
      await replaceFile(path, wanted, merged ? mode : mode)
    }
  }
}

/** Finishes what a crash left behind: a write that did not come to its end is taken back. */
export async function recover(store: BackupStore): Promise<void> {
  for (const manifest of await store.list()) {
    if (manifest.state === 'writing') {
      await restore(await planRestore(store, manifest))
      await store.mark(manifest, 'rolled-back')
    }
  }
}

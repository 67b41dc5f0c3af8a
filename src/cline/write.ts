import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { carried, contested } from '../core/settings/json.ts'
import {
  assertReplaceable,
  fileError,
  makeFolder,
  modeOf,
  readText,
  removeFile,
  removeFolders,
  stage,
  swap,
} from './disk.ts'
import { editText, parseText } from './editText.ts'
import type { ClineOptions } from './options.ts'
import { rollBack } from './recover.ts'
import type { BackupStore, Intended, Manifest } from './store.ts'
import type { FileChange } from './texts.ts'

/** One replacement of one file. `to` is missing where the file goes. */
interface Step {
  change: FileChange
  from: string | undefined
  to: string | undefined
}

type WriteOptions = Pick<ClineOptions, 'platform' | 'settleMs'>

/** A writer of Cline's that read before us has written by then. */
const SETTLE_MS = 60
const PASSES = 5
const ATTEMPTS = 50
const PAUSE_MS = 20

/**
 * Journal, write in order, look again. First what the new setting needs, then globalState as the commit, then
 * the removal of what only the old one needed. A failure on the way takes everything back.
 */
export async function write(
  store: BackupStore,
  intended: Intended,
  options: WriteOptions,
): Promise<Manifest> {
  for (const { path } of intended.changes) {
    await assertReplaceable(path)
  }
  const manifest = await store.begin(intended)
  try {
    await carryOut(stepsOf(intended.changes), manifest, options)
    await settle(intended.changes, manifest, options)
  } catch (error) {
    await rollBack(store, manifest, options)
    throw error
  }
  await removeFolders(manifest.emptied)
  // Cline is set: what is left is our own tidiness, and whoever comes next finishes it.
  await store.commit(manifest).catch(() => {})
  await store.prune().catch(() => {})
  return manifest
}

function stepsOf(changes: readonly FileChange[]): Step[] {
  const needed = changes.map((change) => ({ change, from: change.before, to: change.during }))
  const last = changes.map((change) => ({ change, from: change.during, to: change.after }))
  const commits = last.filter(({ change }) => change.role === 'globalState')
  const rest = last.filter(({ change }) => change.role !== 'globalState')
  return [...needed, ...commits, ...rest].filter(({ from, to }) => from !== to)
}

/** All texts are on the disk before the first file changes: a full disk is noticed in time. */
async function carryOut(steps: readonly Step[], manifest: Manifest, options: WriteOptions): Promise<void> {
  for (const folder of manifest.folders) {
    await makeFolder(folder)
  }
  const staged = new Map<Step, string>()
  try {
    for (const step of steps) {
      if (step.to !== undefined) {
        staged.set(step, await stage(step.change.path, step.to, await wantedMode(step.change, manifest)))
      }
    }
    for (const step of steps) {
      await replace(step, manifest, options, staged.get(step))
    }
  } finally {
    for (const temporary of staged.values()) {
      await rm(temporary, { force: true })
    }
  }
}

const wantedMode = async ({ path, secret }: FileChange, manifest: Manifest): Promise<number> => {
  if (secret) {
    return 0o600
  }
  return (await modeOf(path)) ?? manifest.files.find((file) => file.path === path)?.mode ?? 0o600
}

/**
 * Where others wrote meanwhile, only our keys go into their text; where they want the same keys, we stop.
 * False when there was nothing to do.
 */
async function replace(
  step: Step,
  manifest: Manifest,
  options: WriteOptions,
  staged?: string,
): Promise<boolean> {
  const { change, from, to } = step
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const current = await readText(change.path)
    const wanted = current === from || current === to ? to : rebased(step, current)
    if (wanted === current) {
      return false
    }
    if (await put(change, current, wanted, manifest, options, staged, to)) {
      return true
    }
    await sleep(PAUSE_MS)
  }
  throw changedMeanwhile(change.path)
}

async function put(
  change: FileChange,
  current: string | undefined,
  wanted: string | undefined,
  manifest: Manifest,
  { platform = process.platform }: WriteOptions,
  staged: string | undefined,
  stagedText: string | undefined,
): Promise<boolean> {
  if (wanted === undefined) {
    return await removeFile(change.path, current ?? '')
  }
  if (staged !== undefined && wanted === stagedText) {
    return await swap(staged, change.path, current, platform)
  }
  const fresh = await stage(change.path, wanted, await wantedMode(change, manifest))
  try {
    return await swap(fresh, change.path, current, platform)
  } finally {
    await rm(fresh, { force: true })
  }
}

function rebased({ change, from, to }: Step, current: string | undefined): string | undefined {
  const [old, next, now] = [from, to, current].map(parseText)
  if (current === undefined || now === undefined || contested(old, next, now).length > 0) {
    throw changedMeanwhile(change.path)
  }
  return editText(current, carried(old, next, now))
}

const changedMeanwhile = (path: string): Error =>
  fileError('ECHANGED', path, 'was changed by another program at the same time')

/**
 * Cline reads, changes and writes a file without a lock. One that had read before us would write its old
 * values over ours: so we look again a moment later, and put ours back where only they are missing.
 */
async function settle(
  changes: readonly FileChange[],
  manifest: Manifest,
  options: WriteOptions,
): Promise<void> {
  for (let pass = 0; pass < PASSES; pass += 1) {
    await sleep(options.settleMs ?? SETTLE_MS)
    let lost = false
    for (const change of changes) {
      const again = { change, from: change.before, to: change.after }
      lost = (await replace(again, manifest, options)) || lost
    }
    if (!lost) {
      return
    }
  }
  throw changedMeanwhile(changes[0]?.path ?? '')
}

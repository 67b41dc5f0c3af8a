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

/** A write that is done. */
export interface Written extends Manifest {
  /** Files in which another program's text, written in the instant before ours, is lost. */
  lost: string[]
}

/** A write under way. */
interface Writing {
  manifest: Manifest
  options: WriteOptions
  lost: Set<string>
}

/** A writer of Cline's that read before us has written by then. */
const SETTLE_MS = 60
const PASSES = 5
const ATTEMPTS = 50
const PAUSE_MS = 20

/**
 * Journal, write in order, look again. First what the new setting needs, then globalState as the commit, then
 * the removal of what only the old one needed. A failure on the way takes everything back.
 */
export async function write(store: BackupStore, intended: Intended, options: WriteOptions): Promise<Written> {
  for (const { path } of intended.changes) {
    await assertReplaceable(path)
  }
  const manifest = await store.begin(intended)
  const writing: Writing = { manifest, options, lost: new Set() }
  try {
    await carryOut(stepsOf(intended.changes), writing)
    await settle(intended.changes, writing)
  } catch (error) {
    await rollBack(store, manifest, options)
    throw error
  }
  await removeFolders(manifest.emptied)
  // Cline is set: what is left is our own tidiness, and whoever comes next finishes it.
  await store.commit(manifest).catch(() => {})
  await store.prune().catch(() => {})
  return { ...manifest, lost: [...writing.lost] }
}

function stepsOf(changes: readonly FileChange[]): Step[] {
  const needed = changes.map((change) => ({ change, from: change.before, to: change.during }))
  const last = changes.map((change) => ({ change, from: change.during, to: change.after }))
  const commits = last.filter(({ change }) => change.role === 'globalState')
  const rest = last.filter(({ change }) => change.role !== 'globalState')
  return [...needed, ...commits, ...rest].filter(({ from, to }) => from !== to)
}

/** All texts are on the disk before the first file changes: a full disk is noticed in time. */
async function carryOut(steps: readonly Step[], writing: Writing): Promise<void> {
  const { manifest } = writing
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
      await replace(step, writing, staged.get(step))
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
async function replace(step: Step, writing: Writing, staged?: string): Promise<boolean> {
  const { change, from, to } = step
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const current = await readText(change.path)
    const wanted = current === from || current === to ? to : rebased(step, current)
    if (wanted === current) {
      return false
    }
    if (await put(change, current, wanted, writing, wanted === to ? staged : undefined)) {
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
  { manifest, options: { platform = process.platform }, lost }: Writing,
  staged: string | undefined,
): Promise<boolean> {
  if (wanted === undefined) {
    return await removeFile(change.path, current ?? '')
  }
  const temporary = staged ?? (await stage(change.path, wanted, await wantedMode(change, manifest)))
  try {
    const how = await swap(temporary, change.path, current, platform)
    if (how === 'over-another') {
      lost.add(change.path)
    }
    return how !== 'refused'
  } finally {
    if (staged === undefined) {
      await rm(temporary, { force: true })
    }
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
async function settle(changes: readonly FileChange[], writing: Writing): Promise<void> {
  for (let pass = 0; pass < PASSES; pass += 1) {
    await sleep(writing.options.settleMs ?? SETTLE_MS)
    let undone = false
    for (const change of changes) {
      const again = { change, from: change.before, to: change.after }
      undone = (await replace(again, writing)) || undone
    }
    if (!undone) {
      return
    }
  }
  throw changedMeanwhile(changes[0]?.path ?? '')
}

import type { ClineFiles } from '../app/ports.ts'
import type { Failure } from '../core/diagnosis/failure.ts'
import { failed, type Outcome, ok } from '../core/outcome.ts'
import { maskJsonText } from '../core/settings/mask.ts'
import type { Applied, ApplyRequest, FilePreview, Preview } from '../core/settings/types.ts'
import { unifiedDiff } from './diff.ts'
import { locateCline } from './locate.ts'
import type { ClineOptions } from './options.ts'
import { type PresentFile, readPresent } from './read.ts'
import { planRestore, recover, restore } from './restore.ts'
import { describeStatus } from './status.ts'
import { type BackupStore, hashOf, type Manifest, modeOf, openStore, replaceFile } from './store.ts'
import { type FileChange, planTexts } from './texts.ts'

const EPOCH = '1970-01-01T00:00:00.000Z'

// First what the new setting needs, then globalState as the commit, then what only the old one needed.
const PHASES: readonly { role: FileChange['role']; text: 'during' | 'after' }[] = [
  { role: 'secrets', text: 'during' },
  { role: 'providers', text: 'after' },
  { role: 'models', text: 'after' },
  { role: 'globalState', text: 'after' },
  { role: 'secrets', text: 'after' },
]

/** The door to Cline's settings files on this computer. */
export function createClineFiles(options: ClineOptions): ClineFiles {
  const { dataDir, files, backups } = locateCline(options)
  const store = openStore(backups, options.clock)
  const now = () => new Date(options.clock.now()).toISOString()

  /** Every command first finishes what a crash may have left behind. */
  async function present(): Promise<Outcome<PresentFile[]>> {
    await recover(store)
    return await readPresent(files)
  }

  async function planned(request: ApplyRequest): Promise<Outcome<{ id: string; changes: FileChange[] }>> {
    const read = await present()
    if (!read.ok) {
      return read
    }
    return ok({ id: identify(read.value, request), changes: planTexts(read.value, request, now()) })
  }

  return {
    status: () =>
      guarded('status', async () => {
        const read = await readPresent(files)
        return read.ok ? ok(describeStatus(dataDir, read.value)) : read
      }),

    preview: (request) =>
      guarded('preview', async () => {
        const plan = await planned(request)
        return plan.ok ? ok(toPreview(plan.value.id, plan.value.changes)) : plan
      }),

    apply: (request, previewId) =>
      guarded<Applied>('apply', async () => {
        const plan = await planned(request)
        if (!plan.ok) {
          return plan
        }
        const { id, changes } = plan.value
        if (id !== previewId) {
          return failed(changedMeanwhile())
        }
        if (changes.length === 0) {
          return ok({ files: [], warnings: [] })
        }
        const manifest = await write(store, changes)
        return ok({ backup: manifest.name, files: changes.map(({ path }) => path), warnings: [] })
      }),

    previewUndo: () =>
      guarded('previewUndo', async () => {
        await recover(store)
        const manifest = await lastWrite(store)
        if (manifest === undefined) {
          return ok(undefined)
        }
        const plan = await planRestore(store, manifest)
        const shown = plan
          .filter(({ current, wanted }) => current !== wanted)
          .map(({ path, current, wanted }) => toFilePreview(path, current, wanted))
        return ok({ id: manifest.name, changed: shown.length > 0, files: shown, warnings: [] })
      }),

    undo: () =>
      guarded('undo', async () => {
        await recover(store)
        const manifest = await lastWrite(store)
        if (manifest === undefined) {
          return failed(plainFailure('undo', 'NoBackup', 'There is no backup to restore.'))
        }
        const plan = await planRestore(store, manifest)
        await restore(plan)
        await store.mark(manifest, 'undone')
        const merged = plan.filter((each) => each.merged).map(({ path }) => path)
        return ok({ backup: manifest.name, files: plan.map(({ path }) => path), merged })
      }),
  }
}

/** What was shown and what is asked must be the same; the time of day does not count. */
function identify(present: readonly PresentFile[], request: ApplyRequest): string {
  const wanted = planTexts(present, request, EPOCH).map(({ path, during, after }) => [path, during, after])
  return hashOf(JSON.stringify([present.map(({ path, text }) => [path, text ?? null]), wanted])).slice(0, 32)
}

/** Backup, write in order, read back. A failure on the way takes everything back. */
async function write(store: BackupStore, changes: readonly FileChange[]): Promise<Manifest> {
  const manifest = await store.begin(changes)
  try {
    for (const { role, text } of PHASES) {
      for (const change of changes.filter((each) => each.role === role)) {
        const present = await modeOf(change.path)
        const mode = change.secret || present === undefined ? 0o600 : present & 0o777
        await replaceFile(change.path, change[text], mode)
      }
    }
    await verify(changes)
  } catch (error) {
    await restore(await planRestore(store, manifest))
    await store.mark(manifest, 'rolled-back')
    throw error
  }
  await store.mark(manifest, 'written')
  return manifest
}

async function verify(changes: readonly FileChange[]): Promise<void> {
  const read = await readPresent(changes)
  const wrong = read.ok ? changes.find((change, at) => read.value[at]?.text !== change.after) : undefined
  if (!read.ok || wrong !== undefined) {
    const path = wrong?.path ?? changes[0]?.path ?? ''
    throw Object.assign(new Error(`${path} does not hold what was written`), { code: 'EVERIFY' })
  }
}

const lastWrite = async (store: BackupStore): Promise<Manifest | undefined> =>
  (await store.list()).filter(({ state }) => state === 'written').at(-1)

const toPreview = (id: string, changes: readonly FileChange[]): Preview => ({
  id,
  changed: changes.length > 0,
  files: changes.map(({ path, before, after }) => toFilePreview(path, before, after)),
  warnings: [],
})

function toFilePreview(path: string, before: string | undefined, after: string | undefined): FilePreview {
  const [old, next] = [before, after].map((text) => (text === undefined ? undefined : maskJsonText(text)))
  return {
    path,
    diff: unifiedDiff(path, old ?? '', next ?? ''),
    ...(old !== undefined && { before: old }),
    ...(next !== undefined && { after: next }),
  }
}

const plainFailure = (operation: string, name: string, message: string): Failure => ({
  service: 'cline',
  operation,
  name,
  message,
})

const changedMeanwhile = (): Failure =>
  plainFailure(
    'apply',
    'ClineSettingsOverwritten',
    'Cline’s files changed since the preview. Look at the new one.',
  )

/** Trouble of the file system is part of life: named, not thrown. */
async function guarded<T>(operation: string, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work()
  } catch (error) {
    const { code, path, message } = error as { code?: unknown; path?: unknown; message?: unknown }
    if (typeof code !== 'string') {
      throw error
    }
    const where = typeof path === 'string' ? path : String(message)
    return failed({ ...plainFailure(operation, code, `${where}: ${code}`), networkCode: code })
  }
}

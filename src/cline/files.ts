import type { ClineFiles } from '../app/ports.ts'
import { failed, type Outcome, ok } from '../core/outcome.ts'
import { editsBetween, valueAt } from '../core/settings/json.ts'
import type { Applied, ApplyRequest, Preview, Undone } from '../core/settings/types.ts'
import { parseText } from './editText.ts'
import { changedSincePreview, guarded, noBackup } from './failures.ts'
import { historyOf, lastWrite, planRestore, type RestorePlan, withChanges } from './history.ts'
import { locateCline } from './locate.ts'
import { withLock } from './lock.ts'
import type { ClineOptions } from './options.ts'
import { toPreview } from './preview.ts'
import { type PresentFile, readPresent } from './read.ts'
import { recover } from './recover.ts'
import { describeStatus, settingOf } from './status.ts'
import { hashOf, openStore } from './store.ts'
import { storedAuth } from './storedAuth.ts'
import { type FileChange, planTexts } from './texts.ts'
import { verify } from './verify.ts'
import { write } from './write.ts'

const EPOCH = '1970-01-01T00:00:00.000Z'

/** The door to Cline's settings files on this computer. */
export function createClineFiles(options: ClineOptions): ClineFiles {
  const { dataDir, files, store: folder } = locateCline(options)
  const store = openStore(folder, options.clock)
  const now = () => new Date(options.clock.now()).toISOString()

  /** Every command first finishes, or takes back, what a crash may have left behind. */
  const settled = async () =>
    (await store.interrupted()) ? await withLock(folder, () => recover(store, options)) : undefined

  async function present(): Promise<Outcome<PresentFile[]>> {
    await settled()
    return await readPresent(files)
  }

  /** Reads and writes while nobody else of ours does. */
  const alone = <T>(work: (present: PresentFile[]) => Promise<Outcome<T>>): Promise<Outcome<T>> =>
    withLock(folder, async () => {
      await recover(store, options)
      const read = await readPresent(files)
      return read.ok ? await work(read.value) : read
    })

  const targetOf = async (name: string | undefined): Promise<string | undefined> =>
    name === undefined
      ? (await lastWrite(store))?.name
      : (await store.list()).find((manifest) => manifest.name === name)?.name

  async function applyNow(
    read: PresentFile[],
    request: ApplyRequest,
    previewId: string,
  ): Promise<Outcome<Applied>> {
    if (identify(read, request) !== previewId) {
      return failed(changedSincePreview())
    }
    const changes = planTexts(read, request, now())
    if (changes.length === 0) {
      return ok({ files: [], warnings: [] })
    }
    const [from, to] = [settingOf(read), settingOf(withChanges(read, changes))]
    const intended = { kind: 'apply' as const, takesBack: [], emptied: [], from, to, changes }
    const manifest = await write(store, intended, options)
    const wrong = await verify(files, request)
    return wrong === undefined
      ? ok({ backup: manifest.name, files: changes.map(({ path }) => path), warnings: [] })
      : failed(wrong)
  }

  async function restoreNow(read: PresentFile[], name: string | undefined): Promise<Outcome<Undone>> {
    const target = await targetOf(name)
    if (target === undefined) {
      return failed(noBackup())
    }
    const { merged, ...plan } = await planRestore(store, target, read)
    await write(store, { kind: 'restore', ...plan }, options)
    return ok({ backup: target, files: plan.changes.map(({ path }) => path), merged })
  }

  return {
    status: () =>
      guarded('status', async () => {
        const read = await present()
        return read.ok ? ok(describeStatus(dataDir, read.value)) : read
      }),

    storedAuth: () =>
      guarded('storedAuth', async () => {
        const read = await readPresent(files)
        return read.ok ? ok(storedAuth(read.value, options.env)) : read
      }),

    preview: (request) =>
      guarded('preview', async () => {
        const read = await present()
        return read.ok
          ? ok(toPreview(identify(read.value, request), planTexts(read.value, request, now())))
          : read
      }),

    apply: (request, previewId) =>
      guarded('apply', () => alone((read) => applyNow(read, request, previewId))),

    previewUndo: (name) =>
      guarded<Preview | undefined>('previewUndo', async () => {
        const read = await present()
        const target = await targetOf(name)
        if (!read.ok || target === undefined) {
          return read.ok ? ok(undefined) : read
        }
        const plan: RestorePlan = await planRestore(store, target, read.value)
        return ok(toPreview(target, plan.changes))
      }),

    undo: (name) => guarded('undo', () => alone((read) => restoreNow(read, name))),

    history: () =>
      guarded('history', async () => {
        await settled()
        await store.prune()
        return ok(await historyOf(store))
      }),

    previewBackup: (name) =>
      guarded('previewBackup', async () => {
        const manifest = (await store.list()).find((each) => each.name === name)
        if (manifest === undefined) {
          return failed(noBackup())
        }
        const changes: FileChange[] = []
        for (const { path, role, secret } of manifest.files) {
          const [before, after] = [
            await store.text(manifest, path, 'before'),
            await store.text(manifest, path, 'after'),
          ]
          changes.push({
            path,
            role,
            secret,
            ...(before !== undefined && { before }),
            ...(after !== undefined && { after }),
          })
        }
        return ok(toPreview(name, changes))
      }),

    deleteBackups: (name) =>
      guarded('deleteBackups', () =>
        withLock(folder, async () => {
          await recover(store, options)
          const names = (await store.list()).map((each) => each.name)
          const doomed = names.filter((each) => name === undefined || each === name)
          for (const each of doomed) {
            await store.remove(each)
          }
          return ok(doomed.length)
        }),
      ),

    recover: () => guarded('recover', async () => ok(await settled())),
  }
}

/**
 * What was shown and what is asked must be the same: our keys, from which values to which. What others change
 * in the meantime does not count, and neither does the time of day.
 */
function identify(present: readonly PresentFile[], request: ApplyRequest): string {
  const wanted = planTexts(present, request, EPOCH).map(({ path, before, after }) => {
    const [old, next] = [parseText(before), parseText(after)]
    // Cline sorts its keys anew when it writes.
    const edits = editsBetween(old, next).map((edit) =>
      JSON.stringify([edit, valueAt(old, edit.path) ?? null]),
    )
    return [path, edits.sort()]
  })
  return hashOf(JSON.stringify(wanted)).slice(0, 32)
}

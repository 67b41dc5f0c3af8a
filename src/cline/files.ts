import type { ClineFiles } from '../app/ports.ts'
import type { Failure } from '../core/diagnosis/failure.ts'
import { failed, type Outcome, ok } from '../core/outcome.ts'
import { editsBetween, valueAt } from '../core/settings/json.ts'
import type { LockedFields } from '../core/settings/managed.ts'
import type { Applied, ApplyRequest, Preview, Undone, WriteFacts } from '../core/settings/types.ts'
import { parseText } from './editText.ts'
import {
  changedSincePreview,
  contradiction,
  foreignProvider,
  guarded,
  noBackup,
  savedMeanwhile,
  wouldRefuse,
} from './failures.ts'
import { historyOf, lastWrite, planRestore, type RestorePlan, withChanges } from './history.ts'
import { locateCline } from './locate.ts'
import { withLock } from './lock.ts'
import { readManaged } from './managed.ts'
import type { ClineOptions } from './options.ts'
import { presentRequest } from './presentRequest.ts'
import { toPreview } from './preview.ts'
import { misfitOf, type PresentFile, readAsIs, readPresent } from './read.ts'
import { type Recovered, recover } from './recover.ts'
import { describeStatus, settingOf, tooOld, writeFacts } from './status.ts'
import { hashOf, openStore } from './store.ts'
import { storedAuth } from './storedAuth.ts'
import { type FileChange, planTexts } from './texts.ts'
import { verify } from './verify.ts'
import { write } from './write.ts'

const EPOCH = '1970-01-01T00:00:00.000Z'

/** The door to Cline's settings files on this computer. */
export function createClineFiles(options: ClineOptions): ClineFiles {
  const place = locateCline(options)
  const { files, store: folder } = place
  const store = openStore(folder, options.clock)
  const now = () => new Date(options.clock.now()).toISOString()

  /** Every command first finishes, or takes back, what a crash may have left behind. */
  let recovered: Recovered | undefined
  const recoverNow = async () => {
    // Whichever command comes first does it; who asks what became of it is told all the same.
    recovered = (await recover(store, options)) ?? recovered
  }
  const settled = async () => {
    if (await store.interrupted()) {
      await withLock(folder, recoverNow)
    }
  }

  const installed = async () => (await options.clineVersions?.()) ?? []

  async function present(): Promise<Outcome<PresentFile[]>> {
    await settled()
    return await readPresent(files)
  }

  /** Writes while nobody else of ours does. */
  const alone = <T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> =>
    withLock(folder, async () => {
      await recoverNow()
      return await work()
    })

  const targetOf = async (name: string | undefined): Promise<string | undefined> =>
    name === undefined
      ? (await lastWrite(store))?.name
      : (await store.list()).find((manifest) => manifest.name === name)?.name

  /** What the organisation decides, and whether it leaves room for this choice. */
  async function planned(read: PresentFile[], request: ApplyRequest): Promise<Outcome<Planned>> {
    const managed = await readManaged(options, read)
    const locked = managed?.locked ?? {}
    const against =
      tooOld(read, await installed()) ??
      (managed && (foreignProvider(managed) ?? contradiction(managed, request)))
    if (against !== undefined) {
      return failed(against)
    }
    const changes = planTexts(read, request, now(), locked)
    const misfit = misfitIn(changes)
    if (misfit !== undefined) {
      return failed(misfit)
    }
    const about = writeFacts(describeStatus(place, read, managed), read, request)
    return ok({ id: identify(planTexts(read, request, EPOCH, locked)), changes, about, locked })
  }

  async function applyNow(request: ApplyRequest, previewId: string): Promise<Outcome<Applied>> {
    const present = await readPresent(files)
    if (!present.ok) {
      return present
    }
    const read = present.value
    const plan = await planned(read, request)
    if (!plan.ok || plan.value.id !== previewId) {
      return plan.ok ? failed(changedSincePreview()) : plan
    }
    const { changes, locked } = plan.value
    const [from, to] = [settingOf(read), settingOf(withChanges(read, changes))]
    const intended = { kind: 'apply' as const, takesBack: [], emptied: [], from, to, changes }
    const manifest = changes.length === 0 ? undefined : await write(store, intended, options)
    const seen = await verify(files, request, locked)
    return seen.ok
      ? ok({
          files: changes.map(({ path }) => path),
          warnings: (manifest?.lost ?? []).map(savedMeanwhile),
          now: seen.value,
          keepsOldKeys: removesKeys(changes),
          ...(manifest !== undefined && { backup: manifest.name }),
        })
      : seen
  }

  async function restoreNow(name: string | undefined): Promise<Outcome<Undone>> {
    const target = await targetOf(name)
    if (target === undefined) {
      return failed(noBackup())
    }
    const { merged, ...plan } = await planRestore(store, target, await readAsIs(files))
    await write(store, { kind: 'restore', ...plan }, options)
    return ok({ backup: target, files: plan.changes.map(({ path }) => path), merged })
  }

  return {
    status: () =>
      guarded('status', async () => {
        const read = await present()
        return read.ok
          ? ok(describeStatus(place, read.value, await readManaged(options, read.value), await installed()))
          : read
      }),

    storedAuth: () =>
      guarded('storedAuth', async () => {
        const read = await readPresent(files)
        return read.ok ? ok(storedAuth(read.value, options.env)) : read
      }),

    present: () =>
      guarded('present', async () => {
        const read = await present()
        return read.ok ? ok(presentRequest(read.value, options.env)) : read
      }),

    preview: (request) =>
      guarded('preview', async () => {
        const read = await present()
        const plan = read.ok ? await planned(read.value, request) : read
        return plan.ok
          ? ok({ ...toPreview(plan.value.id, plan.value.changes), about: plan.value.about })
          : plan
      }),

    apply: (request, previewId) => guarded('apply', () => alone(() => applyNow(request, previewId))),

    previewUndo: (name) =>
      guarded<Preview | undefined>('previewUndo', async () => {
        await settled()
        const target = await targetOf(name)
        if (target === undefined) {
          return ok(undefined)
        }
        const plan: RestorePlan = await planRestore(store, target, await readAsIs(files))
        return ok(toPreview(target, plan.changes))
      }),

    undo: (name) => guarded('undo', () => alone(() => restoreNow(name))),

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
          await recoverNow()
          const names = (await store.list()).map((each) => each.name)
          const doomed = names.filter((each) => name === undefined || each === name)
          for (const each of doomed) {
            await store.remove(each)
          }
          return ok(doomed.length)
        }),
      ),

    recover: () =>
      guarded('recover', async () => {
        await settled()
        const told = recovered
        recovered = undefined
        return ok(told)
      }),
  }
}

/** Looked for before anything is written: a value of an older setting may be one that only the older bundle took. */
function misfitIn(changes: readonly FileChange[]): Failure | undefined {
  for (const { role, path, after } of changes) {
    const where = after === undefined ? undefined : misfitOf(role, parseText(after))
    if (where !== undefined) {
      return wouldRefuse(path, where)
    }
  }
  return undefined
}

/** A plan, and what it rests on. */
interface Planned {
  id: string
  changes: FileChange[]
  about: WriteFacts
  locked: LockedFields
}

/**
 * What was shown and what is asked must be the same: our keys, from which values to which. What others change
 * in the meantime does not count, and neither does the time of day.
 */
function identify(changes: readonly FileChange[]): string {
  const wanted = changes.map(({ path, before, after }) => {
    const [old, next] = [parseText(before), parseText(after)]
    // Cline sorts its keys anew when it writes.
    const edits = editsBetween(old, next).map((edit) =>
      JSON.stringify([edit, valueAt(old, edit.path) ?? null]),
    )
    return [path, edits.sort()]
  })
  return hashOf(JSON.stringify(wanted)).slice(0, 32)
}

/** Keys went, so from now on only the backup has them. */
const removesKeys = (changes: readonly FileChange[]): boolean =>
  changes.some(
    ({ role, before, after }) =>
      role === 'secrets' &&
      editsBetween(parseText(before), parseText(after)).some(({ value }) => value === undefined),
  )

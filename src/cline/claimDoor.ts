import type { HeldClaims, HeldSettings } from '../app/ports.ts'
import { failed, type Outcome, ok } from '../core/outcome.ts'
import { brokenClaims, type Claim } from '../core/running/claims.ts'
import { type Edit, type Json, valueAt } from '../core/settings/json.ts'
import type { Applied } from '../core/settings/types.ts'
import { readText } from './disk.ts'
import { editText, parseText } from './editText.ts'
import { changedSincePreview, guarded } from './failures.ts'
import { withChanges } from './history.ts'
import { locateCline } from './locate.ts'
import { withLock } from './lock.ts'
import type { ClineOptions } from './options.ts'
import { toPreview } from './preview.ts'
import { type PresentFile, readPresent } from './read.ts'
import { recover } from './recover.ts'
import { settingOf } from './status.ts'
import { type BackupStore, hashOf, openStore } from './store.ts'
import { changeOf, type FileChange } from './texts.ts'
import { write } from './write.ts'

const EPOCH = '1970-01-01T00:00:00.000Z'

/** Puts back what we once wrote and something else changed since, as a write like any other. */
export function createClaimDoor(options: ClineOptions): HeldSettings {
  const { files, store: folder } = locateCline(options)
  const store = openStore(folder, options.clock)
  const now = () => new Date(options.clock.now()).toISOString()

  /** Reads, and perhaps writes, while nobody else of ours does; what a crash left behind is finished first. */
  const alone = <T>(work: (present: PresentFile[]) => Promise<Outcome<T>>): Promise<Outcome<T>> =>
    withLock(folder, async () => {
      await recover(store, options)
      const read = await readPresent(files)
      return read.ok ? await work(read.value) : read
    })

  return {
    previewClaims: (held) =>
      guarded('previewClaims', () =>
        alone(async (read) => {
          const changes = await planClaims(store, read, held, now())
          return ok(toPreview(await identify(store, read, held), changes))
        }),
      ),

    applyClaims: (held, previewId) =>
      guarded('applyClaims', () =>
        alone(async (read): Promise<Outcome<Pick<Applied, 'backup' | 'files'>>> => {
          if ((await identify(store, read, held)) !== previewId) {
            return failed(changedSincePreview())
          }
          const changes = await planClaims(store, read, held, now())
          if (changes.length === 0) {
            return ok({ files: [] })
          }
          const [from, to] = [settingOf(read), settingOf(withChanges(read, changes))]
          const intended = { kind: 'apply' as const, takesBack: [], emptied: [], from, to, changes }
          const { name } = await write(store, intended, options)
          return ok({ backup: name, files: changes.map(({ path }) => path) })
        }),
      ),

    async ownLastWrite() {
      const last = (await store.list()).at(-1)
      if (last === undefined) {
        return undefined
      }
      for (const { path, hashes } of last.files) {
        const text = await readText(path)
        if (hashes.after !== (text === undefined ? undefined : hashOf(text))) {
          return undefined
        }
      }
      return last.kind
    },
  }
}

/** What was shown and what is asked must be the same; the time of day does not count. */
async function identify(
  store: BackupStore,
  present: readonly PresentFile[],
  held: HeldClaims,
): Promise<string> {
  const changes = await planClaims(store, present, held, EPOCH)
  const texts = changes.map(({ path, before, after }) => [path, before ?? null, after ?? null])
  return hashOf(JSON.stringify(texts)).slice(0, 32)
}

/** The changes that make the claims hold again. Nothing but the claimed keys is touched. */
async function planClaims(
  store: BackupStore,
  present: readonly PresentFile[],
  { files, print }: HeldClaims,
  now: string,
): Promise<FileChange[]> {
  const changes: FileChange[] = []
  for (const file of present) {
    const claims = files.find(({ path }) => path === file.path)?.claims ?? []
    const edits: Edit[] = []
    for (const claim of brokenClaims(file.value, claims, print)) {
      const edit = 'print' in claim ? await fromBackups(store, file.path, claim, print) : openEdit(claim)
      edits.push(...(edit === undefined ? [] : [edit]))
    }
    if (edits.length > 0) {
      edits.unshift(...formalities(file, now))
    }
    changes.push(...changeOf(file, file.text, editText(file.text, edits)))
  }
  return changes
}

/** What a file must have beside our keys: Cline takes one without it for empty. */
function formalities({ role, value }: PresentFile, now: string): Edit[] {
  const version = valueAt(value, ['version']) === undefined ? [{ path: ['version'], value: 1 }] : []
  switch (role) {
    case 'providers':
      return [
        ...version,
        { path: ['providers', 'bedrock', 'updatedAt'], value: now },
        { path: ['providers', 'bedrock', 'tokenSource'], value: 'manual' },
      ]
    case 'models':
      return version
    default:
      return []
  }
}

const openEdit = (claim: Exclude<Claim, { print: string }>): Edit =>
  'value' in claim ? { path: claim.path, value: claim.value } : { path: claim.path, value: undefined }

/** Secrets are kept nowhere but in the backups: the value with the right fingerprint is in one of them. */
async function fromBackups(
  store: BackupStore,
  path: string,
  claim: Extract<Claim, { print: string }>,
  print: HeldClaims['print'],
): Promise<Edit | undefined> {
  for (const manifest of (await store.list()).reverse()) {
    const value = valueAt(parseText(await store.text(manifest, path, 'after')), claim.path)
    if (value !== undefined && print(value) === claim.print) {
      return { path: claim.path, value: value as Json }
    }
  }
  return undefined
}

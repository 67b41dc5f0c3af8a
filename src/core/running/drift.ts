import { type Json, valueAt } from '../settings/json.ts'
import type { ClineFileRole } from '../settings/plan.ts'
import {
  brokenClaims,
  type Claim,
  type ClaimedFile,
  hiddenClaim,
  holds,
  openClaim,
  type Print,
} from './claims.ts'
import { type Heartbeat, staleSince } from './windows.ts'

/** What we hold in Cline's files since our last write: what drift is measured against. No secret is in it. */
export interface AppliedRecord {
  version: 1
  id: string
  /** Milliseconds since 1970. */
  at: number
  /** Of the fingerprints. */
  salt: string
  /** The backup that was made. */
  backup?: string
  files: ClaimedFile[]
  /** globalState.json as it was before, for the same keys: an older memory shows by these values. */
  before: ClaimedFile[]
}

/** One of Cline's fields that is not as we left it. */
export interface DriftedField {
  role: ClineFileRole
  /** Such as `awsRegion` or `providers.bedrock.settings.model`. */
  key: string
}

/**
 * How Cline's settings came to differ: `overwritten` by a memory from before our write; `switched` to
 * another provider; `edited` in some other way. The last two are somebody's choice.
 */
export interface Drift {
  /** The same difference has the same id. */
  id: string
  kind: 'overwritten' | 'switched' | 'edited'
  fields: DriftedField[]
  /** The provider that Cline is set to now, when it is not Bedrock. */
  provider?: string
}

/** Compares Cline's files with the record. A file that cannot be read now (`undefined`) says nothing. */
export function findDrift(
  record: AppliedRecord,
  rootOf: (path: string) => unknown,
  print: Print,
): Drift | undefined {
  const broken = record.files.map((file): ClaimedFile => {
    const root = rootOf(file.path)
    return { ...file, claims: root === undefined ? [] : brokenClaims(root, file.claims, print) }
  })
  const fields = broken.flatMap(({ role, claims }) =>
    claims.map(({ path }) => ({ role, key: path.join('.') })),
  )
  if (fields.length === 0) {
    return undefined
  }
  const now = broken.map(({ path, claims }) => [
    path,
    claims.map((claim) => valueAt(rootOf(path), claim.path)),
  ])
  const provider = otherProvider(broken, rootOf)
  const reverted = isReverted(record, rootOf, print)
  return {
    id: print([record.id, fields, now]),
    kind: reverted ? 'overwritten' : provider === undefined ? 'edited' : 'switched',
    fields,
    ...(provider !== undefined && { provider }),
  }
}

/** Everything that our write had changed in globalState.json is as before: only a whole old memory does that. */
function isReverted(record: AppliedRecord, rootOf: (path: string) => unknown, print: Print): boolean {
  return record.before.some(({ path, claims }) => {
    const ours = record.files.find((file) => file.path === path)?.claims ?? []
    const wasChanged = (claim: Claim) => ours.some((each) => samePath(each, claim) && !sameClaim(each, claim))
    const changed = claims.filter(wasChanged)
    const root = rootOf(path)
    return root !== undefined && changed.length > 0 && changed.every((claim) => holds(root, claim, print))
  })
}

const samePath = (a: Claim, b: Claim): boolean => a.path.join('.') === b.path.join('.')

function sameClaim(a: Claim, b: Claim): boolean {
  const root = 'value' in a ? nested(a.path, a.value) : {}
  return 'print' in a ? false : holds(root, b, () => '')
}

const nested = (path: readonly string[], value: Json): unknown =>
  path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value)

function otherProvider(
  broken: readonly ClaimedFile[],
  rootOf: (path: string) => unknown,
): string | undefined {
  for (const { path, claims } of broken) {
    const claim = claims.find((each) => /^(act|plan)ModeApiProvider$/.test(each.path[0] ?? ''))
    if (claim !== undefined) {
      const value = valueAt(rootOf(path), claim.path)
      return typeof value === 'string' && value !== '' ? value : '–'
    }
  }
  return undefined
}

/**
 * The record after the user said to keep Cline's values: what differs is no longer ours. Where another
 * provider was chosen nothing is, and we stay quiet from then on (`undefined`).
 */
export function keepClines(record: AppliedRecord, drift: Drift): AppliedRecord | undefined {
  if (drift.provider !== undefined) {
    return undefined
  }
  const given = new Set(drift.fields.map(({ role, key }) => `${role} ${key}`))
  const files = record.files
    .map((file) => ({
      ...file,
      claims: file.claims.filter(({ path }) => !given.has(`${file.role} ${path.join('.')}`)),
    }))
    .filter(({ claims }) => claims.length > 0)
  return files.length === 0 ? undefined : { ...record, files }
}

/** Whose Cline probably wrote the older settings back. */
export interface Culprit {
  /** This window's own Cline has not read what was written. */
  own: boolean
  windows: Heartbeat[]
}

/** Only a Cline that started before the write can hold the older settings. */
export function culpritOf(record: AppliedRecord, own: Heartbeat, others: readonly Heartbeat[]): Culprit {
  return {
    own: staleSince([own], record.at).length > 0,
    windows: staleSince(others, record.at),
  }
}

/** The record after another window or command of ours wrote: what the files hold now is ours. */
export function adopt(record: AppliedRecord, rootOf: (path: string) => unknown, print: Print): AppliedRecord {
  const files = record.files.map((file) => ({
    ...file,
    claims: file.claims.map((claim): Claim => {
      const value = valueAt(rootOf(file.path), claim.path) as Json | undefined
      const edit = { path: claim.path, value: value === '' ? undefined : value }
      return file.role === 'globalState' ? openClaim(edit) : hiddenClaim(edit, print)
    }),
  }))
  return { ...record, files }
}

import { type Edit, type Json, sameJson, valueAt } from '../settings/json.ts'
import type { ClineFileRole } from '../settings/plan.ts'

/**
 * A key of one of Cline's JSON files that we set, with what we set it to. Values that may be secret, or lie
 * beside secrets, are known by a fingerprint only: claims are kept in a plain file.
 */
export type Claim = { path: string[] } & ({ value: Json } | { absent: true } | { print: string })

/** What we hold of one of Cline's files. */
export interface ClaimedFile {
  path: string
  role: ClineFileRole
  claims: Claim[]
}

/** Makes a value's fingerprint. The salt keeps equal keys of two computers from looking alike. */
export type Print = (value: unknown) => string

/** The claim behind an edit, with its value in the open. */
export const openClaim = ({ path, value }: Edit): Claim =>
  value === undefined ? { path, absent: true } : { path, value }

/** The claim behind an edit, known by its fingerprint. */
export const hiddenClaim = ({ path, value }: Edit, print: Print): Claim =>
  value === undefined ? { path, absent: true } : { path, print: print(value) }

/** An empty text and a missing key are the same to Cline. */
const isAbsent = (value: unknown): boolean => value === undefined || value === ''

/** True when a document holds what is claimed. */
export function holds(root: unknown, claim: Claim, print: Print): boolean {
  const value = valueAt(root, claim.path)
  if ('absent' in claim) {
    return isAbsent(value)
  }
  return 'print' in claim ? value !== undefined && print(value) === claim.print : sameJson(value, claim.value)
}

/** The claims that a document does not hold. */
export const brokenClaims = (root: unknown, claims: readonly Claim[], print: Print): Claim[] =>
  claims.filter((claim) => !holds(root, claim, print))

/** A copy of a flat document in which every open claim holds. Unknown keys and their order stay. */
export function withClaims(
  root: Readonly<Record<string, unknown>>,
  claims: readonly Claim[],
): Record<string, unknown> {
  const next = { ...root }
  for (const claim of claims) {
    const [key] = claim.path
    if (key === undefined || claim.path.length !== 1 || 'print' in claim) {
      continue
    }
    if ('absent' in claim) {
      delete next[key]
    } else {
      next[key] = claim.value
    }
  }
  return next
}

/** The open claims that describe a document as it is, for the same keys: what a reload must not lose. */
export function claimsAsFound(root: unknown, keys: readonly string[]): Claim[] {
  return keys.map((key) => openClaim({ path: [key], value: valueAt(root, [key]) as Json | undefined }))
}

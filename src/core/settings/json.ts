/** A JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** One change to a JSON document: set a value, or remove a key (`undefined`). */
export interface Edit {
  path: string[]
  value: Json | undefined
}

/** The value at a path, if there is one. */
export function valueAt(root: unknown, path: readonly string[]): unknown {
  let at: unknown = root
  for (const key of path) {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) {
      return undefined
    }
    at = (at as Record<string, unknown>)[key]
  }
  return at
}

/** Deep equality of JSON values, whatever the order of keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return false
  }
  const left = Object.entries(a).filter(([, value]) => value !== undefined)
  const right = Object.entries(b).filter(([, value]) => value !== undefined)
  return (
    left.length === right.length &&
    left.every(([key, value]) => sameJson(value, (b as Record<string, unknown>)[key]))
  )
}

/** The edits that would change anything in a document. */
export const needed = (root: unknown, edits: readonly Edit[]): Edit[] =>
  edits.filter(({ path, value }) => !sameJson(valueAt(root, path), value))

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The edits that lead from one document to another, at the deepest keys that differ. */
export function editsBetween(from: unknown, to: unknown, path: string[] = []): Edit[] {
  if (sameJson(from, to)) {
    return []
  }
  if (!isObject(from) || !isObject(to)) {
    return [{ path, value: to as Json | undefined }]
  }
  const keys = new Set([...Object.keys(from), ...Object.keys(to)])
  return [...keys].flatMap((key) => editsBetween(from[key], to[key], [...path, key]))
}

/**
 * Takes back what led from `before` to `after` in a document that others changed since: only values that
 * are still as we left them.
 */
export const takeBack = (before: unknown, after: unknown, current: unknown): Edit[] =>
  editsBetween(after, before).filter(({ path }) => sameJson(valueAt(current, path), valueAt(after, path)))

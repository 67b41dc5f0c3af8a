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
    at = own(at, key)
  }
  return at
}

/** A key's own value: `__proto__` in a file is a key like any other. */
const own = (of: object, key: string): unknown =>
  Object.hasOwn(of, key) ? (of as Record<string, unknown>)[key] : undefined

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
  return left.length === right.length && left.every(([key, value]) => sameJson(value, own(b, key)))
}

/** A document with edits carried out; the given one stays as it is. */
export function withEdits(root: unknown, edits: readonly Edit[]): unknown {
  const copy = structuredCloneJson(root)
  for (const { path, value } of edits) {
    put(copy, path, value)
  }
  return copy
}

const structuredCloneJson = (root: unknown): unknown => JSON.parse(JSON.stringify(root ?? {}))

function put(root: unknown, path: readonly string[], value: Json | undefined): void {
  let at = root as Record<string, unknown>
  for (const key of path.slice(0, -1)) {
    if (!isObject(own(at, key))) {
      define(at, key, {})
    }
    at = own(at, key) as Record<string, unknown>
  }
  const last = path.at(-1) ?? ''
  if (value === undefined) {
    delete at[last]
  } else {
    define(at, last, value)
  }
}

/** A key such as `__proto__` must become a plain key. */
const define = (at: object, key: string, value: unknown): void => {
  Object.defineProperty(at, key, { value, writable: true, enumerable: true, configurable: true })
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
  return [...keys].flatMap((key) => editsBetween(own(from, key), own(to, key), [...path, key]))
}

/**
 * What led from one document to another, for a third one that others changed meanwhile: only where its value
 * is still the one of `from`.
 */
export const carried = (from: unknown, to: unknown, current: unknown): Edit[] =>
  editsBetween(from, to).filter(({ path }) => sameJson(valueAt(current, path), valueAt(from, path)))

/** Where a third document has neither the value of `from` nor the one of `to`: somebody else's decision. */
export const contested = (from: unknown, to: unknown, current: unknown): Edit[] =>
  editsBetween(from, to).filter(({ path, value }) => {
    const now = valueAt(current, path)
    return !sameJson(now, valueAt(from, path)) && !sameJson(now, value)
  })

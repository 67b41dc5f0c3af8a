import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Reads one of our own small JSON files; `undefined` when it is missing or not what we wrote. */
export function readOwn<T extends { version: 1 }>(path: string): T | undefined {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as T | null
    return value?.version === 1 ? value : undefined
  } catch {
    return undefined
  }
}

/** Puts one of our own JSON files in place in one step, for the user's eyes only. */
export function writeOwn<T extends { version: 1 }>(path: string, value: T): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const fresh = `${path}.${process.pid}.new`
  writeFileSync(fresh, JSON.stringify(value), { mode: 0o600 })
  renameSync(fresh, path)
}

/** Removes one of our own files, if it is there. */
export function removeOwn(path: string): void {
  rmSync(path, { force: true })
}

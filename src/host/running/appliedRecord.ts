import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Print } from '../../core/running/claims.ts'

/** Where the record of the last write lies. */
export const recordPath = (folder: string): string => join(folder, 'applied.json')

/** Fingerprints with a salt of the record's own. Keys are long and random, so 64 bits tell them apart. */
export const printWith =
  (salt: string): Print =>
  (value) =>
    createHash('sha256')
      .update(`${salt} ${JSON.stringify(value)}`)
      .digest('hex')
      .slice(0, 16)

/** A JSON file as it is now; `undefined` while it cannot be read. */
export function parsedFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

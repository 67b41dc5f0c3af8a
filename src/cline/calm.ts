import { stat } from 'node:fs/promises'

/** Time that tests can hold. */
export interface CalmTimer {
  /** Milliseconds since 1970. */
  now(): number
  wait(ms: number): Promise<void>
}

/** Cline saves a change half a second after it was made; after a whole one its files rest. */
const CALM_MS = 1000
/** Somebody writes all the time: then the write goes on, and its comparison with the preview decides. */
const PATIENCE_MS = 10_000

/** Resolves when none of the files was written for a second, or after ten with `false`. */
export async function untilCalm(paths: readonly string[], timer: CalmTimer): Promise<boolean> {
  const start = timer.now()
  let seen = await newest(paths)
  while (true) {
    const now = timer.now()
    // A time from the future says nothing, so the whole second is waited.
    const rest = seen > now ? CALM_MS : CALM_MS - (now - seen)
    if (rest <= 0) {
      return true
    }
    if (now - start >= PATIENCE_MS) {
      return false
    }
    await timer.wait(rest)
    const later = await newest(paths)
    if (later === seen) {
      return true
    }
    seen = later
  }
}

async function newest(paths: readonly string[]): Promise<number> {
  const found = await Promise.all(paths.map((path) => stat(path).catch(() => undefined)))
  return Math.max(0, ...found.map((each) => each?.mtimeMs ?? 0))
}

/** On Windows a scanner or Cline itself may hold a file for a moment. */
const HELD = new Set(['EPERM', 'EBUSY', 'EACCES'])
const TRIES = 10
const PAUSE_MS = 15

/**
 * Does a file operation at once, and again for a moment while the file is held. Synchronous, for the first and
 * the last lines of a window's life.
 */
export function insist<T>(operation: () => T): T {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return operation()
    } catch (error) {
      if (!HELD.has(String((error as { code?: unknown }).code)) || attempt === TRIES) {
        throw error
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS)
    }
  }
}

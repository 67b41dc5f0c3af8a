import type { Timers } from './ports.ts'

/** Resolves after so many milliseconds, or at once when the signal is aborted. */
export function wait(timers: Timers, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) {
      done()
      return
    }
    const end = () => {
      takeBack()
      signal.removeEventListener('abort', end)
      done()
    }
    const takeBack = timers.after(ms, end)
    signal.addEventListener('abort', end)
  })
}

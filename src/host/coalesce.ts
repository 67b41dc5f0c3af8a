/** Starts a one-shot timer and gives what cancels it. */
type After = (milliseconds: number, run: () => void) => () => void

/** Hands values on, at most one in a while: the first at once, of those that come close behind it the last. */
export interface Coalesced<T> {
  push(value: T): void
  dispose(): void
}

/** Two drawings of a screen. */
const PAUSE_MS = 33

/**
 * For snapshots, of which only the newest counts: a model's answer comes in hundreds of pieces, and each of them
 * would carry the whole state to the page.
 */
export function coalesce<T>(hand: (value: T) => void, after: After = realAfter): Coalesced<T> {
  let waiting: { value: T } | undefined
  let cancel: (() => void) | undefined
  let ended = false
  const rest = () => {
    cancel = after(PAUSE_MS, () => {
      cancel = undefined
      const next = waiting
      waiting = undefined
      if (next !== undefined) {
        rest()
        hand(next.value)
      }
    })
  }
  return {
    push(value) {
      if (ended) {
        return
      }
      if (cancel === undefined) {
        rest()
        hand(value)
      } else {
        waiting = { value }
      }
    },
    dispose() {
      ended = true
      cancel?.()
      waiting = undefined
    },
  }
}

const realAfter: After = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds)
  return () => clearTimeout(timer)
}

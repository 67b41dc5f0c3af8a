import type { Clock, Timers } from '../../../src/app/ports.ts'

/** Time that passes only when a test lets it. */
export interface FakeTime {
  clock: Clock
  timers: Timers
  /** Milliseconds since the start. */
  readonly passed: number
  /** How many waits are under way. */
  readonly waiting: number
  /** Lets so much time pass; each wait that falls due ends at its own time, with its work done before the next. */
  pass(ms: number): Promise<void>
}

/** Everything that is ready to run runs. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) {
    await new Promise((next) => setImmediate(next))
  }
}

const START = 1_800_000_000_000

/** A clock and a timer that stand still together. */
export function fakeTime(): FakeTime {
  let now = START
  const waits = new Set<{ due: number; done: () => void }>()
  return {
    clock: { now: () => now },
    timers: {
      after(ms, run) {
        const wait = {
          due: now + ms,
          done: () => {
            waits.delete(wait)
            run()
          },
        }
        waits.add(wait)
        return () => void waits.delete(wait)
      },
    },
    get passed() {
      return now - START
    },
    get waiting() {
      return waits.size
    },
    async pass(ms) {
      const end = now + ms
      await settle()
      for (;;) {
        const [next] = [...waits].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)
        if (next === undefined) {
          break
        }
        now = next.due
        next.done()
        await settle()
      }
      now = end
      await settle()
    },
  }
}

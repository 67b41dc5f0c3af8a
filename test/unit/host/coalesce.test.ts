import assert from 'node:assert/strict'
import fc from 'fast-check'
import { coalesce } from '../../../src/host/coalesce.ts'

/** Timers that run when the test says so. */
function handTimers() {
  const waiting = new Set<() => void>()
  return {
    waiting,
    after: (_ms: number, run: () => void) => {
      waiting.add(run)
      return () => void waiting.delete(run)
    },
    pass() {
      for (const run of [...waiting]) {
        waiting.delete(run)
        run()
      }
    },
  }
}

describe('snapshots on their way to the page', () => {
  it('go out at once, and five hundred close behind it become two', () => {
    const sent: number[] = []
    const time = handTimers()
    const { push } = coalesce((value: number) => sent.push(value), time.after)
    for (let count = 0; count < 500; count += 1) {
      push(count)
    }
    assert.deepEqual(sent, [0])
    time.pass()
    assert.deepEqual(sent, [0, 499])
    time.pass()
    time.pass()
    assert.equal(time.waiting.size, 0, 'no timer runs while nothing happens')
  })

  it('end with the newest one, in order, however they come', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant('pass' as const), fc.nat(9))), (steps) => {
        const sent: number[] = []
        const pushed: number[] = []
        const time = handTimers()
        const { push } = coalesce((value: number) => sent.push(value), time.after)
        for (const [at, step] of steps.entries()) {
          if (step === 'pass') {
            time.pass()
          } else {
            pushed.push(at)
            push(at)
          }
        }
        time.pass()
        assert.equal(sent.at(-1), pushed.at(-1))
        assert.deepEqual(
          sent,
          [...sent].sort((a, b) => a - b),
        )
      }),
    )
  })

  it('go nowhere once the page is gone', () => {
    const sent: number[] = []
    const time = handTimers()
    const { push, dispose } = coalesce((value: number) => sent.push(value), time.after)
    push(1)
    push(2)
    dispose()
    push(3)
    time.pass()
    assert.deepEqual([sent, time.waiting.size], [[1], 0])
  })
})

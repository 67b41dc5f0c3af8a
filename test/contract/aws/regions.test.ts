import assert from 'node:assert/strict'
import { HUNG, openComparison, timesOf } from '../../lib/compareRegions.ts'
import { until } from '../../lib/until.ts'

const DELAY_MS = 200
const LIMIT = 1.5

describe('all regions compared, over real connections to 33 hosts, three of which hang', () => {
  it('is complete in at most 1.5 × the slowest region that answers, and leaves nothing behind', async () => {
    const comparison = await openComparison(DELAY_MS)
    try {
      const { network } = comparison
      comparison.start()
      await until(() => comparison.options.every(({ probe }) => probe !== 'running'), 'all regions', 45_000)
      const { whole, slowest } = timesOf(comparison)
      console.log(
        `    complete after ${whole.toFixed(0)} ms, the slowest that answers ${slowest.toFixed(0)} ms: × ${(whole / slowest).toFixed(2)}`,
      )
      assert.equal(comparison.options.length, 33)
      assert.ok(
        comparison.options.every(({ id }) => network.reached.has(id)),
        'each host was really asked',
      )
      const silent = comparison.options.filter(({ probe }) => probe === 'silent').map(({ id }) => id)
      assert.deepEqual(silent.sort(), Object.keys(HUNG).sort())
      const answered = comparison.options.filter(({ probe }) => probe === 'available')
      assert.equal(answered.length, 30)
      for (const { id, latencyMs = 0, models = 0 } of answered) {
        assert.ok(models > 0, id)
        // The light requests run one after the other: the figure is one way there and back, not the sum.
        const took = comparison.settled.get(id) ?? 0
        assert.ok(latencyMs >= DELAY_MS && 2 * latencyMs <= took, `${id}: ${latencyMs} of ${took} ms`)
      }
      assert.ok(whole <= LIMIT * slowest, `${whole} ms, ${slowest} ms`)
      await comparison.idle()
      await until(() => network.hanging === 0, 'the hanging connections to be closed')
    } finally {
      await comparison.end()
    }
  })

  it('is cancelled at once: what has answered stays, and every connection that hangs is dropped', async () => {
    const comparison = await openComparison(DELAY_MS)
    try {
      const { network } = comparison
      comparison.start()
      await until(() => network.hanging > 0, 'connections to those that hang')
      comparison.stop()
      assert.ok(
        comparison.options.every(({ probe }) => probe !== 'running'),
        'before anything else happens',
      )
      await comparison.idle()
      await until(() => network.hanging === 0, 'the hanging connections to be closed')
      assert.ok(comparison.options.every(({ probe }) => probe === 'idle' || probe === 'available'))
    } finally {
      await comparison.end()
    }
  })
})

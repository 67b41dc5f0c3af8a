import assert from 'node:assert/strict'
import { healthyFacts } from './facts.ts'
import { startMonitor } from './monitorHarness.ts'

describe('1,000 windows that open and close', () => {
  it('leave no timer, no listener and no call behind', async () => {
    const listeners = () => process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0)
    const before = listeners()
    for (let round = 0; round < 1000; round += 1) {
      const t = startMonitor(healthyFacts())
      await t.monitor.idle()
      t.monitor.dispose()
      assert.equal(t.time.pending, 0)
      assert.deepEqual(t.calls, [])
    }
    assert.equal(listeners(), before)
  })
})

import assert from 'node:assert/strict'
import { race } from './support/race.ts'

describe('a write at the same time as Cline’s own writer', function () {
  this.timeout(120_000)

  for (const release of ['@cline/core', 'cline-core-0078']) {
    it(`loses neither our setting nor Cline’s unnoticed (${release})`, async () => {
      const figures = await race(release, 40)
      console.log(`      ${JSON.stringify(figures)}`)
      const { rounds, saves, oursLost, theirsLost, detected } = figures
      assert.deepEqual([rounds, saves, oursLost], [40, 200, 0])
      assert.ok(theirsLost <= detected, 'what is lost is noticed')
      assert.ok(figures.overlapping > 40, 'they hardly met')
      assert.ok(figures.refused < 4, `${figures.refused} of 40 rounds were refused`)
    })
  }
})

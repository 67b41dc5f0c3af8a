import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { bundleWriter, type CrashFigures, crash } from './support/crash.ts'
import { CRASHES } from './support/crashScenarios.ts'

describe('a writer that is killed', function () {
  this.timeout(180_000)
  let writer: string
  const total = { kills: 0, torn: 0, lost: 0 }

  before(async () => {
    writer = await bundleWriter()
  })

  after(() => {
    rmSync(dirname(writer), { recursive: true })
    console.log(`      kills ${total.kills}, torn ${total.torn}, lost ${total.lost}`)
  })

  for (const { scenario, stride } of CRASHES) {
    it(`leaves every file as before or as after: ${scenario.name}`, async () => {
      const found: CrashFigures = await crash(writer, scenario, { every: 'change', stride })
      total.kills += found.kills
      total.torn += found.torn + found.mixed
      total.lost += found.lost + found.leftovers
      assert.equal(found.problems.slice(0, 5).join('\n'), '')
      assert.ok(found.kills > 5, `only ${found.kills} kills`)
    })
  }
})

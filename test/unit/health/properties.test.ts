import assert from 'node:assert/strict'
import fc from 'fast-check'
import { good, healthyFacts, MINUTE } from './facts.ts'
import { type Surroundings, startMonitor } from './monitorHarness.ts'

const IDENTITIES: Surroundings['identity'][] = [
  { account: '111122223333', name: 'dev' },
  { account: '444455556666', name: 'prod' },
  { refused: 'InvalidClientTokenId', message: 'The security token included in the request is invalid.' },
  { refused: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND sts.eu-central-1.amazonaws.com' },
]

type Step =
  | { kind: 'focus' | 'wake' | 'network' | 'files' }
  | { kind: 'turn' | 'sleep'; minutes: number }
  | { kind: 'rotate'; to: number }

const minutes = fc.integer({ min: 1, max: 90 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom<Step>({ kind: 'focus' }, { kind: 'wake' }, { kind: 'network' }, { kind: 'files' }),
  fc.record({ kind: fc.constantFrom('turn' as const, 'sleep' as const), minutes }),
  fc.record({ kind: fc.constant('rotate' as const), to: fc.nat({ max: IDENTITIES.length - 1 }) }),
)

type Monitor = ReturnType<typeof startMonitor>

async function take(t: Monitor, each: Step, round: number): Promise<void> {
  switch (each.kind) {
    case 'turn':
      await t.turn(each.minutes * MINUTE)
      return
    case 'sleep':
      t.time.sleep(each.minutes * MINUTE)
      return
    case 'rotate': {
      const identity = IDENTITIES[each.to]
      assert.ok(identity)
      t.world.identity = identity
      t.world.hash = `hash ${round}`
      await t.monitor.filesChanged()
      return
    }
    case 'files':
      await t.monitor.filesChanged()
      return
    default:
      await t.on(each.kind)
  }
}

describe('whatever happens in whatever order', () => {
  it('no prompt is sent, one timer at most runs, and after a rotation the state is the new key’s', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const t = startMonitor(healthyFacts({ last: good(), seen: { hash: 'one' } }))
        await t.monitor.idle()
        for (const [round, each] of steps.entries()) {
          const looks = t.looks()
          await take(t, each, round)
          assert.ok(t.time.pending <= 1)
          if (each.kind === 'rotate') {
            assert.equal(t.looks(), looks + 1, 'one look for one rotation')
            assert.equal(t.monitor.health.kind, 'refused' in t.world.identity ? 'broken' : 'healthy')
          }
        }
        assert.ok(t.calls.every((call) => call !== 'ConverseStream'))
        t.monitor.dispose()
        assert.equal(t.time.pending, 0)
      }),
      { numRuns: 150 },
    )
  })

  it('never more than a dozen looks in an hour without a rotation', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...IDENTITIES),
        fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 10, maxLength: 60 }),
        async (identity, gaps) => {
          const t = startMonitor(healthyFacts({ last: good(), seen: { hash: 'one' } }), { identity })
          await t.monitor.idle()
          let passed = 0
          for (const gap of gaps) {
            await t.on('focus')
            await t.turn(gap * 1000)
            passed += gap * 1000
          }
          const hours = Math.ceil(passed / (60 * MINUTE))
          assert.ok(t.looks() <= 12 * hours, `${t.looks()} looks in ${hours} h`)
          t.monitor.dispose()
        },
      ),
      { numRuns: 100 },
    )
  })

  it('tells of a loss once until it is over', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: IDENTITIES.length - 1 }), { maxLength: 15 }), async (keys) => {
        const t = startMonitor(healthyFacts({ last: good(), seen: { hash: 'one' } }))
        await t.monitor.idle()
        for (const [round, to] of keys.entries()) {
          await take(t, { kind: 'rotate', to }, round)
        }
        const lost = t.news.filter(({ kind }) => kind === 'broken').length
        const relevant = keys.filter((to) => to !== 3)
        const expected = relevant.filter((to, at) => to === 2 && relevant[at - 1] !== 2).length
        assert.equal(lost, expected)
      }),
      { numRuns: 150 },
    )
  })
})

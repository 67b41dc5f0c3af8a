import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { AwsTarget } from '../../../src/app/ports.ts'
import { bedrockRegions } from '../../../src/core/bedrock/regions.ts'
import { healthyAws, openSession, refusal } from './fakes.ts'
import { fakeTime, settle } from './patience.ts'

const REGIONS = bedrockRegions('aws').map(({ id }) => id)
const LIMIT_MS = 10_000
const never = <T>(): Promise<T> => new Promise(() => {})

/** How a region behaves: it answers after so many milliseconds, fails after so many, or hangs. */
type Way = { answers: number } | { fails: number } | 'hangs'

/** Compares all regions on a clock of its own; gives when each stood there, and as what. */
async function compare(ways: ReadonlyMap<string, Way>) {
  const time = fakeTime()
  let started: number | undefined
  const settled = new Map<string, { at: number; probe: string }>()
  const way = <T>(good: (target: AwsTarget) => Promise<T>, bad: T) => {
    return (target: AwsTarget): Promise<T> => {
      const it = started === undefined ? { answers: 0 } : (ways.get(target.region) ?? 'hangs')
      if (it === 'hangs') {
        return never()
      }
      return new Promise((done) => {
        time.timers.after('answers' in it ? it.answers : it.fails, () =>
          done('answers' in it ? good(target) : bad),
        )
      })
    }
  }
  const failure = {
    ok: false as const,
    failure: refusal('bedrock', 'GET /', 'Error', 'connect ECONNREFUSED'),
  }
  const healthy = healthyAws()
  const { signal } = new AbortController()
  const { session } = openSession({
    aws: healthyAws({
      reach: way((target) => healthy.reach(target, signal), failure),
      listFoundationModels: way((target) => healthy.listFoundationModels(target, signal), failure),
      listInferenceProfiles: way((target) => healthy.listInferenceProfiles(target, signal), failure),
    }),
    clock: time.clock,
    timers: time.timers,
    publish({ region }) {
      for (const { id, probe } of started === undefined ? [] : region.options) {
        if (probe !== 'running' && !settled.has(id)) {
          settled.set(id, { at: time.passed - (started ?? 0), probe })
        }
      }
    },
  })
  session.dispatch({ type: 'chooseProfile', profile: 'work' })
  await time.pass(1)
  started = time.passed
  session.dispatch({ type: 'probeRegions' })
  await time.pass(LIMIT_MS + 1)
  await session.idle()
  assert.equal(time.waiting, 0, 'no timer is left behind')
  session.dispose()
  await settle()
  assert.equal(settled.size, REGIONS.length)
  const whole = Math.max(...[...settled.values()].map(({ at }) => at))
  return { settled, whole, shown: (probe: string) => [...settled].filter(([, each]) => each.probe === probe) }
}

/** Times of answers that grow by less than a third from one to the next, as on the map, but for a step near by. */
const distances = (count: number) =>
  fc
    .record({
      first: fc.integer({ min: 20, max: 300 }),
      steps: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: count, maxLength: count }),
      jump: fc.record({ at: fc.integer({ min: 0, max: 8 }), by: fc.integer({ min: 30, max: 500 }) }),
    })
    .map(({ first, steps, jump }) => {
      let at = first
      return steps.map((step, index) => {
        const now = Math.round(at)
        at = Math.min(at * (1 + (index === jump.at ? jump.by : step) / 100), 7000)
        return now
      })
    })

/** Every region with its way, the far and the near, the hanging and the failing in any order. */
const worlds = (hung: { min: number; max: number }) =>
  fc
    .tuple(
      fc.integer(hung),
      fc.integer({ min: 0, max: 4 }),
      fc.shuffledSubarray(REGIONS, { minLength: REGIONS.length }),
    )
    .chain(([hangs, fails, order]) =>
      fc
        .tuple(
          distances(REGIONS.length - hangs - fails),
          fc.array(fc.integer({ min: 1, max: 20 }), { minLength: fails, maxLength: fails }),
        )
        .map(([answers, failures]) => {
          const ways: Way[] = [
            ...answers.map((ms) => ({ answers: ms })),
            ...failures.map((ms) => ({ fails: ms })),
            ...Array.from({ length: hangs }, () => 'hangs' as const),
          ]
          return new Map(order.map((id, at) => [id, ways[at] ?? 'hangs']))
        }),
    )

const answersOf = (ways: ReadonlyMap<string, Way>) =>
  [...ways].flatMap(([id, way]) => (way !== 'hangs' && 'answers' in way ? [{ id, ms: way.answers }] : []))

describe('regions that hang, when all are compared', () => {
  it('a tenth: complete in 1.5 × the slowest that answers; up to a third: in little more than twice it; and none is cut that answers', () =>
    fc.assert(
      fc.asyncProperty(worlds({ min: 0, max: 9 }), async (ways) => {
        const { whole, shown } = await compare(ways)
        const answers = answersOf(ways)
        const slowest = Math.max(...answers.map(({ ms }) => ms))
        const hangs = [...ways.values()].filter((way) => way === 'hangs').length
        const most = (10 * hangs <= REGIONS.length ? 1.5 : 2.2) * slowest
        assert.ok(whole <= most, `${whole} ms, the slowest that answers ${slowest} ms`)
        assert.deepEqual(
          shown('available')
            .map(([id]) => id)
            .sort(),
          answers.map(({ id }) => id).sort(),
        )
        const hung = [...ways].filter(([, way]) => way === 'hangs').map(([id]) => id)
        assert.deepEqual(
          shown('silent')
            .map(([id]) => id)
            .sort(),
          hung.sort(),
        )
      }),
      { numRuns: 40 },
    ))

  it('where more hang, nothing is judged too early: each has its ten seconds', () =>
    fc.assert(
      fc.asyncProperty(worlds({ min: 12, max: 33 - 4 }), async (ways) => {
        const { whole, shown } = await compare(ways)
        assert.equal(whole, LIMIT_MS)
        assert.equal(shown('available').length, answersOf(ways).length)
      }),
      { numRuns: 15 },
    ))

  it('that a firewall refuses at once do not hurry those that answer', async () => {
    const ways = new Map<string, Way>(
      REGIONS.map((id, at) => [id, at < 20 ? { fails: 2 } : { answers: 200 + 20 * at }]),
    )
    const { shown, whole } = await compare(ways)
    assert.equal(shown('available').length, REGIONS.length - 20)
    assert.equal(shown('unavailable').length, 20)
    assert.equal(whole, 200 + 20 * (REGIONS.length - 1))
  })
})

// The figures of docs/health.md: how soon a rotation shows, and what watching costs while nothing happens.
import type { HealthFacts } from '../../src/core/health/facts.ts'
import { startLive } from '../contract/health/live.ts'
import { until } from '../lib/until.ts'
import { fakeKeyId, fakeSecret } from '../sandbox/build.ts'
import { bad, good, healthyFacts, MINUTE, NOW } from '../unit/health/facts.ts'
import { type Surroundings, startMonitor } from '../unit/health/monitorHarness.ts'

const ROUNDS = 5
const HOUR = 60 * MINUTE

const keysOf = (label: string) =>
  `[dev]\naws_access_key_id = ${fakeKeyId('AKIA', label)}\naws_secret_access_key = ${fakeSecret(label)}\n`

/** Milliseconds from a key's replacement to the new state, each way, with the real adapter and files. */
export async function measureRotation(): Promise<string[]> {
  const live = await startLive({ profile: 'dev' })
  try {
    await live.monitor.validate()
    const took: Record<'broken' | 'healthy', number[]> = { broken: [], healthy: [] }
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [kind, label] of [
        ['broken', 'UNKNOWN'],
        ['healthy', 'DEV'],
      ] as const) {
        const at = performance.now()
        live.renameOver(live.path('.aws/credentials'), keysOf(label))
        await until(() => live.monitor.health.kind === kind, kind)
        took[kind].push(performance.now() - at)
      }
    }
    return Object.entries(took).map(([kind, times]) => {
      const sorted = times.map(Math.round).sort((a, b) => a - b)
      return `rotation to ${kind.padEnd(16)} median ${sorted[ROUNDS >> 1]} ms, worst ${sorted.at(-1)} ms (calm 250 ms)`
    })
  } finally {
    await live.stop()
  }
}

/** Calls and timer wake-ups an hour in the usual situations, on a clock that is turned by hand. */
export async function measureIdleCost(): Promise<string[]> {
  const busy = 3 * MINUTE
  const rows: [string, HealthFacts, Partial<Surroundings>, number?][] = [
    ['healthy, nobody there', healthyFacts({ last: good(HOUR) }), {}],
    ['healthy, focus every 3 min', healthyFacts({ last: good(HOUR) }), {}, busy],
    [
      'broken key, focus every 3 min',
      healthyFacts({ last: bad({ at: NOW - HOUR }) }),
      { identity: REVOKED },
      busy,
    ],
    ['no network', healthyFacts({ last: bad({ id: 'dns-failure', passing: true }) }), { identity: OFFLINE }],
    ['another provider', healthyFacts({ last: good(HOUR) }), { setup: { provider: 'openrouter' } }, busy],
  ]
  return await Promise.all(rows.map((row) => hour(...row)))
}

const REVOKED = { refused: 'InvalidClientTokenId', message: 'The security token is invalid.' }
const OFFLINE = { refused: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND' }

async function hour(
  name: string,
  facts: HealthFacts,
  change: Partial<Surroundings>,
  focusEvery = HOUR * 2,
): Promise<string> {
  const t = startMonitor(facts, change)
  await t.monitor.idle()
  let wakeUps = 0
  for (let passed = 0; passed < HOUR; passed += Math.min(HOUR, focusEvery)) {
    if (focusEvery < HOUR) {
      await t.on('focus')
    }
    wakeUps += await t.turn(Math.min(HOUR, focusEvery))
  }
  const billed = t.calls.filter((call) => call === 'ConverseStream').length
  const free = t.calls.filter((call) => call.startsWith('Get')).length
  t.monitor.dispose()
  return `health, ${name.padEnd(30)} ${free} free calls/h, ${billed} billed, ${wakeUps} timer wake-ups/h`
}

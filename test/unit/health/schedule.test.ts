import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { HealthFacts } from '../../../src/core/health/facts.ts'
import { isMarketplaceModel, isProvisional } from '../../../src/core/health/provisional.ts'
import { recordOf } from '../../../src/core/health/record.ts'
import { backOff, dueAt, isWorthChecking, type Trigger } from '../../../src/core/health/schedule.ts'
import { bad, failedCheck, good, healthyFacts, MINUTE, MODEL, NOW } from './facts.ts'

const HOUR = 60 * MINUTE
const offline = (failures: number, ago = 0) =>
  bad({ id: 'dns-failure', passing: true, failures, at: NOW - ago })
const elsewhere = (): HealthFacts => ({ setup: { provider: 'openrouter' }, last: offline(1, HOUR) })

describe('a look by itself', () => {
  const table: Record<string, [HealthFacts, number | undefined]> = {
    'never while all is well': [healthyFacts(), undefined],
    'never before the first look': [{ setup: healthyFacts().setup }, undefined],
    'never with another provider': [elsewhere(), undefined],
    'never for a key that AWS refuses': [healthyFacts({ last: bad() }), undefined],
    'half a minute after the network went away': [healthyFacts({ last: offline(1) }), 30_000],
    'one minute after the second try': [healthyFacts({ last: offline(2) }), MINUTE],
    'never later than a quarter of an hour': [healthyFacts({ last: offline(50) }), 15 * MINUTE],
    'when the countdown begins': [healthyFacts({ expiresAt: NOW + HOUR }), 45 * MINUTE],
    'a moment after the end': [healthyFacts({ expiresAt: NOW + 10 * MINUTE }), 10 * MINUTE + 1000],
    'a quarter of an hour after a provisional answer': [
      healthyFacts({ answered: { modelId: MODEL, at: NOW - MINUTE, provisional: true } }),
      14 * MINUTE,
    ],
    'never for the answer of a model that Cline no longer uses': [
      healthyFacts({ answered: { modelId: 'other', at: NOW, provisional: true } }),
      undefined,
    ],
    'never for one that is settled': [
      healthyFacts({ answered: { modelId: MODEL, at: NOW, provisional: false } }),
      undefined,
    ],
  }
  for (const [name, [facts, after]] of Object.entries(table)) {
    it(`happens ${name}`, () => {
      assert.equal(dueAt(facts), after === undefined ? undefined : NOW + after)
    })
  }

  it('always lies after the last one, so that none follows itself without end', () => {
    const times = fc.integer({ min: -HOUR, max: HOUR })
    fc.assert(
      fc.property(
        times,
        times,
        fc.boolean(),
        fc.integer({ min: 1, max: 99 }),
        (end, answer, ok, failures) => {
          const facts = healthyFacts({
            last: ok ? good() : offline(failures),
            expiresAt: NOW + end,
            answered: { modelId: MODEL, at: NOW + answer, provisional: true },
          })
          assert.ok((dueAt(facts) ?? Infinity) > NOW)
        },
      ),
    )
  })
})

describe('a trigger is worth a call', () => {
  const table: [Trigger, string, HealthFacts, boolean][] = [
    ['focus', 'before the first look', { setup: healthyFacts().setup }, true],
    ['focus', 'ten minutes after a good look', healthyFacts({ last: good(10 * MINUTE) }), true],
    ['focus', 'nine minutes after a good look', healthyFacts({ last: good(9 * MINUTE) }), false],
    ['focus', 'a minute after the first failure', healthyFacts({ last: bad({ at: NOW - MINUTE }) }), true],
    [
      'focus',
      'a minute after the second',
      healthyFacts({ last: bad({ at: NOW - MINUTE, failures: 2 }) }),
      false,
    ],
    [
      'focus',
      'an hour after the hundredth',
      healthyFacts({ last: bad({ at: NOW - HOUR, failures: 100 }) }),
      true,
    ],
    ['focus', 'when the clock was set back', healthyFacts({ last: good(-HOUR) }), true],
    ['focus', 'with another provider', elsewhere(), false],
    ['wake', 'a minute after a good look', healthyFacts({ last: good(MINUTE) }), true],
    ['wake', 'at once after a look', healthyFacts(), false],
    ['wake', 'with another provider', elsewhere(), false],
    ['network', 'when the network was the trouble', healthyFacts({ last: offline(9) }), true],
    ['network', 'when all is well', healthyFacts({ last: good(HOUR) }), false],
    ['network', 'when AWS refused the key', healthyFacts({ last: bad() }), false],
    ['due', 'when the time has come', healthyFacts({ last: offline(1, 30_000) }), true],
    ['due', 'before', healthyFacts({ last: offline(1, 29_000) }), false],
    ['due', 'when nothing is due', healthyFacts({ last: good(HOUR) }), false],
  ]
  for (const [trigger, name, facts, worth] of table) {
    it(`${trigger} ${name}: ${worth ? 'yes' : 'no'}`, () => {
      assert.equal(isWorthChecking(trigger, facts, NOW), worth)
    })
  }
})

describe('the back-off', () => {
  it('starts at the first wait, never shrinks, and never exceeds the longest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (failures) => {
        const [one, next] = [backOff(failures, 1000, HOUR), backOff(failures + 1, 1000, HOUR)]
        assert.ok(one >= 1000 && next >= one && next <= HOUR)
      }),
    )
    assert.equal(backOff(1, 1000, HOUR), 1000)
  })
})

describe('of a look is kept', () => {
  it('for a failure its title, its cause, the count, and where the wizard repairs it', () => {
    const last = recordOf(failedCheck('access-key-invalid'), bad({ failures: 3 }), NOW)
    assert.equal(last.ok, false)
    assert.equal(last.id, 'access-key-invalid')
    assert.equal(last.failures, 4)
    assert.equal(last.step, 'credentials')
    assert.equal(last.passing, undefined)
    assert.notEqual(last.summary, '')
  })

  it('the sign-in that repairs it', () => {
    assert.deepEqual(recordOf(failedCheck('sso-session-expired'), undefined, NOW).signIn, {
      profile: 'work',
      via: 'sso',
    })
  })

  it('that the network is away, which passes', () => {
    assert.equal(recordOf(failedCheck('connection-failed'), undefined, NOW).passing, true)
  })

  it('the step of a region or model that is refused', () => {
    assert.equal(recordOf(failedCheck('region-not-enabled', 'region'), undefined, NOW).step, 'region')
    assert.equal(
      recordOf(failedCheck('subscription-failed', 'model-access'), undefined, NOW).step,
      'model-access',
    )
  })

  it('a warning as a success, and a success ends the count', () => {
    const warned = { ...failedCheck('root-identity'), status: 'warn' as const }
    const last = recordOf(warned, bad({ failures: 3 }), NOW)
    assert.deepEqual([last.ok, last.failures], [true, 0])
  })
})

describe('a first answer', () => {
  const table: [string, string | undefined, boolean][] = [
    ['anthropic.claude-sonnet-4-5-20250929-v1:0', 'NOT_AVAILABLE', true],
    ['anthropic.claude-sonnet-4-5-20250929-v1:0', 'PENDING', true],
    ['anthropic.claude-sonnet-4-5-20250929-v1:0', undefined, true],
    ['anthropic.claude-sonnet-4-5-20250929-v1:0', 'AVAILABLE', false],
    ['cohere.command-r-plus-v1:0', 'NOT_AVAILABLE', true],
    ['amazon.nova-pro-v1:0', 'NOT_AVAILABLE', false],
    ['meta.llama3-3-70b-instruct-v1:0', undefined, false],
    ['openai.gpt-oss-120b-1:0', 'NOT_AVAILABLE', false],
  ]
  for (const [model, agreement, provisional] of table) {
    it(`of ${model} with agreement ${agreement} is ${provisional ? 'provisional' : 'final'}`, () => {
      assert.equal(isProvisional(model, agreement), provisional)
    })
  }

  it('is only of Marketplace models in doubt', () => {
    assert.equal(isMarketplaceModel('application-profile-id'), false)
  })
})

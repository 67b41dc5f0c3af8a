import assert from 'node:assert/strict'
import fc from 'fast-check'
import { CALM, type HealthFacts, type LiveFacts } from '../../../src/core/health/facts.ts'
import { COUNTDOWN_MS, type Health, healthOf } from '../../../src/core/health/health.ts'
import { repaintAt } from '../../../src/core/health/schedule.ts'
import { bad, good, healthyFacts, MINUTE, MODEL, NOW } from './facts.ts'

interface Row {
  facts: HealthFacts | undefined
  live?: Partial<LiveFacts>
  kind: Health['kind']
  severity?: Health['severity']
  short?: string
  sentence: RegExp
}

const unlooked = { setup: healthyFacts().setup }

const TABLE: Record<string, Row> = {
  'nothing was ever set up': { facts: undefined, kind: 'not-set-up', sentence: /Not set up/ },
  'Cline has no provider yet': { facts: { setup: {} }, kind: 'not-set-up', sentence: /Not set up/ },
  'Cline uses another provider, whatever was known before': {
    facts: healthyFacts({ setup: { provider: 'openrouter' }, last: bad() }),
    kind: 'not-set-up',
    sentence: /another provider \(openrouter\)\. Nothing is checked/,
  },
  'a window has just opened': { facts: unlooked, kind: 'unchecked', sentence: /Not checked yet/ },
  'a look would start a program without consent': {
    facts: unlooked,
    live: { consentMissing: true },
    kind: 'unchecked',
    sentence: /starts a program, and you have not allowed/,
  },
  'a look is under way': {
    facts: healthyFacts({ last: bad() }),
    live: { checking: true },
    kind: 'checking',
    sentence: /Checking/,
  },
  'the last look went well': { facts: healthyFacts(), kind: 'healthy', sentence: /AWS knows .*: dev\./ },
  'the last look went well long ago': {
    facts: healthyFacts({ last: good(20 * 3_600_000) }),
    kind: 'healthy',
    sentence: /dev/,
  },
  'an API key, whose owner is unknown': {
    facts: {
      setup: { provider: 'bedrock', auth: 'api-key' },
      last: { ...good(), summary: 'AWS accepts the API key.' },
    },
    kind: 'healthy',
    sentence: /AWS accepts the API key/,
  },
  'the last look failed': {
    facts: healthyFacts({ last: bad() }),
    kind: 'broken',
    severity: 'error',
    sentence: /does not know this access key/,
  },
  'the network is away': {
    facts: healthyFacts({ last: bad({ id: 'dns-failure', passing: true, summary: 'No way to AWS' }) }),
    kind: 'broken',
    severity: 'warning',
    sentence: /No way to AWS/,
  },
  '16 minutes are left': {
    facts: healthyFacts({ expiresAt: NOW + 16 * MINUTE }),
    kind: 'healthy',
    sentence: /dev/,
  },
  '15 minutes are left': {
    facts: healthyFacts({ expiresAt: NOW + 15 * MINUTE }),
    kind: 'expiring',
    severity: 'warning',
    short: 'Bedrock 15 min',
    sentence: /in 15 minutes/,
  },
  '61 seconds are left': {
    facts: healthyFacts({ expiresAt: NOW + 61_000 }),
    kind: 'expiring',
    severity: 'warning',
    short: 'Bedrock 2 min',
    sentence: /in 2 minutes/,
  },
  '10 seconds are left': {
    facts: healthyFacts({ expiresAt: NOW + 10_000 }),
    kind: 'expiring',
    severity: 'warning',
    short: 'Bedrock 1 min',
    sentence: /less than a minute/,
  },
  'the end has come': {
    facts: healthyFacts({ last: good(MINUTE), expiresAt: NOW }),
    kind: 'broken',
    severity: 'error',
    sentence: /has ended/,
  },
  'a later look outlived the end': {
    facts: healthyFacts({ last: good(), expiresAt: NOW - MINUTE }),
    kind: 'healthy',
    sentence: /dev/,
  },
  'it is broken and would end soon': {
    facts: healthyFacts({ last: bad(), expiresAt: NOW + MINUTE }),
    kind: 'broken',
    severity: 'error',
    sentence: /access key/,
  },
  'a key was replaced under a running Cline': {
    facts: healthyFacts(),
    live: { restartNeeded: true },
    kind: 'healthy',
    short: 'Bedrock: reload',
    sentence: /still holds the earlier one: reload the window/,
  },
  'the first answer of a Marketplace model': {
    facts: healthyFacts({ answered: { modelId: MODEL, at: NOW, provisional: true } }),
    kind: 'healthy',
    sentence: /provisional/,
  },
  'a first answer of another model': {
    facts: healthyFacts({ answered: { modelId: 'other', at: NOW, provisional: true } }),
    kind: 'healthy',
    sentence: /dev/,
  },
}

const live = (change: Partial<LiveFacts> = {}): LiveFacts => ({ ...CALM, ...change })

describe('the status bar says what is known when', () => {
  for (const [name, row] of Object.entries(TABLE)) {
    it(name, () => {
      const health = healthOf(row.facts, live(row.live), NOW)
      assert.equal(health.kind, row.kind)
      assert.equal(health.severity, row.severity ?? 'none')
      assert.equal(health.short, row.short ?? 'Bedrock')
      assert.match(health.sentence, row.sentence)
    })
  }
})

describe('the tooltip', () => {
  const rows = (facts: HealthFacts, change: Partial<LiveFacts> = {}) =>
    Object.fromEntries(
      healthOf(facts, live(change), NOW).rows.map((row) => [row.label, 'at' in row ? row.at : row.value]),
    )

  it('tells identity, account, region, model, way of authentication, last check and end', () => {
    assert.deepEqual(rows(healthyFacts({ expiresAt: NOW + MINUTE })), {
      Identity: 'arn:aws:iam::111122223333:user/dev',
      Account: '111122223333',
      Region: 'eu-central-1',
      Model: MODEL,
      'Sign in with': 'AWS profile work',
      'Last check': NOW,
      'Access ends': NOW + MINUTE,
    })
  })

  it('says that a sign-in renews itself, what it could not look at, and what it does not start', () => {
    const told = rows(
      healthyFacts({
        seen: { hash: 'h', signIn: { readable: true, renewable: true } },
        answered: { modelId: MODEL, at: NOW, provisional: false, unproved: true },
      }),
      { consentMissing: true },
    )
    assert.equal(told['Access ends'], 'renewed by itself')
    assert.match(String(told.Subscription), /test prompt would prove it/)
    assert.match(String(told['In the background']), /not started/)
  })

  it('tells what happened when it is broken', () => {
    const what = 'STS answered InvalidClientTokenId.'
    assert.equal(rows(healthyFacts({ last: bad({ what }) }))['What happened'], what)
  })

  it('has nothing to tell of another provider', () => {
    assert.deepEqual(rows(healthyFacts({ setup: { provider: 'openrouter' } })), {})
  })
})

describe('the countdown', () => {
  it('counts whole minutes down to the end, and is repainted exactly when its words change', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 * MINUTE }), (left) => {
        const facts = healthyFacts({ last: good(MINUTE), expiresAt: NOW + left })
        const words = (at: number) => healthOf(facts, CALM, at).sentence
        const next = repaintAt(facts, NOW)
        assert.ok(next !== undefined && next > NOW && next <= NOW + left)
        assert.equal(words(next - 1), words(NOW), 'the words hold until then')
        assert.notEqual(words(next), words(NOW), 'and change then')
      }),
    )
  })

  it('never shows more than 15 minutes, and no colour without trouble', () => {
    fc.assert(
      fc.property(fc.integer({ min: -MINUTE, max: 40 * MINUTE }), (left) => {
        const health = healthOf(healthyFacts({ last: good(2 * MINUTE), expiresAt: NOW + left }), CALM, NOW)
        assert.equal(health.severity === 'none', left > COUNTDOWN_MS)
        assert.ok(health.minutesLeft === undefined || (health.minutesLeft >= 1 && health.minutesLeft <= 15))
      }),
    )
  })

  it('ends', () => {
    assert.equal(repaintAt(healthyFacts({ expiresAt: NOW }), NOW), undefined)
    assert.equal(repaintAt(healthyFacts(), NOW), undefined)
  })
})

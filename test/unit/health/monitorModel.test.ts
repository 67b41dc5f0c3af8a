import assert from 'node:assert/strict'
import { PROFILE } from '../wizard/fakes.ts'
import { bad, DEV, good, healthyFacts, MINUTE, MODEL, NOW } from './facts.ts'
import { startMonitor } from './monitorHarness.ts'

describe('what the wizard proved', () => {
  const next = { ...healthyFacts().setup, profile: 'next' }
  const identity = { ...DEV, name: 'next' }
  const proof = { setup: next, last: { ...good(), summary: 'proved' }, identity }

  it('counts as soon as Cline is set to it, even in the next window, without a call', async () => {
    const t = startMonitor(healthyFacts())
    await t.monitor.idle()
    t.monitor.answered(proof, [])
    await t.monitor.idle()
    assert.match(t.monitor.health.sentence, /dev/, 'Cline is still what it was')
    const after = startMonitor(t.saved, { setup: next })
    await after.monitor.idle()
    assert.equal(after.monitor.health.kind, 'healthy')
    assert.match(after.monitor.health.sentence, /next/)
    assert.deepEqual([after.calls, after.news], [[], []])
  })

  it('does not count for anything else', async () => {
    const t = startMonitor(healthyFacts())
    await t.monitor.idle()
    t.monitor.answered(proof, [])
    await t.monitor.idle()
    const after = startMonitor(t.saved, { setup: { ...next, profile: 'third' } })
    await after.monitor.idle()
    assert.equal(after.monitor.health.kind, 'unchecked')
  })

  it('ends trouble with the setting that Cline has', async () => {
    const t = startMonitor(healthyFacts({ last: bad(), seen: { hash: 'one' } }))
    await t.monitor.idle()
    t.monitor.answered({ setup: t.world.setup, last: good() }, [])
    await t.monitor.idle()
    assert.equal(t.monitor.health.kind, 'healthy')
    assert.equal(t.saved?.seen?.hash, 'one')
  })
})

describe('the first answer of a Marketplace model', () => {
  const setup = { ...healthyFacts().setup, modelId: MODEL }
  const proof = { setup, last: good(), identity: DEV }

  it('is provisional for a quarter of an hour and then settled by a free call', async () => {
    const t = startMonitor(healthyFacts({ setup, last: good() }), { setup })
    await t.monitor.idle()
    t.monitor.answered(proof, [MODEL])
    await t.monitor.idle()
    assert.match(t.monitor.health.sentence, /provisional/)
    await t.turn(14 * MINUTE)
    assert.deepEqual(t.calls, [])
    await t.turn(2 * MINUTE)
    assert.deepEqual(t.calls, ['GetCallerIdentity', 'GetFoundationModelAvailability'])
    assert.equal(t.saved?.answered?.provisional, false)
    assert.doesNotMatch(t.monitor.health.sentence, /provisional/)
  })

  it('stays provisional while the subscription is being made, and is told when it failed', async () => {
    let agreement = 'PENDING'
    const t = startMonitor(
      healthyFacts({ setup }),
      { setup },
      {
        modelAvailability: () =>
          Promise.resolve({
            ok: true,
            value: { agreement, authorization: 'AUTHORIZED', entitlement: 'AVAILABLE', region: 'AVAILABLE' },
          }),
      },
    )
    await t.monitor.idle()
    t.monitor.answered(proof, [MODEL])
    await t.monitor.idle()
    await t.turn(16 * MINUTE)
    assert.match(t.monitor.health.sentence, /provisional/)
    agreement = 'ERROR'
    await t.turn(16 * MINUTE)
    assert.equal(t.monitor.health.kind, 'broken')
    assert.equal(t.monitor.facts?.last?.step, 'model-access')
    assert.equal(t.news.length, 1)
  })

  it('is said to be unproved where the subscription may not be read', async () => {
    const failure = {
      service: 'bedrock' as const,
      operation: 'GetFoundationModelAvailability',
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:iam::111122223333:user/dev is not authorized to perform: bedrock:GetFoundationModelAvailability on resource: * because no identity-based policy allows the bedrock:GetFoundationModelAvailability action',
      httpStatus: 403,
    }
    const t = startMonitor(
      healthyFacts({ setup }),
      { setup },
      {
        modelAvailability: () => Promise.resolve({ ok: false, failure }),
      },
    )
    await t.monitor.idle()
    t.monitor.answered(proof, [MODEL])
    await t.monitor.idle()
    await t.turn(16 * MINUTE)
    assert.equal(t.monitor.health.kind, 'healthy')
    assert.ok(t.monitor.health.rows.some(({ label }) => label === 'Subscription'))
  })

  it('counts from the first answer, and a settled one stays settled', async () => {
    const t = startMonitor(healthyFacts({ setup }), { setup })
    t.monitor.answered(proof, [MODEL])
    await t.monitor.idle()
    await t.turn(10 * MINUTE)
    t.monitor.answered(proof, [MODEL])
    await t.monitor.idle()
    assert.equal(t.saved?.answered?.at, NOW)
    await t.turn(6 * MINUTE)
    t.monitor.answered(proof, [MODEL])
    await t.monitor.idle()
    assert.equal(t.saved?.answered?.provisional, false)
  })

  it('is looked at for plan mode’s own model, too, until both are settled', async () => {
    const plan = 'anthropic.claude-haiku-4-5-20251001-v1:0'
    let agreement = 'PENDING'
    const asked: string[] = []
    const t = startMonitor(
      healthyFacts({ setup }),
      { setup },
      {
        listInferenceProfiles: async () => ({
          ok: true,
          value: [
            PROFILE,
            {
              ...PROFILE,
              id: `us.${plan}`,
              modelArns: [`arn:aws:bedrock:us-east-1::foundation-model/${plan}`],
            },
          ],
        }),
        modelAvailability: (_target, model) => {
          asked.push(model)
          return Promise.resolve({
            ok: true,
            value: {
              agreement: model === plan ? agreement : 'AVAILABLE',
              authorization: 'AUTHORIZED',
              entitlement: 'AVAILABLE',
              region: 'AVAILABLE',
            },
          })
        },
      },
    )
    t.monitor.answered(proof, [MODEL, `us.${plan}`])
    await t.monitor.idle()
    await t.turn(16 * MINUTE)
    assert.ok(asked.includes(plan), asked.join())
    assert.match(t.monitor.health.sentence, /provisional/, 'the act model alone is settled')
    agreement = 'AVAILABLE'
    await t.turn(16 * MINUTE)
    assert.equal(t.saved?.answered?.provisional, false)
    // Another model for planning is a new answer, although the act model's is settled.
    t.monitor.answered(proof, ['us.anthropic.claude-opus-4-6-v1'])
    await t.monitor.idle()
    assert.match(t.monitor.health.sentence, /provisional/)
  })
})

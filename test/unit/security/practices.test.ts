import assert from 'node:assert/strict'
import { estimateDay } from '../../../src/core/security/estimate.ts'
import { type Practice, practicesOf } from '../../../src/core/security/practices.ts'
import { SAFEGUARD_IDS } from '../../../src/core/security/safeguards.ts'
import type { SecurityFacts } from '../../../src/core/security/survey.ts'
import { CLINE_CATALOGUE } from '../../../src/core/settings/clineCatalogue.ts'

const find = (facts: SecurityFacts, title: RegExp): Practice | undefined =>
  practicesOf(facts).find((practice) => title.test(practice.title))

describe('The guide’s best practices', () => {
  it('each have a line in its five chapters, with all safeguards offered', () => {
    const all = practicesOf({ auth: 'profile' })
    assert.deepEqual(
      [...new Set(all.map(({ chapter }) => chapter))],
      ['access', 'network', 'monitoring', 'cost', 'audit'],
    )
    assert.deepEqual(
      all
        .map(({ safeguard }) => safeguard)
        .filter((id) => id !== undefined)
        .sort(),
      [...SAFEGUARD_IDS].sort(),
    )
    for (const { title, why } of all) {
      assert.match(why, /[.]$/, title)
    }
  })

  it('never call good what could not be read', () => {
    const unread = practicesOf({ auth: 'profile' }).filter(({ status }) => status === 'good')
    assert.deepEqual(unread, [])
  })

  const rows: [string, SecurityFacts, RegExp, Practice['status'], RegExp][] = [
    ['root', { auth: 'keys', identity: 'root' }, /Short-lived/, 'attention', /root user/],
    ['a user', { auth: 'keys', identity: 'user' }, /Short-lived/, 'attention', /IAM user/],
    ['a role', { auth: 'profile', identity: 'role' }, /Short-lived/, 'good', /role/],
    [
      'Identity Center',
      { auth: 'profile', identity: 'sso-role' },
      /Short-lived/,
      'good',
      /end by themselves/,
    ],
    ['an API key', { auth: 'api-key' }, /Short-lived/, 'attention', /API key/],
    ['an API key without an end', { auth: 'api-key' }, /API keys/, 'unread', /does not say/],
    [
      'an API key with an end',
      { auth: 'api-key', apiKeyExpiresAt: '2030-01-01T00:00:00Z' },
      /API keys/,
      'good',
      /ends/,
    ],
    [
      'a young key',
      { auth: 'keys', accessKeys: [{ ageDays: 3, current: true }] },
      /90 days/,
      'good',
      /3 days/,
    ],
    [
      'an old key',
      { auth: 'keys', accessKeys: [{ ageDays: 91, current: true }] },
      /90 days/,
      'attention',
      /91 days old. Create/,
    ],
    [
      'two keys',
      {
        auth: 'keys',
        accessKeys: [
          { ageDays: 1, current: true },
          { ageDays: 2, current: false },
        ],
      },
      /90 days/,
      'attention',
      /second key/,
    ],
    [
      'an endless API key',
      { auth: 'keys', longTermApiKeys: [{}, { expiresAt: 'x' }] },
      /API keys/,
      'attention',
      /^1 of/,
    ],
    [
      'API keys with ends',
      { auth: 'keys', longTermApiKeys: [{ expiresAt: 'x' }] },
      /API keys/,
      'good',
      /All/,
    ],
    [
      'logging off',
      { auth: 'keys', invocationLogging: false },
      /record of prompts/,
      'attention',
      /not logged/,
    ],
    ['logging on', { auth: 'keys', invocationLogging: true }, /record of prompts/, 'good', /source code/],
    ['guardrails', { auth: 'keys', enforcedGuardrails: 2 }, /Guardrails/, 'good', /^2 enforced/],
    ['no guardrails', { auth: 'keys', enforcedGuardrails: 0 }, /Guardrails/, 'advice', /None/],
    [
      'shared data',
      { auth: 'keys', dataRetention: 'provider_data_share' },
      /your data/,
      'attention',
      /provider receives/,
    ],
    ['a mode of tomorrow', { auth: 'keys', dataRetention: 'sealed' }, /your data/, 'good', /"sealed"/],
    [
      'a VPC endpoint',
      { auth: 'keys', endpoint: 'https://vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com' },
      /private way/,
      'good',
      /VPC endpoint/,
    ],
    [
      'a gateway',
      { auth: 'keys', endpoint: 'https://gateway.example.com' },
      /private way/,
      'advice',
      /PrivateLink/,
    ],
  ]
  for (const [name, facts, title, status, why] of rows) {
    it(`judge ${name}`, () => {
      const line = find(facts, title)
      assert.equal(line?.status, status)
      assert.match(line?.why ?? '', why)
    })
  }
})

describe('The cost of a day', () => {
  it('comes from the model’s own prices, nine tenths of the input read from the cache and the rest written to it', () => {
    const [light, full] = estimateDay('anthropic.claude-sonnet-4-5-20250929-v1:0') ?? []
    assert.deepEqual(full?.prices, { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 })
    // In millionths of a dollar a request: 36 000 × 0.3 + 4 000 × 3.75 + 600 × 15.
    assert.equal(light?.usd.toFixed(4), (60 * 0.0348).toFixed(4))
    assert.equal(full?.usd.toFixed(4), (400 * 0.0348).toFixed(4))
    assert.ok((full?.outputTokens ?? 0) > (light?.outputTokens ?? 0))
  })

  it('takes the price of the very profile, which may be above its model’s', () => {
    const base = 'anthropic.claude-sonnet-4-5-20250929-v1:0'
    const [eu, model] = [estimateDay(`eu.${base}`, base)?.[1], estimateDay(base)?.[1]]
    assert.ok((eu?.usd ?? 0) > (model?.usd ?? 0))
    assert.deepEqual(
      estimateDay('arn:aws:bedrock:eu-west-1:111122223333:application-inference-profile/x', base)?.[1],
      model,
    )
  })

  it('has no cache in it for a model that has none', () => {
    const [light] = estimateDay('deepseek.v3-v1:0') ?? []
    assert.deepEqual(Object.keys(light?.prices ?? {}), ['input', 'output'])
    const { input, output } = light?.prices ?? { input: 0, output: 0 }
    assert.equal(light?.usd.toFixed(4), ((60 * (40_000 * input + 600 * output)) / 1e6).toFixed(4))
  })

  it('is plausible for every model that Cline knows: neither nothing nor a fortune', () => {
    const priced = CLINE_CATALOGUE.flatMap(([id]) => estimateDay(id)?.map(({ usd }) => ({ id, usd })) ?? [])
    assert.ok(priced.length > 200, `${priced.length} estimates`)
    assert.deepEqual(
      priced.filter(({ usd }) => !(usd > 0.01 && usd < 400)),
      [],
    )
  })

  it('is left open for a model without a known price', () => {
    assert.equal(estimateDay('nobody.knows-v1:0'), undefined)
    assert.equal(estimateDay(''), undefined)
  })
})

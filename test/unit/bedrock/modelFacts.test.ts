import assert from 'node:assert/strict'
import { commonGeography, familyOf, modelFacts, successorOf } from '../../../src/core/bedrock/modelFacts.ts'
import { modelOptions } from '../../../src/core/bedrock/models.ts'
import { CLINE_CATALOGUE } from '../../../src/core/settings/clineCatalogue.ts'
import { PROFILE } from '../wizard/fakes.ts'
import { model } from './model.ts'

const BASE = 'anthropic.claude-sonnet-4-5-20250929-v1:0'

describe('what is known of a model', () => {
  it('says where requests stay, by AWS’s own names of the regions', () => {
    assert.equal(commonGeography(['eu-central-1', 'eu-west-1']), 'Europe')
    assert.equal(commonGeography(['us-east-1', 'us-west-2']), 'US')
    assert.equal(commonGeography(['us-gov-west-1', 'us-gov-east-1']), 'AWS GovCloud')
    assert.equal(commonGeography(['us-east-1', 'eu-west-1']), undefined)
    assert.equal(commonGeography([]), undefined)
    assert.equal(commonGeography(['xx-moon-1']), undefined)
  })

  it('takes tools, cache, window and price from Cline’s own catalogue, each for the very id', () => {
    const choice = { baseModelId: BASE, destinations: ['eu-central-1', 'eu-west-1'] }
    const europe = modelFacts({ ...choice, id: `eu.${BASE}` }, model(BASE), [])
    const anywhere = modelFacts({ ...choice, id: `global.${BASE}`, destinations: [] }, model(BASE), [])
    const row = (id: string) => CLINE_CATALOGUE.find(([each]) => each === id)
    assert.equal(europe.tools, true)
    assert.equal(europe.cache, true)
    assert.equal(europe.contextTokens, row(`eu.${BASE}`)?.[2])
    assert.equal(europe.price?.input, row(`eu.${BASE}`)?.[6])
    assert.equal(anywhere.price?.input, row(`global.${BASE}`)?.[6])
    assert.ok((europe.price?.input ?? 0) > (anywhere.price?.input ?? 0), 'a geography costs more than global')
    assert.equal(europe.bundles, 'both')
  })

  it('leaves out what no source tells, rather than guess', () => {
    const facts = modelFacts(
      { id: 'new.model-x', baseModelId: 'new.model-x', destinations: ['us-east-1'] },
      undefined,
      [],
    )
    assert.deepEqual(facts, { streaming: true, bundles: 'other', geography: 'US' })
  })

  it('gives no price for a route that the catalogue does not price', () => {
    const facts = modelFacts(
      { id: `sa.${BASE}`, baseModelId: BASE, destinations: ['sa-east-1', 'us-east-1'] },
      undefined,
      [],
    )
    assert.equal(facts.price, undefined)
  })
})

describe('a model on its way out', () => {
  const families: [string, string][] = [
    ['anthropic.claude-3-5-sonnet-20241022-v2:0', BASE],
    ['amazon.nova-lite-v1:0', 'amazon.nova-2-lite-v1:0'],
    ['meta.llama3-1-70b-instruct-v1:0', 'meta.llama3-3-70b-instruct-v1:0'],
  ]
  for (const [old, fresh] of families) {
    it(`${old} is of the family of ${fresh}`, () => {
      assert.equal(familyOf(old), familyOf(fresh))
    })
  }

  it('is not of the family of a smaller or larger sister', () => {
    assert.notEqual(familyOf(BASE), familyOf('anthropic.claude-haiku-4-5-20251001-v1:0'))
    assert.notEqual(familyOf('amazon.nova-pro-v1:0'), familyOf('amazon.nova-lite-v1:0'))
  })

  const legacy = model('anthropic.claude-3-5-sonnet-20241022-v2:0', {
    lifecycle: 'LEGACY',
    startOfLife: '2024-10-22',
    legacySince: '2025-09-01T00:00:00.000Z',
    endOfLife: '2026-03-01T00:00:00.000Z',
  })
  const sonnet = model(BASE, { name: 'Claude Sonnet 4.5', startOfLife: '2025-09-29' })
  const newest = model('anthropic.claude-sonnet-5', { name: 'Claude Sonnet 5', startOfLife: '2026-06-30' })

  it('names the newest active one of its family in the region as its successor', () => {
    assert.equal(successorOf(legacy, [legacy, sonnet, newest])?.modelId, 'anthropic.claude-sonnet-5')
    assert.equal(successorOf(legacy, [legacy]), undefined)
  })

  it('carries AWS’s dates and the successor’s name', () => {
    const [option] = modelOptions(
      [{ ...legacy, inferenceTypes: ['ON_DEMAND'] }, newest],
      [],
      'us-west-2',
    ).filter(({ id }) => id === legacy.modelId)
    assert.equal(option?.facts?.endOfLife?.slice(0, 10), '2026-03-01')
    assert.equal(option?.facts?.successor, 'Claude Sonnet 5')
  })
})

describe('the recommendation', () => {
  it('gives its reason', () => {
    const [first] = modelOptions([model(BASE)], [PROFILE], 'eu-central-1')
    assert.equal(first?.recommended, true)
    assert.match(first?.note ?? '', /both of Cline’s versions.*stay in Europe/)
  })

  it('marks an application profile that routes anywhere as such', () => {
    const arn = 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/abc'
    const profile = {
      ...PROFILE,
      id: 'abc',
      arn,
      type: 'APPLICATION' as const,
      modelArns: [`arn:aws:bedrock:::foundation-model/${BASE}`],
    }
    const [option] = modelOptions([model(BASE)], [profile], 'eu-central-1')
    assert.deepEqual(option?.destinations, [])
    assert.equal(option?.id, arn)
  })
})

import assert from 'node:assert/strict'
import {
  arnRegion,
  baseModelId,
  destinationRegions,
  modelOptions,
  profilePrefix,
  profilesFor,
  wantsCachePoint,
} from '../../../src/core/bedrock/models.ts'
import { leastPolicy } from '../../../src/core/bedrock/policy.ts'
import { bedrockRegions, homeRegion, partitionOf } from '../../../src/core/bedrock/regions.ts'
import type { InferenceProfile } from '../../../src/core/bedrock/types.ts'
import { PROFILE } from '../wizard/fakes.ts'
import { model } from './model.ts'

const BASE = 'anthropic.claude-sonnet-4-5-20250929-v1:0'
const GLOBAL: InferenceProfile = {
  ...PROFILE,
  id: `global.${BASE}`,
  arn: PROFILE.arn.replace('profile/eu.', 'profile/global.'),
  modelArns: [
    `arn:aws:bedrock:::foundation-model/${BASE}`,
    `arn:aws:bedrock:eu-central-1::foundation-model/${BASE}`,
  ],
}

describe('ids of models and inference profiles', () => {
  const table: [string, string, string | undefined][] = [
    [BASE, BASE, undefined],
    [`us.${BASE}`, BASE, 'us'],
    [`us-gov.${BASE}`, BASE, 'us-gov'],
    [`global.${BASE}`, BASE, 'global'],
    ['amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0', undefined],
    [`arn:aws:bedrock:us-east-1::foundation-model/${BASE}`, BASE, undefined],
    [`arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.${BASE}`, BASE, 'us'],
  ]
  for (const [id, base, prefix] of table) {
    it(`${id} stands for ${base}`, () => {
      assert.equal(baseModelId(id), base)
      assert.equal(profilePrefix(id), prefix)
    })
  }

  it('an application profile’s model is known only from AWS', () => {
    const arn = 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/abc123'
    assert.equal(baseModelId(arn, [{ ...PROFILE, id: 'abc123', arn, type: 'APPLICATION' }]), BASE)
    assert.equal(arnRegion(arn), 'eu-central-1')
  })

  it('destinations are the regions of the profile’s models', () => {
    assert.deepEqual(destinationRegions(PROFILE), ['eu-central-1', 'eu-west-1'])
    assert.deepEqual(destinationRegions(GLOBAL), ['eu-central-1'])
  })

  it('a geography comes before global', () => {
    assert.deepEqual(
      profilesFor(BASE, [GLOBAL, PROFILE]).map(({ id }) => id),
      [PROFILE.id, GLOBAL.id],
    )
  })

  it('ids and ARNs that name Claude get a cache point as Cline sends it, others do not', () => {
    assert.equal(wantsCachePoint(`eu.${BASE}`), true)
    assert.equal(wantsCachePoint(PROFILE.arn), true)
    const own = 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/1a2b3c4d5e6f'
    assert.equal(wantsCachePoint(own), false)
    assert.equal(wantsCachePoint('amazon.nova-lite-v1:0'), false)
  })
})

describe('what Cline could be set to', () => {
  const options = modelOptions(
    [
      model(BASE),
      model('amazon.titan-embed-text-v2:0', {
        outputModalities: ['EMBEDDING'],
        inferenceTypes: ['ON_DEMAND'],
      }),
      model('amazon.nova-lite-v1:0', { inferenceTypes: ['ON_DEMAND'] }),
      model('anthropic.claude-3-haiku-20240307-v1:0', { inferenceTypes: ['ON_DEMAND'], lifecycle: 'LEGACY' }),
    ],
    [GLOBAL, PROFILE, { ...PROFILE, id: 'eu.gone', status: 'INACTIVE' }],
    'eu-central-1',
  )

  it('offers the exact ids, the recommended one first, in its own geography', () => {
    assert.equal(options[0]?.id, PROFILE.id)
    assert.equal(options[0]?.recommended, true)
    assert.equal(options.filter((option) => option.recommended).length, 1)
  })

  it('leaves out what cannot chat and what is not active', () => {
    const ids = options.map(({ id }) => id)
    assert.ok(!ids.includes('amazon.titan-embed-text-v2:0'))
    assert.ok(!ids.includes('eu.gone'))
    assert.ok(!ids.includes(BASE), 'the bare id of a profile-only model is refused by AWS')
  })

  it('says where requests may go and puts legacy models last', () => {
    assert.deepEqual(options[0]?.destinations, ['eu-central-1', 'eu-west-1'])
    assert.equal(options.at(-1)?.legacy, true)
  })
})

describe('the least policy', () => {
  const input = {
    region: 'eu-central-1',
    account: '111122223333',
    auth: 'profile' as const,
    profiles: [PROFILE, GLOBAL],
  }

  it('names the profile and its model in every destination, bound to the profile', () => {
    const { Statement } = leastPolicy({ ...input, modelIds: [PROFILE.id] })
    assert.equal(Statement[0]?.Resource, PROFILE.arn)
    assert.deepEqual(Statement[1]?.Resource, [...PROFILE.modelArns].sort())
    assert.equal(Statement[1]?.Condition?.StringEquals?.['bedrock:InferenceProfileArn'], PROFILE.arn)
  })

  it('adds the ARN without a region for a global profile', () => {
    const { Statement } = leastPolicy({ ...input, modelIds: [GLOBAL.id] })
    assert.equal(Statement[2]?.Resource, `arn:aws:bedrock:::foundation-model/${BASE}`)
    assert.equal(Statement[2]?.Condition?.StringEquals['aws:RequestedRegion'], 'unspecified')
  })

  it('is one statement for a model on demand, and one more for an API key', () => {
    const { Statement } = leastPolicy({ ...input, modelIds: ['amazon.nova-lite-v1:0'], auth: 'api-key' })
    assert.equal(
      Statement[0]?.Resource,
      'arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0',
    )
    assert.deepEqual(Statement[1]?.Action, ['bedrock:CallWithBearerToken'])
  })
})

describe('regions', () => {
  it('belong to partitions with a home', () => {
    assert.equal(partitionOf('us-gov-west-1'), 'aws-us-gov')
    assert.equal(partitionOf('cn-north-1'), 'aws-cn')
    assert.equal(partitionOf('eu-central-1'), 'aws')
    assert.equal(homeRegion('eu-central-2'), 'us-east-1')
    assert.equal(homeRegion('us-gov-east-1'), 'us-gov-west-1')
    assert.deepEqual(bedrockRegions('aws-cn'), [])
    assert.equal(new Set(bedrockRegions('aws').map(({ id }) => id)).size, 33)
  })
})

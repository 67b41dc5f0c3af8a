import assert from 'node:assert/strict'
import { residencyOf } from '../../../src/core/bedrock/residency.ts'
import type { FoundationModel, InferenceProfile } from '../../../src/core/bedrock/types.ts'

const model = (modelId: string, ...inferenceTypes: string[]): FoundationModel => ({
  modelId,
  modelArn: `arn:aws:bedrock:eu-central-1::foundation-model/${modelId}`,
  name: modelId,
  provider: 'Example',
  inputModalities: ['TEXT'],
  outputModalities: ['TEXT'],
  streaming: true,
  inferenceTypes,
})

const profile = (
  prefix: string,
  base: string,
  regions: string[],
  type: InferenceProfile['type'] = 'SYSTEM_DEFINED',
): InferenceProfile => ({
  id: `${prefix}.${base}`,
  arn: `arn:aws:bedrock:eu-central-1:111122223333:inference-profile/${prefix}.${base}`,
  name: base,
  type,
  status: 'ACTIVE',
  modelArns: regions.map((region) => `arn:aws:bedrock:${region}::foundation-model/${base}`),
})

const HERE = model('example.here', 'ON_DEMAND')
const ROUTED = model('example.routed', 'INFERENCE_PROFILE')
const EUROPE = profile('eu', ROUTED.modelId, ['eu-central-1', 'eu-west-1'])
const GLOBAL = profile('global', ROUTED.modelId, ['eu-central-1', ''])
const WORLD = profile('x', ROUTED.modelId, ['eu-central-1', 'us-east-1'])
const OWN = profile('own', ROUTED.modelId, ['eu-central-1'], 'APPLICATION')
const europe = { reach: 'geography', geography: 'Europe' }

describe('how near a region can keep the requests of what is chosen', () => {
  const table: [string, string[], InferenceProfile[], unknown][] = [
    ['a model on demand stays in the region', [HERE.modelId], [], { reach: 'region' }],
    ['a profile of one geography stays there', [ROUTED.modelId], [EUROPE], europe],
    ['the nearest profile decides', [ROUTED.modelId], [GLOBAL, EUROPE], europe],
    ['a global profile may run anywhere', [ROUTED.modelId], [GLOBAL], { reach: 'anywhere' }],
    ['and so may one of several geographies', [ROUTED.modelId], [WORLD], { reach: 'anywhere' }],
    ['of two models the wider way decides', [HERE.modelId, ROUTED.modelId], [EUROPE], europe],
    ['a model that is not there stays nowhere', ['example.other'], [EUROPE], undefined],
    ['and nor do two of which one is not', [HERE.modelId, 'example.other'], [EUROPE], undefined],
    ['an account’s own profile says nothing of others', [ROUTED.modelId], [OWN], undefined],
  ]
  for (const [what, wanted, profiles, expected] of table) {
    it(what, () => {
      assert.deepEqual(residencyOf(wanted, [HERE, ROUTED], profiles), expected)
    })
  }
})

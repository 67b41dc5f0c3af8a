import assert from 'node:assert/strict'
import { bedrockOperation } from '../../../sandbox/bedrock/route.ts'

const PROFILE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'
const ARN = `arn:aws:bedrock:us-east-1:123456789012:inference-profile/${PROFILE}`

describe('recognising Bedrock requests', () => {
  const cases: [method: string, path: string, operation: string, id: string][] = [
    ['GET', '/foundation-models', 'ListFoundationModels', ''],
    ['GET', '/foundation-models/amazon.nova-lite-v1%3A0', 'GetFoundationModel', 'amazon.nova-lite-v1:0'],
    ['GET', '/inference-profiles', 'ListInferenceProfiles', ''],
    ['GET', `/inference-profiles/${encodeURIComponent(ARN)}`, 'GetInferenceProfile', ARN],
    ['GET', '/use-case-for-model-access', 'GetUseCaseForModelAccess', ''],
    ['POST', '/use-case-for-model-access', 'PutUseCaseForModelAccess', ''],
    ['POST', `/model/${encodeURIComponent(PROFILE)}/converse-stream`, 'ConverseStream', PROFILE],
    ['POST', `/model/${PROFILE}/converse`, 'Converse', PROFILE],
    ['POST', `/model/${encodeURIComponent(ARN)}/converse-stream`, 'ConverseStream', ARN],
    ['POST', `/model/${ARN}/invoke-with-response-stream`, 'InvokeModelWithResponseStream', ARN],
    ['POST', '/model/amazon.nova-lite-v1%3A0/count-tokens', 'CountTokens', 'amazon.nova-lite-v1:0'],
  ]
  for (const [method, rawPath, operation, id] of cases) {
    it(`takes ${method} ${rawPath} for ${operation}`, () => {
      const found = bedrockOperation({ method, rawPath })
      assert.equal(found?.operation, operation)
      assert.equal(found?.id, id)
      assert.equal(found?.modelId, rawPath.startsWith('/model/') ? id : undefined)
    })
  }

  it('does not take other methods, other paths or broken escapes', () => {
    assert.equal(bedrockOperation({ method: 'GET', rawPath: `/model/${PROFILE}/converse` }), undefined)
    assert.equal(bedrockOperation({ method: 'POST', rawPath: '/foundation-models' }), undefined)
    assert.equal(bedrockOperation({ method: 'GET', rawPath: '/' }), undefined)
    assert.equal(bedrockOperation({ method: 'POST', rawPath: '/model/%E0%A4%A/converse' }), undefined)
  })
})

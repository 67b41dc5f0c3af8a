import assert from 'node:assert/strict'
import type { SafeguardInput } from '../../../src/core/security/safeguards/template.ts'
import { SAFEGUARD_FORMATS, SAFEGUARD_IDS, safeguardText } from '../../../src/core/security/safeguards.ts'
import { callsOf } from '../../generated/awsCli.ts'

const INPUTS: Record<string, SafeguardInput> = {
  'a European profile': {
    account: '111122223333',
    region: 'eu-central-1',
    partition: 'aws',
    modelId: 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
    regions: ['eu-central-1', 'eu-west-1'],
    dayUsd: 12.345,
    dayOutputTokens: 240_000,
  },
  'a global profile from the oldest region': {
    account: '111122223333',
    region: 'us-east-1',
    partition: 'aws',
    modelId: 'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
    regions: [],
    dayUsd: 0.2,
    dayOutputTokens: 100,
  },
  GovCloud: {
    account: '444455556666',
    region: 'us-gov-west-1',
    partition: 'aws-us-gov',
    modelId: 'arn:aws-us-gov:bedrock:us-gov-west-1:444455556666:application-inference-profile/abc123',
    regions: ['us-gov-west-1'],
    dayUsd: 3,
    dayOutputTokens: 50_000,
  },
}

const ENV = {
  EMAIL: 'someone@example.com',
  VPC_ID: 'vpc-0123',
  SUBNET_IDS: 'subnet-1 subnet-2',
  CIDR: '10.0.0.0/16',
  TARGET_ID: 'ou-abcd-12345678',
}

describe('What is made ready to run for security, records and cost', () => {
  it('stops before the first call when an address or a network is missing', () => {
    for (const id of ['alarms', 'budget', 'privatelink', 'scp'] as const) {
      assert.throws(
        () => callsOf(safeguardText(id, 'cli', INPUTS.GovCloud as SafeguardInput), {}),
        /Set [A-Z_]+ to/,
      )
    }
  })

  it('holds no address of anybody and no secret', () => {
    for (const id of SAFEGUARD_IDS) {
      for (const format of SAFEGUARD_FORMATS) {
        assert.doesNotMatch(
          safeguardText(id, format, INPUTS.GovCloud as SafeguardInput),
          /@[a-z]+\.[a-z]|AKIA|ABSK/,
        )
      }
    }
  })

  it('watches the very id that Cline sends, with thresholds from a day of work', () => {
    const input = INPUTS['a European profile'] as SafeguardInput
    const { Resources } = JSON.parse(safeguardText('alarms', 'cloudformation', input))
    assert.deepEqual(Resources.Throttles.Properties.Dimensions, [{ Name: 'ModelId', Value: input.modelId }])
    assert.equal(Resources.OutputTokens.Properties.Threshold, 60_000)
    assert.equal(Resources.Latency.Properties.ExtendedStatistic, 'p90')
  })

  it('budgets a month of full days, and never nothing', () => {
    const limit = (name: string) => {
      const call = callsOf(safeguardText('budget', 'cli', INPUTS[name] as SafeguardInput), ENV)[0]
      const mails = JSON.parse(call?.options['notifications-with-subscribers'] ?? '[]')
      assert.equal(mails[0].Subscribers[0].Address, ENV.EMAIL)
      return JSON.parse(call?.options.budget ?? '{}').BudgetLimit.Amount
    }
    assert.equal(limit('a European profile'), '272')
    assert.equal(limit('a global profile from the oldest region'), '10')
  })

  it('leaves every region open that the profile routes to, and the word of global requests', () => {
    const regions = (name: string) =>
      JSON.parse(safeguardText('scp', 'cloudformation', INPUTS[name] as SafeguardInput)).Resources
        .BedrockRegions.Properties.Content.Statement[0].Condition.StringNotEquals['aws:RequestedRegion']
    assert.deepEqual(regions('a European profile'), ['eu-central-1', 'eu-west-1'])
    assert.deepEqual(regions('a global profile from the oldest region'), ['unspecified', 'us-east-1'])
  })

  it('knows that S3 refuses its oldest region as a location', () => {
    const first = (name: string) =>
      callsOf(safeguardText('cloudtrail', 'cli', INPUTS[name] as SafeguardInput), ENV)[0]?.options[
        'create-bucket-configuration'
      ]
    assert.equal(first('a European profile'), 'LocationConstraint=eu-central-1')
    assert.equal(first('a global profile from the oldest region'), undefined)
  })
})

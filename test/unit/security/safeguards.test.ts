import assert from 'node:assert/strict'
import type { SafeguardInput } from '../../../src/core/security/safeguards/template.ts'
import { SAFEGUARD_FORMATS, SAFEGUARD_IDS, safeguardText } from '../../../src/core/security/safeguards.ts'
import { type AwsCall, callProblems, callsOf } from './awsCli.ts'
import { policyProblems, templateProblems } from './cloudFormation.ts'

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

/** Calls of regional services name the region; those of global ones have none. */
const isInRegion = ({ command, options }: AwsCall, region: string): boolean =>
  options.region === (/^(iam|budgets|organizations|s3api put)/.test(command) ? undefined : region)

/** What is wrong with the policies among a call's values. */
const documentProblems = ({ options }: AwsCall): string[] =>
  Object.entries(options)
    .filter(([, value]) => value.startsWith('{') && 'Statement' in JSON.parse(value))
    .flatMap(([option, value]) => policyProblems(option, JSON.parse(value)))

describe('What is made ready to run for security, records and cost', () => {
  for (const [name, input] of Object.entries(INPUTS)) {
    for (const id of SAFEGUARD_IDS) {
      it(`is a template that CloudFormation takes: ${id} for ${name}`, () => {
        assert.deepEqual(templateProblems(safeguardText(id, 'cloudformation', input)), [])
      })

      it(`is a script that a shell runs and the AWS CLI takes: ${id} for ${name}`, () => {
        const calls = callsOf(safeguardText(id, 'cli', input), ENV)
        assert.ok(calls.length > 0)
        assert.deepEqual(calls.flatMap(callProblems), [])
        assert.deepEqual(
          calls.filter((call) => !isInRegion(call, input.region)),
          [],
        )
        assert.deepEqual(calls.flatMap(documentProblems), [])
      })
    }
  }

  it('is judged by a linter that bites', () => {
    const break_ = (edit: (template: Record<string, Record<string, Record<string, unknown>>>) => void) => {
      const template = JSON.parse(
        safeguardText('alarms', 'cloudformation', INPUTS.GovCloud as SafeguardInput),
      )
      edit(template)
      return templateProblems(JSON.stringify(template)).join()
    }
    assert.match(
      break_((template) => Object.assign(template.Resources ?? {}, { Bad: { Type: 'AWS::No::Such' } })),
      /unknown type/,
    )
    assert.match(
      break_((template) => delete template.Parameters?.Email),
      /Ref to unknown Email/,
    )
    assert.match(
      break_((template) => delete template.Resources?.Topic),
      /Ref to unknown Topic/,
    )
    assert.match(
      break_((template) => Object.assign(template.Resources?.Calls?.Properties ?? {}, { Threshold: 'many' })),
      /is no number/,
    )
    assert.match(
      callProblems({ command: 'sns subscribe', options: { topic: 'x' } }).join(),
      /does not take --topic.*needs --topic-arn/,
    )
    assert.match(
      policyProblems('p', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'all' }] }).join(),
      /no action/,
    )
  })

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

import assert from 'node:assert/strict'
import { type ClassifyContext, classify } from '../../../src/core/diagnosis/classify.ts'
import { DIAGNOSIS_IDS } from '../../../src/core/diagnosis/ids.ts'
import type { Row } from './recorded.ts'
import { NOT_FROM_FAILURES, ROWS } from './rows.ts'
import type { SharedCase } from './sharedCases.ts'
import { failureOf, sharedCases, transportFailure } from './sharedCases.ts'

const contextOf = (entry: SharedCase): ClassifyContext => ({
  check: 'test-prompt',
  auth: entry.auth ?? 'keys',
  region: entry.region ?? 'us-east-1',
  modelId: entry.model ?? 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  homeRegionAccepts: entry.regions !== undefined,
})

describe('the shared list of AWS answers', () => {
  for (const entry of sharedCases('aws-errors').filter(({ kind }) => kind === undefined)) {
    it(`finds ${entry.expect} for ${entry.id}`, () => {
      const { id } = classify(failureOf(entry), contextOf(entry))
      assert.equal(id, entry.expect)
    })
  }

  for (const entry of sharedCases('aws-errors').filter(({ error }) => error !== undefined)) {
    it(`finds ${entry.expect} for ${entry.id} without any answer`, () => {
      assert.equal(classify(transportFailure(entry), contextOf(entry)).id, entry.expect)
    })
  }

  for (const entry of sharedCases('local')) {
    for (const also of entry.also ?? []) {
      it(`does not leave the ${also.service} answer of ${entry.id} unknown`, () => {
        const { id } = classify(failureOf(also), contextOf(entry))
        // What the files say is narrower than what the portal says.
        assert.equal(id, entry.expect === 'sso-region-mismatch' ? 'sso-session-expired' : entry.expect)
      })
    }
  }
})

const BASE = {
  service: 'bedrock-runtime',
  operation: 'ConverseStream',
  name: 'Unknown',
  message: '',
} as const

const diagnose = ({ failure, context }: Row) =>
  classify({ ...BASE, ...failure }, { check: 'test-prompt', auth: 'keys', region: 'eu-west-1', ...context })

describe("the project's own recorded failures", () => {
  for (const row of ROWS) {
    const { name = '', message = '' } = row.failure
    it(`finds ${row.id} in ${name} ${message.slice(0, 50)}`, () => assert.equal(diagnose(row).id, row.id))
  }

  it('cover every cause that a failure can have', () => {
    const covered = new Set([...ROWS.map(({ id }) => id), ...NOT_FROM_FAILURES])
    assert.deepEqual(
      DIAGNOSIS_IDS.filter((id) => !covered.has(id)),
      [],
    )
  })
})

describe('what is parsed out of a failure', () => {
  const parse = (failure: Row['failure'], context: Row['context'] = {}) =>
    diagnose({ id: 'unknown', failure, context }).facts

  it('names principal, action, resource, region, layer and policy of a refusal', () => {
    const facts = parse({
      name: 'AccessDeniedException',
      httpStatus: 403,
      message:
        'User: arn:aws-cn:sts::210987654321:assumed-role/R/s is not authorized to perform: bedrock:InvokeModel on resource: arn:aws-cn:bedrock:cn-north-1::foundation-model/a.b-v1:0 with an explicit deny in a service control policy: arn:aws-cn:organizations::1:policy/o/p-1.',
    })
    assert.deepEqual(
      { ...facts },
      {
        region: 'eu-west-1',
        principal: 'arn:aws-cn:sts::210987654321:assumed-role/R/s',
        action: 'bedrock:InvokeModel',
        resource: 'arn:aws-cn:bedrock:cn-north-1::foundation-model/a.b-v1:0',
        resourceRegion: 'cn-north-1',
        layer: 'service control policy',
        explicitDeny: true,
        policyArn: 'arn:aws-cn:organizations::1:policy/o/p-1',
        account: '210987654321',
        partition: 'aws-cn',
      },
    )
  })

  it('knows how long AWS asks to wait', () => {
    assert.equal(
      parse({ message: 'If you recently fixed this issue, try again after 2 minutes.' }).retryAfterSeconds,
      120,
    )
    assert.equal(parse({ retryAfterSeconds: 7, message: 'try again in 15 minutes' }).retryAfterSeconds, 7)
  })

  it('names the parameter and the host', () => {
    assert.equal(parse({ message: 'errors: `top_k` is wrong' }).parameter, 'top_k')
    assert.equal(
      parse({ message: 'getaddrinfo ENOTFOUND sts.us-gov-west-1.amazonaws.com' }).host,
      'sts.us-gov-west-1.amazonaws.com',
    )
  })

  it('does not take names that people chose for sentences of AWS', () => {
    const row: Row = {
      id: 'iam-permission-missing',
      failure: {
        name: 'AccessDeniedException',
        httpStatus: 403,
        message:
          'User: arn:aws:iam::210987654321:user/use-case-form-required/INVALID_PAYMENT_INSTRUMENT is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:eu-west-1:210987654321:application-inference-profile/data-retention',
      },
    }
    assert.equal(diagnose(row).id, row.id)
  })
})

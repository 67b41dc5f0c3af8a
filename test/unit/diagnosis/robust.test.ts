import assert from 'node:assert/strict'
import fc from 'fast-check'
import { explain } from '../../../src/core/diagnosis/catalogue.ts'
import { classify } from '../../../src/core/diagnosis/classify.ts'
import { parseDenial } from '../../../src/core/diagnosis/denial.ts'
import type { Failure } from '../../../src/core/diagnosis/failure.ts'
import { DIAGNOSIS_IDS } from '../../../src/core/diagnosis/ids.ts'
import { ROWS } from './rows.ts'

const CONTEXT = { check: 'test-prompt', auth: 'keys', region: 'us-east-1' } as const
const SECRETS = [
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'ABSKQmVkcm9ja0FQSUtleS1FWEFNUExF0123456789',
  'bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t',
  'IQoJb3JpZ2luX2VjEXAMPLE0123456789abcdef',
]

const failureWith = (message: string, rest: Partial<Failure> = {}): Failure => ({
  service: 'bedrock-runtime',
  operation: 'ConverseStream',
  name: 'Error',
  message,
  ...rest,
})

// Words that the patterns look for, to drive them into their corners.
const WORDS = ROWS.flatMap(({ failure }) => (failure.message ?? '').split(/\s+/)).filter(
  (word) => word !== '',
)
const service = fc.constantFrom(
  'sts',
  'iam',
  'bedrock',
  'bedrock-runtime',
  'sso',
  'sso-oidc',
  'signin',
  'credentials',
  'cline',
)
const anyFailure = fc.record(
  {
    service,
    operation: fc.string(),
    name: fc.oneof(
      fc.string(),
      fc.constantFrom('ThrottlingException', 'ValidationException', '__proto__', 'constructor'),
    ),
    message: fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.array(fc.constantFrom(...WORDS), { maxLength: 40 }).map((words) => words.join(' ')),
    ),
    httpStatus: fc.integer({ min: 0, max: 999 }),
    networkCode: fc.string(),
    contentType: fc.string(),
    body: fc.oneof(fc.string(), fc.json()),
    clockOffsetSeconds: fc.double(),
    midStream: fc.boolean(),
  },
  { requiredKeys: ['service', 'operation', 'name', 'message'] },
)

describe('any message, however odd', () => {
  it('gets a known id and never throws', () => {
    fc.assert(
      fc.property(anyFailure, (failure) => {
        const { id, facts } = classify(failure as Failure, CONTEXT)
        assert.ok(DIAGNOSIS_IDS.includes(id))
        assert.ok(explain({ id, facts, failure: failure as Failure }, { platform: 'linux' }).title !== '')
      }),
      { numRuns: 1500 },
    )
  })

  it('leaks no secret into what is shown or copied', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ROWS),
        fc.constantFrom(...SECRETS),
        fc.boolean(),
        (row, secret, before) => {
          const said = row.failure.message ?? ''
          const message = before ? `${secret} ${said}` : `${said} (${secret})`
          const failure = failureWith(message, { ...row.failure, message })
          const diagnosis = classify(failure, { ...CONTEXT, ...row.context })
          const { title, what, why, remedies, details } = explain(diagnosis, { platform: 'linux' })
          assert.equal(JSON.stringify({ title, what, why, remedies, details }).includes(secret), false)
        },
      ),
      { numRuns: 400 },
    )
  })

  // A pattern that backtracks would take minutes here; the limit is generous for slow machines.
  it('is judged at once, even at 100 kB', function () {
    this.timeout(30_000)
    const started = process.cpuUsage().user
    const pieces = [
      'model ',
      'account is ',
      'region ',
      'subscription ',
      'not authorized to perform: bedrock:InvokeModel on resource: arn:aws:',
      '{"message":',
      '<Code>',
      "at 'a' ",
      'a.',
      '`',
      'arn:',
      'anthropic.',
      'retry ',
      'input ',
      'temperature ',
      '\\"',
      '{',
      ' ',
      '\u2019',
      'profile x ',
      'sso session ',
      'ENOENT ',
      'E',
      'us-east-1.amazonaws.com.',
      'ThrottlingException',
    ]
    for (const piece of pieces) {
      const message = piece.repeat(Math.ceil(100_000 / piece.length))
      for (const rest of [{}, { httpStatus: 400 }, { service: 'credentials' as const }]) {
        classify(failureWith(message, { ...rest, body: message, name: message }), CONTEXT)
      }
    }
    const seconds = (process.cpuUsage().user - started) / 1e6
    assert.ok(seconds < 10, `${seconds} s of processor time`)
  })
})

describe("AWS's refusal sentence", () => {
  const part = fc.stringMatching(/^[A-Za-z0-9/+=,.@_-]{1,40}$/)
  const partition = fc.constantFrom('aws', 'aws-us-gov', 'aws-cn', 'aws-eusc')

  it('is taken apart whatever names people chose', () => {
    fc.assert(
      fc.property(partition, part, part, fc.boolean(), (name, session, model, explicit) => {
        const principal = `arn:${name}:sts::123456789012:assumed-role/R/${session}`
        const resource = `arn:${name}:bedrock:us-east-1::foundation-model/${model}x`
        const cause = explicit
          ? 'with an explicit deny in an identity-based policy'
          : 'because no session policy allows it'
        const denial = parseDenial(
          `User: ${principal} is not authorized to perform: bedrock:InvokeModel on resource: ${resource} ${cause}`,
        )
        // A comma ends an ARN in prose, so names with one are cut there.
        assert.equal(denial?.principal, principal)
        assert.equal(denial?.resource, resource.split(',')[0]?.replace(/[.;:)\]}]{1,3}$/, ''))
        assert.equal(denial?.layer, explicit ? 'identity-based policy' : 'session policy')
        assert.equal(denial?.explicitDeny, explicit)
      }),
    )
  })

  it('believes the layer that it names first, not the hint that follows', () => {
    const denial = parseDenial(
      'User: arn:aws:iam::1:user/a is not authorized to perform: bedrock:InvokeModel on resource: * because no identity-based policy allows it. Read about service control policies.',
    )
    assert.equal(denial?.layer, 'identity-based policy')
  })
})

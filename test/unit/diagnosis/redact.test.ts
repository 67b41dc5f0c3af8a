import assert from 'node:assert/strict'
import fc from 'fast-check'
import { redact } from '../../../src/core/diagnosis/redact.ts'

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const TOKEN = 'IQoJb3JpZ2luX2VjEXAMPLE0123456789'

describe('redaction', () => {
  const SECRETS: [string, string, string][] = [
    ['an access key id', 'key AKIAIOSFODNN7EXAMPLE used', 'IOSFODNN7EXAMPLE'],
    ['a secret access key in a setting', `aws_secret_access_key = ${SECRET}`, SECRET],
    ['a secret access key alone', `sorry, ${SECRET} did not work`, SECRET],
    ['a secret access key in JSON', `{"SecretAccessKey": "${SECRET}"}`, SECRET],
    ['a session token', `AWS_SESSION_TOKEN=${TOKEN}`, TOKEN],
    ['a session token alone', `token ${TOKEN}.`, TOKEN],
    ['a long API key', 'ABSKQmVkcm9ja0FQSUtleS1FWEFNUExF0123', 'QmVkcm9ja0FQSUtleS1'],
    ['a short API key', 'bedrock-api-key-YmVkcm9jay5hbWF6b25h', 'YmVkcm9jay5hbWF6b25h'],
    ['a bearer header', 'Authorization: Bearer abcdefghijkl', 'abcdefghijkl'],
    ['a signed header', 'authorization: AWS4-HMAC-SHA256 Credential=X/1, Signature=0123abcd', '0123abcd'],
    ['a presigned URL', 'https://h/?X-Amz-Signature=0123abcd&X-Amz-Security-Token=zzz9', 'zzz9'],
    ['a proxy password', 'connect http://joe:hunter22@proxy:8080', 'hunter22'],
    ['a JWT', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'eyJzdWIiOiIxIn0'],
    ['a private key', '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----', 'MHcCAQEE'],
  ]
  for (const [what, text, secret] of SECRETS) {
    it(`hides ${what}`, () => {
      const result = redact(text)
      assert.equal(result.includes(secret), false)
      assert.match(result, /\[hidden\]/)
    })
  }

  it("leaves AWS's own words alone", () => {
    const text =
      'User: arn:aws:iam::123456789012:user/dev is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0 because no identity-based policy allows the bedrock:InvokeModel action. Invalid API Key format: Must start with pre-defined prefix. The SSO session token associated with profile=p was not found.'
    assert.equal(redact(text), text)
  })

  it('hides account numbers when the text leaves the company', () => {
    assert.equal(
      redact('arn:aws:iam::123456789012:user/dev', { accountIds: true }),
      'arn:aws:iam::…:user/dev',
    )
  })

  it('hides a secret wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.constantFrom(' ', '\n', '"', '(', ',', '='),
        (before, after, edge) => {
          const text = `${before} aws_secret_access_key=${SECRET}${edge === '=' ? ' ' : edge}${after}`
          assert.equal(redact(text).includes(SECRET), false)
        },
      ),
    )
  })

  it('takes out who was signed in from what leaves the company, and leaves the role', () => {
    const said =
      'User: arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Power_0123456789abcdef/jane.doe@example.com is not authorized to perform: bedrock:InvokeModel'
    const shown = redact(said, { accountIds: true })
    assert.doesNotMatch(shown, /jane|example\.com/)
    assert.match(shown, /assumed-role\/AWSReservedSSO_Power_0123456789abcdef\/… is not authorized to perform/)
    assert.equal(redact('iam::user/jane.doe@example.com', { accountIds: true }), 'iam::user/…')
    assert.equal(redact(said), said, 'the user and the administrator need it')
  })

  it('is quick on very long texts', function () {
    this.timeout(4000)
    for (const piece of [
      'aws_secret_access_key=',
      'Authorization: ',
      'a'.repeat(39),
      'eyJ.',
      '-----BEGIN PRIVATE KEY-----',
      'http://a:',
      'a.b@c.',
      ':assumed-role/a/',
    ]) {
      redact(piece.repeat(Math.ceil(100_000 / piece.length)), { accountIds: true })
    }
  })
})

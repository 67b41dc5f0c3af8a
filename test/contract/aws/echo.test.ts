import assert from 'node:assert/strict'
import type { AwsTarget } from '../../../src/app/ports.ts'
import { Secret } from '../../../src/core/secret.ts'
import { adapter, endpoints, failureOf, NEVER, SECRET, startStub } from './support.ts'

const TOKEN = `IQoJb3JpZ2luX2VjEXAMPLE${'Aa0/'.repeat(60)}`
const API_KEY = `ABSK${Buffer.from(`BedrockAPIKey-echo-at-123456789012:${'EXAMPLE'.repeat(9)}`).toString('base64')}`
const KEYS: AwsTarget = {
  auth: {
    kind: 'keys',
    accessKeyId: 'ASIATESTECHO22222222',
    secretAccessKey: new Secret(SECRET),
    sessionToken: new Secret(TOKEN),
  },
  region: 'us-east-1',
}
const BEARER: AwsTarget = { auth: { kind: 'api-key', apiKey: new Secret(API_KEY) }, region: 'us-east-1' }

/** AWS explains a wrong signature with the request as it saw it, headers and all. */
const CANONICAL = [
  'The request signature we calculated does not match the signature you provided.',
  '',
  "The Canonical String for this request should have been\n'POST",
  '/',
  '',
  'host:sts.us-east-1.amazonaws.com',
  'x-amz-date:20260601T120000Z',
  `x-amz-security-token:${TOKEN}`,
  '',
  "host;x-amz-date;x-amz-security-token'",
].join('\n')
const xml = (message: string) =>
  `<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>${message}</Message></Error></ErrorResponse>`

describe('what AWS, or something on the way, echoes of a request', () => {
  it('is told without the session token that was sent', async () => {
    const stub = await startStub(() => ({
      status: 403,
      headers: { 'content-type': 'text/xml' },
      body: xml(CANONICAL),
    }))
    const failure = failureOf(await adapter(endpoints(stub.url)).callerIdentity(KEYS, NEVER))
    await stub.close()
    assert.equal(failure.name, 'SignatureDoesNotMatch')
    assert.match(failure.message, /^The request signature we calculated does not match/)
    assert.ok(!JSON.stringify(failure).includes(TOKEN.slice(0, 40)))
  })

  it('is told without the API key, also where a proxy prints all headers on its page', async () => {
    const page = `<html><body>Blocked. GET /foundation-models authorization: Bearer ${API_KEY}</body></html>`
    const stub = await startStub(() => ({
      status: 403,
      headers: { 'content-type': 'text/html' },
      body: page,
    }))
    const failure = failureOf(await adapter(endpoints(stub.url)).listFoundationModels(BEARER, NEVER))
    await stub.close()
    assert.match(failure.body ?? '', /Blocked/)
    assert.ok(!JSON.stringify(failure).includes(API_KEY.slice(4, 30)))
  })
})

import assert from 'node:assert/strict'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer } from 'node:net'
import { selfSignedCertificate } from '../../sandbox/certificate.ts'
import {
  type Answer,
  adapter,
  endpoints,
  failureOf,
  listen,
  NEVER,
  SECRET,
  startStub,
  TARGET,
} from './support.ts'

const json = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-requestid': 'request-1', ...headers },
  body,
})

async function modelsAnswered(answer: Answer) {
  const stub = await startStub(() => answer)
  try {
    const outcome = await adapter(endpoints(stub.url)).listFoundationModels(TARGET, NEVER)
    return { failure: failureOf(outcome), calls: stub.seen.length }
  } finally {
    await stub.close()
  }
}

async function identityAnswered(answer: Answer) {
  const stub = await startStub(() => answer)
  try {
    return failureOf(await adapter(endpoints(stub.url)).callerIdentity(TARGET, NEVER))
  } finally {
    await stub.close()
  }
}

describe('a refusal of AWS is told in its own words', () => {
  it('reads the name from the header and drops the URL behind it', async () => {
    const { failure } = await modelsAnswered(
      json(403, '{"message":"No."}', { 'x-amzn-errortype': 'AccessDeniedException:http://internal/' }),
    )
    assert.equal(failure.name, 'AccessDeniedException')
    assert.equal(failure.message, 'No.')
    assert.equal(failure.httpStatus, 403)
    assert.equal(failure.requestId, 'request-1')
    assert.equal(failure.service, 'bedrock')
    assert.equal(failure.operation, 'ListFoundationModels')
    assert.equal(failure.body, undefined)
  })

  it('reads the name from the body and the message with a capital', async () => {
    const { failure } = await modelsAnswered(
      json(403, '{"__type":"com.amazon.coral.service#ExpiredTokenException","Message":"Old."}'),
    )
    assert.equal(failure.name, 'ExpiredTokenException')
    assert.equal(failure.message, 'Old.')
  })

  it('keeps the body of an error without a name', async () => {
    const { failure } = await modelsAnswered(json(403, '{"Message":"Bearer Token has expired"}'))
    assert.equal(failure.name, 'Unknown')
    assert.match(failure.body ?? '', /Bearer Token has expired/)
  })

  it('keeps a nested body whose message the SDK does not find', async () => {
    const body = '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}'
    const { failure } = await modelsAnswered(json(529, body, { 'retry-after': '5' }))
    assert.equal(failure.body, body)
    assert.equal(failure.httpStatus, 529)
    assert.equal(failure.retryAfterSeconds, 5)
  })

  it('asks once only, so that throttling shows at once', async () => {
    const { failure, calls } = await modelsAnswered(
      json(429, '{"message":"Rate exceeded"}', { 'x-amzn-errortype': 'ThrottlingException' }),
    )
    assert.equal(failure.name, 'ThrottlingException')
    assert.equal(calls, 1)
  })

  it("tells AWS's clock from the answer's Date and corrects nothing", async () => {
    const date = new Date(Date.now() + 1_200_000).toUTCString()
    const { failure, calls } = await modelsAnswered(
      json(403, '{"message":"Signature expired"}', { 'x-amzn-errortype': 'InvalidSignatureException', date }),
    )
    assert.ok(Math.abs((failure.clockOffsetSeconds ?? 0) - 1200) <= 2, String(failure.clockOffsetSeconds))
    assert.equal(calls, 1)
  })

  it('reads the XML of STS', async () => {
    const failure = await identityAnswered({
      status: 403,
      headers: { 'content-type': 'text/xml' },
      body: '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code><Message>The security token included in the request is invalid.</Message></Error><RequestId>abc-1</RequestId></ErrorResponse>',
    })
    assert.equal(failure.name, 'InvalidClientTokenId')
    assert.equal(failure.requestId, 'abc-1')
    assert.equal(failure.service, 'sts')
  })
})

describe('an answer that is not from AWS is told apart', () => {
  const page = '<!DOCTYPE html><html><body>Please sign in to the network</body></html>'

  for (const status of [200, 403, 503]) {
    it(`keeps a web page with status ${status} for a JSON call`, async () => {
      const { failure } = await modelsAnswered({
        status,
        headers: { 'content-type': 'text/html' },
        body: page,
      })
      assert.equal(failure.contentType, 'text/html')
      assert.equal(failure.httpStatus, status)
      assert.match(failure.body ?? '', /Please sign in/)
    })

    it(`keeps a web page with status ${status} for an XML call`, async () => {
      const failure = await identityAnswered({ status, headers: { 'content-type': 'text/html' }, body: page })
      assert.equal(failure.httpStatus, status)
      assert.match(failure.body ?? '', /Please sign in/)
    })
  }

  it('knows a page by its text when the content type lies', async () => {
    const { failure } = await modelsAnswered({ headers: { 'content-type': 'application/json' }, body: page })
    assert.match(failure.body ?? '', /Please sign in/)
  })

  it('refuses an answer without what was asked for', async () => {
    const failure = await identityAnswered({ headers: { 'content-type': 'text/xml' }, body: '<x/>' })
    assert.equal(failure.name, 'IncompleteAnswer')
  })

  it('keeps no more than 2000 characters', async () => {
    const { failure } = await modelsAnswered({ status: 502, headers: {}, body: 'x'.repeat(90_000) })
    assert.equal(failure.body?.length, 2000)
  })

  it('asks for the proxy sign-in of a 407', async () => {
    const failure = await identityAnswered({
      status: 407,
      headers: { 'content-type': 'text/html' },
      body: page,
    })
    assert.equal(failure.httpStatus, 407)
  })
})

describe('without an answer the network is named', () => {
  const at = async (url: string) =>
    failureOf(await adapter(endpoints(url)).listFoundationModels(TARGET, NEVER))

  it('names a host that does not exist', async () => {
    const failure = await at('http://bedrock.invalid')
    assert.match(failure.networkCode ?? '', /ENOTFOUND|EAI_AGAIN/)
    assert.equal(failure.httpStatus, undefined)
  })

  it('names a refused connection', async () => {
    const free = await listen(createTcpServer())
    await free.close()
    assert.equal((await at(`http://127.0.0.1:${free.port}`)).networkCode, 'ECONNREFUSED')
  })

  it('names a connection that is cut', async () => {
    const server = await listen(createTcpServer((socket) => socket.destroy()))
    const failure = await at(`http://127.0.0.1:${server.port}`)
    await server.close()
    assert.equal(failure.networkCode, 'ECONNRESET')
  })

  it('names a certificate that this computer does not trust', async () => {
    const server = createTlsServer(selfSignedCertificate(), (_request, response) => response.end())
    const { port, close } = await listen(server)
    const failure = await at(`https://127.0.0.1:${port}`)
    await close()
    assert.match(failure.networkCode ?? '', /SELF_SIGNED|UNABLE_TO/)
  })

  it('says AbortError for a call that was given up, before and during it', async () => {
    const controller = new AbortController()
    const stub = await startStub(() => {
      controller.abort()
      return undefined
    })
    const aws = adapter(endpoints(stub.url))
    const waiting = aws.callerIdentity(TARGET, controller.signal)
    assert.equal(failureOf(await waiting).name, 'AbortError')
    assert.equal(failureOf(await aws.callerIdentity(TARGET, controller.signal)).name, 'AbortError')
    await stub.close()
  })

  it('turns an endpoint that is no URL and a region that is none into failures', async () => {
    assert.equal(failureOf(await adapter(endpoints('no url')).callerIdentity(TARGET, NEVER)).service, 'sts')
    const failure = failureOf(await adapter({}).callerIdentity({ ...TARGET, region: 'us east 1' }, NEVER))
    assert.match(failure.message, /Region not accepted/)
  })

  it('shows no secret in any of it', async () => {
    const failure = await at('http://bedrock.invalid')
    assert.ok(!JSON.stringify(failure).includes(SECRET))
  })
})

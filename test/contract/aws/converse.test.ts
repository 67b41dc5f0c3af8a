import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import type { AwsTarget } from '../../../src/app/ports.ts'
import type { PromptEvent, TestPrompt } from '../../../src/core/bedrock/prompt.ts'
import { Secret } from '../../../src/core/secret.ts'
import { eventFrame, exceptionFrame } from '../../sandbox/bedrock/eventStream.ts'
import { adapter, endpoints, failureOf, NEVER, type Seen, startStub, TARGET, value } from './support.ts'

const PROMPT: TestPrompt = {
  modelId: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  text: 'Say OK.',
  tools: true,
  cachePoint: true,
  maxTokens: 64,
}
const TEXT = (text: string) => eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text } })
const START = eventFrame('messageStart', { role: 'assistant' })
const STOP = eventFrame('messageStop', { stopReason: 'end_turn' })
const USAGE = eventFrame('metadata', {
  usage: { inputTokens: 12, outputTokens: 5, totalTokens: 17 },
  metrics: { latencyMs: 4 },
})
const API_KEY = 'ABSKQmVkcm9ja0FQSUtleS1URVNUEXAMPLE'
const WITH_API_KEY: AwsTarget = {
  auth: { kind: 'api-key', apiKey: new Secret(API_KEY) },
  region: 'us-west-2',
}

function begin(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'application/vnd.amazon.eventstream',
    'x-amzn-requestid': 'request-1',
  })
}

async function ask(
  frames: Buffer[],
  options: { target?: AwsTarget; prompt?: TestPrompt; env?: Record<string, string>; cut?: boolean } = {},
) {
  const stub = await startStub((_seen, response) => {
    begin(response)
    response.write(Buffer.concat(frames), () => (options.cut ? response.destroy() : response.end()))
    return undefined
  })
  const events: PromptEvent[] = []
  const aws = adapter({ ...endpoints(stub.url), ...options.env })
  const target = options.target ?? TARGET
  const outcome = await aws.converse(target, options.prompt ?? PROMPT, (event) => events.push(event), NEVER)
  await stub.close()
  return { outcome, events, seen: stub.seen[0] as Seen }
}

describe('the test prompt goes out as Cline sends it', () => {
  it('speaks HTTP/1.1, offers a tool, sets a cache point and no temperature', async () => {
    const { seen } = await ask([START, TEXT('OK'), STOP, USAGE])
    const body = JSON.parse(seen.body)
    assert.equal(seen.httpVersion, '1.1')
    assert.equal(seen.url, `/model/${encodeURIComponent(PROMPT.modelId)}/converse-stream`)
    assert.deepEqual(body.messages, [
      { role: 'user', content: [{ text: 'Say OK.' }, { cachePoint: { type: 'default' } }] },
    ])
    assert.deepEqual(body.toolConfig.toolChoice, { auto: {} })
    assert.equal(body.toolConfig.tools.length, 1)
    assert.deepEqual(body.inferenceConfig, { maxTokens: 64 })
    assert.ok(Array.isArray(body.system))
  })

  it('leaves cache point and tools out where they are not wanted', async () => {
    const prompt = { ...PROMPT, tools: false, cachePoint: false }
    const body = JSON.parse((await ask([START, STOP], { prompt })).seen.body)
    assert.deepEqual(body.messages[0].content, [{ text: 'Say OK.' }])
    assert.equal(body.toolConfig, undefined)
  })

  it('signs with the chosen keys although an API key is in the environment', async () => {
    const env = { AWS_BEARER_TOKEN_BEDROCK: API_KEY }
    const { seen } = await ask([START, STOP], { env })
    assert.match(
      seen.headers.authorization ?? '',
      /^AWS4-HMAC-SHA256 Credential=AKIATESTADAPTER22222\/.*us-east-1\/bedrock/,
    )
  })

  it('sends an API key as bearer although keys are in the environment', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIATESTOTHER2222222', AWS_SECRET_ACCESS_KEY: 'x' }
    const { seen } = await ask([START, STOP], { env, target: WITH_API_KEY })
    assert.equal(seen.headers.authorization, `Bearer ${API_KEY}`)
  })

  it("takes Cline's endpoint before the environment's, for the prompt alone", async () => {
    const own = await startStub((_seen, response) => {
      begin(response)
      response.end(Buffer.concat([START, STOP]))
      return undefined
    })
    const aws = adapter(endpoints('http://unused.invalid'))
    const target = { ...TARGET, endpoint: `${own.url}/gateway/` }
    value(await aws.converse(target, PROMPT, () => {}, NEVER))
    assert.match(own.seen[0]?.url ?? '', /^\/gateway\/model\//)
    assert.equal(failureOf(await aws.listFoundationModels(target, NEVER)).httpStatus, undefined)
    await own.close()
  })
})

describe('the answer arrives piece by piece', () => {
  it('tells text, thinking and tool as they come, and what it cost', async () => {
    const { outcome, events } = await ask([
      START,
      eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { reasoningContent: { text: 'hm' } } }),
      TEXT('O'),
      TEXT('K'),
      eventFrame('contentBlockStart', {
        contentBlockIndex: 1,
        start: { toolUse: { toolUseId: 't1', name: 'note' } },
      }),
      STOP,
      USAGE,
    ])
    const answer = value(outcome)
    assert.deepEqual(events, [
      { type: 'reasoning' },
      { type: 'text', text: 'O' },
      { type: 'text', text: 'K' },
      { type: 'tool', name: 'note' },
    ])
    assert.equal(answer.text, 'OK')
    assert.equal(answer.stopReason, 'end_turn')
    assert.equal(answer.toolUsed, true)
    assert.deepEqual([answer.inputTokens, answer.outputTokens], [12, 5])
    assert.equal(answer.requestId, 'request-1')
    assert.ok(answer.firstTokenMs <= answer.totalMs)
  })

  it('names an exception in the middle of the answer', async () => {
    const { outcome, events } = await ask([
      START,
      TEXT('O'),
      exceptionFrame('throttlingException', { message: 'Too many requests, please wait.' }),
    ])
    const failure = failureOf(outcome)
    assert.equal(failure.name, 'ThrottlingException')
    assert.equal(failure.message, 'Too many requests, please wait.')
    assert.equal(failure.midStream, true)
    assert.equal(failure.httpStatus, undefined)
    assert.equal(failure.requestId, 'request-1')
    assert.equal(events.length, 1)
  })

  it('calls an answer without an end a lost connection', async () => {
    const failure = failureOf((await ask([START, TEXT('O')])).outcome)
    assert.equal(failure.networkCode, 'ERR_STREAM_PREMATURE_CLOSE')
    assert.equal(failure.midStream, true)
  })

  it('calls a connection that is cut a lost connection', async () => {
    const failure = failureOf((await ask([START, TEXT('O')], { cut: true })).outcome)
    assert.equal(failure.midStream, true)
    assert.match(failure.networkCode ?? '', /ECONNRESET|ERR_STREAM_PREMATURE_CLOSE/)
  })

  it('stops in the middle when asked to', async () => {
    const stub = await startStub((_seen, response) => {
      begin(response)
      response.write(Buffer.concat([START, TEXT('O')]))
      return undefined
    })
    const controller = new AbortController()
    const outcome = await adapter(endpoints(stub.url)).converse(
      TARGET,
      PROMPT,
      () => controller.abort(),
      controller.signal,
    )
    assert.equal(failureOf(outcome).name, 'AbortError')
    await stub.close()
  })

  it('keeps what a page instead of a stream says', async () => {
    const stub = await startStub(() => ({
      headers: { 'content-type': 'text/html' },
      body: '<html>Sign in</html>',
    }))
    const failure = failureOf(await adapter(endpoints(stub.url)).converse(TARGET, PROMPT, () => {}, NEVER))
    assert.equal(failure.body, '<html>Sign in</html>')
    assert.equal(failure.midStream, undefined)
    await stub.close()
  })
})

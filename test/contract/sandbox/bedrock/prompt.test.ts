import assert from 'node:assert/strict'
import {
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime'
import { BILLED_HEADER } from '../../../sandbox/bedrock/converse.ts'
import { type Local, promptOf, readAll, SONNET, startLocal, textOf } from './local.ts'

const tool = (name: string) => ({
  toolSpec: {
    name,
    description: 'Reads a file.',
    inputSchema: { json: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] } },
  },
})

describe('prompts to the local AWS', () => {
  let local: Local
  before(async () => {
    local = await startLocal()
  })
  after(() => local.close())

  for (const http of [1, 2] as const) {
    it(`stream in order over HTTP/${http}, with use and time at the end`, async () => {
      const prompt = promptOf('Generate a Python function to check if a number is prime.')
      const { stream } = await local.runtime('us-east-1', http).send(new ConverseStreamCommand(prompt))
      const events = await readAll(stream)
      assert.match(textOf(events), /def is_prime\(n: int\) -> bool:/)
      const kinds = events.map((event) => Object.keys(event)[0])
      assert.equal(kinds[0], 'messageStart')
      assert.ok(kinds.filter((kind) => kind === 'contentBlockDelta').length >= 5)
      assert.deepEqual(kinds.slice(-3), ['contentBlockStop', 'messageStop', 'metadata'])
      assert.equal(events.at(-2)?.messageStop?.stopReason, 'end_turn')
      const { usage, metrics } = events.at(-1)?.metadata ?? {}
      assert.equal(usage?.totalTokens, (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0))
      assert.ok((metrics?.latencyMs ?? 0) > 0)
    })
  }

  it('come in at least five deltas even when the answer is one word', async () => {
    const { stream } = await local.runtime().send(new ConverseStreamCommand(promptOf('Say pong')))
    const events = await readAll(stream)
    assert.equal(textOf(events), 'pong')
    assert.ok(events.filter((event) => event.contentBlockDelta).length >= 5)
  })

  it('say the same twice, streamed or whole', async () => {
    const { stream } = await local.runtime().send(new ConverseStreamCommand(promptOf('Hello')))
    const whole = await local.runtime().send(new ConverseCommand(promptOf('Hello')))
    const text = whole.output?.message?.content?.[0]?.text ?? ''
    assert.match(text, /^OK/)
    assert.equal(textOf(await readAll(stream)), text)
  })

  it('stop at maxTokens and say so', async () => {
    const input = { ...promptOf('Hello'), inferenceConfig: { maxTokens: 2 } }
    const answer = await local.runtime().send(new ConverseCommand(input))
    assert.equal(answer.stopReason, 'max_tokens')
    assert.equal(answer.usage?.outputTokens, 2)
  })

  it('use an offered tool when asked to, with input that fits its schema', async () => {
    const prompt = promptOf('Please use the tool read_file now.')
    const input = { ...prompt, toolConfig: { tools: [tool('list_files'), tool('read_file')] } }
    const { stream } = await local.runtime().send(new ConverseStreamCommand(input))
    const events = await readAll(stream)
    const start = events.find((event) => event.contentBlockStart)?.contentBlockStart?.start?.toolUse
    assert.equal(start?.name, 'read_file')
    const json = events.map((event) => event.contentBlockDelta?.delta?.toolUse?.input ?? '').join('')
    assert.deepEqual(JSON.parse(json), { path: 'sandbox' })
    assert.equal(events.find((event) => event.messageStop)?.messageStop?.stopReason, 'tool_use')
  })

  it('only answer in words when tools are merely offered', async () => {
    const input = { ...promptOf('Say pong'), toolConfig: { tools: [tool('read_file')] } }
    const answer = await local.runtime().send(new ConverseCommand(input))
    assert.equal(answer.stopReason, 'end_turn')
  })

  it('wait at the gate in the middle, so that a test can stop them there', async () => {
    const gate = Promise.withResolvers<void>()
    local.world.gate = gate.promise
    const abort = new AbortController()
    const command = new ConverseStreamCommand(promptOf('Hello'))
    const { stream } = await local.runtime().send(command, { abortSignal: abort.signal })
    const iterator = stream?.[Symbol.asyncIterator]()
    const first = [await iterator?.next(), await iterator?.next(), await iterator?.next()]
    assert.equal(first[2]?.value?.contentBlockDelta?.delta?.text, 'OK.')
    const waiting = iterator?.next()
    abort.abort()
    await assert.rejects(async () => waiting)
    gate.resolve()
    delete local.world.gate
  })

  it('go on when the gate opens', async () => {
    const gate = Promise.withResolvers<void>()
    local.world.gate = gate.promise
    const { stream } = await local.runtime().send(new ConverseStreamCommand(promptOf('Say pong')))
    const reading = readAll(stream)
    delete local.world.gate
    gate.resolve()
    assert.equal(textOf(await reading), 'pong')
  })

  it('mark what AWS would charge for, and only that', async () => {
    local.heads.length = 0
    await local.runtime().send(new ConverseCommand(promptOf('Say pong')))
    const input = { converse: { messages: promptOf('Say pong').messages } }
    const counted = await local.runtime().send(new CountTokensCommand({ modelId: SONNET, input }))
    assert.ok((counted.inputTokens ?? 0) > 0)
    assert.match(local.heads[0]?.[BILLED_HEADER] ?? '', /^\d+\+4$/)
    assert.equal(local.heads[1]?.[BILLED_HEADER], undefined)
  })

  it("speak Anthropic's own format through InvokeModel", async () => {
    const body = JSON.stringify({
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 50,
      messages: [{ role: 'user', content: 'Say pong' }],
    })
    const modelId = `us.${SONNET}`
    const whole = await local.runtime().send(new InvokeModelCommand({ modelId, body }))
    assert.equal(JSON.parse(new TextDecoder().decode(whole.body)).content[0].text, 'pong')
    const command = new InvokeModelWithResponseStreamCommand({ modelId, body })
    const types: string[] = []
    for await (const { chunk } of (await local.runtime().send(command)).body ?? []) {
      types.push(JSON.parse(new TextDecoder().decode(chunk?.bytes)).type)
    }
    assert.deepEqual([types[0], types.at(-1)], ['message_start', 'message_stop'])
  })

  it("speak DeepSeek's format, which Cline's legacy bundle invokes", async () => {
    const body = JSON.stringify({ prompt: 'Say pong', max_tokens: 100 })
    const command = new InvokeModelWithResponseStreamCommand({ modelId: 'us.deepseek.r1-v1:0', body })
    let text = ''
    for await (const { chunk } of (await local.runtime('us-east-1', 2).send(command)).body ?? []) {
      text += JSON.parse(new TextDecoder().decode(chunk?.bytes)).choices[0].text
    }
    assert.equal(text, 'pong')
  })
})

import assert from 'node:assert/strict'
import { ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime'
import type { BedrockAnswer } from '../../../sandbox/world.ts'
import { KEYS, type Local, promptOf, refused, SONNET, startLocal, TOOLS } from './local.ts'

describe('bodies that are not well formed', () => {
  let local: Local
  before(async () => {
    local = await startLocal()
  })
  after(() => local.close())

  const user = (content: unknown) => ({ messages: [{ role: 'user', content }] })
  const text = [{ text: 'Hi' }]
  const cases: [string, object, RegExp][] = [
    ['no message', {}, /must start with a user message/],
    ['an assistant first', { messages: [{ role: 'assistant', content: text }] }, /must start with a user/],
    [
      'two users in a row',
      { messages: [...user(text).messages, ...user(text).messages] },
      /must alternate between user and assistant/,
    ],
    [
      'another role',
      { messages: [{ role: 'system', content: text }] },
      /enum value set: \[user, assistant\]/,
    ],
    ['empty content', user([]), /length greater than or equal to 1/],
    ['a blank text', user([{ text: ' ' }]), /text field in the ContentBlock object at .* is blank/],
    ['an unknown kind of content', user([{ txt: 'Hi' }]), /extraneous key \[txt\]/],
    ['two kinds at once', user([{ text: 'Hi', cachePoint: { type: 'default' } }]), /exactly one/],
    ['a cache point of no type', user([...text, { cachePoint: { type: 'other' } }]), /cachePoint\.type/],
    ['a cache point of odd length', user([...text, { cachePoint: { type: 'default', ttl: '2h' } }]), /ttl/],
    ['an unknown field', { ...user(text), temperature: 1 }, /extraneous key \[temperature\]/],
    ['no tools in toolConfig', { ...user(text), toolConfig: { tools: [] } }, /toolConfig\.tools/],
    [
      'a tool with a blank in its name',
      { ...user(text), toolConfig: { tools: [{ toolSpec: { name: 'a b', inputSchema: { json: {} } } }] } },
      /regular expression/,
    ],
    [
      'a schema of no object',
      {
        ...user(text),
        toolConfig: { tools: [{ toolSpec: { name: 'a', inputSchema: { json: { type: 'string' } } } }] },
      },
      /must be one of the following: object/,
    ],
    [
      "a tool's result without tools",
      user([{ toolResult: { toolUseId: 'a', content: text } }]),
      /toolConfig field must be defined/,
    ],
    ['no token allowed', { ...user(text), inferenceConfig: { maxTokens: 0 } }, /inferenceConfig\.maxTokens/],
    ['paths that are none', { ...user(text), additionalModelResponseFieldPaths: ['a'] }, /JSON pointer/],
  ]
  for (const [what, body, sentence] of cases) {
    it(`with ${what} are refused`, async () => {
      const command = new ConverseCommand({ modelId: `us.${SONNET}` })
      // The SDK drops what it does not know, so the body is put in behind its back.
      command.middlewareStack.add(
        (next) => (args) => {
          Object.assign(args.request as object, { body: JSON.stringify(body) })
          return next(args)
        },
        { step: 'build', priority: 'high' },
      )
      await assert.rejects(local.runtime().send(command), refused(400, 'ValidationException', sentence))
    })
  }

  it('as Cline sends them, with response paths and a cache point, are taken', async () => {
    const input = {
      modelId: `us.${SONNET}`,
      system: [{ text: 'You are Cline.' }, { cachePoint: { type: 'default' as const } }],
      messages: [
        { role: 'user' as const, content: [{ text: 'Hi' }, { cachePoint: { type: 'default' as const } }] },
      ],
      toolConfig: TOOLS,
      additionalModelResponseFieldPaths: ['/delta/stop_sequence'],
    }
    assert.equal((await local.runtime().send(new ConverseCommand(input))).stopReason, 'end_turn')
  })
})

describe('behaviours that a scenario sets', () => {
  let local: Local
  beforeEach(async () => {
    local = await startLocal()
  })
  afterEach(() => local.close())
  const ask = () => local.runtime().send(new ConverseCommand(promptOf('Hi')))

  const cases: [BedrockAnswer, number, string, RegExp][] = [
    ['account-not-activated', 403, 'SubscriptionRequiredException', /needs a subscription/],
    ['account-not-authorized', 403, 'AccessDeniedException', /not authorized to invoke this API/],
    ['internal-error', 500, 'InternalServerException', /unexpected error/],
    ['model-error', 424, 'ModelErrorException', /unexpected error/],
    ['model-not-offered', 403, 'AccessDeniedException', new RegExp(`^${SONNET} is not available for this`)],
    ['model-not-ready', 429, 'ModelNotReadyException', /not ready for inference/],
    ['model-timeout', 408, 'ModelTimeoutException', /timed out/],
    ['quota-exceeded', 400, 'ServiceQuotaExceededException', /service quota/],
    ['quota-zero', 429, 'ThrottlingException', /^Too many tokens per day/],
    ['service-unavailable', 503, 'ServiceUnavailableException', /unable to process/],
    ['stream-throttled', 429, 'ThrottlingException', /Too many requests/],
    ['throttled', 429, 'ThrottlingException', /Too many requests/],
    ['unsupported-country', 400, 'ValidationException', /unsupported countries/],
    ['verification-pending', 403, 'AccessDeniedException', /currently being verified/],
  ]
  for (const [answer, status, name, sentence] of cases) {
    it(`${answer} is said in AWS's words`, async () => {
      local.bedrock.behaviours.push({ when: {}, answer })
      await assert.rejects(ask(), refused(status, name, sentence))
    })
  }

  it('overloaded has status 529 and a nested body without a name', async () => {
    local.bedrock.behaviours.push({ when: {}, answer: 'overloaded' })
    await assert.rejects(ask(), refused(529, 'Unknown', 'UnknownError'))
  })

  it('is over after the number of times that was set', async () => {
    local.bedrock.behaviours.push({ when: {}, answer: 'throttled', times: 2 })
    await assert.rejects(ask())
    await assert.rejects(ask())
    assert.equal((await ask()).stopReason, 'end_turn')
  })

  it('concerns only the operation, model and region that were named', async () => {
    const when = { operation: 'ConverseStream', modelId: SONNET, region: 'us-east-1' }
    local.bedrock.behaviours.push({ when, answer: 'throttled' })
    const streamIn = (region: string, modelId?: string) =>
      local.runtime(region).send(new ConverseStreamCommand(promptOf('Hi', modelId)))
    await assert.rejects(streamIn('us-east-1'))
    assert.equal((await ask()).stopReason, 'end_turn')
    assert.ok((await streamIn('us-west-2')).stream)
    assert.ok((await streamIn('us-east-1', 'amazon.nova-lite-v1:0')).stream)
  })

  const breaks: [BedrockAnswer, string][] = [
    ['stream-throttled', 'ThrottlingException'],
    ['stream-model-error', 'ModelStreamErrorException'],
  ]
  for (const [answer, name] of breaks) {
    it(`${answer} breaks off after some text has come`, async () => {
      local.bedrock.behaviours.push({ when: {}, answer })
      const { stream } = await local.runtime().send(new ConverseStreamCommand(promptOf('Hello')))
      let text = ''
      const read = async (): Promise<void> => {
        for await (const event of stream ?? []) text += event.contentBlockDelta?.delta?.text ?? ''
      }
      await assert.rejects(read(), { name })
      assert.equal(text, 'OK.')
    })
  }

  it('leaves no secret in what it answers', async () => {
    local.bedrock.behaviours.push({ when: {}, answer: 'throttled' })
    await assert.rejects(ask(), (error: unknown) => !String(error).includes(KEYS.secretAccessKey))
  })
})

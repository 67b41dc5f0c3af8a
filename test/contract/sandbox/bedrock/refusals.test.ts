import assert from 'node:assert/strict'
import {
  ConverseCommand,
  type ConverseCommandInput,
  ConverseStreamCommand,
  CountTokensCommand,
} from '@aws-sdk/client-bedrock-runtime'
import {
  ACCOUNT,
  FULL,
  type Local,
  promptOf,
  readAll,
  refused,
  SONNET,
  startLocal,
  TOOLS,
  textOf,
} from './local.ts'

const PROFILE_ARN = `arn:aws:bedrock:us-east-1:${ACCOUNT}:inference-profile/us.${SONNET}`

describe('ids that the local AWS refuses', () => {
  let local: Local
  before(async () => {
    local = await startLocal()
  })
  after(() => local.close())
  const ask = (modelId: string, region = 'us-east-1') =>
    local.runtime(region).send(new ConverseCommand(promptOf('Hi', modelId)))
  const invalid = refused(400, 'ValidationException', 'The provided model identifier is invalid.')

  it('wants a profile for models that have no throughput of their own', async () => {
    const sentence = `Invocation of model ID ${SONNET} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`
    await assert.rejects(ask(SONNET), refused(400, 'ValidationException', sentence))
    await assert.rejects(ask('amazon.nova-lite-v1:0', 'us-west-2'), /isn’t supported/)
    assert.equal((await ask('amazon.nova-lite-v1:0')).stopReason, 'end_turn')
  })

  it('knows a prefix only in its geography', async () => {
    await assert.rejects(ask(`eu.${SONNET}`), invalid)
    await assert.rejects(ask(`apac.${SONNET}`, 'ap-southeast-2'), invalid)
    assert.equal((await ask(`au.${SONNET}`, 'ap-southeast-2')).stopReason, 'end_turn')
  })

  it('refuses typing errors and models of other regions', async () => {
    await assert.rejects(ask('us.anthropic.claude-sonet'), invalid)
    await assert.rejects(ask('mistral.mistral-large-2407-v1:0'), invalid)
    await assert.rejects(ask('arn:aws:bedrock:nonsense'), invalid)
  })

  it('takes ARNs of the called region only', async () => {
    assert.equal((await ask(PROFILE_ARN)).stopReason, 'end_turn')
    const sentence = 'The provided ARN is invalid for the service region'
    await assert.rejects(ask(PROFILE_ARN, 'us-west-2'), refused(400, 'ValidationException', sentence))
  })

  it('takes an application profile by its ARN, not by its id', async () => {
    const models = [`arn:aws:bedrock:us-east-1::foundation-model/${SONNET}`]
    local.bedrock.applicationProfiles.push({ id: 'abc123', name: 'team', region: 'us-east-1', models })
    const arn = `arn:aws:bedrock:us-east-1:${ACCOUNT}:application-inference-profile/abc123`
    assert.equal((await ask(arn)).stopReason, 'end_turn')
    await assert.rejects(ask('abc123'), invalid)
  })

  it('tells legacy and ended models apart', async () => {
    const legacy = ask('us.anthropic.claude-3-7-sonnet-20250219-v1:0')
    await assert.rejects(legacy, refused(404, 'ResourceNotFoundException', /marked by provider as Legacy/))
    const ended = ask('us.anthropic.claude-3-5-sonnet-20241022-v2:0')
    await assert.rejects(ended, refused(404, 'ResourceNotFoundException', /end of its life/))
  })
})

describe('rights that a prompt to the local AWS needs', () => {
  const invoke = (Resource: string | string[], extra: object = {}): object => ({
    Effect: 'Allow',
    Action: 'bedrock:InvokeModelWithResponseStream',
    Resource,
    ...extra,
  })
  const fm = (region: string): string => `arn:aws:bedrock:${region}::foundation-model/${SONNET}`
  const denied = (resource: string) =>
    refused(
      403,
      'AccessDeniedException',
      `User: arn:aws:iam::${ACCOUNT}:user/dev is not authorized to perform: bedrock:InvokeModelWithResponseStream on resource: ${resource} because no identity-based policy allows the bedrock:InvokeModelWithResponseStream action`,
    )

  async function stream(statements: object[], modelId = `us.${SONNET}`, guardrails: string[] = []) {
    const local = await startLocal(statements)
    try {
      local.bedrock.guardrails.push(...guardrails)
      const answer = await local.runtime().send(new ConverseStreamCommand(promptOf('Say pong', modelId)))
      return textOf(await readAll(answer.stream))
    } finally {
      await local.close()
    }
  }

  it('are the profile, then the model in every destination region, through that profile', async () => {
    const through = { Condition: { StringEquals: { 'bedrock:InferenceProfileArn': PROFILE_ARN } } }
    const all = ['us-east-1', 'us-east-2', 'us-west-2'].map(fm)
    assert.equal(await stream([invoke(PROFILE_ARN), invoke(all, through)]), 'pong')
    await assert.rejects(stream([invoke(all, through)]), denied(PROFILE_ARN))
    await assert.rejects(
      stream([invoke(PROFILE_ARN), invoke(all.slice(0, 2), through)]),
      denied(fm('us-west-2')),
    )
  })

  it('are asked in the region each request would run in', async () => {
    const here = { Condition: { StringEquals: { 'aws:RequestedRegion': ['us-east-1', 'us-east-2'] } } }
    await assert.rejects(stream([invoke('*', here)]), denied(fm('us-west-2')))
  })

  it('are three for a global profile, the last with an unspecified region', async () => {
    const arn = `arn:aws:bedrock:us-east-1:${ACCOUNT}:inference-profile/global.${SONNET}`
    const anywhere = { Condition: { StringEquals: { 'aws:RequestedRegion': 'unspecified' } } }
    const two = [invoke(arn), invoke(fm('us-east-1'))]
    assert.equal(await stream([...two, invoke(fm(''), anywhere)], `global.${SONNET}`), 'pong')
    await assert.rejects(stream(two, `global.${SONNET}`), denied(fm('')))
  })

  it('are one for a model called on demand', async () => {
    const nova = 'amazon.nova-micro-v1:0'
    assert.equal(await stream([invoke(`arn:aws:bedrock:us-east-1::foundation-model/${nova}`)], nova), 'pong')
  })

  it('are others for whole answers and for counting', async () => {
    const local = await startLocal([invoke('*')])
    try {
      const whole = local.runtime().send(new ConverseCommand(promptOf('Hi')))
      await assert.rejects(whole, /perform: bedrock:InvokeModel on resource: .*inference-profile/)
      const input = { converse: { messages: promptOf('Hi').messages } }
      const count = local.runtime().send(new CountTokensCommand({ modelId: SONNET, input }))
      await assert.rejects(count, /perform: bedrock:CountTokens on resource/)
    } finally {
      await local.close()
    }
  })

  it('include the guardrail that the account enforces', async () => {
    const guardrail = `arn:aws:bedrock:us-east-1:${ACCOUNT}:guardrail/gr1example`
    const apply = { Effect: 'Allow', Action: 'bedrock:ApplyGuardrail', Resource: guardrail }
    assert.equal(await stream([invoke('*'), apply], undefined, [guardrail]), 'pong')
    await assert.rejects(stream([invoke('*')], undefined, [guardrail]), /perform: bedrock:ApplyGuardrail/)
  })
})

describe('what the account owes before the local AWS answers', () => {
  let local: Local
  beforeEach(async () => {
    local = await startLocal()
  })
  afterEach(() => local.close())
  const ask = (modelId = `us.${SONNET}`) => local.runtime().send(new ConverseCommand(promptOf('Hi', modelId)))

  it('the use-case form, for Claude only', async () => {
    local.bedrock.useCaseForm = null
    const sentence = /^Model use case details have not been submitted for this account\./
    await assert.rejects(ask(), refused(404, 'ResourceNotFoundException', sentence))
    assert.equal((await ask('us.amazon.nova-pro-v1:0')).stopReason, 'end_turn')
  })

  it('clearance and entitlement', async () => {
    local.bedrock.authorization[SONNET] = 'NOT_AUTHORIZED'
    await assert.rejects(ask(), refused(400, 'ValidationException', 'Operation not allowed'))
    delete local.bedrock.authorization[SONNET]
    local.bedrock.entitlements[SONNET] = 'NOT_AVAILABLE'
    await assert.rejects(ask(), refused(403, 'AccessDeniedException', /^You don't have access to the model/))
  })

  it('a means of payment', async () => {
    local.bedrock.agreements[SONNET] = 'ERROR'
    await assert.rejects(ask(), /subscription for this model cannot be completed/)
    local.bedrock.agreementErrors[SONNET] = 'INVALID_PAYMENT_INSTRUMENT'
    await assert.rejects(ask(), /INVALID_PAYMENT_INSTRUMENT/)
  })

  it('a data-retention mode, for the models that ask for one', async () => {
    const fable = 'us.anthropic.claude-fable-5'
    const sentence = "data retention mode 'default' is not available for this model"
    await assert.rejects(ask(fable), refused(400, 'ValidationException', sentence))
    local.bedrock.dataRetention = 'aws_review'
    assert.equal((await ask(fable)).stopReason, 'end_turn')
  })

  it('a subscription, which the first prompt makes where the caller may', async () => {
    local.bedrock.agreements[SONNET] = 'NOT_AVAILABLE'
    assert.equal((await ask()).stopReason, 'end_turn')
    assert.equal(local.bedrock.agreements[SONNET], 'AVAILABLE')
  })

  it('Marketplace rights of the caller, for the first prompt', async () => {
    const poor = await startLocal(FULL.slice(0, 1))
    try {
      poor.bedrock.agreements[SONNET] = 'NOT_AVAILABLE'
      const prompt = poor.runtime().send(new ConverseCommand(promptOf('Hi')))
      const sentence = /^Model access is denied due to IAM user or service role is not authorized to perform/
      await assert.rejects(prompt, refused(403, 'AccessDeniedException', sentence))
      assert.equal(poor.bedrock.agreements[SONNET], 'NOT_AVAILABLE')
    } finally {
      await poor.close()
    }
  })
})

describe('requests that the model does not take', () => {
  let local: Local
  before(async () => {
    local = await startLocal()
  })
  after(() => local.close())
  const ask = (extra: Partial<ConverseCommandInput>, modelId = `us.${SONNET}`) =>
    local.runtime().send(new ConverseCommand({ ...promptOf('Hi', modelId), ...extra }))

  it('tools, where it has none, or none while streaming', async () => {
    const titan = ask({ toolConfig: TOOLS }, 'amazon.titan-text-premier-v1:0')
    await assert.rejects(titan, refused(400, 'ValidationException', "This model doesn't support tool use."))
    const llama = 'us.meta.llama3-1-70b-instruct-v1:0'
    assert.equal((await ask({ toolConfig: TOOLS }, llama)).stopReason, 'end_turn')
    const streamed = new ConverseStreamCommand({ ...promptOf('Hi', llama), toolConfig: TOOLS })
    await assert.rejects(local.runtime().send(streamed), /in streaming mode/)
  })

  it('temperature together with topP', async () => {
    const both = ask({ inferenceConfig: { temperature: 0.5, topP: 0.9 } })
    await assert.rejects(
      both,
      refused(400, 'ValidationException', /^The model returned the following errors/),
    )
    assert.equal((await ask({ inferenceConfig: { temperature: 0.5 } })).stopReason, 'end_turn')
  })

  it('more than fits', async () => {
    const messages = promptOf('word '.repeat(200_000)).messages
    await assert.rejects(ask({ messages }), /^ValidationException: Input is too long for requested model\.$/)
    await assert.rejects(ask({ inferenceConfig: { maxTokens: 64_001 } }), /exceeds the model limit of 64000/)
  })

  it('cache points, where it cannot cache', async () => {
    const cachePoint = { cachePoint: { type: 'default' as const } }
    const messages = [{ role: 'user' as const, content: [{ text: 'Hi' }, cachePoint] }]
    assert.equal((await ask({ messages })).stopReason, 'end_turn')
    const qwen = ask({ messages }, 'qwen.qwen3-coder-30b-a3b-v1:0')
    await assert.rejects(qwen, /did not allow prompt caching/)
  })
})

import assert from 'node:assert/strict'
import {
  CreateFoundationModelAgreementCommand,
  DeleteFoundationModelAgreementCommand,
  GetAccountDataRetentionCommand,
  GetFoundationModelAvailabilityCommand,
  GetModelInvocationLoggingConfigurationCommand,
  GetUseCaseForModelAccessCommand,
  ListEnforcedGuardrailsConfigurationCommand,
  ListFoundationModelAgreementOffersCommand,
  ListFoundationModelsCommand,
  ListInferenceProfilesCommand,
  PutAccountDataRetentionCommand,
  PutUseCaseForModelAccessCommand,
} from '@aws-sdk/client-bedrock'
import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime'
import { AGREEMENT_DELAY_MS } from '../../../sandbox/bedrock/agreements.ts'
import { FULL, type Local, promptOf, SONNET, startLocal } from './local.ts'

const FORM = {
  companyName: 'Example Corp',
  companyWebsite: 'https://example.com',
  intendedUsers: '0',
  industryOption: 'Software',
  otherIndustryOption: '',
  useCases: 'Writing code.',
}
const bytes = (form: object): Uint8Array => new TextEncoder().encode(JSON.stringify(form))

describe('model access in the local AWS', () => {
  let local: Local
  beforeEach(async () => {
    local = await startLocal()
  })
  afterEach(() => local.close())

  const availability = (modelId: string) =>
    local.control().send(new GetFoundationModelAvailabilityCommand({ modelId }))

  it('is all there for a healthy account', async () => {
    const { agreementAvailability, $metadata: _, ...rest } = await availability(SONNET)
    assert.deepEqual(agreementAvailability, { status: 'AVAILABLE' })
    assert.deepEqual(rest, {
      modelId: SONNET,
      authorizationStatus: 'AUTHORIZED',
      entitlementAvailability: 'AVAILABLE',
      regionAvailability: 'AVAILABLE',
    })
  })

  it('shows a failed agreement with its reason, and a model of another region', async () => {
    local.bedrock.agreements[SONNET] = 'ERROR'
    local.bedrock.agreementErrors[SONNET] = 'INVALID_PAYMENT_INSTRUMENT'
    const failed = await availability(SONNET)
    assert.deepEqual(failed.agreementAvailability, {
      status: 'ERROR',
      errorMessage: 'INVALID_PAYMENT_INSTRUMENT',
    })
    const elsewhere = await availability('mistral.mistral-large-2407-v1:0')
    assert.equal(elsewhere.regionAvailability, 'NOT_AVAILABLE')
  })

  it('is answered for base ids only', async () => {
    await assert.rejects(availability(`us.${SONNET}`), { name: 'ValidationException' })
    await assert.rejects(availability('anthropic.claude-nobody'), { name: 'ResourceNotFoundException' })
  })

  it('keeps the use-case form that was sent', async () => {
    local.bedrock.useCaseForm = null
    const get = () => local.control().send(new GetUseCaseForModelAccessCommand({}))
    await assert.rejects(get(), { name: 'ResourceNotFoundException' })
    assert.equal((await availability(SONNET)).authorizationStatus, 'NOT_AUTHORIZED')
    const put = await local.control().send(new PutUseCaseForModelAccessCommand({ formData: bytes(FORM) }))
    assert.equal(put.$metadata.httpStatusCode, 201)
    assert.deepEqual(JSON.parse(new TextDecoder().decode((await get()).formData)), FORM)
    assert.equal((await availability(SONNET)).authorizationStatus, 'AUTHORIZED')
  })

  const badForms: [string, Uint8Array][] = [
    ['too short', new TextEncoder().encode('{}')],
    ['too long', bytes({ ...FORM, useCases: 'x'.repeat(17_000) })],
    ['no JSON', new TextEncoder().encode('companyName=Example')],
    ['without a company', bytes({ ...FORM, companyName: '' })],
    ['with other users than 0, 1 or 2', bytes({ ...FORM, intendedUsers: '3' })],
  ]
  for (const [what, formData] of badForms) {
    it(`refuses a form that is ${what}, and keeps nothing of it`, async () => {
      local.bedrock.useCaseForm = null
      const put = local.control().send(new PutUseCaseForModelAccessCommand({ formData }))
      await assert.rejects(put, { name: 'ValidationException' })
      assert.equal(local.bedrock.useCaseForm, null)
    })
  }

  it('takes an agreement on an offer, which is pending first and available later', async () => {
    local.bedrock.agreements[SONNET] = 'NOT_AVAILABLE'
    const list = new ListFoundationModelAgreementOffersCommand({ modelId: SONNET })
    const offerToken = (await local.control().send(list)).offers?.[0]?.offerToken
    const create = () =>
      local.control().send(new CreateFoundationModelAgreementCommand({ modelId: SONNET, offerToken }))
    assert.equal((await create()).$metadata.httpStatusCode, 202)
    assert.equal((await availability(SONNET)).agreementAvailability?.status, 'PENDING')
    await assert.rejects(local.runtime().send(new ConverseCommand(promptOf('Hi'))), /still being processed/)
    await assert.rejects(create(), { name: 'ConflictException' })
    local.world.clockOffsetSeconds += AGREEMENT_DELAY_MS / 1000
    // The clients' clocks stay behind by less than the five minutes that a signature may be off.
    assert.equal((await availability(SONNET)).agreementAvailability?.status, 'AVAILABLE')
    const answer = await local.runtime().send(new ConverseCommand(promptOf('Hi')))
    assert.equal(answer.stopReason, 'end_turn')
  })

  it('refuses an agreement on an offer that was never made', async () => {
    const input = { modelId: SONNET, offerToken: 'other' }
    const create = local.control().send(new CreateFoundationModelAgreementCommand(input))
    await assert.rejects(create, { name: 'ValidationException' })
  })

  it('ends an agreement on demand', async () => {
    await local.control().send(new DeleteFoundationModelAgreementCommand({ modelId: SONNET }))
    assert.equal((await availability(SONNET)).agreementAvailability?.status, 'NOT_AVAILABLE')
  })

  it('shows logging, enforced guardrails and data retention as the account has them', async () => {
    const arn = 'arn:aws:bedrock:us-east-1:123456789012:guardrail/gr1example'
    const client = local.control()
    const logging = () => client.send(new GetModelInvocationLoggingConfigurationCommand({}))
    assert.equal((await logging()).loggingConfig, undefined)
    local.bedrock.loggingConfig = { textDataDeliveryEnabled: true }
    assert.deepEqual((await logging()).loggingConfig, { textDataDeliveryEnabled: true })
    local.bedrock.guardrails.push(arn, arn.replace('us-east-1', 'eu-west-1'))
    const { guardrailsConfig } = await client.send(new ListEnforcedGuardrailsConfigurationCommand({}))
    assert.deepEqual(
      guardrailsConfig?.map(({ guardrailArn }) => guardrailArn),
      [arn],
    )
    assert.equal((await client.send(new GetAccountDataRetentionCommand({}))).mode, 'default')
    await client.send(new PutAccountDataRetentionCommand({ mode: 'aws_review' }))
    assert.equal((await client.send(new GetAccountDataRetentionCommand({}))).mode, 'aws_review')
  })
})

describe('what a caller without rights is told', () => {
  it('names the action and the resource that AWS asks for', async () => {
    const local = await startLocal([{ Effect: 'Allow', Action: 's3:*', Resource: '*' }])
    try {
      const client = local.control()
      const expected = (action: string, resource: string) => ({
        name: 'AccessDeniedException',
        message: `User: arn:aws:iam::123456789012:user/dev is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
      })
      await assert.rejects(
        client.send(new ListFoundationModelsCommand({})),
        expected('bedrock:ListFoundationModels', '*'),
      )
      await assert.rejects(
        client.send(new ListInferenceProfilesCommand({})),
        expected(
          'bedrock:ListInferenceProfiles',
          'arn:aws:bedrock:us-east-1:123456789012:inference-profile/*',
        ),
      )
      await assert.rejects(
        client.send(new GetUseCaseForModelAccessCommand({})),
        expected('bedrock:GetUseCaseForModelAccess', '*'),
      )
    } finally {
      await local.close()
    }
  })

  it('needs the Marketplace as well as Bedrock for an agreement', async () => {
    const local = await startLocal(FULL.slice(0, 1))
    try {
      local.bedrock.agreements[SONNET] = 'NOT_AVAILABLE'
      const input = { modelId: SONNET, offerToken: 'any' }
      await assert.rejects(
        local.control().send(new CreateFoundationModelAgreementCommand(input)),
        /aws-marketplace:ViewSubscriptions/,
      )
    } finally {
      await local.close()
    }
  })
})

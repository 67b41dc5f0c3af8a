import { allow, developer, mainAccount, replacePolicies } from '../build.ts'
import { changed, type Scenario, scenario } from '../scenario.ts'
import type { Account, BedrockAnswer } from '../world.ts'

const BASE = 'anthropic.claude-sonnet-4-5-20250929-v1:0'
const PROMPTS = ['Converse', 'ConverseStream', 'InvokeModel', 'InvokeModelWithResponseStream']

function account(change: (account: Account) => void) {
  return changed((world) => change(mainAccount(world)))
}

/** Every prompt gets this answer. */
function answering(answer: BedrockAnswer) {
  return account(({ bedrock }) => {
    bedrock.behaviours = PROMPTS.map((operation) => ({ when: { operation }, answer }))
  })
}

/** What the account is to Bedrock: forms, agreements, quotas, and how models behave. */
export const MODELS: Record<string, Scenario> = {
  'no-use-case-form': scenario('The use case form was never sent', 'use-case-form-required', {
    build: account(({ bedrock }) => {
      bedrock.useCaseForm = null
    }),
  }),
  'account-denied': scenario('The account is not cleared for the model', 'account-denied', {
    build: account(({ bedrock }) => {
      bedrock.authorization[BASE] = 'NOT_AUTHORIZED'
    }),
  }),
  'first-use': scenario('Everything works: the first prompt subscribes', null, {
    build: account(({ bedrock }) => {
      bedrock.agreements[BASE] = 'NOT_AVAILABLE'
    }),
  }),
  'marketplace-missing': scenario('First use without Marketplace rights', 'marketplace-permission-missing', {
    build: changed((world) => {
      replacePolicies(developer(world), allow(['bedrock:*', 'iam:Get*', 'iam:List*', 'iam:Simulate*']))
      mainAccount(world).bedrock.agreements[BASE] = 'NOT_AVAILABLE'
    }),
  }),
  'payment-invalid': scenario('No valid payment method', 'payment-method-invalid', {
    build: answering('payment-invalid'),
  }),
  'subscription-pending': scenario('The subscription is being made', 'subscription-pending', {
    build: account(({ bedrock }) => {
      bedrock.agreements[BASE] = 'PENDING'
      bedrock.entitlements[BASE] = 'NOT_AVAILABLE'
    }),
  }),
  'subscription-failed': scenario('The subscription failed', 'subscription-failed', {
    build: account(({ bedrock }) => {
      bedrock.agreements[BASE] = 'ERROR'
      bedrock.entitlements[BASE] = 'NOT_AVAILABLE'
    }),
  }),
  'model-not-enabled': scenario('The account has no access to the model', 'model-not-enabled', {
    build: account(({ bedrock }) => {
      bedrock.entitlements[BASE] = 'NOT_AVAILABLE'
    }),
  }),
  'model-not-offered': scenario('The model is not offered to the account', 'model-not-offered', {
    build: answering('model-not-offered'),
  }),
  'unsupported-country': scenario(
    "The provider does not serve the account's country",
    'unsupported-country',
    {
      build: answering('unsupported-country'),
    },
  ),
  'data-retention': scenario('The model wants another retention mode', 'data-retention-required', {
    model: 'us.anthropic.claude-fable-5',
  }),
  'model-legacy': scenario('A legacy model', 'model-legacy', {
    build: answering('model-legacy'),
  }),
  'model-ended': scenario('A model past its end', 'model-end-of-life', {
    build: answering('model-end-of-life'),
  }),
  'profile-required': scenario('The plain model id', 'inference-profile-required', { model: BASE }),
  'wrong-geography': scenario('A profile of another geography', 'model-id-invalid', { model: `eu.${BASE}` }),
  'tools-unsupported': scenario('A model without tools', 'tools-unsupported', {
    build: answering('tools-unsupported'),
  }),
  'account-unverified': scenario('AWS still verifies the account', 'account-verification-pending', {
    build: answering('verification-pending'),
  }),
  'account-not-activated': scenario('Sign-up was not finished', 'account-not-activated', {
    build: account(({ bedrock }) => {
      bedrock.behaviours = [{ when: {}, answer: 'account-not-activated' }]
    }),
  }),
  'account-not-authorized': scenario('The account may not prompt', 'account-not-authorized', {
    build: answering('account-not-authorized'),
  }),
  'quota-zero': scenario('The daily quota is zero', 'quota-zero', { build: answering('quota-zero') }),
  throttled: scenario('Too many prompts', 'throttled', { build: answering('throttled') }),
  'throttled-lists': scenario('Too many list calls', 'throttled', {
    build: account(({ bedrock }) => {
      bedrock.behaviours = [{ when: { operation: 'ListFoundationModels' }, answer: 'throttled-api' }]
    }),
  }),
  'model-not-ready': scenario('The model is being loaded', 'model-warming', {
    build: answering('model-not-ready'),
  }),
  'model-timeout': scenario('The model did not finish', 'model-timeout', {
    build: answering('model-timeout'),
  }),
  'service-unavailable': scenario('Bedrock has no capacity', 'service-unavailable', {
    build: answering('service-unavailable'),
  }),
  'stream-breaks': scenario('The answer breaks off', 'model-error', {
    build: answering('stream-model-error'),
  }),
}

import { SandboxError } from '../errors.ts'
import type { WireResponse } from '../wire.ts'
import type { BedrockAccount, BedrockAnswer, BedrockBehaviour } from '../world.ts'

const UNEXPECTED = 'The system encountered an unexpected error during processing. Try your request again.'

type Words = [status: number, name: string, message: string]

/** AWS's own words, by the reason for which it refuses. */
const WORDS: Record<
  Exclude<BedrockAnswer, 'overloaded' | 'stream-model-error' | 'stream-throttled'>,
  Words
> = {
  'account-not-activated': [
    403,
    'SubscriptionRequiredException',
    'The AWS Access Key Id needs a subscription for the service',
  ],
  'account-not-authorized': [
    403,
    'AccessDeniedException',
    'Your account is not authorized to invoke this API operation.',
  ],
  'input-too-long': [400, 'ValidationException', 'Input is too long for requested model.'],
  'internal-error': [500, 'InternalServerException', UNEXPECTED],
  'marketplace-missing': [
    403,
    'AccessDeniedException',
    'Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to the Amazon Bedrock documentation for further details. Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after 2 minutes.',
  ],
  'model-end-of-life': [
    404,
    'ResourceNotFoundException',
    'This model version has reached the end of its life. Please refer to the AWS documentation for more details.',
  ],
  'model-error': [424, 'ModelErrorException', UNEXPECTED],
  'model-legacy': [
    404,
    'ResourceNotFoundException',
    'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days. Please upgrade to an active model on Amazon Bedrock',
  ],
  'model-not-enabled': [
    403,
    'AccessDeniedException',
    "You don't have access to the model with the specified model ID.",
  ],
  'model-not-offered': [
    403,
    'AccessDeniedException',
    '{model} is not available for this account. You can explore other available models on Amazon Bedrock. For additional access options, contact AWS Sales at https://aws.amazon.com/contact-us/sales-support/',
  ],
  'model-not-ready': [
    429,
    'ModelNotReadyException',
    'Model is not ready for inference. Wait and try your request again.',
  ],
  'model-timeout': [
    408,
    'ModelTimeoutException',
    'Model has timed out in processing the request. Try your request again.',
  ],
  'operation-not-allowed': [400, 'ValidationException', 'Operation not allowed'],
  'parameter-rejected': [
    400,
    'ValidationException',
    'The model returned the following errors: `temperature` and `top_p` cannot both be specified for this model. Please use only one.',
  ],
  'payment-invalid': [
    403,
    'AccessDeniedException',
    'Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.. Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after 2 minutes.',
  ],
  'quota-exceeded': [
    400,
    'ServiceQuotaExceededException',
    'Your request exceeds the service quota for your account.',
  ],
  'quota-zero': [429, 'ThrottlingException', 'Too many tokens per day, please wait before trying again.'],
  'service-unavailable': [503, 'ServiceUnavailableException', 'Bedrock is unable to process your request.'],
  'subscription-failed': [
    403,
    'AccessDeniedException',
    'Your AWS Marketplace subscription for this model cannot be completed at this time.',
  ],
  'subscription-pending': [
    403,
    'AccessDeniedException',
    'Your account is not authorized to access this model. Your AWS Marketplace subscription for this model is still being processed. Try again after 15 minutes.',
  ],
  throttled: [429, 'ThrottlingException', 'Too many requests, please wait before trying again.'],
  'throttled-api': [429, 'ThrottlingException', 'Rate exceeded'],
  'tools-unsupported': [400, 'ValidationException', "This model doesn't support tool use."],
  'unsupported-country': [
    400,
    'ValidationException',
    'Access to Anthropic models is not allowed from unsupported countries, regions, or territories. Please refer to https://www.anthropic.com/supported-countries for more information on the countries and regions Anthropic currently supports.',
  ],
  'verification-pending': [
    403,
    'AccessDeniedException',
    'Your account is currently being verified. Verification normally takes less than 2 hours. Until your account is verified, you may not be able to use this service.',
  ],
}

/** What a call is about, for finding the behaviour that is set for it. */
export interface CallFacts {
  operation: string
  region: string
  /** Base model id, where there is one. */
  modelId?: string
}

/** The error that AWS gives for the reason. */
export function refusal(answer: keyof typeof WORDS, modelId = ''): SandboxError {
  const [status, name, message] = WORDS[answer]
  const extra = answer === 'model-error' ? { originalStatusCode: 500, resourceName: modelId } : {}
  return new SandboxError(status, name, message.replace('{model}', modelId), { extra })
}

const PROMPTS = ['Converse', 'ConverseStream', 'InvokeModel', 'InvokeModelWithResponseStream']
const EVERYWHERE: readonly BedrockAnswer[] = ['account-not-activated', 'verification-pending']

/** Without an operation, a behaviour is about prompts; API throttling about the lists; a few about all. */
function concernsOperation({ when, answer }: BedrockBehaviour, operation: string): boolean {
  if (when.operation) return when.operation === operation
  if (EVERYWHERE.includes(answer)) return true
  return PROMPTS.includes(operation) !== (answer === 'throttled-api')
}

function applies(behaviour: BedrockBehaviour, facts: CallFacts): boolean {
  const { when, times } = behaviour
  return (
    times !== 0 &&
    (!when.modelId || when.modelId === facts.modelId) &&
    (!when.region || when.region === facts.region) &&
    concernsOperation(behaviour, facts.operation)
  )
}

/** The answer set for this call; each taking counts against `times`. */
function takeAnswer(account: BedrockAccount, facts: CallFacts): BedrockAnswer | undefined {
  const behaviour = account.behaviours.find((candidate) => applies(candidate, facts))
  if (behaviour?.times !== undefined) behaviour.times--
  return behaviour?.answer
}

/** HTTP 529 has a nested body and no error header. */
const OVERLOADED: WireResponse = {
  status: 529,
  headers: { 'content-type': 'application/json', 'retry-after': '5' },
  body: JSON.stringify({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
}

/** Body and type of the exception with which a stream breaks off. */
export interface StreamBreak {
  type: string
  body: Record<string, unknown>
}

const BREAKS: Record<'stream-throttled' | 'stream-model-error', StreamBreak> = {
  'stream-throttled': {
    type: 'throttlingException',
    body: { message: 'Too many requests, please wait before trying again.' },
  },
  'stream-model-error': {
    type: 'modelStreamErrorException',
    body: { message: UNEXPECTED, originalStatusCode: 500, originalMessage: 'stream aborted' },
  },
}

/** What is set for the call: it throws a refusal, gives a ready answer, breaks the stream, or nothing. */
export function behave(
  account: BedrockAccount,
  facts: CallFacts,
): { response?: WireResponse; streamBreak?: StreamBreak } {
  const answer = takeAnswer(account, facts)
  switch (answer) {
    case undefined:
      return {}
    case 'overloaded':
      return { response: OVERLOADED }
    case 'stream-throttled':
    case 'stream-model-error':
      return { streamBreak: BREAKS[answer] }
    default:
      throw refusal(answer, facts.modelId)
  }
}

import { GOV, prompt, type Row } from './recorded.ts'

/** The model: its id, its life, and what it refuses. */
export const MODEL_ROWS: Row[] = [
  {
    id: 'model-not-enabled',
    failure: prompt(
      'AccessDeniedException',
      403,
      'You don’t have access to the model with the specified model ID.',
    ),
    context: GOV,
  },
  {
    id: 'account-not-authorized',
    failure: prompt(
      'ValidationException',
      400,
      'Your account is not authorized to invoke this API operation.',
    ),
  },
  {
    id: 'model-not-offered',
    failure: prompt(
      'permission_error',
      403,
      'anthropic.claude-opus-x is not available for this account. Contact AWS Sales.',
    ),
  },
  {
    id: 'inference-profile-required',
    failure: prompt('ValidationException', 400, 'The provided model doesn’t support on-demand throughput.'),
  },
  {
    id: 'model-id-invalid',
    failure: prompt(
      'ValidationException',
      400,
      "1 validation error detected: Value 'a b' at 'modelId' failed to satisfy constraint: Member must satisfy regular expression pattern",
    ),
  },
  {
    id: 'arn-region-mismatch',
    failure: prompt('ValidationException', 400, 'The provided ARN is invalid for the service region.'),
  },
  {
    id: 'use-case-form-required',
    failure: prompt(
      'ValidationException',
      400,
      'The model returned the following errors: You have not filled out the required use-case form for this model.',
    ),
  },
  {
    id: 'account-denied',
    failure: prompt('ValidationException', 400, 'ValidationException: Operation not allowed.'),
  },
  {
    id: 'unsupported-country',
    failure: prompt(
      'ValidationException',
      403,
      'Access to Anthropic models is not allowed from unsupported countries, regions, or territories.',
    ),
  },
  {
    id: 'model-legacy',
    failure: prompt(
      'ResourceNotFoundException',
      404,
      'Access denied. This Model is marked by provider as Legacy',
    ),
  },
  {
    id: 'model-end-of-life',
    failure: prompt('ResourceNotFoundException', 404, 'This model version has reached the end of its life.'),
  },
  {
    id: 'model-not-found',
    failure: prompt('ResourceNotFoundException', 404, 'The specified model was not found'),
  },
  {
    id: 'data-retention-required',
    failure: prompt(
      'ValidationException',
      400,
      "This model is not available under data retention mode 'default'.",
    ),
  },
  {
    id: 'tools-unsupported',
    failure: prompt('ValidationException', 400, 'This model does not support tool use in streaming mode'),
  },
  {
    id: 'request-rejected-by-model',
    failure: prompt(
      'ValidationException',
      400,
      'The model returned the following errors: `top_k` is deprecated for this model.',
    ),
  },
  {
    id: 'request-rejected-by-model',
    failure: prompt(
      'ValidationException',
      400,
      'The maximum tokens you requested exceeds the model limit of 32768',
    ),
  },
  {
    id: 'prompt-too-long',
    failure: {
      name: 'validationException',
      message: 'Input is too long for requested model.',
      midStream: true,
    },
  },
  {
    id: 'prompt-too-long',
    failure: prompt(
      'ValidationException',
      400,
      'input length and `max_tokens` exceed context limit: 199000 + 8192 > 200000',
    ),
  },
]

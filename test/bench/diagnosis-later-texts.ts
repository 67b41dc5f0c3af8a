import type { PublicText } from './diagnosis-texts.ts'

const LOCAL = { service: 'credentials', operation: 'resolveCredentials' } as const

/** Texts that were found after the engine was made: on the first run 2 of these 26 were unknown and none wrong. */
export const LATER_TEXTS: PublicText[] = [
  {
    source: 'anthropics/claude-code#93',
    expect: 'model-not-enabled',
    text: "API Error: 403 You don't have access to the model with the specified model ID.",
  },
  {
    source: 'langgenius/dify#2829',
    expect: 'model-not-enabled',
    text: 'You do not have permission to access the model with the specified model ID.',
  },
  {
    source: 'langgenius/dify#10976',
    expect: 'request-rejected-by-model',
    text: '[bedrock] Error: ValidationException: A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.',
  },
  {
    source: 'strands-agents/harness-sdk#38',
    expect: 'model-id-invalid',
    text: '{"error": "An error occurred (ValidationException) when calling the ConverseStream operation: The provided model identifier is invalid."}',
  },
  {
    source: 'posit-dev/positron#7844',
    expect: 'throttled',
    text: '{"name": "ThrottlingException", "$fault": "client", "$metadata": {"httpStatusCode": 429, "attempts": 3, "totalRetryDelay": 787}}',
  },
  {
    source: 'i-dot-ai/caddy-chatbot#97',
    expect: 'throttled',
    text: 'botocore.errorfactory.ThrottlingException: An error occurred (ThrottlingException) when calling the InvokeModel operation (reached max retries: 4): Too many requests, please wait before trying again. You have sent too many requests. Wait before trying again.',
  },
  {
    source: 'microsoft/autogen#3295',
    expect: 'access-key-invalid',
    text: "PermissionDeniedError: Error code: 403 - {'message': 'The security token included in the request is invalid.'}",
  },
  {
    source: 'cline/cline#1772',
    expect: 'credentials-not-found',
    text: 'Could not load credentials from any providers',
    failure: LOCAL,
  },
  {
    source: 'Dicklesworthstone/pi_agent_rust#70',
    expect: 'api-key-malformed',
    text: 'Invalid API Key format: Must start with pre-defined prefix',
    auth: 'api-key',
  },
  {
    source: 'gsd-build/gsd-2#5425',
    expect: 'model-end-of-life',
    text: 'This model version has reached the end of its life',
  },
  {
    source: 'Just-Curieous/Curie#14',
    expect: 'request-rejected-by-model',
    text: 'litellm.BadRequestError: BedrockException - {"message":"The text field in the ContentBlock object at messages.11.content.0 is blank. Add text to the text field, and try again."}',
  },
  {
    source: 'vercel-labs/fx#900',
    expect: 'tools-unsupported',
    text: `"error":{"message":"undefined: This model doesn't support tool use in streaming mode.","type":"AI_APICallError","statusCode":400}`,
  },
  {
    source: 'obot-platform/obot#6740',
    expect: 'tools-unsupported',
    text: `bifrost request failed: 500 Internal Server Error "This model doesn't support tool use in streaming mode.\\n"`,
  },
  {
    source: 'danny-avila/LibreChat#8877',
    expect: 'tools-unsupported',
    text: 'Unhandled error type The model is unsupported for streaming.',
  },
  {
    source: 'n8n-io/n8n#14206',
    expect: 'tools-unsupported',
    text: 'Problem in AI Node (This model doesn`t support tool use in streaming mode)',
  },
  {
    source: 'continuedev/continue#9592',
    expect: 'prompt-too-long',
    text: 'The model returned the following errors: Input is too long for requested model.',
  },
  {
    source: 'anthropics/claude-code#760',
    expect: 'prompt-too-long',
    text: 'Error during compaction: Error: API Error: 400 Input is too long for requested model.',
  },
  {
    source: 'anthropics/claude-code#16580',
    expect: 'prompt-too-long',
    text: 'API Error: 400 {"type":"error","error":{"type":"invalid_request_error","message":"input length and `max_tokens` exceed context limit: 193125 + 21333 > 200000, decrease input length or `max_tokens` and try again"}}',
  },
  {
    source: 'anthropics/claude-code#12621',
    expect: 'model-id-invalid',
    text: 'Error streaming, falling back to non-streaming mode: 400 The provided model identifier is invalid.',
  },
  {
    source: 'thomasmichaelwallace/serverless-better-credentials#13',
    expect: 'credentials-not-found',
    text: 'CredentialsError: Missing credentials in config, if using AWS_CONFIG_FILE, set AWS_SDK_LOAD_CONFIG=1',
    failure: LOCAL,
  },
  {
    source: 'aws/aws-cli#7340',
    expect: 'sso-session-expired',
    text: 'An error occurred (UnauthorizedException) when calling the GetRoleCredentials operation: Session token not found or invalid',
    failure: { service: 'sso', operation: 'GetRoleCredentials' },
  },
  {
    source: 'sls-mentor/sls-mentor#231',
    expect: 'sso-session-expired',
    text: 'CredentialsProviderError: The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
    failure: LOCAL,
  },
  {
    source: 'cloudquery/cq-provider-aws#897',
    expect: 'sso-session-expired',
    text: 'AWS Error: failed to refresh cached credentials, the SSO session has expired or is invalid: access token is expired',
    failure: LOCAL,
  },
  {
    source: 'aws-samples/amazon-bedrock-client-for-mac#11',
    expect: 'model-id-invalid',
    text: `ValidationException(properties: AWSBedrockRuntime.ValidationException.Properties(message: Optional("1 validation error detected: Value 'anthropic.claude-v2:0:100k' at 'modelId' failed to satisfy constraint: Member must satisfy regular expression pattern`,
  },
  {
    source: 'aws-samples/bedrock-chat#91',
    expect: 'model-not-found',
    text: 'Failed to invoke bedrock: An error occurred (ResourceNotFoundException) when calling the InvokeModelWithResponseStream operation: Could not resolve the foundation model from the provided model identifier.',
  },
  {
    source: 'GoogleCloudPlatform/kubectl-ai#515',
    expect: 'model-id-invalid',
    text: '"error sending streaming LLM response" err="bedrock stream error: operation error Bedrock Runtime: ConverseStream, https response error StatusCode: 400, RequestID: a9464e5c, ValidationException: The provided model identifier is invalid."',
  },
]

import type { AuthKind } from '../../src/core/choice.ts'
import type { Failure } from '../../src/core/diagnosis/failure.ts'
import type { DiagnosisId } from '../../src/core/diagnosis/ids.ts'

/** An error as somebody met it in the open, what it is, and where it was told. */
export interface PublicText {
  source: string
  expect: DiagnosisId
  text: string
  failure?: Partial<Failure>
  region?: string
  auth?: AuthKind
}

const FORBIDDEN = { httpStatus: 403 }
const LOCAL = { service: 'credentials', operation: 'resolveCredentials' } as const

/** Short factual error texts of public issues; account numbers and names as they were told, or shortened. */
export const PUBLIC_TEXTS: PublicText[] = [
  {
    source: 'dirkpetersen/our-chat#3',
    expect: 'model-not-enabled',
    text: "An error occurred (AccessDeniedException) when calling the InvokeModel operation: You don't have access to the model with the specified model ID.",
  },
  {
    source: 'aws-samples/sample-agentic-frameworks-on-aws#44',
    expect: 'model-not-enabled',
    text: "Error generating response: An error occurred (AccessDeniedException) when calling the Converse operation: You don't have access to the model with the specified model ID.",
  },
  {
    source: 'Tracer-Cloud/opensre#1811',
    expect: 'payment-method-invalid',
    text: "Access denied for Bedrock model '<id>'. Cause: Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.",
  },
  {
    source: 'aws-samples/sample-host-openclaw-on-amazon-bedrock-agentcore#41',
    expect: 'marketplace-permission-missing',
    text: 'Chat error: 502 Bedrock streaming failed: Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (`aws-marketplace:ViewSubscriptions`, `aws-marketplace:Subscribe`) to enable access to this model.',
  },
  {
    source: 'ministryofjustice/modernisation-platform-environments#18302',
    expect: 'marketplace-permission-missing',
    text: '{"error":{"message":"litellm.APIConnectionError: BedrockException - {\\"message\\":\\"Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model.\\"}."}}',
  },
  {
    source: 'BerriAI/litellm#39166',
    expect: 'iam-permission-missing',
    text: '{"error":{"message":"litellm.PermissionDeniedError: BedrockException - {\\"Message\\":\\"User: arn:aws:iam::<account id>:user/proxy is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1:<account id>:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0 because no identity-based policy allows the bedrock:InvokeModel action\\"}","code":"403"}}',
  },
  {
    source: 'aws-samples/amazon-bedrock-client-for-mac#1',
    expect: 'account-not-authorized',
    text: 'AccessDeniedException(properties: AWSBedrockRuntime.AccessDeniedException.Properties(message: Optional("Your account is not authorized to invoke this API operation.")), httpResponse: Status Code: http_status_403',
  },
  {
    source: 'aws-samples/amazon-bedrock-workshop#100',
    expect: 'account-not-authorized',
    text: 'Error raised by inference endpoint: An error occurred (AccessDeniedException) when calling the InvokeModel operation: Your account is not authorized to invoke this API operation.',
  },
  {
    source: 'anthropics/claude-code#5418',
    expect: 'access-key-invalid',
    text: 'API Error (403 The security token included in the request is invalid.) · Retrying in 1 seconds… (attempt 1/10)',
  },
  {
    source: 'barnybug/cli53#278',
    expect: 'access-key-invalid',
    text: 'Error: InvalidClientTokenId: The security token included in the request is invalid.\n\tstatus code: 403, request id: 86d1302f',
  },
  {
    source: 'terricain/aioboto3#352',
    expect: 'inference-profile-required',
    text: 'botocore.errorfactory.ValidationException: An error occurred (ValidationException) when calling the InvokeModelWithResponseStream operation: Invocation of model ID anthropic.claude-3-5-sonnet-20241022-v2:0 with on-demand throughput isn’t supported.',
  },
  {
    source: 'aws-samples/bedrock-chat#508',
    expect: 'inference-profile-required',
    text: "Failed to run stream handler: An error occurred (ValidationException) when calling the ConverseStream operation: The provided model doesn't support on-demand throughput.",
  },
  {
    source: 'langchain-ai/langchain-aws#1019',
    expect: 'inference-profile-required',
    text: 'ValidationException: An error occurred (ValidationException) when calling the Converse operation:\nInvocation of model ID amazon.nova-2-lite-v1:0 with on-demand throughput isn’t supported.',
  },
  {
    source: 'anthropics/claude-code#236',
    expect: 'throttled',
    text: '429 Too many tokens, please wait before trying again.',
  },
  {
    source: 'minorun365/agent-book#29',
    expect: 'quota-zero',
    text: 'botocore.errorfactory.ThrottlingException: An error occurred (ThrottlingException) when calling the Converse operation (reached max retries: 4): Too many tokens per day, please wait before trying again.',
  },
  {
    source: 'Ivy-Interactive/Ivy-Tendril#1756',
    expect: 'quota-zero',
    text: 'API Error: Request rejected (429) - Too many tokens per day, please wait before trying again.',
  },
  {
    source: 'aws-samples/amazon-bedrock-client-for-mac#99',
    expect: 'throttled',
    text: 'ThrottlingException(properties: AWSBedrockRuntime.ThrottlingException.Properties(message: Optional("Too many tokens, please wait before trying again.")), httpResponse: Status Code: HTTP status code: 429',
  },
  {
    source: 'RooCodeInc/Roo-Code#248',
    expect: 'request-rejected-by-model',
    text: 'Error: The maximum tokens you requested exceed the model limit of 4096. Try again with a maximum tokens value lower than 4096.',
  },
  {
    source: 'charmbracelet/crush#946',
    expect: 'request-rejected-by-model',
    text: 'POST "https://bedrock-runtime.us-west-2.amazonaws.com/v1/messages": 400 Bad Request {"message":"The maximum tokens you requested exceeds the model limit of 32768"}',
  },
  {
    source: 'ryansonshine/aws-sso-creds-helper#57',
    expect: 'sso-session-expired',
    text: 'UnauthorizedException: Session token not found or invalid',
    failure: LOCAL,
  },
  {
    source: 'aws/aws-sdk-js-v3#5186',
    expect: 'sso-config-invalid',
    text: 'CredentialsProviderError: Profile is configured with invalid SSO credentials. Required parameters "sso_account_id", "sso_region", "sso_role_name", "sso_start_url".',
    failure: LOCAL,
  },
  {
    source: 'aws/aws-sdk-js-v3#5158',
    expect: 'profile-not-found',
    text: 'CredentialsProviderError: Profile dev was not found.',
    failure: LOCAL,
  },
  {
    source: 'aws/aws-sdk-js#4413',
    expect: 'instance-metadata-unavailable',
    text: 'Error: connect EHOSTDOWN 169.254.169.254:80 - Local (192.168.50.148:51732)',
    failure: LOCAL,
  },
  {
    source: 'Wei-Shaw/claude-relay-service#930',
    expect: 'credentials-not-found',
    text: 'CredentialsProviderError: Could not load credentials from any providers',
    failure: LOCAL,
  },
  {
    source: 'tmont/tail-stack-events#10',
    expect: 'mfa-unsupported-by-cline',
    text: 'CredentialsProviderError: Profile production requires multi-factor authentication, but no MFA code callback was provided.',
    failure: LOCAL,
  },
  {
    source: 'aws-samples/amazon-bedrock-client-for-mac#89',
    expect: 'instance-metadata-unavailable',
    text: 'AWS_AUTH_CREDENTIALS_PROVIDER_IMDS_SOURCE_FAILURE: Valid credentials could not be sourced by the IMDS provider (Code: -1)',
    failure: LOCAL,
  },
  {
    source: 'ai4s-research/open-science#53',
    expect: 'api-key-invalid',
    text: 'Forbidden: {"Message":"Authentication failed: Please make sure your API Key is valid."}',
    auth: 'api-key',
  },
  {
    source: 'NousResearch/hermes-agent#87190',
    expect: 'api-key-invalid',
    text: "401 - {'error': {'code': 'invalid_api_key', 'message': 'Invalid bearer token', ...}}",
    auth: 'api-key',
  },
  {
    source: 'vxcontrol/pentagi#160',
    expect: 'request-rejected-by-model',
    text: 'converse API call failed: operation error Bedrock Runtime: Converse, https response error StatusCode: 400, RequestID: fb82c3b1, ValidationException: The toolConfig field must be defined when using toolUse and toolResult content blocks.',
  },
  {
    source: 'anomalyco/opencode#3077',
    expect: 'request-rejected-by-model',
    text: 'AI_APICallError: litellm.BadRequestError: BedrockException The model returned the following errors: messages.3.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`.',
  },
  {
    source: 'Kilo-Org/kilocode#1178',
    expect: 'dns-failure',
    text: 'Unknown Error: The pending stream has been canceled (caused by: getaddrinfo ENOTFOUND bedrock-runtime.ap-east-1.amazonaws.com)',
  },
  {
    source: 'continuedev/continue#9990',
    expect: 'tls-untrusted',
    text: 'The pending stream has been canceled (caused by: unable to get local issuer certificate)',
  },
  { source: 'Zoo-Code-Org/Zoo-Code#905', expect: 'connection-failed', text: 'ERR_HTTP2_STREAM_CANCEL' },
  {
    source: 'aartiq/servicenow-mcp#7',
    expect: 'tls-untrusted',
    text: 'Network error: UNABLE_TO_GET_ISSUER_CERT_LOCALLY — unable to get local issuer certificate',
  },
  {
    source: 'obot-platform/obot#6747',
    expect: 'use-case-form-required',
    text: 'Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model. If you have already filled out the form, try again in 15 minutes.',
  },
  {
    source: 'truefoundry/models#934',
    expect: 'use-case-form-required',
    text: "openai.BadRequestError: Error code: 400 - {'status': 'failure', 'message': 'aws-bedrock error: The model returned the following errors: You have not filled out the required use-case form for this model. Complete the form at https://ap-southeast-4.console.aws.amazon.com/bedrock/ before requesting access.'}",
  },
  {
    source: 'pydantic/pydantic-ai#8170',
    expect: 'data-retention-required',
    text: "ModelHTTPError: status_code: 400, model_name: us.anthropic.claude-fable-5, body: {'ValidationException' \"data retention mode 'default' is not available for this model\"}",
  },
  {
    source: 'tinovyatkin/amazon-bedrock-copilot-chat#396',
    expect: 'scp-deny',
    text: 'User: arn:aws:sts::1111111111:assumed-role/user_role is not authorized to perform: bedrock:InvokeModelWithResponseStream on resource: arn:aws:bedrock:::foundation-model/anthropic.claude-opus-4-6-v1 with an explicit deny in a service control policy: arn:aws:organizations::0000000000:policy/p',
  },
  {
    source: 'posit-dev/positron#10683',
    expect: 'iam-explicit-deny',
    text: '{"Message":"User: arn:aws:sts::0482xxxxxxxx:assumed-role/mcp-tenantOperator/dxxxx is not authorized to perform: bedrock:InvokeModelWithResponseStream on resource: arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0 with an explicit deny in an identity-based policy"}',
    failure: FORBIDDEN,
  },
  {
    source: 'opensearch-project/ml-commons#4929',
    expect: 'iam-permission-missing',
    region: 'us-west-2',
    text: 'PERMISSION_DENIED: Error from remote service: User: arn:aws:sts::419213735998:assumed-role/token_role/Actions is not authorized to perform: bedrock:InvokeModelWithResponseStream on resource: arn:aws:bedrock:us-west-2:419213735998:inference-profile/global.anthropic.claude-sonnet-4-5-20250929-v1:0 because no identity-based policy allows the bedrock:InvokeModelWithResponseStream action (Service: BedrockRuntime, Status Code: 403, Request ID: fc6181b9)',
  },
  {
    source: 'aws-samples/dify-self-hosted-on-aws#74',
    expect: 'discovery-permission-missing',
    text: 'An error occurred (AccessDeniedException) when calling the ListFoundationModels operation: User: arn:aws:sts::ACCOUNT_ID:assumed-role/DifyRole/XXXX is not \nauthorized to perform: bedrock:ListFoundationModels because no identity-based policy allows the bedrock:ListFoundationModels action',
  },
  {
    source: 'cline/cline#4160',
    expect: 'model-id-invalid',
    text: '[ERROR] Failed to process response: The provided model identifier is invalid.',
  },
  {
    source: 'cline/cline#7673',
    expect: 'model-id-invalid',
    text: '{"message":"The provided model identifier is invalid.","modelId":"anthropic.claude-opus-4-5-20251101-v1:0","providerId":"bedrock"}',
  },
  {
    source: 'MattJColes/lgtmaybe#70',
    expect: 'model-id-invalid',
    text: 'BedrockException - {"message":"The provided model identifier is invalid."}',
  },
  {
    source: 'cline/cline#852',
    expect: 'credentials-expired',
    text: 'API Request Failed: 403 The security token included in the request is expired',
  },
  {
    source: 'anthropics/claude-code#28032',
    expect: 'credentials-expired',
    text: 'API Error: 403 The security token included in the request is expired · Please run /login',
  },
  {
    source: 'aws-samples/bedrock-chat#95',
    expect: 'prompt-too-long',
    text: '[ERROR] EventStreamError: An error occurred (validationException) when calling the InvokeModelWithResponseStream operation: Input is too long for requested model.',
  },
  {
    source: 'aaif-goose/goose#7504',
    expect: 'prompt-too-long',
    text: 'Failed to call Bedrock: ValidationException(ValidationException { message: Some("The model returned the following errors: prompt is too long: 227255 tokens > 200000 maximum")',
  },
  {
    source: 'diffbot/code-gpt-docs#300',
    expect: 'request-rejected-by-model',
    text: 'Error: Malformed input request: #: subject must not be valid against schema {required:[messages]}#: required key [max_tokens] not found, please reformat your input and try again.',
  },
  {
    source: 'BerriAI/litellm#6975',
    expect: 'request-rejected-by-model',
    text: 'litellm.BadRequestError: BedrockException - {"message":"messages.32.content: Conversation blocks and tool result blocks cannot be provided in the same turn."}',
  },
  {
    source: 'darko-mesaros/bedrust#47',
    expect: 'service-unavailable',
    text: "Error: Can't invoke. Reason: Bedrock is unable to process your request.",
  },
  {
    source: 'aws-samples/foundation-model-benchmarking-tool#247',
    expect: 'service-unavailable',
    text: "Bad response code, expected 200: {'status_code': 400, 'headers': {':exception-type': 'serviceUnavailableException', ':message-type': 'exception'}, 'body': b'{\"message\":\"Bedrock is unable to process your request.\"}'}",
  },
  {
    source: 'Aider-AI/aider#2530',
    expect: 'service-unavailable',
    text: "httpx.HTTPStatusError: Server error '503 Service Unavailable' for url 'https://bedrock-runtime.us-west-2.amazonaws.com/model/anthropic.claude-3-5-sonnet-20241022-v2:0/converse'",
  },
  {
    source: 'earendil-works/pi#3739',
    expect: 'tools-unsupported',
    text: "ValidationException: This model doesn't support tool use in streaming mode.",
  },
  {
    source: 'aws-samples/amazon-bedrock-client-for-mac#112',
    expect: 'tools-unsupported',
    text: 'ValidationException(properties: AWSBedrockRuntime.ValidationException.Properties(message: Optional("The model is unsupported for streaming.")), httpResponse: Status Code: HTTP status code: 400',
  },
  {
    source: 'anthropics/anthropic-sdk-go#122',
    expect: 'clock-skew',
    text: '403 Forbidden {"message":"Signature expired: 20250130T203827Z is now earlier than 20250130T204131Z (20250130T204631Z - 5 min.)"}',
  },
  {
    source: 'convox/rack#235',
    expect: 'clock-skew',
    text: 'Build Error: SignatureDoesNotMatch: Signature expired: 20151221T200419Z is now earlier than 20151221T201450Z (20151221T201950Z - 5 min.)',
  },
  {
    source: 'aws-samples/amazon-bedrock-workshop#386',
    expect: 'model-legacy',
    text: 'ResourceNotFoundException: An error occurred (ResourceNotFoundException) when calling the InvokeModel operation: Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 15 days. Please upgrade to an active model on Amazon Bedrock',
  },
  {
    source: 'aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws#708',
    expect: 'model-end-of-life',
    text: 'ResourceNotFoundException: This model version has reached the end of its life.\nPlease refer to the AWS documentation for more details.',
  },
  {
    source: 'xeger/awsume-1password-plugin#12',
    expect: 'assume-role-denied',
    text: 'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::888123456789:user/plehr is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::999123456789:role/plehrRole',
  },
  {
    source: 'anthropics/claude-code#2577',
    expect: 'unknown',
    text: 'invoke is blocked please use converse /converse-stream',
  },
  {
    source: 'aws-samples/aws-genai-llm-chatbot#156',
    expect: 'unknown',
    text: 'An error occurred (ValidationException) when calling the InvokeModelWithResponseStream operation: The requested operation is not recognized by the service.',
  },
]

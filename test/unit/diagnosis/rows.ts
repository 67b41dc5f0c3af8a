import type { ClassifyContext } from '../../../src/core/diagnosis/classify.ts'
import type { Failure } from '../../../src/core/diagnosis/failure.ts'
import type { DiagnosisId } from '../../../src/core/diagnosis/ids.ts'

/** One recorded failure and the one diagnosis a user should get. */
export interface Row {
  id: DiagnosisId
  failure: Partial<Failure>
  context?: Partial<ClassifyContext>
}

const prompt = (name: string, httpStatus: number, message: string): Partial<Failure> => ({
  name,
  httpStatus,
  message,
})
const nameless = (httpStatus: number, message: string): Partial<Failure> =>
  prompt('Unknown', httpStatus, message)
const local = (message: string, name = 'CredentialsProviderError'): Partial<Failure> => ({
  service: 'credentials',
  operation: 'resolveCredentials',
  name,
  message,
})
const network = (networkCode: string, message: string): Partial<Failure> => ({
  name: 'Error',
  networkCode,
  message,
})
const sts = (operation: string, name: string, httpStatus: number, message: string): Partial<Failure> => ({
  service: 'sts',
  operation,
  name,
  httpStatus,
  message,
})
const iam = (name: string, httpStatus: number, message: string): Partial<Failure> => ({
  service: 'iam',
  operation: 'SimulatePrincipalPolicy',
  name,
  httpStatus,
  message,
})
const denied = (
  rest: string,
  who = 'arn:aws-us-gov:sts::210987654321:assumed-role/Ops/jo',
): Partial<Failure> =>
  prompt('AccessDeniedException', 403, `User: ${who} is not authorized to perform: ${rest}`)

const INVOKE = 'bedrock:InvokeModel'
const GOV = { region: 'us-gov-west-1' }
const GOV_PROFILE =
  'arn:aws-us-gov:bedrock:us-gov-west-1:210987654321:inference-profile/us-gov.anthropic.claude-x'

/** Causes that only findings before any call, or other parts of the product, can name. */
export const NOT_FROM_FAILURES: readonly DiagnosisId[] = [
  'sso-region-unsupported-by-cline',
  'identity-unexpected',
  'cline-not-configured',
  'cline-too-old',
  'cline-settings-overwritten',
  'cline-managed',
  'root-identity',
  'access-key-old',
  'api-key-expiring',
  'logging-off',
]

/** The project's own recorded failures: other words, regions, models and partitions than the shared list. */
export const ROWS: Row[] = [
  { id: 'credentials-not-found', failure: local('Could not load credentials from any providers') },
  { id: 'credentials-not-found', failure: local('Unable to find environment variable credentials.') },
  {
    id: 'credentials-not-found',
    failure: { name: 'AI_LoadSettingError', message: 'AWS access key ID setting is missing.' },
  },
  { id: 'profile-not-found', failure: local('Profile corp-dev was not found.') },
  {
    id: 'profile-not-found',
    failure: local("Profile 'x' could not be found in shared credentials file.", 'TokenProviderError'),
  },
  { id: 'profile-incomplete', failure: local('Profile old does not contain login_session.') },
  { id: 'profile-incomplete', failure: local('Web identity configuration not specified') },
  {
    id: 'sso-login-required',
    failure: local(
      'The SSO session token associated with profile=corp was not found or is invalid. To refresh this SSO session run ‘aws sso login’ with the corresponding profile.',
    ),
  },
  {
    id: 'sso-login-required',
    failure: local(
      "Value not present for 'accessToken' in SSO Token. To refresh this SSO session run 'aws sso login'",
    ),
  },
  {
    id: 'sso-session-expired',
    failure: local(
      "Token is expired. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
    ),
  },
  {
    id: 'sso-session-expired',
    failure: local(
      "Value not present for 'refreshToken' in SSO Token. Cannot refresh. To refresh this SSO session run 'aws sso login'",
    ),
  },
  {
    id: 'sso-session-expired',
    failure: {
      service: 'sso',
      operation: 'GetRoleCredentials',
      ...prompt('UnauthorizedException', 401, 'Session token not found or invalid'),
    },
  },
  {
    id: 'sso-session-expired',
    failure: {
      service: 'sso-oidc',
      operation: 'CreateToken',
      ...prompt('InvalidGrantException', 400, 'Invalid refresh token provided'),
    },
  },
  { id: 'sso-session-expired', failure: local('UnauthorizedException: Session token not found or invalid') },
  {
    id: 'sso-region-mismatch',
    failure: local('Conflicting SSO region configurations in profile a and sso-session b'),
  },
  {
    id: 'sso-config-invalid',
    failure: local("Cannot read properties of undefined (reading 'sso_start_url')", 'TypeError'),
  },
  {
    id: 'sso-config-invalid',
    failure: local("Sso session 'corp' is missing required property 'sso_region'.", 'TokenProviderError'),
  },
  {
    id: 'sso-role-not-assigned',
    failure: {
      service: 'sso',
      operation: 'GetRoleCredentials',
      ...prompt('ForbiddenException', 403, 'No access'),
    },
  },
  {
    id: 'mfa-unsupported-by-cline',
    failure: local(
      'Profile admin requires multi-factor authentication, but no MFA code callback was provided.',
    ),
  },
  {
    id: 'profile-cycle',
    failure: local(
      'Detected a cycle attempting to resolve credentials for profile a. Profiles visited: b, a',
    ),
  },
  {
    id: 'credential-source-invalid',
    failure: local(
      'Unsupported credential source in profile p. Got Ec2, expected EcsContainer or Ec2InstanceMetadata or Environment.',
    ),
  },
  {
    id: 'credential-process-failed',
    failure: local('Profile p credential_process returned invalid JSON.', 'Error'),
  },
  {
    id: 'credential-process-failed',
    failure: local('Command failed: helper --get\nconnect ECONNREFUSED 127.0.0.1:1'),
  },
  {
    id: 'aws-login-required',
    failure: local(
      'Failed to load token from C:\\Users\\jo\\.aws\\login\\cache\\0ab.json: Error: ENOENT: no such file or directory',
    ),
  },
  {
    id: 'aws-login-expired',
    failure: local(
      'Unable to refresh credentials because of a change in your password. Please reauthenticate with your new password.',
    ),
  },
  {
    id: 'aws-login-expired',
    failure: {
      service: 'signin',
      operation: 'CreateOAuth2Token',
      ...prompt('AccessDeniedException', 400, 'User credentials changed'),
    },
  },
  {
    id: 'web-identity-token-missing',
    failure: local("ENOENT: no such file or directory, open '/var/run/token'", 'Error'),
  },
  { id: 'region-missing', failure: local('Region is missing', 'Error') },
  {
    id: 'region-invalid',
    failure: local('Region not accepted: region="eu west" is not a valid hostname component.', 'Error'),
  },
  { id: 'instance-metadata-unavailable', failure: local('connect EHOSTDOWN 169.254.169.254:80', 'Error') },
  {
    id: 'instance-metadata-unavailable',
    failure: local('TimeoutError from instance metadata service', 'TimeoutError'),
  },
  {
    id: 'access-key-invalid',
    failure: prompt(
      'UnrecognizedClientException',
      403,
      'The security token included in the request is invalid.',
    ),
  },
  {
    id: 'access-key-invalid',
    failure: nameless(
      403,
      '{"__type":"com.amazon.coral.service#UnrecognizedClientException","Message":"The security token included in the request is invalid"}',
    ),
  },
  {
    id: 'region-not-enabled',
    failure: sts(
      'GetCallerIdentity',
      'InvalidClientTokenId',
      403,
      'The security token included in the request is invalid',
    ),
    context: { homeRegionAccepts: true },
  },
  {
    id: 'region-not-enabled',
    failure: sts('GetCallerIdentity', 'RegionDisabledException', 403, 'STS is not activated in this region'),
  },
  {
    id: 'credentials-expired',
    failure: prompt('ExpiredTokenException', 403, 'The provided token has expired.'),
  },
  {
    id: 'credentials-expired',
    failure: {
      ...nameless(403, ''),
      body: '<ErrorResponse><Error><Code>ExpiredToken</Code><Message>The security token included in the request is expired</Message></Error></ErrorResponse>',
    },
  },
  {
    id: 'secret-key-mismatch',
    failure: prompt(
      'InvalidSignatureException',
      403,
      'The request signature we calculated does not match the signature you provided.',
    ),
  },
  {
    id: 'clock-skew',
    failure: prompt(
      'InvalidSignatureException',
      403,
      'Signature expired: 20270101T000000Z is now earlier than 20270101T001000Z (20270101T001500Z - 5 min.)',
    ),
  },
  {
    id: 'clock-skew',
    failure: { ...prompt('SignatureDoesNotMatch', 403, 'Signature mismatch'), clockOffsetSeconds: -600 },
  },
  { id: 'clock-skew', failure: prompt('RequestTimeTooSkewed', 403, 'Nope') },
  {
    id: 'api-key-malformed',
    failure: nameless(403, '{"Message":"Invalid API Key format: Must start with pre-defined prefix"}'),
    context: { auth: 'api-key' },
  },
  {
    id: 'api-key-malformed',
    failure: { name: 'TypeError', message: 'Invalid character in header content ["authorization"]' },
    context: { auth: 'api-key' },
  },
  {
    id: 'api-key-invalid',
    failure: prompt(
      'Unknown',
      401,
      "{'error': {'code': 'invalid_api_key', 'message': 'Invalid bearer token'}}",
    ),
    context: { auth: 'api-key' },
  },
  { id: 'api-key-expired', failure: nameless(403, 'Bearer Token has expired'), context: { auth: 'api-key' } },
  {
    id: 'api-key-missing',
    failure: nameless(403, 'Missing Authentication Token'),
    context: { auth: 'api-key' },
  },
  {
    id: 'api-key-not-permitted',
    failure: denied('bedrock:CallWithBearerToken with an explicit deny in a session policy'),
  },
  { id: 'assume-role-denied', failure: sts('AssumeRole', 'AccessDenied', 403, 'Access denied') },
  {
    id: 'assume-role-denied',
    failure: sts(
      'AssumeRoleWithWebIdentity',
      'AccessDenied',
      403,
      'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    ),
  },
  {
    id: 'mfa-code-invalid',
    failure: sts(
      'AssumeRole',
      'AccessDenied',
      403,
      'MultiFactorAuthentication failed with invalid MFA one time pass code.',
    ),
  },
  {
    id: 'account-not-activated',
    failure: prompt('OptInRequired', 403, 'You are not subscribed to this service'),
  },
  {
    id: 'account-verification-pending',
    failure: nameless(403, 'Your account is being verified. Please wait.'),
  },
  {
    id: 'iam-permission-missing',
    failure: denied(
      `${INVOKE} on resource: ${GOV_PROFILE} because no identity-based policy allows the ${INVOKE} action`,
    ),
    context: GOV,
  },
  {
    id: 'iam-permission-missing',
    failure: {
      name: 'Error',
      message: `403 {"Message":"User: arn:aws:iam::210987654321:user/jo is not authorized to perform: ${INVOKE}"}`,
    },
  },
  {
    id: 'discovery-permission-missing',
    failure: {
      ...denied('bedrock:GetFoundationModelAvailability because no identity-based policy allows it'),
      service: 'bedrock',
    },
  },
  {
    id: 'iam-destination-region-missing',
    failure: denied(
      `${INVOKE} on resource: arn:aws-us-gov:bedrock:us-gov-east-1::foundation-model/anthropic.claude-x`,
    ),
    context: GOV,
  },
  {
    id: 'iam-global-model-missing',
    failure: denied(`${INVOKE} on resource: arn:aws:bedrock:::foundation-model/amazon.nova-x.`),
  },
  {
    id: 'scp-deny',
    failure: denied(
      `${INVOKE} on resource: arn:aws:bedrock:::foundation-model/a.b with an explicit deny in a service control policy: arn:aws:organizations::1:policy/p`,
    ),
  },
  {
    id: 'scp-not-allowed',
    failure: denied(`${INVOKE} on resource: x because no service control policy allows the ${INVOKE} action`),
  },
  { id: 'iam-explicit-deny', failure: denied(`${INVOKE} with an explicit deny`) },
  {
    id: 'permissions-boundary',
    failure: denied(`${INVOKE} on resource: * because no permissions boundary allows it`),
  },
  {
    id: 'session-policy',
    failure: denied(`${INVOKE} on resource: * with an explicit deny in a session policy`),
  },
  {
    id: 'vpc-endpoint-policy',
    failure: denied(
      `bedrock:ListFoundationModels on resource: * with an explicit deny in a VPC endpoint policy`,
    ),
  },
  {
    id: 'resource-control-policy',
    failure: denied(`${INVOKE} on resource: * with an explicit deny in a resource control policy`),
  },
  {
    id: 'guardrail-permission-missing',
    failure: denied('bedrock:ApplyGuardrail on resource: arn:aws:bedrock:eu-west-1:210987654321:guardrail/g'),
  },
  {
    id: 'marketplace-permission-missing',
    failure: denied(
      'aws-marketplace:Subscribe on resource: * with an explicit deny in a service control policy',
    ),
  },
  {
    id: 'payment-method-invalid',
    failure: nameless(403, 'Model access is denied due to INVALID_PAYMENT_INSTRUMENT'),
  },
  {
    id: 'payment-method-invalid',
    failure: nameless(
      403,
      'Your AWS Marketplace subscription for this model cannot be completed at this time.',
    ),
    context: {
      availability: {
        agreement: 'ERROR',
        agreementError: 'A valid payment method is required.',
        authorization: '',
        entitlement: '',
        region: '',
      },
    },
  },
  {
    id: 'subscription-pending',
    failure: nameless(403, "You don't have access to the model with the specified model ID."),
    context: { availability: { agreement: 'PENDING', authorization: '', entitlement: '', region: '' } },
  },
  { id: 'subscription-failed', failure: nameless(403, 'The agreement could not be created.') },
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
  {
    id: 'quota-zero',
    failure: prompt(
      'ThrottlingException',
      429,
      'An error occurred (ThrottlingException) when calling the Converse operation (reached max retries: 4): Too many tokens per day, please wait before trying again.',
    ),
  },
  {
    id: 'throttled',
    failure: { name: 'throttlingException', message: 'Your request rate is too high.', midStream: true },
  },
  { id: 'throttled', failure: nameless(429, '') },
  { id: 'model-warming', failure: prompt('ModelNotReadyException', 429, 'Try later') },
  {
    id: 'model-timeout',
    failure: { name: 'modelTimeoutException', message: 'Model timed out', midStream: true },
  },
  {
    id: 'model-error',
    failure: {
      name: 'modelStreamErrorException',
      message: 'Connection reset while streaming',
      midStream: true,
    },
  },
  {
    id: 'service-unavailable',
    failure: { name: 'serviceUnavailableException', message: 'Too many connections', midStream: true },
  },
  {
    id: 'service-unavailable',
    failure: {
      ...nameless(529, 'UnknownError'),
      body: '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
    },
  },
  {
    id: 'quota-exceeded',
    failure: prompt('ServiceQuotaExceededException', 400, 'Too many inference profiles'),
  },
  {
    id: 'dns-failure',
    failure: {
      name: 'Error',
      message:
        'The pending stream has been canceled (caused by: getaddrinfo ENOTFOUND bedrock-runtime.ap-east-1.amazonaws.com)',
      networkCode: 'ERR_HTTP2_STREAM_CANCEL',
    },
  },
  { id: 'dns-failure', failure: network('EAI_FAIL', 'getaddrinfo EAI_FAIL') },
  { id: 'connection-failed', failure: network('EPIPE', 'write EPIPE') },
  { id: 'connection-failed', failure: network('UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error') },
  { id: 'connection-failed', failure: network('ECONNABORTED', 'aborted') },
  {
    id: 'connection-failed',
    failure: network('ERR_HTTP2_SESSION_ERROR', 'Session closed with error code NGHTTP2_PROTOCOL_ERROR'),
  },
  {
    id: 'connection-failed',
    failure: { name: 'TimeoutError', message: 'Connection timed out after 5000 ms' },
  },
  { id: 'connection-failed', failure: { name: 'TypeError', message: 'fetch failed', midStream: true } },
  {
    id: 'tls-untrusted',
    failure: {
      name: 'Error',
      message: 'The pending stream has been canceled (caused by: unable to get local issuer certificate)',
    },
  },
  {
    id: 'tls-untrusted',
    failure: network('ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames"),
  },
  { id: 'tls-untrusted', failure: network('CERT_HAS_EXPIRED', 'certificate has expired') },
  { id: 'tls-untrusted', failure: network('DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate') },
  { id: 'proxy-interference', failure: network('HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/') },
  {
    id: 'proxy-interference',
    failure: {
      ...prompt('SyntaxError', 200, 'Unexpected token \'<\', "<html><hea"... is not valid JSON'),
      contentType: 'text/html',
    },
  },
  {
    id: 'proxy-interference',
    failure: {
      ...prompt('SyntaxError', 502, 'x'),
      contentType: 'text/html',
      body: '<html><body>502 Bad Gateway</body></html>',
    },
  },
  {
    id: 'proxy-interference',
    failure: { name: 'Error', message: 'tunneling socket could not be established, statusCode=407' },
  },
  {
    id: 'simulation-unsupported-principal',
    failure: iam(
      'InvalidInput',
      400,
      'Invalid Entity Arn: arn:aws:sts::210987654321:federated-user/jo does not clearly define entity type and name.',
    ),
  },
  { id: 'principal-not-found', failure: iam('NoSuchEntity', 404, 'The user with name jo cannot be found.') },
  {
    id: 'simulation-denied',
    failure: iam(
      'AccessDenied',
      403,
      'User: x is not authorized to perform: iam:GetRole on resource: role y',
    ),
  },
  { id: 'simulation-failed', failure: iam('PolicyEvaluationException', 500, 'could not evaluate') },
  {
    id: 'cline-settings-unreadable',
    failure: {
      service: 'cline',
      operation: 'read',
      name: 'SyntaxError',
      message: 'Unexpected end of JSON input',
    },
  },
  { id: 'unknown', failure: prompt('TeapotException', 418, 'Short and stout.') },
  {
    id: 'unknown',
    failure: prompt('ValidationException', 400, 'The requested operation is not recognized by the service.'),
  },
  { id: 'unknown', failure: { name: 'Unknown', message: '' } },
]

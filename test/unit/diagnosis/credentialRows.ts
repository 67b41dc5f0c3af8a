import { denied, local, nameless, prompt, type Row, sts } from './recorded.ts'

/** Credentials that cannot be had, or that AWS does not take. */
export const CREDENTIAL_ROWS: Row[] = [
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
]

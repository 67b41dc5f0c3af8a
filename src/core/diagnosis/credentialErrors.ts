import type { DiagnosisId } from './ids.ts'

interface CredentialRow {
  id: DiagnosisId
  pattern: RegExp
}

// The texts are those of AWS's SDK for JavaScript (credential-provider-*, token-providers) and of Cline's own
// lookups; where a row fits several, the order decides.
const SPECIFIC: readonly CredentialRow[] = [
  {
    id: 'mfa-unsupported-by-cline',
    pattern:
      /requires multi-?factor authentication|no MFA code callback|MFA (?:code|token) (?:is )?required/i,
  },
  {
    id: 'profile-cycle',
    pattern: /detected a cycle|cycle[^.]{0,40}(?:credentials|profile)|infinite loop in credential|circular/i,
  },
  {
    id: 'credential-source-invalid',
    pattern:
      /unsupported credential source|invalid credential_?source|credential_source[^.]{0,60}(?:not supported|invalid|unsupported)/i,
  },
  {
    id: 'credential-process-failed',
    pattern: /credential_process|^command failed:|^spawn |credential process/i,
  },
  {
    id: 'aws-login-expired',
    pattern:
      /your session has expired\. please reauthenticate|change in your password|CreateOAuth2Token|failed to refresh token|token refresh response|dpop proof|reauthenticate using aws login/i,
  },
  {
    id: 'aws-login-required',
    pattern:
      /[\\/]login[\\/]cache|failed to load (?:a )?token (?:from|for session)|token validation failed|re-?authenticate using '?aws login|run '?aws login/i,
  },
  { id: 'sso-region-mismatch', pattern: /conflicting sso region/i },
  {
    id: 'sso-config-invalid',
    pattern:
      /conflicting sso start|invalid sso credentials|reading 'sso_|sso[- ]session '?[^' ]{0,80}'? (?:could not be found|is missing|does not exist|not found)|missing required property|fromSSO\(\)|not configured with sso credentials|sso configuration/i,
  },
  {
    id: 'sso-session-expired',
    pattern:
      /sso session[^.]{0,60}(?:has expired|is expired)|token is expired|cannot refresh|session token not found or invalid|sso token[^.]{0,40}expired|token has expired and refresh failed|invalid_grant|the sso session[^.]{0,80}expired/i,
  },
  {
    id: 'sso-login-required',
    pattern:
      /sso session (?:token )?associated with[^.]{0,120}invalid|value not present for|[\\/]sso[\\/]cache|(?:error loading|unable to load) sso token|run '?aws sso login/i,
  },
  { id: 'sso-role-not-assigned', pattern: /ForbiddenException: ?(?:no access|forbidden)|^no access\.?$/i },
  {
    id: 'instance-metadata-unavailable',
    pattern:
      /instance metadata|169\.254\.169\.254|169\.254\.170\.\d|fd00:ec2|\bIMDS\b|container metadata|AWS_CONTAINER_CREDENTIALS|http credential provider|server responded with status|container credential|EcsContainer requires/i,
  },
  {
    id: 'web-identity-token-missing',
    pattern: /(?:ENOENT|EACCES|no such file)[^\n]{0,60}(?:open )?|web identity token file/i,
  },
  {
    id: 'profile-not-found',
    pattern:
      /profile '?[^' ]{1,120}'? (?:was not found|could not be found|does not exist|not found)|could not find profile|config profile \([^)]{0,120}\) could not be found|no profile (?:named|found)/i,
  },
  {
    id: 'profile-incomplete',
    pattern:
      /web identity configuration not specified|did not contain|does not contain login_session|partial credentials|incomplete (?:profile|credentials)/i,
  },
]

const GENERAL: readonly CredentialRow[] = [
  {
    id: 'region-missing',
    pattern:
      /region is missing|region setting is missing|missing region|could not (?:find|determine|load) (?:the )?region|must specify a region|no region/i,
  },
  {
    id: 'region-invalid',
    pattern:
      /region not accepted|not a valid hostname component|invalid region|region[^.]{0,60}(?:is not valid|invalid)|not a valid region/i,
  },
  {
    id: 'profile-not-found',
    pattern: /could not resolve credentials using profile/i,
  },
  {
    id: 'credentials-not-found',
    pattern:
      /could not load credentials from any|environment variable credentials|no (?:valid )?(?:aws )?credentials|unable to locate credentials|credentials? (?:is |are |were )?(?:missing|not (?:found|provided|available|set))|credential object is not valid|setting is missing|requires aws credentials|no providers in chain|could not load token from any|unable to load (?:aws )?credentials|missing credentials|could not find credentials|provider chain/i,
  },
]

const first = (rows: readonly CredentialRow[], parts: readonly string[]): DiagnosisId | undefined =>
  rows.find((row) => parts.some((part) => row.pattern.test(part)))?.id

/** What the SDK says while it looks for credentials on this computer, where it names the cause. */
export const credentialCause = (parts: readonly string[]): DiagnosisId | undefined => first(SPECIFIC, parts)

/** The SDK's last words when the whole chain found nothing; they may hide a narrower cause. */
export const generalCredentialCause = (parts: readonly string[]): DiagnosisId | undefined =>
  first(GENERAL, parts)

// Node refuses a header with a line break or another character in it: a key was pasted with something extra.
const HEADER =
  /invalid character in header|invalid header value|header[^.]{0,40}invalid (?:character|value)|not a legal http header/i

/** True when a typed key could not even be put into a header. */
export const breaksHeader = (text: string): boolean => HEADER.test(text)

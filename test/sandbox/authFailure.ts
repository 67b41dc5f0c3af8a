import { SandboxError } from './errors.ts'

/** STS and IAM say the same things under other names than the JSON services. */
export type Family = 'query' | 'json'

/** How an AWS service refuses a signature, by what is wrong with it. */
export const authFailure = {
  unknownKey: (family: Family): SandboxError =>
    new SandboxError(
      403,
      family === 'query' ? 'InvalidClientTokenId' : 'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ),
  expiredToken: (family: Family): SandboxError =>
    new SandboxError(
      403,
      family === 'query' ? 'ExpiredToken' : 'ExpiredTokenException',
      'The security token included in the request is expired',
    ),
  signature: (family: Family, message?: string): SandboxError =>
    new SandboxError(
      403,
      family === 'query' ? 'SignatureDoesNotMatch' : 'InvalidSignatureException',
      message ??
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    ),
  incomplete: (family: Family, message: string): SandboxError =>
    new SandboxError(
      family === 'query' ? 400 : 403,
      family === 'query' ? 'IncompleteSignature' : 'IncompleteSignatureException',
      message,
    ),
  missing: (family: Family): SandboxError =>
    family === 'query'
      ? new SandboxError(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token')
      : bearerRefusal('Authorization header is missing'),
  stsDisabled: (account: string): SandboxError =>
    new SandboxError(
      403,
      'RegionDisabledException',
      `STS is not activated in this region for account:${account}. Your account administrator can activate STS in this region using the IAM Console.`,
    ),
}

/** Bedrock's front door answers about API keys without an error name, and with a capital Message. */
export function bearerRefusal(message: string): SandboxError {
  return new SandboxError(403, 'Unknown', message, { named: false })
}

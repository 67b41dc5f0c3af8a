import { createPublicKey, randomBytes, verify } from 'node:crypto'
import { SandboxError } from './errors.ts'
import { issueTemporaryKey } from './keys.ts'
import { accountOf } from './principals.ts'
import type { WireRequest } from './wire.ts'
import { type LoginGrant, type SsoToken, type World, worldNow } from './world.ts'

/** Answers an unsigned JSON service; the result becomes the body. */
export type JsonOperation = (request: WireRequest, world: World) => Record<string, unknown>

const TOKEN_HEADER = 'x-amz-sso_bearer_token'

function signedIn(request: WireRequest, world: World): SsoToken {
  const header = request.headers[TOKEN_HEADER]
  const token = world.ssoTokens.find((candidate) => candidate.token === header)
  if (!token || token.expires <= worldNow(world)) {
    throw new SandboxError(401, 'UnauthorizedException', 'Session token not found or invalid')
  }
  return token
}

function queryOf(request: WireRequest): URLSearchParams {
  return new URLSearchParams(request.rawQuery)
}

function queryParam(request: WireRequest, name: string): string {
  const value = queryOf(request).get(name)
  if (!value) throw new SandboxError(400, 'InvalidRequestException', `Missing parameter ${name}`)
  return value
}

const getRoleCredentials: JsonOperation = (request, world) => {
  const { person } = signedIn(request, world)
  const account = queryParam(request, 'account_id')
  const permissionSet = queryParam(request, 'role_name')
  const assignment = world.ssoAssignments.find(
    (one) => one.person === person && one.account === account && one.permissionSet === permissionSet,
  )
  if (!assignment) throw new SandboxError(403, 'ForbiddenException', 'No access')
  const key = issueTemporaryKey(
    world,
    { kind: 'role', account, role: assignment.role, session: person },
    3600,
  )
  return {
    roleCredentials: {
      accessKeyId: key.id,
      secretAccessKey: key.secret,
      sessionToken: key.sessionToken,
      expiration: key.expires,
    },
  }
}

function pageOf(items: object[], request: WireRequest, name: string): Record<string, unknown> {
  const size = Number(queryOf(request).get('max_result') ?? 100)
  const start = Number(queryOf(request).get('next_token') ?? 0)
  const more = start + size < items.length
  return { [name]: items.slice(start, start + size), ...(more ? { nextToken: `${start + size}` } : {}) }
}

const listAccounts: JsonOperation = (request, world) => {
  const { person } = signedIn(request, world)
  const ids = new Set(world.ssoAssignments.filter((one) => one.person === person).map((one) => one.account))
  const list = [...ids].map((accountId) => ({
    accountId,
    accountName: accountOf(world, accountId).name,
    emailAddress: `aws-${accountId}@example.com`,
  }))
  return pageOf(list, request, 'accountList')
}

const listAccountRoles: JsonOperation = (request, world) => {
  const { person } = signedIn(request, world)
  const accountId = queryParam(request, 'account_id')
  const list = world.ssoAssignments
    .filter((one) => one.person === person && one.account === accountId)
    .map((one) => ({ roleName: one.permissionSet, accountId }))
  return pageOf(list, request, 'roleList')
}

function jsonBody(request: WireRequest): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(request.body.toString('utf8'))
    if (typeof value === 'object' && value !== null) return { ...value }
  } catch {
    // Told below, like every other body that is no object.
  }
  throw new SandboxError(400, 'InvalidRequestException', 'The request body is not valid JSON')
}

function invalidGrant(): SandboxError {
  return new SandboxError(400, 'InvalidGrantException', 'Invalid refresh token provided', {
    extra: { error: 'invalid_grant', error_description: 'Invalid refresh token provided' },
  })
}

const createToken: JsonOperation = (request, world) => {
  const body = jsonBody(request)
  if (body.grantType !== 'refresh_token') {
    throw new SandboxError(400, 'UnsupportedGrantTypeException', 'Unsupported grant type', {
      extra: { error: 'unsupported_grant_type', error_description: 'Unsupported grant type' },
    })
  }
  const grant = world.ssoTokens.find(
    (token) => token.refreshToken && token.refreshToken === body.refreshToken,
  )
  if (!grant) throw invalidGrant()
  grant.token = `aoaAAAAAsandbox-${randomBytes(12).toString('hex')}`
  grant.expires = worldNow(world) + 3_600_000
  return {
    accessToken: grant.token,
    tokenType: 'Bearer',
    expiresIn: 3600,
    refreshToken: grant.refreshToken,
  }
}

function signinRefusal(name: string, error: string, message: string): SandboxError {
  return new SandboxError(400, name, message, { extra: { error } })
}

/** The proof of possession: a small JWT signed by the key that it carries itself. */
function provesPossession(proof: string | undefined, method: string): boolean {
  const [head = '', payload = '', signature = ''] = (proof ?? '').split('.')
  try {
    const { jwk } = JSON.parse(Buffer.from(head, 'base64url').toString('utf8'))
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    const bytes = Buffer.from(signature, 'base64url')
    const signed = Buffer.from(`${head}.${payload}`)
    return claims.htm === method && verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, bytes)
  } catch {
    return false
  }
}

function findGrant(world: World, refreshToken: unknown): LoginGrant {
  const grant = world.loginGrants.find((one) => one.refreshToken === refreshToken)
  const refusal = grant ? grant.refusal : 'TOKEN_EXPIRED'
  if (!grant || refusal) {
    throw signinRefusal('AccessDeniedException', `${refusal}`, 'The refresh token cannot be used.')
  }
  return grant
}

const createOAuth2Token: JsonOperation = (request, world) => {
  const body = jsonBody(request)
  if (body.grantType !== 'refresh_token') {
    throw signinRefusal('ValidationException', 'INVALID_REQUEST', 'Unsupported grant type.')
  }
  if (!provesPossession(request.headers.dpop, request.method)) {
    throw signinRefusal('ValidationException', 'INVALID_REQUEST', 'The DPoP proof is missing or invalid.')
  }
  const grant = findGrant(world, body.refreshToken)
  const key = issueTemporaryKey(world, grant.owner, 900)
  grant.refreshToken = `sandbox-refresh-${randomBytes(12).toString('hex')}`
  return {
    accessToken: { accessKeyId: key.id, secretAccessKey: key.secret, sessionToken: key.sessionToken },
    tokenType: 'aws_sigv4',
    expiresIn: 900,
    refreshToken: grant.refreshToken,
  }
}

/** The unsigned calls, by method and path: the portal, its token service, and the sign-in service. */
export const SSO_ROUTES: Record<
  string,
  { service: 'sso' | 'sso-oidc' | 'signin'; operation: string; run: JsonOperation }
> = {
  'GET /federation/credentials': { service: 'sso', operation: 'GetRoleCredentials', run: getRoleCredentials },
  'GET /assignment/accounts': { service: 'sso', operation: 'ListAccounts', run: listAccounts },
  'GET /assignment/roles': { service: 'sso', operation: 'ListAccountRoles', run: listAccountRoles },
  'POST /token': { service: 'sso-oidc', operation: 'CreateToken', run: createToken },
  'POST /v1/token': { service: 'signin', operation: 'CreateOAuth2Token', run: createOAuth2Token },
}

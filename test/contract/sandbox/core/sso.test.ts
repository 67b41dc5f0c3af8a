import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { ACCOUNT, SSO_PERSON, SSO_ROLE } from '../../../sandbox/build.ts'
import { freshEachTest, type SdkKeys } from './clients.ts'

const TOKEN = 'aoaAAAAAexample-sso-access-token'

interface Answered {
  status: number
  name: string | null
  body: Record<string, unknown>
}

/** A proof of possession as the SDK makes it: a JWT signed with the key that stands in its head. */
function proofOf(method: string): string {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const head = part({ typ: 'dpop+jwt', alg: 'ES256', jwk: publicKey.export({ format: 'jwk' }) })
  const claims = part({ htm: method, htu: 'https://example', iat: 1, jti: 'x' })
  const signature = sign('sha256', Buffer.from(`${head}.${claims}`), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  })
  return `${head}.${claims}.${signature.toString('base64url')}`
}

describe('single sign-on and sign-in of the local AWS', () => {
  const local = freshEachTest()

  async function ask(path: string, init: RequestInit = {}): Promise<Answered> {
    const response = await fetch(`${local.sandbox.url}${path}`, init)
    const body = (await response.json()) as Record<string, unknown>
    return { status: response.status, name: response.headers.get('x-amzn-errortype'), body }
  }
  const portal = (path: string, token = TOKEN) => ask(path, { headers: { 'x-amz-sso_bearer_token': token } })
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    ask(path, { method: 'POST', body: JSON.stringify(body), headers })
  const roleKeys = (role = 'PowerUserAccess', token = TOKEN) =>
    portal(`/federation/credentials?account_id=${ACCOUNT}&role_name=${role}`, token)

  it('lists accounts and roles page by page', async () => {
    for (const permissionSet of ['ReadOnly', 'Billing']) {
      local.sandbox.world.ssoAssignments.push({
        person: SSO_PERSON,
        account: ACCOUNT,
        permissionSet,
        role: SSO_ROLE,
      })
    }
    const { body } = await portal('/assignment/accounts')
    assert.deepEqual(body, {
      accountList: [
        {
          accountId: ACCOUNT,
          accountName: 'Example development',
          emailAddress: `aws-${ACCOUNT}@example.com`,
        },
      ],
    })
    const first = await portal(`/assignment/roles?account_id=${ACCOUNT}&max_result=2`)
    assert.deepEqual(
      (first.body.roleList as { roleName: string }[]).map(({ roleName }) => roleName),
      ['PowerUserAccess', 'ReadOnly'],
    )
    const rest = await portal(
      `/assignment/roles?account_id=${ACCOUNT}&max_result=2&next_token=${first.body.nextToken}`,
    )
    assert.deepEqual(rest.body, { roleList: [{ roleName: 'Billing', accountId: ACCOUNT }] })
  })

  it('gives keys of the assigned role, which STS knows', async () => {
    const { status, body } = await roleKeys()
    assert.equal(status, 200)
    const { expiration, ...keys } = body.roleCredentials as {
      accessKeyId: string
      secretAccessKey: string
      sessionToken: string
      expiration: number
    }
    assert.ok(expiration > Date.now(), 'milliseconds since 1970')
    const { Arn } = await local.clients.sts(keys).send(new GetCallerIdentityCommand())
    assert.equal(Arn, `arn:aws:sts::${ACCOUNT}:assumed-role/${SSO_ROLE}/${SSO_PERSON}`)
  })

  it('refuses roles that are not assigned, and sign-ins that are over or unknown', async () => {
    const other = await roleKeys('AdministratorAccess')
    assert.deepEqual([other.status, other.name, other.body.message], [403, 'ForbiddenException', 'No access'])
    const unknown = {
      status: 401,
      name: 'UnauthorizedException',
      body: { message: 'Session token not found or invalid' },
    }
    assert.deepEqual(await roleKeys('PowerUserAccess', 'nobody'), unknown)
    for (const token of local.sandbox.world.ssoTokens) {
      token.expires = Date.now() - 1
    }
    assert.deepEqual(await roleKeys(), unknown)
    assert.deepEqual(await portal('/assignment/accounts'), unknown)
  })

  it('renews a sign-in with its refresh token, and the old one ends', async () => {
    const renewed = await post('/token', {
      clientId: 'EXAMPLE-client',
      clientSecret: 'EXAMPLE',
      grantType: 'refresh_token',
      refreshToken: 'EXAMPLE-sso-refresh-token',
    })
    assert.equal(renewed.status, 200)
    const { accessToken, tokenType, expiresIn } = renewed.body
    assert.deepEqual([tokenType, expiresIn], ['Bearer', 3600])
    assert.equal((await roleKeys('PowerUserAccess', String(accessToken))).status, 200)
    assert.equal((await roleKeys()).status, 401)
  })

  it('renews nothing with a wrong token or by another way, in OAuth’s words', async () => {
    const wrong = await post('/token', { grantType: 'refresh_token', refreshToken: 'nobody' })
    assert.deepEqual(
      [wrong.status, wrong.name, wrong.body.error],
      [400, 'InvalidGrantException', 'invalid_grant'],
    )
    const other = await post('/token', { grantType: 'password' })
    assert.deepEqual([other.status, other.body.error], [400, 'unsupported_grant_type'])
    const rubbish = await ask('/token', { method: 'POST', body: '{' })
    assert.deepEqual([rubbish.status, rubbish.name], [400, 'InvalidRequestException'])
  })

  const login = (refreshToken: string, proof = proofOf('POST')) =>
    post('/v1/token', { clientId: 'x', grantType: 'refresh_token', refreshToken }, { dpop: proof })

  it('renews aws login for who has the key to it, once for each refresh token', async () => {
    const { status, body } = await login('EXAMPLE-login-refresh-token')
    assert.equal(status, 200)
    const { accessToken, refreshToken, tokenType } = body
    assert.equal(tokenType, 'aws_sigv4')
    const { Arn } = await local.clients.sts(accessToken as SdkKeys).send(new GetCallerIdentityCommand())
    assert.equal(Arn, `arn:aws:iam::${ACCOUNT}:user/dev`)
    const again = await login('EXAMPLE-login-refresh-token')
    assert.deepEqual(
      [again.status, again.name, again.body.error],
      [400, 'AccessDeniedException', 'TOKEN_EXPIRED'],
    )
    assert.equal((await login(String(refreshToken))).status, 200)
  })

  it('renews aws login for nobody without a proof that fits', async () => {
    for (const proof of ['', 'a.b.c', proofOf('GET')]) {
      const refused = await login('EXAMPLE-login-refresh-token', proof)
      assert.deepEqual([refused.status, refused.body.error], [400, 'INVALID_REQUEST'], proof)
    }
    const [head, claims] = proofOf('POST').split('.')
    const [, , foreign] = proofOf('POST').split('.')
    assert.equal((await login('EXAMPLE-login-refresh-token', `${head}.${claims}.${foreign}`)).status, 400)
  })

  it('says why a sign-in cannot be renewed', async () => {
    const [grant] = local.sandbox.world.loginGrants
    assert.ok(grant)
    for (const reason of ['USER_CREDENTIALS_CHANGED', 'INSUFFICIENT_PERMISSIONS'] as const) {
      grant.refusal = reason
      assert.equal((await login('EXAMPLE-login-refresh-token')).body.error, reason)
    }
  })
})

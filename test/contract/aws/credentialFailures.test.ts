import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ASSUMED, at, CACHE, FAR, none, P, ROLE, refusal, SSO, STATIC, sign } from './credentialPlaces.ts'
import { CALLER, failureOf, NEVER, SECRET, value, xml } from './support.ts'

describe('a failure names the cause that the default chain hides', () => {
  it('names a profile that does not exist', () =>
    at({ '.aws/credentials': STATIC }, none, async (aws) => {
      const failure = failureOf(await aws.callerIdentity(P, NEVER))
      assert.equal(failure.service, 'credentials')
      assert.match(failure.message, /using profile: \[p\]/)
    }))

  it("tells STS's refusal of a role as STS said it", () =>
    at(
      { '.aws/config': ROLE, '.aws/credentials': STATIC },
      () => ({
        status: 403,
        headers: { 'content-type': 'text/xml' },
        body: '<ErrorResponse><Error><Code>AccessDenied</Code><Message>User: x is not authorized to perform: sts:AssumeRole on resource: y</Message></Error><RequestId>r-7</RequestId></ErrorResponse>',
      }),
      async (aws) => {
        const failure = failureOf(await aws.resolveCredentials(P, NEVER))
        const { service, operation, name, httpStatus, requestId } = failure
        assert.deepEqual(
          { service, operation, name, httpStatus, requestId },
          {
            service: 'sts',
            operation: 'AssumeRole',
            name: 'AccessDenied',
            httpStatus: 403,
            requestId: 'r-7',
          },
        )
      },
    ))

  it("unwraps the portal's refusal, which the SDK turns into text", () =>
    at(
      { '.aws/config': SSO, [CACHE]: sign(FAR) },
      () => refusal(403, 'ForbiddenException', { message: 'No access' }),
      async (aws) => {
        const failure = failureOf(await aws.resolveCredentials(P, NEVER))
        const { service, operation, name, message, httpStatus, requestId } = failure
        assert.deepEqual(
          { service, operation, name, message, httpStatus, requestId },
          {
            service: 'sso',
            operation: 'GetRoleCredentials',
            name: 'ForbiddenException',
            message: 'No access',
            httpStatus: 403,
            requestId: 'request-9',
          },
        )
      },
    ))

  it("finds the token service's refusal, which the SDK swallows", () =>
    at(
      {
        '.aws/config': SSO.replaceAll('corp', 'refused'),
        [`.aws/sso/cache/${createHash('sha1').update('refused').digest('hex')}.json`]: sign(
          '2020-01-01T00:00:00Z',
          { clientId: 'c', clientSecret: 's', refreshToken: 'r' },
        ),
      },
      () =>
        refusal(400, 'InvalidGrantException', { error: 'invalid_grant', error_description: 'Invalid token' }),
      async (aws) => {
        const failure = failureOf(await aws.resolveCredentials(P, NEVER))
        assert.equal(failure.service, 'sso-oidc')
        assert.equal(failure.operation, 'CreateToken')
        assert.equal(failure.name, 'InvalidGrantException')
        assert.equal(failure.httpStatus, 400)
      },
    ))

  it('tells why a sign-in of aws login was not renewed', () => {
    const session = 'arn:aws:iam::123456789012:user/bob'
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const token = {
      accessToken: {
        accessKeyId: 'ASIATESTLOGIN2222222',
        secretAccessKey: SECRET,
        sessionToken: 't',
        accountId: '123456789012',
        expiresAt: '2020-01-01T00:00:00Z',
      },
      clientId: 'c',
      refreshToken: 'r',
      dpopKey: privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
    }
    return at(
      {
        '.aws/config': `[profile p]\nlogin_session = ${session}\n`,
        [`.aws/login/cache/${createHash('sha256').update(session).digest('hex')}.json`]:
          JSON.stringify(token),
      },
      () => refusal(400, 'AccessDeniedException', { error: 'USER_CREDENTIALS_CHANGED', message: 'No.' }),
      async (aws) => {
        const failure = failureOf(await aws.resolveCredentials(P, NEVER))
        assert.equal(failure.service, 'signin')
        assert.equal(failure.operation, 'CreateOAuth2Token')
        assert.match(failure.message, /change in your password/)
        assert.equal(failure.httpStatus, 400)
      },
    )
  })

  it('says of a failed helper how it ended, and nothing that it printed', () =>
    at(
      { '.aws/config': `[profile p]\ncredential_process = echo ${SECRET} >&2; echo ${SECRET}; exit 3\n` },
      none,
      async (aws) => {
        const failure = failureOf(await aws.resolveCredentials(P, NEVER))
        assert.equal(failure.message, "The profile's credential_process ended with exit code 3.")
        assert.ok(!JSON.stringify(failure).includes(SECRET))
      },
    ))

  it('starts no program in an untrusted workspace, also not for a source profile', async () => {
    for (const chain of [
      '',
      'role_arn = arn:aws:iam::123456789012:role/R\nsource_profile = q\n[profile q]\n',
    ]) {
      const config = `[profile p]\n${chain}credential_process = touch HOME/started\n`
      await at(
        { '.aws/config': config },
        none,
        async (aws, { home, write }) => {
          write('.aws/config', config.replace('HOME', home))
          const failure = failureOf(await aws.resolveCredentials(P, NEVER))
          assert.match(failure.message, /credential_process is not started/)
          assert.equal(existsSync(join(home, 'started')), false)
        },
        { options: { allowHelpers: () => false } },
      )
    }
  })

  it('keeps the failure of a missing token file', () =>
    at(
      {
        '.aws/config':
          '[profile p]\nrole_arn = arn:aws:iam::123456789012:role/R\nweb_identity_token_file = /nowhere/token\n',
      },
      none,
      async (aws) => {
        assert.match(failureOf(await aws.resolveCredentials(P, NEVER)).message, /ENOENT.*\/nowhere\/token/)
      },
    ))

  it('resolves afresh after AWS has refused the credentials', async () => {
    let good = false
    await at(
      { '.aws/config': ROLE, '.aws/credentials': STATIC },
      ({ body }) => {
        if (body.includes('AssumeRole')) {
          return xml('AssumeRole', ASSUMED)
        }
        return good
          ? CALLER
          : {
              status: 403,
              headers: { 'content-type': 'text/xml' },
              body: '<ErrorResponse><Error><Code>ExpiredToken</Code><Message>Old.</Message></Error></ErrorResponse>',
            }
      },
      async (aws, { seen }) => {
        assert.equal(failureOf(await aws.callerIdentity(P, NEVER)).name, 'ExpiredToken')
        good = true
        value(await aws.callerIdentity(P, NEVER))
        assert.equal(seen.filter(({ body }) => body.includes('AssumeRole')).length, 2)
      },
    )
  })
})

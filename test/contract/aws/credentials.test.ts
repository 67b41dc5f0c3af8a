import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AwsTarget } from '../../../src/app/ports.ts'
import type { AwsOptions } from '../../../src/aws/options.ts'
import {
  type Answer,
  adapter,
  CALLER,
  endpoints,
  failureOf,
  makeHome,
  NEVER,
  SECRET,
  type Seen,
  startStub,
  value,
  withProcessEnv,
  xml,
} from './support.ts'

const P: AwsTarget = { auth: { kind: 'profile', profile: 'p' }, region: 'eu-west-1' }
const DEFAULT: AwsTarget = { auth: { kind: 'default' }, region: 'eu-west-1' }
const STATIC = `[base]\naws_access_key_id = AKIATESTBASE22222222\naws_secret_access_key = ${SECRET}\n`
const ROLE = '[profile p]\nrole_arn = arn:aws:iam::123456789012:role/R\nsource_profile = base\n'
const SSO = [
  '[profile p]',
  'sso_session = corp',
  'sso_account_id = 123456789012',
  'sso_role_name = PowerUser',
  '[sso-session corp]',
  'sso_region = us-east-2',
  'sso_start_url = https://example.awsapps.com/start',
  '',
].join('\n')
const CACHE = `.aws/sso/cache/${createHash('sha1').update('corp').digest('hex')}.json`
const FAR = '2099-01-01T00:00:00Z'
const sign = (expiresAt: string, more: object = {}) =>
  JSON.stringify({ accessToken: 'aoaTESTexample', expiresAt, region: 'us-east-2', ...more })
const ASSUMED = `<Credentials><AccessKeyId>ASIATESTROLE22222222</AccessKeyId><SecretAccessKey>${SECRET}</SecretAccessKey><SessionToken>token</SessionToken><Expiration>${FAR}</Expiration></Credentials>`
const ROLE_CREDENTIALS = JSON.stringify({
  roleCredentials: {
    accessKeyId: 'ASIATESTSSO222222222',
    secretAccessKey: SECRET,
    sessionToken: 'token',
    expiration: Date.parse(FAR),
  },
})

const refusal = (status: number, name: string, body: object): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': name, 'x-amzn-requestid': 'request-9' },
  body: JSON.stringify(body),
})

/** Lays out a home, starts AWS on loopback, and runs with both. */
async function at<T>(
  files: Record<string, string>,
  reply: (seen: Seen) => Answer,
  run: (
    aws: ReturnType<typeof adapter>,
    place: { seen: Seen[]; home: string; write: (path: string, text: string) => void },
  ) => Promise<T>,
  more: { env?: Record<string, string>; options?: Partial<AwsOptions> } = {},
): Promise<T> {
  const { home, write, remove } = makeHome(files)
  const stub = await startStub(reply)
  const env = { ...endpoints(stub.url), HOME: home, PATH: process.env.PATH ?? '', ...more.env }
  try {
    return await withProcessEnv(env, () => run(adapter(env, more.options), { seen: stub.seen, home, write }))
  } finally {
    await stub.close()
    remove()
  }
}

const none = (): Answer => refusal(500, 'InternalFailure', {})

describe('credentials come from where the profile says', () => {
  it('takes the keys of a profile, and the new ones when the file changes', () =>
    at(
      { '.aws/credentials': STATIC.replace('base', 'p') },
      () => CALLER,
      async (aws, { seen, write }) => {
        const first = value(await aws.resolveCredentials(P, NEVER))
        assert.deepEqual(first, { maskedAccessKeyId: 'AKIA…2222', temporary: false })
        value(await aws.callerIdentity(P, NEVER))
        write(
          '.aws/credentials',
          STATIC.replace('base', 'p').replace('AKIATESTBASE22222222', 'AKIATESTNEWER22222222'),
        )
        value(await aws.callerIdentity(P, NEVER))
        assert.match(seen[0]?.headers.authorization ?? '', /AKIATESTBASE22222222/)
        assert.match(seen[1]?.headers.authorization ?? '', /AKIATESTNEWER22222222/)
      },
    ))

  it('assumes a role once for many calls', () =>
    at(
      { '.aws/config': ROLE, '.aws/credentials': STATIC },
      ({ body }) => (body.includes('AssumeRole') ? xml('AssumeRole', ASSUMED) : CALLER),
      async (aws, { seen }) => {
        const calls = [aws.callerIdentity(P, NEVER), aws.callerIdentity({ ...P, region: 'us-west-2' }, NEVER)]
        for (const outcome of await Promise.all(calls)) {
          value(outcome)
        }
        assert.equal(seen.filter(({ body }) => body.includes('AssumeRole')).length, 1)
        assert.match(seen[0]?.headers.authorization ?? '', /eu-west-1\/sts/)
        assert.deepEqual(value(await aws.resolveCredentials(P, NEVER)), {
          maskedAccessKeyId: 'ASIA…2222',
          temporary: true,
          expiresAt: '2099-01-01T00:00:00.000Z',
        })
      },
    ))

  it('asks the portal of single sign-on whatever the Bedrock region is', () =>
    at(
      { '.aws/config': SSO, [CACHE]: sign(FAR) },
      () => ({ body: ROLE_CREDENTIALS }),
      async (aws, { seen }) => {
        const found = value(await aws.resolveCredentials(P, NEVER))
        assert.equal(found.maskedAccessKeyId, 'ASIA…2222')
        assert.equal(seen[0]?.headers['x-amz-sso_bearer_token'], 'aoaTESTexample')
      },
    ))

  it('sends a single sign-on call to the region of the session', () =>
    at(
      { '.aws/config': SSO, [CACHE]: sign(FAR) },
      none,
      async (aws) => {
        const failure = failureOf(await aws.resolveCredentials(P, NEVER))
        assert.match(failure.message, /portal\.sso\.us-east-2\.amazonaws\.com/)
        assert.equal(failure.service, 'sso')
        assert.match(failure.networkCode ?? '', /ENOTFOUND|EAI_AGAIN/)
      },
      { env: { AWS_ENDPOINT_URL_SSO: '' } },
    ))

  it('asks the portal again after a new sign-in, which may be somebody else’s, and not after its own renewal', () =>
    at(
      { '.aws/config': SSO, [CACHE]: sign(FAR) },
      () => ({ body: ROLE_CREDENTIALS }),
      async (aws, { seen, write }) => {
        value(await aws.resolveCredentials(P, NEVER))
        value(await aws.resolveCredentials(P, NEVER))
        assert.equal(seen.length, 1)
        write(CACHE, sign(FAR, { accessToken: 'aoaTESTsomebodyelse' }))
        value(await aws.resolveCredentials(P, NEVER))
        assert.equal(seen[1]?.headers['x-amz-sso_bearer_token'], 'aoaTESTsomebodyelse')
        value(await aws.resolveCredentials(P, NEVER))
        assert.equal(seen.length, 2)
      },
    ))

  it('renews a sign-in of single sign-on', () =>
    at(
      {
        '.aws/config': SSO.replaceAll('corp', 'renewed'),
        [`.aws/sso/cache/${createHash('sha1').update('renewed').digest('hex')}.json`]: sign(
          '2020-01-01T00:00:00Z',
          { clientId: 'c', clientSecret: 's', refreshToken: 'r' },
        ),
      },
      ({ url }) =>
        url === '/token'
          ? { body: JSON.stringify({ accessToken: 'aoaTESTrenewed', expiresIn: 3600 }) }
          : { body: ROLE_CREDENTIALS },
      async (aws, { seen }) => {
        value(await aws.resolveCredentials(P, NEVER))
        assert.equal(seen[1]?.headers['x-amz-sso_bearer_token'], 'aoaTESTrenewed')
        value(await aws.resolveCredentials(P, NEVER))
        assert.equal(seen.length, 2, 'the renewal is no new sign-in')
      },
    ))

  it('exchanges a web identity token', async () => {
    const files = {
      '.aws/config':
        '[profile p]\nrole_arn = arn:aws:iam::123456789012:role/R\nweb_identity_token_file = TOKEN\n',
      token: 'the-token',
    }
    await at(
      files,
      () => xml('AssumeRoleWithWebIdentity', ASSUMED),
      async (aws, { home, seen, write }) => {
        write('.aws/config', files['.aws/config'].replace('TOKEN', join(home, 'token')))
        value(await aws.resolveCredentials(P, NEVER))
        assert.match(seen[0]?.body ?? '', /WebIdentityToken=the-token/)
      },
    )
  })

  it('runs a credential_process with the given environment', () =>
    at(
      {
        '.aws/config': `[profile p]\ncredential_process = echo '{"Version":1,"AccessKeyId":"'$FROM_HELPER'","SecretAccessKey":"${SECRET}"}'\n`,
      },
      none,
      async (aws) => {
        assert.equal(value(await aws.resolveCredentials(P, NEVER)).maskedAccessKeyId, 'AKIA…LPER')
      },
      { env: { FROM_HELPER: 'AKIATESTFROMAHELPER' } },
    ))

  it('takes the environment by default, and AWS_PROFILE before its keys', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIATESTENV3333333333', AWS_SECRET_ACCESS_KEY: SECRET }
    const files = { '.aws/credentials': STATIC }
    const masked = (more: Record<string, string>) =>
      at(files, none, async (aws) => value(await aws.resolveCredentials(DEFAULT, NEVER)).maskedAccessKeyId, {
        env: { ...env, ...more },
      })
    assert.equal(await masked({}), 'AKIA…3333')
    assert.equal(await masked({ AWS_PROFILE: 'base' }), 'AKIA…2222')
  })

  it('says at the end of the chain that nothing was found', () =>
    at({}, none, async (aws) => {
      const failure = failureOf(await aws.resolveCredentials(DEFAULT, NEVER))
      assert.equal(failure.service, 'credentials')
      assert.equal(failure.message, 'Could not load credentials from any providers')
    }))
})

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

describe('the default chain goes on where the files end', () => {
  const KEYS_OF_CONTAINER = JSON.stringify({
    AccessKeyId: 'ASIATESTCONTAINER222',
    SecretAccessKey: SECRET,
    Token: 'token',
    Expiration: FAR,
  })

  it('asks the container, and tells its refusal', async () => {
    const stub = await startStub(({ url }) =>
      url === '/good' ? { body: KEYS_OF_CONTAINER } : { status: 403, body: '{}' },
    )
    const ask = (path: string) =>
      at({}, none, (aws) => aws.resolveCredentials(DEFAULT, NEVER), {
        env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${stub.url}${path}` },
      })
    assert.equal(value(await ask('/good')).maskedAccessKeyId, 'ASIA…R222')
    const failure = failureOf(await ask('/bad'))
    assert.equal(failure.service, 'credentials')
    assert.match(failure.message, /status|metadata|container/i)
    await stub.close()
  })

  it('exchanges the web identity of the environment', () =>
    at(
      { token: 'the-token' },
      () => xml('AssumeRoleWithWebIdentity', ASSUMED),
      async (_aws, { home, seen }) => {
        const env = {
          ...process.env,
          AWS_WEB_IDENTITY_TOKEN_FILE: join(home, 'token'),
          AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/R',
        }
        const found = value(await adapter(env).resolveCredentials(DEFAULT, NEVER))
        assert.equal(found.maskedAccessKeyId, 'ASIA…2222')
        assert.match(seen[0]?.body ?? '', /WebIdentityToken=the-token/)
      },
    ))

  it('resolves afresh five minutes before the end', async () => {
    let now = Date.now()
    const soon = new Date(now + 20 * 60_000).toISOString()
    await at(
      { '.aws/config': ROLE, '.aws/credentials': STATIC },
      () => xml('AssumeRole', ASSUMED.replace(FAR, soon)),
      async (aws, { seen }) => {
        value(await aws.resolveCredentials(P, NEVER))
        now += 14 * 60_000
        value(await aws.resolveCredentials(P, NEVER))
        assert.equal(seen.length, 1)
        now += 2 * 60_000
        value(await aws.resolveCredentials(P, NEVER))
        assert.equal(seen.length, 2)
      },
      { options: { clock: { now: () => now } } },
    )
  })

  it('lets one leave without spoiling it for the others', () =>
    at(
      { '.aws/config': ROLE, '.aws/credentials': STATIC },
      () => xml('AssumeRole', ASSUMED),
      async (aws, { seen }) => {
        const leaver = new AbortController()
        const [left, stayed] = [aws.resolveCredentials(P, leaver.signal), aws.resolveCredentials(P, NEVER)]
        leaver.abort()
        assert.equal(failureOf(await left).name, 'AbortError')
        value(await stayed)
        assert.equal(seen.length, 1)
      },
    ))
})

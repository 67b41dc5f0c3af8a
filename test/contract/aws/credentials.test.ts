import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import {
  ASSUMED,
  at,
  CACHE,
  DEFAULT,
  FAR,
  none,
  P,
  ROLE,
  ROLE_CREDENTIALS,
  SSO,
  STATIC,
  sign,
} from './credentialPlaces.ts'
import { CALLER, failureOf, NEVER, SECRET, value, xml } from './support.ts'

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

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { createCredentialStore } from '../../../src/aws/credentials.ts'
import { ASSUMED, at, DEFAULT, FAR, none, P, ROLE, STATIC } from './credentialPlaces.ts'
import { adapter, failureOf, makeHome, NEVER, SECRET, startStub, value, xml } from './support.ts'

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

  it('asks again after a fault of ours, which is no answer', async () => {
    let faulty = true
    const home = makeHome({})
    const log = { info() {}, warn() {}, error() {} }
    const store = createCredentialStore({ env: { HOME: home.home }, clock: { now: () => 0 }, log }, () =>
      faulty
        ? Promise.reject(new TypeError('a fault'))
        : Promise.resolve({ ok: true, value: { accessKeyId: 'AKIATEST', secretAccessKey: SECRET } }),
    )
    await assert.rejects(store.resolve(DEFAULT, NEVER), /a fault/)
    faulty = false
    value(await store.resolve(DEFAULT, NEVER))
    home.remove()
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

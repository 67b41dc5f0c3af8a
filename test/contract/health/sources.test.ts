import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { inspect } from 'node:util'
import { sourceHash } from '../../../src/aws/sourceHash.ts'
import { credentialPaths } from '../../../src/aws/watchPaths.ts'
import { createClineFiles } from '../../../src/cline/files.ts'
import type { AuthSource } from '../../../src/core/choice.ts'
import { Secret } from '../../../src/core/secret.ts'
import { fakeApiKey, fakeKeyId, fakeSecret, fakeToken } from '../../sandbox/build.ts'

const clock = { now: () => 0 }
const log = { info: () => {}, warn: () => {}, error: () => {} }

let home: string
const put = async (path: string, text: string) => {
  await mkdir(dirname(join(home, path)), { recursive: true })
  await writeFile(join(home, path), text)
}

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'bsc-source-'))
})

afterEach(() => rmSync(home, { recursive: true, force: true }))

describe('the hash of a source of credentials', () => {
  const hash = (auth: AuthSource, env: Record<string, string> = {}) =>
    sourceHash({ env: { HOME: home, ...env }, homeDir: home, clock, log }, auth)
  const profile = (name: string): AuthSource => ({ kind: 'profile', profile: name })

  const FILES = {
    '.aws/config': [
      '[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev',
      '[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://example.awsapps.com/start',
      '[profile role]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = keys',
      '[profile circle]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = circle',
      '[profile web]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nweb_identity_token_file = HOME/token',
      '[profile other]\nregion = eu-west-1',
    ].join('\n'),
    '.aws/credentials': `[keys]\naws_access_key_id = ${fakeKeyId('AKIA', 'DEV')}\naws_secret_access_key = ${fakeSecret('DEV')}\n`,
    token: 'one',
  }

  async function write(change: Partial<Record<keyof typeof FILES, [string, string]>> = {}) {
    for (const [path, text] of Object.entries(FILES)) {
      const [from, to] = change[path as keyof typeof FILES] ?? ['', '']
      await put(path, text.replaceAll('HOME', home).replace(from, to))
    }
  }

  const rows: [string, string, Parameters<typeof write>[0], boolean][] = [
    ['another secret', 'keys', { '.aws/credentials': [fakeSecret('DEV'), fakeSecret('NEW')] }, true],
    [
      'another key id',
      'keys',
      { '.aws/credentials': [fakeKeyId('AKIA', 'DEV'), fakeKeyId('AKIA', 'NEW')] },
      true,
    ],
    ['keys of another profile', 'sso', { '.aws/credentials': [fakeSecret('DEV'), fakeSecret('NEW')] }, false],
    ['the keys behind a role', 'role', { '.aws/credentials': [fakeSecret('DEV'), fakeSecret('NEW')] }, true],
    [
      'the start URL of the sso-session',
      'sso',
      { '.aws/config': ['example.awsapps', 'other.awsapps'] },
      true,
    ],
    ['another region of another profile', 'keys', { '.aws/config': ['eu-west-1', 'eu-west-2'] }, false],
    ['the token file’s content', 'web', { token: ['one', 'two'] }, true],
    [
      'another profile, for a role that names itself',
      'circle',
      { '.aws/config': ['111122223333', '444455556666'] },
      false,
    ],
  ]
  for (const [name, of, change, differs] of rows) {
    it(`${differs ? 'changes with' : 'does not change with'} ${name}`, async () => {
      await write()
      const before = await hash(profile(of))
      await write(change)
      assert.equal((await hash(profile(of))) !== before, differs)
    })
  }

  it('changes when the profile goes away, and is there without any file', async () => {
    const none = await hash(profile('keys'))
    await write()
    assert.notEqual(await hash(profile('keys')), none)
  })

  it('of typed keys changes with each part', async () => {
    const keys = (secret: string, token?: string): AuthSource => ({
      kind: 'keys',
      accessKeyId: fakeKeyId('ASIA', 'DEV'),
      secretAccessKey: new Secret(secret),
      ...(token !== undefined && { sessionToken: new Secret(token) }),
    })
    const all = await Promise.all([
      hash(keys(fakeSecret('DEV'))),
      hash(keys(fakeSecret('NEW'))),
      hash(keys(fakeSecret('DEV'), fakeToken('DEV'))),
      hash({ kind: 'api-key', apiKey: new Secret(fakeApiKey('x1y2')) }),
      hash({ kind: 'api-key', apiKey: new Secret(fakeApiKey('z3')) }),
    ])
    assert.equal(new Set(all).size, 5)
    assert.ok(
      all.every((each) => /^[0-9a-f]{32}$/.test(each)),
      'and none holds a key',
    )
  })

  it('of the default chain changes with the variables and with the token file they name', async () => {
    await write()
    const env = {
      AWS_WEB_IDENTITY_TOKEN_FILE: join(home, 'token'),
      AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/Dev',
    }
    const before = await hash({ kind: 'default' }, env)
    assert.notEqual(await hash({ kind: 'default' }, { ...env, AWS_PROFILE: 'keys' }), before)
    await write({ token: ['one', 'two'] })
    assert.notEqual(await hash({ kind: 'default' }, env), before)
  })
})

describe('what is watched', () => {
  it('is both files, both caches, and what the environment and profiles name', () => {
    const profiles = [
      { name: 'web', settings: { web_identity_token_file: '~/token' }, inConfig: true, inCredentials: false },
    ]
    const place = (...parts: string[]) => join(home, ...parts)
    assert.deepEqual(credentialPaths({ env: {}, homeDir: home }), [
      place('.aws', 'config'),
      place('.aws', 'credentials'),
      `${place('.aws', 'sso', 'cache')}${sep}`,
      `${place('.aws', 'login', 'cache')}${sep}`,
    ])
    const env = {
      AWS_CONFIG_FILE: '/etc/aws/config',
      AWS_SHARED_CREDENTIALS_FILE: '~/keys',
      AWS_LOGIN_CACHE_DIRECTORY: '/var/login',
      AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/token',
    }
    assert.deepEqual(credentialPaths({ env, homeDir: home }, { profiles }), [
      '/etc/aws/config',
      place('keys'),
      `${place('.aws', 'sso', 'cache')}${sep}`,
      `/var/login${sep}`,
      '/var/run/token',
      place('token'),
    ])
  })
})

describe('the credentials that Cline uses', () => {
  const stored = async (
    state: Record<string, unknown>,
    secrets: Record<string, string> = {},
    env: Record<string, string> = {},
    providers?: unknown,
  ) => {
    await put('.cline/data/globalState.json', JSON.stringify({ actModeApiProvider: 'bedrock', ...state }))
    await put('.cline/data/secrets.json', JSON.stringify(secrets))
    if (providers !== undefined) {
      await put('.cline/data/settings/providers.json', JSON.stringify(providers))
    }
    const outcome = await createClineFiles({ env, homeDir: home, clock }).storedAuth()
    assert.ok(outcome.ok)
    return outcome.value
  }
  const KEYS = { awsAccessKey: fakeKeyId('ASIA', 'DEV'), awsSecretKey: fakeSecret('DEV') }

  it('are none while it uses another provider', async () => {
    assert.equal(
      await stored({ actModeApiProvider: 'openrouter', awsAuthentication: 'profile' }, KEYS),
      undefined,
    )
  })

  it('are the named profile, or AWS’s chain for one without a name', async () => {
    assert.deepEqual(await stored({ awsAuthentication: 'profile', awsProfile: 'dev' }), {
      kind: 'profile',
      profile: 'dev',
    })
    assert.deepEqual(await stored({ awsAuthentication: 'profile' }), { kind: 'default' })
  })

  it('are typed keys with their token, which print as hidden', async () => {
    const auth = await stored(
      { awsAuthentication: 'credentials' },
      { ...KEYS, awsSessionToken: fakeToken('DEV') },
    )
    assert.ok(auth?.kind === 'keys')
    assert.equal(auth.accessKeyId, KEYS.awsAccessKey)
    assert.equal(auth.secretAccessKey.reveal(), KEYS.awsSecretKey)
    assert.equal(auth.sessionToken?.reveal(), fakeToken('DEV'))
    assert.doesNotMatch(inspect(auth, { depth: null }), /EXAMPLE/)
  })

  it('are AWS’s chain when a half of the typed keys is missing', async () => {
    assert.deepEqual(
      await stored({ awsAuthentication: 'credentials' }, { awsAccessKey: KEYS.awsAccessKey }),
      {
        kind: 'default',
      },
    )
  })

  it('are the API key of its secrets, else of its providers, else of the environment', async () => {
    const state = { awsAuthentication: 'apikey' }
    const settings = { provider: 'bedrock', apiKey: fakeApiKey('providers') }
    const entry = { settings, updatedAt: '2026-01-01T00:00:00.000Z', tokenSource: 'manual' }
    const providers = { version: 1, providers: { bedrock: entry } }
    const env = { AWS_BEARER_TOKEN_BEDROCK: fakeApiKey('environment') }
    const key = async (...args: Parameters<typeof stored>) => {
      const auth = await stored(...args)
      return auth?.kind === 'api-key' ? auth.apiKey.reveal() : undefined
    }
    assert.equal(await key(state, {}, env), fakeApiKey('environment'))
    assert.equal(await key(state, {}, env, providers), fakeApiKey('providers'))
    assert.equal(await key(state, { awsBedrockApiKey: fakeApiKey('secrets') }, env), fakeApiKey('secrets'))
    assert.equal(await key(state, {}, {}, { version: 1, providers: {} }), '')
  })
})

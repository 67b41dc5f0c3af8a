import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { adapter, SECRET } from './support.ts'

const NOW = Date.parse('2026-11-20T00:00:00Z')
const hash = (kind: string, text: string) => createHash(kind).update(text).digest('hex')

describe('the files of ~/.aws, read without their secrets', () => {
  let home = ''
  const put = (path: string, text: string | Buffer) => {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), text)
  }
  const read = (env: NodeJS.ProcessEnv = {}) =>
    adapter(env, { homeDir: home, clock: { now: () => NOW } }).readFiles()

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'aws-files-'))
  })
  afterEach(() => rmSync(home, { recursive: true, force: true }))

  it('merges both files, the credentials winning, and masks what is secret', async () => {
    put(
      '.aws/config',
      '[profile a]\nregion = eu-west-1\naws_access_key_id = AKIATESTFROMCONFIG22\n[default]\noutput = json\n',
    )
    put(
      '.aws/credentials',
      `[a]\naws_access_key_id = AKIATESTFROMCREDENT2\naws_secret_access_key = ${SECRET}\naws_session_token = tok${SECRET}\n[b c d]\ncredential_process = get ${SECRET}\n`,
    )
    const files = await read()
    const at = (name: string, line: number) => ({ path: join(home, '.aws', name), line })
    assert.deepEqual(files.profiles, [
      {
        name: 'default',
        settings: { output: 'json' },
        inConfig: true,
        inCredentials: false,
        place: at('config', 4),
      },
      {
        name: 'a',
        settings: {
          region: 'eu-west-1',
          aws_access_key_id: 'AKIA…ENT2',
          aws_secret_access_key: '[set]',
          aws_session_token: '[set]',
        },
        inConfig: true,
        inCredentials: true,
        place: at('config', 1),
        credentialsPlace: at('credentials', 1),
      },
      {
        name: 'b c d',
        settings: { credential_process: '[set]' },
        inConfig: false,
        inCredentials: true,
        place: at('credentials', 5),
        credentialsPlace: at('credentials', 5),
      },
    ])
    assert.ok(!JSON.stringify(files).includes(SECRET))
    assert.deepEqual(files.problems, [])
  })

  it('knows a profile without a single entry, which the SDK drops', async () => {
    put('.aws/config', '[profile bare]\n[sso-session s]\n[profile a]\nregion = x\n')
    const { profiles } = await read()
    assert.deepEqual(
      profiles.map(({ name, place }) => [name, place?.line]),
      [
        ['a', 3],
        ['bare', 1],
      ],
    )
  })

  it('sees a change at once', async () => {
    put('.aws/config', '[profile a]\nregion = eu-west-1\n')
    await read()
    put('.aws/config', '[profile b]\nregion = eu-west-1\n')
    assert.deepEqual(
      (await read()).profiles.map(({ name }) => name),
      ['b'],
    )
  })

  it('gives the line of everything that AWS tools pass over', async () => {
    put(
      '.aws/config',
      '# comment\n[dev]\nregion = x\n[profile my dev]\nregion = y\n[profile "q"]\nregion = z\n[plugins]\na = b\n[sso-session s]\nsso_region = us-east-1\n',
    )
    put('.aws/credentials', '[profile wrong]\naws_access_key_id = x\n[right]\naws_access_key_id = y\n')
    const files = await read()
    assert.deepEqual(
      files.ignoredSections.map(({ path, line, section }) => [path, line, section]),
      [
        [join(home, '.aws/config'), 2, 'dev'],
        [join(home, '.aws/config'), 4, 'profile my dev'],
        [join(home, '.aws/credentials'), 1, 'profile wrong'],
      ],
    )
    assert.deepEqual(
      files.profiles.map(({ name }) => name),
      ['q', 'right'],
    )
    assert.deepEqual(Object.keys(files.ssoSessions), ['s'])
  })

  it('gives the line of what is no ini, and never the line itself', async () => {
    put('.aws/credentials', `aws_access_key_id = early\n[a]\n${SECRET}\n[b\nx = y\n`)
    const { problems } = await read()
    assert.deepEqual(
      problems.map(({ kind, line }) => [kind, line]),
      [
        ['invalid', 1],
        ['invalid', 3],
        ['invalid', 4],
      ],
    )
    assert.ok(!JSON.stringify(problems).includes(SECRET))
  })

  it('reads files with a byte order mark and Windows line ends', async () => {
    put('.aws/credentials', '\uFEFF[a]\r\naws_access_key_id = AKIATESTWINDOWS22222\r\n; note\r\n\r\n')
    const files = await read()
    assert.deepEqual(files.problems, [])
    assert.equal(files.profiles[0]?.settings.aws_access_key_id, 'AKIA…2222')
  })

  it('says that UTF-16 and a folder cannot be read', async () => {
    put('.aws/config', Buffer.from('\uFEFF[default]\n', 'utf16le'))
    mkdirSync(join(home, '.aws/credentials'))
    const { problems } = await read()
    assert.deepEqual(
      problems.map(({ kind }) => kind),
      ['invalid', 'unreadable'],
    )
    assert.match(problems[0]?.message ?? '', /UTF-8/)
    assert.match(problems[1]?.message ?? '', /folder/)
  })

  it('says that a closed file cannot be read, except to who may read all', async () => {
    put('.aws/config', '[default]\nregion = eu-west-1\n')
    chmodSync(join(home, '.aws/config'), 0)
    const { problems } = await read()
    const expected = process.getuid?.() === 0 ? [] : ['unreadable']
    assert.deepEqual(
      problems.map(({ kind }) => kind),
      expected,
    )
  })

  it('misses a file only when it was asked for or when there is none at all', async () => {
    assert.deepEqual(
      (await read()).problems.map(({ kind }) => kind),
      ['missing', 'missing'],
    )
    put('.aws/credentials', '[a]\nx = y\n')
    assert.deepEqual((await read()).problems, [])
    const asked = await read({ AWS_CONFIG_FILE: join(home, 'elsewhere') })
    assert.deepEqual(
      asked.problems.map(({ path, kind }) => [path, kind]),
      [[join(home, 'elsewhere'), 'missing']],
    )
    assert.equal(asked.configPath, join(home, 'elsewhere'))
  })

  it('knows sign-ins of single sign-on, by session and by start URL, without their tokens', async () => {
    const url = 'https://example.awsapps.com/start'
    put(
      '.aws/config',
      `[profile a]\nsso_session = corp\n[sso-session corp]\nsso_region = us-east-1\n[profile old]\nsso_start_url = ${url}\n[profile c]\nsso_session = broken\n[profile d]\nsso_session = never\n`,
    )
    const token = { accessToken: SECRET, expiresAt: '2026-11-20T08:00:00Z', region: 'us-east-1' }
    const renewal = {
      clientId: 'c',
      clientSecret: SECRET,
      refreshToken: SECRET,
      registrationExpiresAt: '2026-12-01T00:00:00Z',
    }
    put(`.aws/sso/cache/${hash('sha1', 'corp')}.json`, JSON.stringify({ ...token, ...renewal }))
    put(
      `.aws/sso/cache/${hash('sha1', url)}.json`,
      JSON.stringify({ ...token, ...renewal, registrationExpiresAt: '2026-11-01T00:00:00Z' }),
    )
    put(`.aws/sso/cache/${hash('sha1', 'broken')}.json`, '{"accessToken":')
    const files = await read()
    const known = { readable: true, expiresAt: token.expiresAt, region: 'us-east-1' }
    assert.deepEqual(files.ssoCache, {
      corp: { ...known, renewable: true },
      [url]: { ...known, renewable: false },
      broken: { readable: false, renewable: false },
    })
    assert.ok(!JSON.stringify(files).includes(SECRET))
  })

  it('knows sign-ins of aws login, also in a folder of their own', async () => {
    const session = 'arn:aws:iam::123456789012:user/bob'
    put('.aws/config', `[profile a]\nlogin_session = ${session}\n`)
    const login = {
      accessToken: {
        accessKeyId: 'ASIATESTLOGIN2222222',
        secretAccessKey: SECRET,
        expiresAt: '2026-11-20T00:10:00Z',
      },
      clientId: 'c',
      refreshToken: SECRET,
      dpopKey: SECRET,
    }
    const expected = { [session]: { readable: true, renewable: true, expiresAt: '2026-11-20T00:10:00Z' } }
    put(`.aws/login/cache/${hash('sha256', session)}.json`, JSON.stringify(login))
    assert.deepEqual((await read()).loginCache, expected)
    put(`own/${hash('sha256', session)}.json`, JSON.stringify({ ...login, refreshToken: undefined }))
    const own = await read({ AWS_LOGIN_CACHE_DIRECTORY: join(home, 'own') })
    assert.equal(own.loginCache[session]?.renewable, false)
  })

  it('lists token files that are not there', async () => {
    put('token', 'x')
    put(
      '.aws/config',
      '[profile a]\nweb_identity_token_file = ~/token\n[profile b]\nweb_identity_token_file = /nowhere/token\n',
    )
    assert.deepEqual((await read()).missingTokenFiles, ['/nowhere/token'])
  })

  it('takes the region of the profile for a profile, and of the environment first for all else', async () => {
    put('.aws/config', '[profile a]\nregion = eu-west-1\n[default]\nregion = ap-south-1\n')
    const ask = (env: NodeJS.ProcessEnv, profile?: string) =>
      adapter(env, { homeDir: home }).defaultRegion(
        profile === undefined ? { kind: 'default' } : { kind: 'profile', profile },
      )
    assert.equal(await ask({ AWS_REGION: 'us-west-2' }, 'a'), 'eu-west-1')
    assert.equal(await ask({ AWS_REGION: 'us-west-2' }), 'us-west-2')
    assert.equal(await ask({ AWS_PROFILE: 'a' }), 'eu-west-1')
    assert.equal(await ask({}), 'ap-south-1')
    assert.equal(await ask({}, 'ghost'), undefined)
  })
})

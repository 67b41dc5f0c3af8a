import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { until } from '../../lib/until.ts'
import { ACCOUNT, addKey, fakeKeyId, fakeSecret, mainAccount, newUser } from '../../sandbox/build.ts'
import { type Sandbox, startSandbox } from '../../sandbox/server.ts'
import { type Live, startLive } from './live.ts'

const SSO_FILE = `.aws/sso/cache/${createHash('sha1').update('corp').digest('hex')}.json`

/** The credentials file with another key in the profile `dev`. */
const keysOf = (label: string, prefix: 'AKIA' | 'ASIA' = 'AKIA') =>
  `[dev]\naws_access_key_id = ${fakeKeyId(prefix, label)}\naws_secret_access_key = ${fakeSecret(label)}\n`

/** A second key of the same person, a revoked one, and one of another person. */
function addKeys({ sandbox }: Live): void {
  const { world } = sandbox
  const dev = { kind: 'user', account: ACCOUNT, user: 'dev' } as const
  addKey(world, 'AKIA', 'NEW', dev)
  addKey(world, 'AKIA', 'GONE', dev, { status: 'Inactive' })
  mainAccount(world).users.intern = newUser('intern', 'AmazonBedrockLimitedAccess')
  addKey(world, 'AKIA', 'INT', { kind: 'user', account: ACCOUNT, user: 'intern' })
}

describe('keys in a file are rotated', () => {
  let live: Live
  const file = () => live.path('.aws/credentials')
  const kind = () => live.monitor.health.kind

  beforeEach(async () => {
    live = await startLive({ profile: 'dev' })
    addKeys(live)
    live.monitor.trigger('focus')
    await live.monitor.idle()
    assert.equal(kind(), 'healthy')
    assert.equal(live.looks(), 1)
  })

  afterEach(() => live.stop())

  /** What happened so far led to so many looks; another rotation proves that none is still on its way. */
  async function expectLooks(count: number): Promise<void> {
    await until(() => live.looks() >= count, `look ${count}`)
    await live.monitor.idle()
    live.renameOver(file(), `# fence\n${keysOf('DEV')}`.replace('[dev]', '[dev]\noutput = json'))
    await until(() => live.looks() > count, 'the fence')
    await live.monitor.idle()
    assert.equal(live.looks(), count + 1)
  }

  const rotations: Record<string, () => void | Promise<void>> = {
    'by a rename over the file': () => live.renameOver(file(), keysOf('NEW')),
    'by editing it': () => live.edit(file(), keysOf('NEW')),
    'by deleting and creating it': () => live.deleteAndCreate(file(), keysOf('NEW')),
    'in parts, with a pause': async () => {
      const text = keysOf('NEW')
      writeFileSync(file(), text.slice(0, 40))
      await new Promise((resolve) => setImmediate(resolve))
      appendFileSync(file(), text.slice(40))
    },
    'in two files in a row': () => {
      live.renameOver(live.path('.aws/config'), `${live.read('.aws/config')}\n# rotated\n`)
      live.renameOver(file(), keysOf('NEW'))
    },
    'twice in a row': () => {
      live.renameOver(file(), keysOf('GONE'))
      live.renameOver(file(), keysOf('NEW'))
    },
    'with the whole folder': () => {
      const config = live.read('.aws/config')
      rmSync(live.path('.aws'), { recursive: true })
      mkdirSync(live.path('.aws'))
      live.edit(live.path('.aws/config'), config)
      live.edit(file(), keysOf('NEW'))
    },
  }
  for (const [name, rotate] of Object.entries(rotations)) {
    it(`${name}: one look, and quiet`, async () => {
      await rotate()
      await expectLooks(2)
      assert.deepEqual(live.news, [])
      assert.equal(kind(), 'healthy')
    })
  }

  it('to a revoked one: broken, told once; to a good one: healthy, told nothing', async () => {
    live.renameOver(file(), keysOf('GONE'))
    await until(() => kind() === 'broken', 'the loss')
    assert.equal(live.monitor.facts?.last?.id, 'access-key-invalid')
    live.renameOver(file(), keysOf('DEV'))
    await until(() => kind() === 'healthy', 'the recovery')
    assert.deepEqual(
      live.news.map((each) => each.kind),
      ['broken'],
    )
    assert.equal(live.monitor.health.restartNeeded, false, 'Cline still holds this very key')
  })

  it('to another person’s: loud', async () => {
    live.renameOver(file(), keysOf('INT'))
    await until(() => live.news.length > 0, 'the news')
    assert.match(live.news[0]?.text ?? '', /acts as intern/)
    assert.match(live.monitor.health.sentence, /reload the window/, 'and Cline still holds the old key')
  })

  it('away: told with the way to repair it', async () => {
    live.renameOver(file(), '')
    await until(() => kind() === 'broken', 'the loss')
    assert.equal(live.monitor.facts?.last?.step, 'credentials')
    assert.equal(live.looks(), 1, 'without keys AWS is not asked')
  })

  it('beside it, in another profile: no look', async () => {
    live.renameOver(file(), `${keysOf('DEV')}[other]\naws_access_key_id = ${fakeKeyId('AKIA', 'NEW')}\n`)
    live.renameOver(
      live.path('.aws/config'),
      `${live.read('.aws/config')}\n[profile more]\nregion = eu-west-1\n`,
    )
    await expectLooks(1)
  })

  it('while Cline is set to another profile at the same time: one look at what holds then', async () => {
    live.setCline({ awsProfile: 'bedrock-role' })
    live.renameOver(file(), keysOf('NEW'))
    await until(() => live.monitor.facts?.identity?.name === 'BedrockDeveloper', 'the role')
    assert.equal(kind(), 'healthy')
    assert.equal(
      live.sandbox.log.some(({ billed }) => billed),
      false,
    )
  })
})

describe('a sign-in of IAM Identity Center', () => {
  let live: Live
  const token = () => JSON.parse(live.read(SSO_FILE)) as Record<string, string>

  afterEach(() => live.stop())

  const start = (minutes: number, refreshable = true) =>
    startLive({
      profile: 'team-sso',
      home: {
        ssoToken: {
          token: 'aoaAAAAAexample-sso-access-token',
          expiresAt: new Date(Date.now() + minutes * 60_000),
          refreshable,
        },
      },
    })

  it('that the SDK renews during a look is no rotation', async () => {
    live = await start(2)
    const before = token()
    live.monitor.trigger('focus')
    await until(() => live.looks() === 1 && token().accessToken !== before.accessToken, 'the renewed token')
    await live.monitor.idle()
    live.setCline({ awsProfile: 'dev' })
    await until(() => live.looks() === 2, 'the fence')
    await live.monitor.idle()
    assert.equal(live.looks(), 2)
    assert.deepEqual(live.news, [])
  })

  it('that another program renews before its end is none either', async () => {
    live = await start(10)
    live.monitor.trigger('focus')
    await until(() => live.monitor.health.kind === 'healthy', 'the first look')
    const later = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+/, '')
    live.renameOver(live.path(SSO_FILE), JSON.stringify({ ...token(), expiresAt: later }))
    await until(() => live.monitor.facts?.seen?.signIn?.expiresAt === later, 'the renewal')
    live.setCline({ awsProfile: 'dev' })
    await until(() => live.looks() === 2, 'the fence')
    await live.monitor.idle()
    assert.equal(live.looks(), 2)
    assert.deepEqual(live.news, [])
  })

  it('that ends is broken, and signing in again repairs it without a click', async () => {
    live = await start(60, false)
    live.monitor.trigger('focus')
    await until(() => live.monitor.health.kind === 'healthy', 'the first look')
    const good = live.read(SSO_FILE)
    rmSync(live.path(SSO_FILE))
    await until(() => live.monitor.health.kind === 'broken', 'the loss')
    assert.deepEqual(live.monitor.facts?.last?.signIn, { profile: 'team-sso', via: 'sso' })
    rmSync(live.path('.aws/sso'), { recursive: true })
    live.renameOver(live.path(SSO_FILE), good)
    await until(() => live.monitor.health.kind === 'healthy', 'the recovery')
  })
})

describe('a sign-in of aws login', () => {
  it('that the SDK renews during a look is no rotation', async () => {
    const live = await startLive({ profile: 'login' })
    try {
      const [name = ''] = readdirSync(live.path('.aws/login/cache'))
      const before = live.read('.aws/login/cache', name)
      live.monitor.trigger('focus')
      await until(() => live.monitor.health.kind === 'healthy', 'the first look')
      assert.notEqual(live.read('.aws/login/cache', name), before, 'the look renewed it')
      live.setCline({ awsProfile: 'dev' })
      await until(() => live.monitor.facts?.setup.profile === 'dev', 'the fence')
      await live.monitor.idle()
      assert.equal(live.looks(), 2)
      assert.deepEqual(live.news, [])
    } finally {
      await live.stop()
    }
  })
})

describe('a profile with a credential_process', () => {
  it('is not run by a rotation or by coming back, only when the user asks', async () => {
    const live = await startLive({ profile: 'helper' })
    try {
      const command = `touch "$HOME/ran"; cat "$HOME/.aws/helper.json"`
      live.renameOver(
        live.path('.aws/config'),
        live.read('.aws/config').replace(/credential_process = .*/, `credential_process = ${command}`),
      )
      await until(() => /not allowed/.test(live.monitor.health.sentence), 'the comparison')
      live.monitor.trigger('focus')
      live.monitor.trigger('wake')
      await live.monitor.idle()
      assert.deepEqual([existsSync(live.path('ran')), live.looks()], [false, 0])
      assert.equal((await live.monitor.validate()).kind, 'healthy')
      assert.equal(existsSync(live.path('ran')), true)
    } finally {
      await live.stop()
    }
  })
})

describe('a first answer of a Marketplace model', () => {
  const base = 'anthropic.claude-sonnet-4-5-20250929-v1:0'
  const modelId = `us.${base}`
  let live: Live

  beforeEach(async () => {
    live = await startLive({ profile: 'dev' })
    live.monitor.trigger('focus')
    await live.monitor.idle()
    const { facts } = live.monitor
    assert.ok(facts?.last?.ok && facts.setup.modelId === modelId)
    live.monitor.answered({ setup: facts.setup, last: facts.last }, [modelId])
    await live.monitor.idle()
    assert.match(live.monitor.health.sentence, /provisional/)
  })

  afterEach(async () => {
    assert.ok(live.sandbox.log.every(({ billed }) => !billed))
    await live.stop()
  })

  async function aQuarterLater(): Promise<void> {
    live.advance(15 * 60_000 + 1000)
    live.monitor.trigger('due')
    await live.monitor.idle()
  }

  it('is final once Bedrock knows the agreement', async () => {
    await aQuarterLater()
    assert.equal(live.monitor.facts?.answered?.provisional, false)
    assert.doesNotMatch(live.monitor.health.sentence, /provisional/)
    assert.ok(live.sandbox.log.some(({ operation }) => operation === 'GetFoundationModelAvailability'))
  })

  it('stays provisional while the agreement is pending, and is lost with it', async () => {
    const { bedrock } = mainAccount(live.sandbox.world)
    bedrock.agreements[base] = 'PENDING'
    await aQuarterLater()
    assert.match(live.monitor.health.sentence, /provisional/)
    bedrock.agreements[base] = 'ERROR'
    await aQuarterLater()
    assert.equal(live.monitor.health.kind, 'broken')
    assert.equal(live.monitor.facts?.last?.step, 'model-access')
    assert.deepEqual(
      live.news.map(({ kind }) => kind),
      ['broken'],
    )
  })
})

describe('AWS cannot be reached', () => {
  it('which passes: shown, told nobody, asked again by itself, and good again', async () => {
    const live = await startLive({ profile: 'dev' })
    let back: Sandbox | undefined
    try {
      live.monitor.trigger('focus')
      await until(() => live.monitor.health.kind === 'healthy', 'the first look')
      await live.sandbox.stop()
      live.advance(11 * 60_000)
      live.monitor.trigger('focus')
      await until(() => live.monitor.health.kind === 'broken', 'the loss')
      assert.equal(live.monitor.health.severity, 'warning')
      back = await startSandbox({ port: live.sandbox.port })
      live.advance(31_000)
      live.monitor.trigger('due')
      await until(() => live.monitor.health.kind === 'healthy', 'the return')
      assert.deepEqual(live.news, [])
    } finally {
      await live.stop()
      await back?.stop()
    }
  })
})

describe('files that the environment puts elsewhere', () => {
  let live: Live
  afterEach(() => live.stop())

  it('are watched there, even in folders that appear later', async () => {
    live = await startLive({
      profile: 'dev',
      env: (home) => ({
        AWS_CONFIG_FILE: `${home}/elsewhere/config`,
        AWS_SHARED_CREDENTIALS_FILE: `${home}/elsewhere/keys`,
      }),
    })
    live.monitor.trigger('focus')
    await until(() => live.monitor.health.kind === 'broken', 'the missing files')
    live.edit(live.path('elsewhere/keys'), keysOf('DEV'))
    await until(() => live.monitor.health.kind === 'healthy', 'the files')
  })
})

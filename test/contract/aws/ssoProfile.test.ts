import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkDraft, planSsoProfile, type SsoDraft, tidy } from '../../../src/core/credentials/ssoProfile.ts'
import { startSandbox } from '../../sandbox/server.ts'
import { adapter, failureOf, makeHome, NEVER, value } from './support.ts'

const DRAFT: SsoDraft = {
  name: 'cline',
  startUrl: 'https://example.awsapps.com/start',
  ssoRegion: 'us-east-1',
  account: '123456789012',
  role: 'PowerUserAccess',
  region: 'eu-central-1',
}
const START = { session: 'corp', startUrl: DRAFT.startUrl, ssoRegion: 'us-east-1' }
const CONFIG = '.aws/config'
const cacheOf = (session: string) => `.aws/sso/cache/${createHash('sha1').update(session).digest('hex')}.json`

/** A home and the adapter on it. */
async function at(
  files: Record<string, string>,
  run: (place: { home: string; path: string; aws: ReturnType<typeof adapter> }) => Promise<void>,
): Promise<void> {
  const { home, remove } = makeHome(files)
  try {
    await run({ home, path: join(home, CONFIG), aws: adapter({ HOME: home }) })
  } finally {
    remove()
  }
}

/** Plans and writes as the page does; gives what was appended. */
async function add(aws: ReturnType<typeof adapter>, draft = DRAFT) {
  const { text, name } = planSsoProfile(draft, await aws.readFiles())
  const preview = await aws.previewAppend(text)
  return { preview, outcome: await aws.appendProfile({ profile: name, text, previewId: preview.id }) }
}

describe('a new Identity Center profile', () => {
  it('is appended, and what was there stays byte for byte', async () => {
    const before = '# mine\n[profile old]\nregion=us-east-1   # kept\n\n\n[weird'
    await at({ [CONFIG]: before }, async ({ path, aws }) => {
      chmodSync(path, 0o640)
      const { preview, outcome } = await add(aws)
      assert.equal(outcome.kind, 'added')
      assert.equal(preview.isNew, false)
      const after = readFileSync(path, 'utf8')
      assert.ok(after.startsWith(before))
      assert.ok(after.endsWith(preview.text))
      assert.equal(statSync(path).mode & 0o777, 0o640, 'the file’s own mode')
    })
  })

  it('is read by AWS’s own reader as it was meant', async () => {
    await at({ [CONFIG]: '[profile old]\nregion = us-east-1\n' }, async ({ aws }) => {
      await add(aws)
      const files = await aws.readFiles()
      assert.deepEqual(files.profiles.find(({ name }) => name === 'cline')?.settings, {
        sso_session: 'example',
        sso_account_id: '123456789012',
        sso_role_name: 'PowerUserAccess',
        region: 'eu-central-1',
      })
      assert.equal(files.ssoSessions.example?.sso_start_url, DRAFT.startUrl)
      assert.deepEqual(files.problems, [])
    })
  })

  it('makes a file that only its owner may read where there was none', async () => {
    await at({}, async ({ path, aws }) => {
      const { preview } = await add(aws)
      assert.equal(preview.isNew, true)
      assert.equal(statSync(path).mode & 0o777, 0o600)
      assert.equal(statSync(join(path, '..')).mode & 0o777, 0o700)
      assert.equal(readFileSync(path, 'utf8'), preview.text)
    })
  })

  it('keeps a file’s Windows line ends, and a link a link', async () => {
    await at(
      { 'real-config': '[default]\r\nregion = us-east-1\r\n', '.aws/x': '' },
      async ({ home, path, aws }) => {
        symlinkSync(join(home, 'real-config'), path)
        await add(aws)
        assert.ok(lstatSync(path).isSymbolicLink())
        const text = readFileSync(join(home, 'real-config'), 'utf8')
        assert.ok(!/(?<!\r)\n/.test(text), 'no bare line feed')
        assert.match(text, /\[profile cline\]\r\n/)
      },
    )
  })

  it('never writes over a profile, in whichever file it stands', async () => {
    for (const files of [
      { [CONFIG]: '[profile cline]\nregion = x\n' },
      { '.aws/credentials': '[cline]\nregion = x\n' },
    ]) {
      await at(files as Record<string, string>, async ({ aws, home }) => {
        const all = await aws.readFiles()
        assert.match(checkDraft(DRAFT, all).name ?? '', /already/)
        const preview = await aws.previewAppend('[profile cline]\n')
        const outcome = await aws.appendProfile({
          profile: 'cline',
          text: '[profile cline]\n',
          previewId: preview.id,
        })
        assert.deepEqual(outcome, { kind: 'exists', profile: 'cline' })
        for (const [path, text] of Object.entries(files)) {
          assert.equal(readFileSync(join(home, path), 'utf8'), text)
        }
      })
    }
  })

  it('puts no section into the file twice, not even an empty one, which would break the CLI', async () => {
    for (const head of ['[profile cline]', '[ profile  "cline" ]', '[sso-session example]']) {
      await at({ [CONFIG]: `${head}\n` }, async ({ aws, path }) => {
        assert.equal((await add(aws)).outcome.kind, 'exists', head)
        assert.equal(readFileSync(path, 'utf8'), `${head}\n`)
      })
    }
  })

  it('is not written when the file has changed since it was shown', async () => {
    await at({ [CONFIG]: '[profile old]\nregion = a\n' }, async ({ path, aws }) => {
      const { text } = planSsoProfile(DRAFT, await aws.readFiles())
      const preview = await aws.previewAppend(text)
      writeFileSync(path, '[profile old]\nregion = b\n')
      const outcome = await aws.appendProfile({ profile: 'cline', text, previewId: preview.id })
      assert.equal(outcome.kind, 'changed')
      assert.equal(readFileSync(path, 'utf8'), '[profile old]\nregion = b\n')
    })
  })

  it('says so when it cannot be written, and leaves the file alone', async () => {
    await at({ '.aws/config/x': '' }, async ({ aws }) => {
      const outcome = await aws.appendProfile({ profile: 'cline', text: 'x', previewId: 'any' })
      assert.equal(outcome.kind, 'unwritable')
    })
    await at({ [CONFIG]: 'a\0b' }, async ({ aws, path }) => {
      assert.equal((await add(aws)).outcome.kind, 'unwritable')
      assert.equal(readFileSync(path, 'utf8'), 'a\0b')
    })
  })

  it('leaves a read-only file and a link that leads nowhere as they are', async () => {
    await at({ [CONFIG]: '[default]\n' }, async ({ aws, path }) => {
      chmodSync(path, 0o400)
      assert.deepEqual((await add(aws)).outcome, { kind: 'unwritable', path, said: 'EACCES' })
      assert.equal(readFileSync(path, 'utf8'), '[default]\n')
    })
    await at({ '.aws/x': '' }, async ({ aws, path, home }) => {
      symlinkSync(join(home, 'not-there-yet'), path)
      assert.deepEqual((await add(aws)).outcome, { kind: 'unwritable', path, said: 'ELINK' })
      assert.ok(lstatSync(path).isSymbolicLink())
    })
  })

  it('uses an sso-session that names the same portal, instead of a second one', async () => {
    const config = `[sso-session corp]\nsso_start_url = ${DRAFT.startUrl}/#/\nsso_region = us-east-1\n`
    await at({ [CONFIG]: config }, async ({ aws }) => {
      const { text, start } = planSsoProfile(DRAFT, await aws.readFiles())
      assert.equal(start.session, 'corp')
      assert.ok(!text.includes('[sso-session'))
      const other = planSsoProfile({ ...DRAFT, ssoRegion: 'eu-west-1' }, await aws.readFiles())
      assert.match(other.text, /\[sso-session example\]/)
    })
  })

  it('takes no value that could be read as something else in the file', async () => {
    await at({}, async ({ aws, path }) => {
      const files = await aws.readFiles()
      const wrong: Partial<SsoDraft>[] = [
        { name: 'a b' },
        { name: '-x' },
        { name: 'a]\n[b' },
        { startUrl: 'http://example.com/start' },
        { startUrl: 'https://example.com/start\nrole_arn = x' },
        { ssoRegion: 'us-east-1\nx' },
        { account: '12' },
        { role: 'a b' },
        { region: 'nowhere' },
      ]
      for (const change of wrong) {
        const problems = checkDraft(tidy({ ...DRAFT, ...change }), files)
        assert.deepEqual(Object.keys(problems), Object.keys(change), JSON.stringify(change))
      }
      assert.deepEqual(
        checkDraft(tidy({ ...DRAFT, startUrl: ` ${DRAFT.startUrl}/#/ `, account: '1234-5678-9012' }), files),
        {},
      )
      assert.ok(!existsSync(path))
    })
  })
})

describe('what the portal offers', () => {
  const token = (accessToken: string) =>
    JSON.stringify({ accessToken, expiresAt: '2099-01-01T00:00:00Z', region: 'us-east-1' })

  it('is told to whoever is signed in: all pages of accounts, and their roles', async () => {
    const sandbox = await startSandbox()
    const { home, remove } = makeHome({ [cacheOf('corp')]: token('aoaAAAAAexample-sso-access-token') })
    try {
      const [first] = sandbox.world.ssoAssignments
      const [account] = Object.values(sandbox.world.accounts)
      assert.ok(first && account)
      for (let count = 0; count < 150; count += 1) {
        const id = String(200_000_000_000 + count)
        sandbox.world.accounts[id] = { ...account, id, name: `Account ${count}` }
        sandbox.world.ssoAssignments.push({ ...first, account: id })
      }
      const aws = adapter({ HOME: home, ...sandbox.env() })
      const accounts = value(await aws.ssoAccounts(START, NEVER))
      assert.equal(accounts.length, 151)
      assert.deepEqual(accounts[0], { id: '123456789012', name: 'Example development' })
      assert.deepEqual(value(await aws.ssoRoles(START, '123456789012', NEVER)), ['PowerUserAccess'])
    } finally {
      await sandbox.stop()
      remove()
    }
  })

  it('is refused to a stranger, by the portal or before any call', async () => {
    const sandbox = await startSandbox()
    const { home, write, remove } = makeHome({})
    try {
      const aws = adapter({ HOME: home, ...sandbox.env() })
      assert.equal(failureOf(await aws.ssoAccounts(START, NEVER)).name, 'UnauthorizedException')
      assert.equal(sandbox.log.length, 0)
      write(cacheOf('corp'), token('aoaAAAAAexample-sso-unknown'))
      const failure = failureOf(await aws.ssoAccounts(START, NEVER))
      assert.equal(failure.name, 'UnauthorizedException')
      assert.equal(failure.httpStatus, 401)
      assert.ok(!JSON.stringify(failure).includes('sso-unknown'))
    } finally {
      await sandbox.stop()
      remove()
    }
  })
})

import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { type Session, startSession } from '../../src/app/session.ts'
import { adapter, makeHome, withProcessEnv } from '../contract/aws/support.ts'
import { envOf, type SourceRow, type Sources, startSources } from '../lib/sources.ts'
import { until } from '../lib/until.ts'
import { fakeCline, fakeSignIn } from '../unit/wizard/fakes.ts'
import { opened } from './support/fixtures.ts'
import { type Harness, startHarness } from './support/harness.ts'

/** The built page on the real session and the real adapter, as VS Code joins them. */
describe('every kind of profile, chosen in the page', () => {
  let harness: Harness
  let sources: Sources
  let place: ReturnType<typeof makeHome>

  before(async () => {
    harness = await startHarness()
    sources = await startSources()
    place = makeHome({})
    for (const [path, text] of Object.entries(sources.files(place.home))) {
      place.write(path, text)
    }
  })
  after(async () => {
    await harness.close()
    await sources.stop()
    place.remove()
  })

  /** Runs with a page whose intents reach the session and whose states reach the page. */
  async function at(row: SourceRow, run: (page: Page, session: Session) => Promise<void>): Promise<void> {
    const env = envOf(sources, row, place.home)
    await withProcessEnv(env, async () => {
      const { host } = opened()
      let latest = false
      const session = startSession({
        aws: adapter(env),
        cline: fakeCline(),
        signIn: fakeSignIn(),
        clock: { now: () => Date.now() },
        timers: { after: () => () => {} },
        platform: 'linux',
        log: { info() {}, warn() {}, error() {} },
        host,
        perform: () => Promise.resolve(undefined),
        publish: () => {
          latest = false
        },
      })
      try {
        const { page, show, intents } = await harness.open(session.state)
        let open = true
        const pump = async () => {
          while (open) {
            for (const intent of await intents()) {
              session.dispatch(intent)
            }
            if (!latest) {
              latest = true
              await show(session.state)
            }
            await pause(10)
          }
        }
        const pumping = pump()
        try {
          await run(page, session)
        } finally {
          open = false
          await pumping
        }
      } finally {
        session.dispose()
      }
    })
  }

  const choose = async (page: Page, name: string) => {
    await page.getByRole('combobox', { name: 'Profile' }).click()
    await page.getByRole('option', { name: new RegExp(`^${name} —`) }).click()
  }

  it('shows who it is, or what is wrong, for each', async function () {
    this.timeout(120_000)
    const rows = sources.rows.filter(
      ({ auth, env, profile }) => auth === 'profile' && env === undefined && profile !== 'not-there',
    )
    assert.ok(rows.length > 20)
    const [first] = rows
    assert.ok(first)
    const wrong: string[] = []
    await at(first, async (page, session) => {
      await page.getByRole('combobox', { name: 'Profile' }).waitFor()
      for (const { profile = '', who, diagnosis } of rows) {
        await choose(page, profile)
        const card = page.getByRole('region', { name: 'Credentials check' })
        await until(() => {
          const { profile: chosen, check } = session.state.credentials
          return chosen === profile && check.status !== 'running' && check.status !== 'idle'
        }, `the check of ${profile}`)
        const { check, identity } = session.state.credentials
        const found = [check.result?.diagnosis?.id, identity?.name]
        if (JSON.stringify(found) !== JSON.stringify([diagnosis, who])) {
          wrong.push(`${profile}: ${JSON.stringify(found)}`)
        }
        const title = check.result?.explanation?.title
        if (title !== undefined) {
          await card.getByRole('heading', { name: title }).waitFor()
        } else {
          await card.getByText(`AWS knows these credentials: ${who}.`).waitFor()
        }
      }
    })
    assert.deepEqual(wrong, [])
  })

  it('tells of those that need a code what works instead, and of the lapsed that a sign-in is missing', async () => {
    const row = sources.rows.find(({ profile }) => profile === 'dev')
    assert.ok(row)
    await at(row, async (page) => {
      await page.getByRole('combobox', { name: 'Profile' }).waitFor()
      await choose(page, 'role-with-code')
      await page.getByText(/What works instead: IAM Identity Center, aws login/).waitFor()
      await choose(page, 'lapsed-sso')
      await page
        .getByText(/needs a sign-in/)
        .first()
        .waitFor()
      await page.getByRole('button', { name: 'Sign in for lapsed-sso' }).waitFor()
    })
  })

  it('takes typed keys and both kinds of API key', async () => {
    for (const row of sources.rows.filter(
      ({ auth, who }) => auth !== 'profile' && auth !== 'default' && who,
    )) {
      await at({ title: row.title, auth: row.auth }, async (page) => {
        const env = row.env ?? {}
        await page.getByText(row.auth === 'keys' ? 'Access keys' : 'Bedrock API key', { exact: true }).click()
        const fill = (id: string, name: string) => page.locator(`#${id} input`).fill(env[name] ?? '')
        if (row.auth === 'keys') {
          await fill('access-key-id', 'AWS_ACCESS_KEY_ID')
          await fill('secret-access-key', 'AWS_SECRET_ACCESS_KEY')
          await fill('session-token', 'AWS_SESSION_TOKEN')
          await page.getByRole('button', { name: 'Use these keys' }).click()
          await page.getByText(`AWS knows these credentials: ${row.who}.`).first().waitFor()
        } else {
          await fill('api-key', 'AWS_BEARER_TOKEN_BEDROCK')
          await page.getByRole('button', { name: 'Use this key' }).click()
          await page.getByText('AWS accepts the API key.').first().waitFor()
        }
        const html = await page.content()
        for (const name of ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_BEARER_TOKEN_BEDROCK']) {
          assert.ok(!env[name] || !html.includes(env[name]), name)
        }
      })
    }
  })
})

import assert from 'node:assert/strict'
import type { SessionDeps } from '../../../src/app/session.ts'
import { FILES, healthyAws, openSession } from './fakes.ts'
import { settle } from './patience.ts'

const fault = () => Promise.reject(new TypeError('a fault of ours'))

async function ready(change: Partial<SessionDeps>) {
  const opened = openSession(change)
  opened.session.dispatch({ type: 'chooseProfile', profile: 'work' })
  await opened.session.idle()
  return opened
}

describe('a fault of our own', () => {
  it('in reading the profiles leaves the other ways open, and says so', async () => {
    const { session, logged } = openSession({ aws: healthyAws({ readFiles: fault }) })
    await session.idle()
    assert.deepEqual(session.state.credentials.profiles, [])
    assert.equal(session.state.credentials.fileProblems.length, 1)
    assert.match(logged.join(), /a fault of ours/)
  })

  it('in what only the editor can do is told to who pressed the button', async () => {
    const { session } = await ready({ perform: fault })
    session.dispatch({ type: 'openCline' })
    await session.idle()
    assert.match(session.state.notice?.text ?? '', /did not work/)
  })

  it('in the survey ends it, so that it can be asked for again', async () => {
    let faulty = true
    const base = healthyAws()
    const aws = healthyAws({
      invocationLogging: (...args) => (faulty ? fault() : base.invocationLogging(...args)),
    })
    const { session } = await ready({ aws })
    session.dispatch({ type: 'surveySecurity' })
    await session.idle()
    assert.equal(session.state.security.status, 'ready')
    faulty = false
    session.dispatch({ type: 'surveySecurity' })
    await session.idle()
    assert.ok((session.state.security.practices ?? []).length > 0)
  })

  it('in asking the regions leaves none that seems to be asked for ever', async () => {
    const { session } = await ready({ aws: healthyAws({ reach: fault }) })
    session.dispatch({ type: 'probeRegions' })
    await settle()
    assert.ok(session.state.region.options.every(({ probe }) => probe === 'silent'))
  })

  it('in planning the profile for Cline is shown where the plan was to be', async () => {
    const lapsed = {
      ...FILES,
      profiles: [
        {
          name: 'work',
          settings: { sso_session: 'corp', sso_account_id: '111122223333', sso_role_name: 'Dev' },
          inConfig: true,
          inCredentials: false,
        },
      ],
      ssoSessions: { corp: { sso_region: 'us-east-1', sso_start_url: 'https://example.awsapps.com/start' } },
      ssoCache: { corp: { readable: true, renewable: false, expiresAt: '2099-01-01T00:00:00Z' } },
    }
    const aws = healthyAws({ readFiles: () => Promise.resolve(lapsed), previewAppend: fault })
    const { session } = await ready({ aws })
    const explanation = session.state.region.check.result?.explanation
    const index = explanation?.remedies.findIndex(({ action }) => action?.kind === 'write-wrapper-profile')
    assert.ok(index !== undefined && index >= 0)
    session.dispatch({ type: 'remedy', of: 'region', index })
    await session.idle()
    assert.equal(session.state.credentials.wrapper?.status, 'failed')
    assert.notEqual(session.state.credentials.wrapper?.failure, '')
  })
})

describe('two readings of the same files', () => {
  it('end with the newer one, whichever comes back last', async () => {
    const waits: ((files: typeof FILES) => void)[] = []
    const { session } = openSession({
      aws: healthyAws({ readFiles: () => new Promise((resolve) => void waits.push(resolve)) }),
    })
    session.notify({ type: 'signedInElsewhere', profile: 'work' })
    await settle()
    const [first, second] = waits
    const named = (name: string) => ({
      ...FILES,
      profiles: FILES.profiles.map((each) => ({ ...each, name })),
    })
    second?.(named('new'))
    await settle()
    first?.(named('old'))
    await settle()
    assert.deepEqual(
      session.state.credentials.profiles?.map(({ name }) => name),
      ['new'],
    )
  })
})

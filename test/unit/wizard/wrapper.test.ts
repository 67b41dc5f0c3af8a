import assert from 'node:assert/strict'
import type { Aws } from '../../../src/app/ports.ts'
import { FILES, healthyAws, openSession } from './fakes.ts'

const SSO = {
  sso_session: 'corp',
  sso_account_id: '111122223333',
  sso_role_name: 'Dev',
  region: 'eu-central-1',
}

/** A profile that signs in to Identity Center in us-east-1, while Bedrock is used in eu-central-1. */
function files(names: Record<string, Record<string, string>>) {
  return {
    ...FILES,
    profiles: Object.entries(names).map(([name, settings]) => ({
      name,
      settings,
      inConfig: true,
      inCredentials: false,
    })),
    ssoSessions: {
      corp: { sso_region: 'us-east-1', sso_start_url: 'https://example.awsapps.com/start' },
    },
    ssoCache: {
      corp: { readable: true, renewable: true, expiresAt: '2099-01-01T00:00:00Z', region: 'us-east-1' },
    },
  }
}

async function atWarning(name: string, change: Partial<Aws> = {}) {
  const appended: { profile: string; text: string; previewId: string }[] = []
  const profiles: Record<string, Record<string, string>> = { [name]: SSO }
  const opened = openSession({
    aws: healthyAws({
      readFiles: () => Promise.resolve(files(profiles)),
      appendProfile: (request) => {
        appended.push(request)
        profiles[request.profile] = { credential_process: '[set]' }
        return Promise.resolve({ kind: 'added', path: FILES.configPath })
      },
      ...change,
    }),
  })
  const { session } = opened
  session.dispatch({ type: 'chooseProfile', profile: name })
  await session.idle()
  // The region comes from the profile after the check of the credentials; with it the trap can be foreseen.
  const { result } = session.state.region.check
  assert.equal(result?.diagnosis?.id, 'sso-region-unsupported-by-cline')
  const index = (result?.explanation?.remedies ?? []).findIndex(
    ({ action }) => action?.kind === 'write-wrapper-profile',
  )
  const show = async () => {
    session.dispatch({ type: 'remedy', of: 'region', index })
    await session.idle()
  }
  return { ...opened, appended, show }
}

describe('a wrapper profile for Identity Center in another region', () => {
  it('is shown first, then added with one click, chosen and checked', async () => {
    const { session, appended, show } = await atWarning('work')
    await show()
    const wrapper = session.state.credentials.wrapper
    assert.equal(wrapper?.status, 'planned')
    assert.equal(
      wrapper?.preview?.text,
      '[profile work-for-cline]\ncredential_process = aws configure export-credentials --profile work --format process\nregion = eu-central-1\n',
    )
    assert.deepEqual(appended, [], 'nothing is written before the click')
    session.dispatch({ type: 'addWrapper', previewId: wrapper?.preview?.id ?? '' })
    await session.idle()
    assert.deepEqual(
      appended.map(({ profile, previewId }) => [profile, previewId]),
      [['work-for-cline', 'append-1']],
    )
    assert.equal(session.state.credentials.profile, 'work-for-cline')
    assert.equal(session.state.credentials.check.status, 'pass')
    assert.equal(session.state.credentials.wrapper, undefined)
  })

  it('is added only as it was shown', async () => {
    const { session, appended, show } = await atWarning('work')
    await show()
    session.dispatch({ type: 'addWrapper', previewId: 'another' })
    await session.idle()
    assert.deepEqual(appended, [])
    session.dispatch({ type: 'closeWrapper' })
    assert.equal(session.state.credentials.wrapper, undefined)
  })

  it('says so when the file has changed meanwhile, and writes nothing', async () => {
    const { session, show } = await atWarning('work', {
      appendProfile: () => Promise.resolve({ kind: 'changed', path: FILES.configPath }),
    })
    await show()
    session.dispatch({ type: 'addWrapper', previewId: 'append-1' })
    await session.idle()
    assert.match(session.state.credentials.wrapper?.failure ?? '', /has changed since/)
    assert.equal(session.state.credentials.profile, 'work')
  })

  it('is not offered for a name that a command line could read as something else', async () => {
    for (const name of ['a;rm', '-x', '$(id)', 'x y']) {
      const { session, appended, show } = await atWarning(name)
      await show()
      assert.equal(session.state.credentials.wrapper?.status, 'failed')
      assert.deepEqual(appended, [])
    }
  })
})

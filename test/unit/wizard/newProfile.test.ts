import assert from 'node:assert/strict'
import { FILES, fakeSignIn, healthyAws, openSession } from './fakes.ts'
import { led, turn } from './signInByHand.ts'

describe('a new Identity Center profile from the page', () => {
  const draft = {
    name: '',
    startUrl: 'https://example.awsapps.com/start/',
    ssoRegion: 'eu-central-1',
    account: '',
    role: '',
    region: '',
  }

  it('is chosen and checked once it is written: sign in, account, role, preview, confirmation', async () => {
    const written: unknown[] = []
    const signIn = fakeSignIn()
    let known = false
    const refused = {
      ok: false as const,
      failure: { service: 'sso', operation: 'ListAccounts', name: 'UnauthorizedException', message: 'no' },
    }
    const { session } = openSession({
      signIn: {
        ...signIn,
        start: (request, onProgress) => {
          known = true
          return signIn.start(request, onProgress)
        },
      },
      aws: healthyAws({
        ssoAccounts: () =>
          Promise.resolve(
            known ? { ok: true, value: [{ id: '111122223333', name: 'Dev' }] } : (refused as never),
          ),
        ssoRoles: () => Promise.resolve({ ok: true, value: ['Power', 'Read'] }),
        appendProfile: (request) => {
          written.push(request)
          return Promise.resolve({ kind: 'added', path: FILES.configPath })
        },
      }),
    })
    session.dispatch({ type: 'openNewProfile' })
    session.dispatch({ type: 'findSsoAccounts', draft })
    await session.idle()
    assert.deepEqual(signIn.asked[0]?.start, {
      session: 'example',
      startUrl: 'https://example.awsapps.com/start',
      ssoRegion: 'eu-central-1',
    })
    const form = () => session.state.credentials.newProfile
    // One account is no choice, so its roles were asked for at once.
    assert.equal(form()?.draft.account, '111122223333')
    assert.deepEqual(form()?.roles, ['Power', 'Read'])
    session.dispatch({ type: 'planProfile', draft: { ...draft, account: '111122223333', role: 'Power' } })
    await session.idle()
    assert.match(form()?.preview?.text ?? '', /^\[profile Power-111122223333\]/)
    assert.equal(written.length, 0, 'nothing is written before it is agreed to')
    session.dispatch({ type: 'addProfile', previewId: 'another' })
    await session.idle()
    assert.equal(written.length, 0, 'only what was shown')
    session.dispatch({ type: 'addProfile', previewId: 'append-1' })
    await session.idle()
    assert.equal(written.length, 1)
    assert.equal(form(), undefined)
    assert.equal(session.state.credentials.profile, 'Power-111122223333')
  })

  it('sends nobody to the browser who is signed in already', async () => {
    const signIn = fakeSignIn()
    const { session } = openSession({
      signIn,
      aws: healthyAws({
        ssoAccounts: () =>
          Promise.resolve({
            ok: true,
            value: [
              { id: '1', name: 'a' },
              { id: '2', name: 'b' },
            ],
          }),
      }),
    })
    session.dispatch({ type: 'openNewProfile' })
    session.dispatch({ type: 'findSsoAccounts', draft })
    await session.idle()
    assert.deepEqual(signIn.asked, [])
    assert.equal(session.state.credentials.newProfile?.accounts?.length, 2)
  })

  it('sends nobody to the browser while the portal cannot be reached, and says why', async () => {
    const signIn = fakeSignIn()
    const failure = {
      service: 'sso' as const,
      operation: 'ListAccounts',
      name: 'Error',
      networkCode: 'ENOTFOUND',
      message: 'getaddrinfo ENOTFOUND portal.sso.eu-central-1.amazonaws.com',
    }
    const { session } = openSession({
      signIn,
      aws: healthyAws({ ssoAccounts: () => Promise.resolve({ ok: false, failure }) }),
    })
    session.dispatch({ type: 'openNewProfile' })
    session.dispatch({ type: 'findSsoAccounts', draft })
    await session.idle()
    assert.deepEqual(signIn.asked, [])
    assert.match(session.state.credentials.newProfile?.failure ?? '', /cannot be resolved/)
  })

  it('says what is wrong with the form, and keeps what was typed', async () => {
    const { session } = openSession()
    session.dispatch({ type: 'openNewProfile' })
    session.dispatch({ type: 'findSsoAccounts', draft: { ...draft, startUrl: 'example', role: 'Kept' } })
    await session.idle()
    const form = session.state.credentials.newProfile
    assert.deepEqual(Object.keys(form?.problems ?? {}), ['startUrl'])
    assert.equal(form?.draft.role, 'Kept')
    session.dispatch({ type: 'planProfile', draft: { ...draft, name: 'work', account: '1', role: '' } })
    await session.idle()
    assert.deepEqual(Object.keys(session.state.credentials.newProfile?.problems ?? {}).sort(), [
      'account',
      'name',
      'role',
    ])
  })

  it('tells why nothing was written', async () => {
    for (const outcome of [
      { kind: 'exists' as const, profile: 'p' },
      { kind: 'changed' as const, path: '/config' },
      { kind: 'unwritable' as const, path: '/config', said: 'EACCES' },
    ]) {
      const { session } = openSession({
        aws: healthyAws({ appendProfile: () => Promise.resolve(outcome) }),
      })
      session.dispatch({ type: 'openNewProfile' })
      const whole = { ...draft, name: 'p', account: '111122223333', role: 'Power' }
      session.dispatch({ type: 'planProfile', draft: whole })
      await session.idle()
      session.dispatch({ type: 'addProfile', previewId: 'append-1' })
      await session.idle()
      const form = session.state.credentials.newProfile
      assert.equal(form?.status, 'open')
      assert.match(form?.failure ?? '', /p already|has changed|EACCES/)
    }
  })

  it('ends its sign-in with the form', async () => {
    const signIn = led()
    const { session } = openSession({
      signIn,
      aws: healthyAws({
        ssoAccounts: () =>
          Promise.resolve({
            ok: false,
            failure: {
              service: 'sso',
              operation: 'ListAccounts',
              name: 'UnauthorizedException',
              message: '',
            },
          }),
      }),
    })
    session.dispatch({ type: 'openNewProfile' })
    session.dispatch({ type: 'findSsoAccounts', draft })
    await turn()
    await turn()
    assert.equal(signIn.starts, 1)
    session.dispatch({ type: 'closeNewProfile' })
    assert.equal(signIn.cancels, 1)
    signIn.end({ kind: 'cancelled' })
    await session.idle()
    assert.equal(session.state.credentials.newProfile, undefined)
  })
})

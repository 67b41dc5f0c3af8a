import assert from 'node:assert/strict'
import type { SignIn } from '../../../src/app/ports.ts'
import type { AwsFiles } from '../../../src/core/credentials/awsFiles.ts'
import type { SignInOutcome, SignInProgress } from '../../../src/core/credentials/signInTypes.ts'
import { FILES, fakeSignIn, healthyAws, openSession } from './fakes.ts'

const SSO = { sso_session: 'corp', sso_account_id: '111122223333', sso_role_name: 'Power' }
const lapsed: AwsFiles = {
  ...FILES,
  profiles: [
    { name: 'team', settings: SSO, inConfig: true, inCredentials: false },
    { name: 'other', settings: SSO, inConfig: true, inCredentials: false },
  ],
  ssoSessions: { corp: { sso_region: 'eu-central-1', sso_start_url: 'https://example.awsapps.com/start' } },
}
const signedIn: AwsFiles = {
  ...lapsed,
  ssoCache: { corp: { readable: true, renewable: false, expiresAt: '2099-01-01T00:00:00Z' } },
}
const ROLE = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Power_0123456789abcdef/dev@example.com'

/** A sign-in that a test leads by the hand. */
function led(): SignIn & {
  starts: number
  cancels: number
  codes: string[]
  tell: (progress: SignInProgress) => void
  end: (outcome: SignInOutcome) => void
  elsewhere: () => void
} {
  const listeners = new Set<Parameters<SignIn['onSignedIn']>[0]>()
  const it = {
    starts: 0,
    cancels: 0,
    codes: [] as string[],
    tell: (_progress: SignInProgress) => {},
    end: (_outcome: SignInOutcome) => {},
    elsewhere: () => {
      for (const listener of listeners) {
        listener({ profile: 'team', via: 'sso' })
      }
    },
    start: (_request: unknown, onProgress: (progress: SignInProgress) => void) => {
      it.starts += 1
      it.tell = onProgress
      return new Promise<SignInOutcome>((resolve) => {
        it.end = resolve
      })
    },
    enterCode: (code: string) => void it.codes.push(code),
    cancel: () => {
      it.cancels += 1
    },
    onSignedIn: (listener: Parameters<SignIn['onSignedIn']>[0]) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    get listening() {
      return listeners.size
    },
  }
  return it
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** A window in which the profile's sign-in has lapsed; `files` says what is on disk from now on. */
async function lapsedWindow(signIn: SignIn) {
  let files = lapsed
  const opened = openSession({
    signIn,
    aws: healthyAws({
      readFiles: () => Promise.resolve(files),
      callerIdentity: () =>
        Promise.resolve({ ok: true, value: { account: '111122223333', arn: ROLE, userId: 'X' } }),
    }),
  })
  opened.session.dispatch({ type: 'chooseProfile', profile: 'team' })
  await opened.session.idle()
  return {
    ...opened,
    renew: () => {
      files = signedIn
    },
  }
}

describe('signing in from the page', () => {
  it('is validated by itself: one click, and the profile is green', async () => {
    const signIn = led()
    const { session, renew } = await lapsedWindow(signIn)
    assert.equal(session.state.credentials.check.result?.diagnosis?.id, 'sso-login-required')
    session.dispatch({ type: 'remedy', of: 'credentials', index: 0 })
    assert.equal(session.state.credentials.signIn?.status, 'running')
    signIn.tell({ url: 'https://device.sso.us-east-1.amazonaws.com/', code: 'ABCD-EFGH', asksForCode: false })
    assert.equal(session.state.credentials.signIn?.code, 'ABCD-EFGH')
    renew()
    signIn.end({ kind: 'signed-in' })
    await session.idle()
    assert.equal(session.state.credentials.check.status, 'pass')
    assert.equal(session.state.credentials.profiles?.find(({ name }) => name === 'team')?.usable, true)
    assert.equal(session.state.credentials.signIn?.code, undefined, 'the code is gone')
  })

  it('starts one however often it is asked for', async () => {
    const signIn = led()
    const { session } = await lapsedWindow(signIn)
    for (let count = 0; count < 5; count += 1) {
      session.dispatch({ type: 'signIn', profile: 'team' })
      session.dispatch({ type: 'remedy', of: 'credentials', index: 0 })
      session.dispatch({ type: 'signIn', profile: 'other' })
    }
    assert.equal(signIn.starts, 1)
    signIn.end({ kind: 'cancelled' })
  })

  it('opens only the page, and copies only the code, that the CLI named', async () => {
    const signIn = led()
    const { session, actions } = await lapsedWindow(signIn)
    session.dispatch({ type: 'openSignInPage' })
    session.dispatch({ type: 'copySignInCode' })
    assert.deepEqual(actions, [])
    session.dispatch({ type: 'signIn', profile: 'team' })
    signIn.tell({ url: 'https://device.sso.us-east-1.amazonaws.com/', code: 'ABCD-EFGH', asksForCode: false })
    session.dispatch({ type: 'openSignInPage' })
    session.dispatch({ type: 'copySignInCode' })
    assert.deepEqual(actions, [
      { kind: 'open-url', url: 'https://device.sso.us-east-1.amazonaws.com/' },
      { kind: 'copy', what: 'code', text: 'ABCD-EFGH' },
    ])
    signIn.end({ kind: 'cancelled' })
  })

  it('ends without a word when it is cancelled', async () => {
    const signIn = led()
    const { session } = await lapsedWindow(signIn)
    session.dispatch({ type: 'signIn', profile: 'team' })
    session.dispatch({ type: 'cancelSignIn' })
    assert.equal(signIn.cancels, 1)
    signIn.end({ kind: 'cancelled' })
    await session.idle()
    assert.equal(session.state.credentials.signIn, undefined)
    assert.equal(session.state.credentials.check.status, 'fail', 'what was wrong is still told')
  })

  it('tells each way in which it can fail apart, with something to do', async () => {
    const ends: [SignInOutcome, RegExp][] = [
      [{ kind: 'cli-missing' }, /not installed/],
      [{ kind: 'cli-too-old' }, /too old/],
      [{ kind: 'timed-out' }, /too long/],
      [{ kind: 'busy', profile: 'x' }, /under way/],
      [{ kind: 'refused', said: 'AccessDenied: secret_access_key=abcdefghijkl' }, /did not work/],
    ]
    const titles = new Set<string>()
    for (const [outcome, title] of ends) {
      const signIn = led()
      const { session } = await lapsedWindow(signIn)
      session.dispatch({ type: 'signIn', profile: 'team' })
      signIn.end(outcome)
      await session.idle()
      const problem = session.state.credentials.signIn?.problem
      assert.match(problem?.title ?? '', title)
      assert.ok((problem?.remedies.length ?? 0) > 0)
      assert.ok(!JSON.stringify(session.state).includes('abcdefghijkl'))
      titles.add(problem?.title ?? '')
      session.dispatch({ type: 'cancelSignIn' })
      assert.equal(session.state.credentials.signIn, undefined, 'closed on request')
    }
    assert.equal(titles.size, ends.length)
  })

  it('starts again from its own failure', async () => {
    const signIn = led()
    const { session } = await lapsedWindow(signIn)
    session.dispatch({ type: 'signIn', profile: 'team' })
    signIn.end({ kind: 'timed-out' })
    await session.idle()
    session.dispatch({ type: 'remedy', of: 'sign-in', index: 0 })
    assert.equal(signIn.starts, 2)
    assert.equal(session.state.credentials.signIn?.status, 'running')
    signIn.end({ kind: 'cancelled' })
  })

  it('starts nothing in a workspace that is not trusted, and says so', async () => {
    const signIn = led()
    const { session } = await lapsedWindow(signIn)
    session.notify({ type: 'hostFacts', host: { ...session.state.host, trusted: false } })
    session.dispatch({ type: 'signIn', profile: 'team' })
    assert.equal(signIn.starts, 0)
    assert.match(session.state.credentials.signIn?.problem?.title ?? '', /Restricted/)
  })

  it('does not start for a profile that has no sign-in, or that is not there', async () => {
    const signIn = led()
    const { session } = openSession({ signIn })
    await session.idle()
    session.dispatch({ type: 'signIn', profile: 'work' })
    session.dispatch({ type: 'signIn', profile: 'x; rm -rf ~' })
    assert.equal(signIn.starts, 0)
  })

  it('hands a typed code to the CLI and keeps it nowhere', async () => {
    const signIn = led()
    const { session, states, logged } = await lapsedWindow(signIn)
    session.dispatch({ type: 'signIn', profile: 'team' })
    session.dispatch({ type: 'enterSignInCode', code: 'one-time-code' })
    assert.deepEqual(signIn.codes, ['one-time-code'])
    assert.ok(!JSON.stringify([states, logged]).includes('one-time-code'))
    signIn.end({ kind: 'cancelled' })
  })

  it('checks again after a sign-in from the status bar, and once only after its own', async () => {
    const signIn = led()
    let asked = 0
    const { session } = openSession({
      signIn,
      aws: healthyAws({
        readFiles: () => Promise.resolve(signedIn),
        callerIdentity: () => {
          asked += 1
          return Promise.resolve({ ok: true, value: { account: '111122223333', arn: ROLE, userId: 'X' } })
        },
      }),
    })
    session.dispatch({ type: 'chooseProfile', profile: 'team' })
    await session.idle()
    const before = session.state.credentials.check.run
    signIn.elsewhere()
    assert.notEqual(session.state.credentials.check.run, before)
    await session.idle()
    assert.ok(asked > 1)
    session.dispatch({ type: 'signIn', profile: 'team' })
    const run = session.state.credentials.check.run
    signIn.elsewhere()
    assert.equal(session.state.credentials.check.run, run, 'its own end will check')
    signIn.end({ kind: 'cancelled' })
  })

  it('listens no longer when the session is over, a thousand times', async () => {
    const signIn = led() as ReturnType<typeof led> & { listening: number }
    for (let count = 0; count < 1000; count += 1) {
      const { session } = openSession({ signIn })
      session.dispose()
    }
    await turn()
    assert.equal(signIn.listening, 0)
  })
})

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

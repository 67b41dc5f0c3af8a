import assert from 'node:assert/strict'
import type { SignInOutcome } from '../../../src/core/credentials/signInTypes.ts'
import { healthyAws, openSession } from './fakes.ts'
import { lapsedWindow, led, ROLE, signedIn, turn } from './signInByHand.ts'

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

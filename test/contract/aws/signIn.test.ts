import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSignIn, type SignInOptions, type SignInProgram } from '../../../src/aws/signIn.ts'
import type { SignInProgress, SignInRequest } from '../../../src/core/credentials/signInTypes.ts'
import { type StandInAws, type StandInMode, standInAws } from '../../lib/standInAws.ts'
import { until } from '../../lib/until.ts'

const DEV: SignInRequest = { profile: 'dev', via: 'sso' }

/** A clock that a test turns by hand. */
function handClock() {
  const waiting = new Map<number, { at: number; run: () => void }>()
  let now = 0
  let last = 0
  return {
    after(milliseconds: number, run: () => void) {
      last += 1
      const id = last
      waiting.set(id, { at: now + milliseconds, run })
      return () => void waiting.delete(id)
    },
    turn(milliseconds: number) {
      now += milliseconds
      for (const [id, { at, run }] of [...waiting]) {
        if (at <= now) {
          waiting.delete(id)
          run()
        }
      }
    },
    get waiting() {
      return waiting.size
    },
  }
}

describe('AWS’s own sign-in', () => {
  let aws: StandInAws
  let home: string
  let clock: ReturnType<typeof handClock>
  let logged: string[]
  let signIn: SignInProgram

  const open = (mode: StandInMode, change: Partial<SignInOptions> = {}) => {
    aws = standInAws(mode)
    home = mkdtempSync(join(tmpdir(), 'sign-in-home-'))
    clock = handClock()
    logged = []
    const note = (message: string) => void logged.push(message)
    signIn = createSignIn({
      env: { ...aws.env, HOME: home },
      homeDir: home,
      platform: 'linux',
      timers: clock,
      log: { info: note, warn: note, error: note },
      mayStart: () => true,
      deviceCode: () => false,
      ...change,
    })
    return signIn
  }
  const quiet = () => {}

  afterEach(() => {
    signIn.dispose()
    aws.remove()
    rmSync(home, { recursive: true, force: true })
  })

  it('runs aws sso login for the profile, and tells whoever wants to know', async () => {
    const told: string[] = []
    open('success')
    signIn.onSignedIn(({ profile }) => told.push(profile))
    const seen: SignInProgress[] = []
    const outcome = await signIn.start(DEV, (progress) => seen.push(progress))
    assert.deepEqual(outcome, { kind: 'signed-in' })
    assert.deepEqual(aws.calls(), [['sso', 'login', '--profile', 'dev']])
    assert.deepEqual(told, ['dev'])
    assert.match(seen.at(-1)?.url ?? '', /^https:\/\/oidc\./)
    assert.equal(clock.waiting, 0, 'no timer is left')
  })

  it('runs aws login for the other kind of profile', async () => {
    await open('success').start({ profile: 'console', via: 'login' }, quiet)
    assert.deepEqual(aws.calls(), [['login', '--profile', 'console']])
  })

  it('uses a device code in a remote window, and reads page and code', async () => {
    open('device', { deviceCode: () => true })
    const seen: SignInProgress[] = []
    const ended = signIn.start(DEV, (progress) => seen.push(progress))
    await until(
      () => seen.at(-1)?.code !== undefined && (seen.at(-1)?.url ?? '').includes('user_code'),
      'page and code',
    )
    assert.deepEqual(seen.at(-1), {
      url: 'https://device.sso.us-east-1.amazonaws.com/?user_code=ABCD-EFGH',
      code: 'ABCD-EFGH',
      asksForCode: false,
    })
    aws.allow()
    assert.deepEqual(await ended, { kind: 'signed-in' })
    assert.deepEqual(aws.calls()[0]?.slice(4), ['--use-device-code', '--no-browser'])
  })

  it('does without that option where the CLI does not know it yet', async () => {
    open('old', { deviceCode: () => true })
    const ended = signIn.start(DEV, quiet)
    aws.allow()
    assert.deepEqual(await ended, { kind: 'signed-in' })
    assert.deepEqual(aws.calls()[1], ['sso', 'login', '--profile', 'dev'])
  })

  it('hands over the code that aws login asks for in a remote window', async () => {
    open('login-remote', { deviceCode: () => true })
    let last: SignInProgress = { asksForCode: false }
    const ended = signIn.start({ profile: 'console', via: 'login' }, (progress) => {
      last = progress
    })
    await until(() => last.asksForCode && last.url !== undefined, 'the page')
    assert.match(last.url ?? '', /signin\.aws\.amazon\.com/)
    signIn.enterCode(' the-code ')
    assert.deepEqual(await ended, { kind: 'signed-in' })
    assert.deepEqual(aws.calls()[0], ['login', '--profile', 'console', '--remote'])
    assert.ok(!logged.join().includes('the-code'))
  })

  it('tells a refusal in the CLI’s own last words, without a secret in them', async () => {
    const outcome = await open('refused').start(DEV, quiet)
    assert.equal(outcome.kind, 'refused')
    assert.match(JSON.stringify(outcome), /AccessDeniedException/)
    assert.ok(!JSON.stringify(outcome).includes('wJalr'))
  })

  it('tells a missing CLI from a sign-in that failed', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'no-aws-'))
    try {
      const outcome = await open('success', { env: { PATH: empty, HOME: empty } }).start(DEV, quiet)
      assert.deepEqual(outcome, { kind: 'cli-missing' })
    } finally {
      rmSync(empty, { recursive: true })
    }
  })

  it('finds the CLI where its installer puts it, when the PATH of the desktop does not name it', async () => {
    open('success')
    const places = ['/nowhere/aws', join(aws.env.PATH?.split(':')[0] ?? '', 'aws')]
    signIn = open('success', { env: { PATH: '/nowhere', HOME: home }, places })
    assert.deepEqual(await signIn.start(DEV, quiet), { kind: 'signed-in' })
  })

  it('tells a CLI that knows no such command', async () => {
    assert.deepEqual(await open('v1').start(DEV, quiet), { kind: 'cli-too-old' })
  })

  it('ends a sign-in that hangs after ten minutes, not before', async () => {
    open('hang')
    const ended = signIn.start(DEV, quiet)
    await until(() => aws.calls().length === 1, 'the start')
    clock.turn(10 * 60_000 - 1)
    assert.equal(await Promise.race([ended, Promise.resolve('running')]), 'running')
    clock.turn(1)
    assert.deepEqual(await ended, { kind: 'timed-out' })
  })

  it('is cancelled with everything that it started', async () => {
    open('hang')
    const ended = signIn.start(DEV, quiet)
    await until(() => aws.calls().length === 1, 'the start')
    const children = () => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).includes('sleep 98765')
    await until(children, 'the child')
    signIn.cancel()
    assert.deepEqual(await ended, { kind: 'cancelled' })
    await until(() => !children(), 'its end')
  })

  it('starts anew for who asks again at once after a cancel', async () => {
    open('hang')
    const first = signIn.start(DEV, quiet)
    await until(() => aws.calls().length === 1, 'the start')
    signIn.cancel()
    aws.become('success')
    const second = signIn.start(DEV, quiet)
    assert.deepEqual(await first, { kind: 'cancelled' })
    assert.deepEqual(await second, { kind: 'signed-in' })
    assert.equal(aws.calls().length, 2)
  })

  it('runs once however often it is asked for, and all get the same end', async () => {
    open('device')
    const first: SignInProgress[] = []
    const second: SignInProgress[] = []
    const one = signIn.start(DEV, (progress) => first.push(progress))
    await until(() => first.at(-1)?.code !== undefined, 'the code')
    const two = signIn.start(DEV, (progress) => second.push(progress))
    assert.equal(second[0]?.code, 'ABCD-EFGH', 'who joins late sees the code at once')
    aws.allow()
    assert.deepEqual(await Promise.all([one, two]), [{ kind: 'signed-in' }, { kind: 'signed-in' }])
    assert.equal(aws.calls().length, 1)
  })

  it('starts no second one for another profile, and says whose is under way', async () => {
    open('device')
    const one = signIn.start(DEV, quiet)
    const other = await signIn.start({ profile: 'other', via: 'sso' }, quiet)
    assert.deepEqual(other, { kind: 'busy', profile: 'dev' })
    aws.allow()
    await one
    aws.become('success')
    assert.deepEqual(await signIn.start({ profile: 'other', via: 'sso' }, quiet), { kind: 'signed-in' })
  })

  it('takes a profile’s name for a name, whatever it looks like', async () => {
    open('success')
    const odd = ['x; rm -rf ~', '$(touch owned)', '`touch owned`', '--profile=x', 'a "b" \'c\' & d']
    for (const profile of odd) {
      await signIn.start({ profile, via: 'sso' }, quiet)
    }
    assert.deepEqual(
      aws.calls().map((call) => call.slice(2)),
      odd.map((name) => (name.startsWith('-') ? [`--profile=${name}`] : ['--profile', name])),
    )
    assert.ok(existsSync(home))
    assert.deepEqual(readdirSync(home), [])
  })

  it('starts nothing in a workspace that is not trusted', async () => {
    const outcome = await open('success', { mayStart: () => false }).start(DEV, quiet)
    assert.deepEqual(outcome, { kind: 'untrusted' })
    assert.deepEqual(aws.calls(), [])
  })

  it('signs in to a portal before any profile names it, and leaves no file of its own', async () => {
    open('success')
    const start = { session: 'corp', startUrl: 'https://example.awsapps.com/start', ssoRegion: 'us-east-1' }
    await signIn.start({ profile: 'new', via: 'sso', start }, quiet)
    assert.deepEqual(aws.calls(), [['sso', 'login', '--sso-session=corp']])
    assert.deepEqual(readdirSync(home), [])
  })

  it('signs in to a portal whatever profile the environment names, or half names', async () => {
    const start = { session: 'corp', startUrl: 'https://example.awsapps.com/start', ssoRegion: 'us-east-1' }
    for (const AWS_PROFILE of ['', 'dev']) {
      open('success')
      signIn = open('success', { env: { ...aws.env, HOME: home, AWS_PROFILE } })
      const outcome = await signIn.start({ profile: 'new', via: 'sso', start }, quiet)
      assert.deepEqual(outcome, { kind: 'signed-in' }, `AWS_PROFILE="${AWS_PROFILE}"`)
    }
  })

  it('ends with the CLI, although the browser that it opened stays open', async () => {
    const ended = open('browser').start(DEV, quiet)
    await until(() => clock.waiting === 2, 'the end of the CLI')
    clock.turn(500)
    assert.deepEqual(await ended, { kind: 'signed-in' })
    aws.closeBrowser()
    assert.equal(clock.waiting, 0, 'no timer is left')
  }).timeout(5000)

  it('leaves nothing behind after a thousand sign-ins that nobody waits for', async function () {
    this.timeout(20_000)
    open('success', { mayStart: () => false })
    for (let count = 0; count < 1000; count += 1) {
      const stop = signIn.onSignedIn(quiet)
      await signIn.start(DEV, quiet)
      signIn.cancel()
      stop()
    }
    assert.equal(clock.waiting, 0)
  })
})

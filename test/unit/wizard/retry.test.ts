import assert from 'node:assert/strict'
import type { Timers } from '../../../src/app/ports.ts'
import type { Failure } from '../../../src/core/diagnosis/failure.ts'
import { healthyAws, openSession } from './fakes.ts'

/** A clock that only the test moves. */
function heldTimers() {
  let waiting: (() => void) | undefined
  const timers: Timers = {
    after(milliseconds, run) {
      // Other waits of the wizard are not what is looked at here.
      if (milliseconds !== 1000) {
        return () => {}
      }
      waiting = run
      return () => {
        if (waiting === run) {
          waiting = undefined
        }
      }
    },
  }
  return {
    timers,
    runs: () => waiting !== undefined,
    pass(seconds: number) {
      for (let second = 0; second < seconds; second += 1) {
        const run = waiting
        waiting = undefined
        run?.()
      }
    },
  }
}

const throttled = (retryAfterSeconds?: number): Failure => ({
  service: 'bedrock-runtime',
  operation: 'ConverseStream',
  name: 'ThrottlingException',
  message: 'Too many requests, please wait before trying again.',
  httpStatus: 429,
  ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
})

/** A wizard whose test prompt fails `vain` times and then answers. */
async function atPrompt(vain: number, failure = throttled()) {
  const healthy = healthyAws()
  let sent = 0
  const clock = heldTimers()
  const opened = openSession({
    timers: clock.timers,
    aws: healthyAws({
      converse: (...args) => {
        sent += 1
        return sent <= vain ? Promise.resolve({ ok: false, failure }) : healthy.converse(...args)
      },
    }),
  })
  const { session } = opened
  session.dispatch({ type: 'chooseProfile', profile: 'work' })
  await session.idle()
  session.dispatch({ type: 'sendPrompt' })
  await session.idle()
  const retryIndex = () =>
    (session.state.prompt.check.result?.explanation?.remedies ?? []).findIndex(
      ({ action }) => action?.kind === 'retry',
    )
  const wait = () => session.dispatch({ type: 'remedy', of: 'test-prompt', index: retryIndex() })
  return { ...opened, clock, wait, sent: () => sent }
}

describe('a retry that has to wait', () => {
  it('counts down the known time, second by second, and then checks by itself', async () => {
    const { session, clock, wait, sent } = await atPrompt(1)
    wait()
    assert.equal(session.state.retry?.secondsLeft, 30)
    clock.pass(1)
    assert.equal(session.state.retry?.secondsLeft, 29)
    clock.pass(28)
    assert.equal(session.state.retry?.secondsLeft, 1)
    assert.equal(sent(), 1, 'nothing is sent before the time is over')
    clock.pass(1)
    await session.idle()
    assert.equal(sent(), 2)
    assert.equal(session.state.prompt.check.status, 'pass')
    assert.equal(clock.runs(), false)
    assert.equal(session.state.retry?.secondsLeft, undefined)
  })

  it('waits as long as AWS asks', async () => {
    const { session, wait } = await atPrompt(1, throttled(7))
    wait()
    assert.equal(session.state.retry?.secondsLeft, 7)
  })

  it('waits twice as long after each vain attempt, but never beyond five minutes', async () => {
    const { session, clock, wait } = await atPrompt(6)
    const waits: (number | undefined)[] = []
    for (let attempt = 0; attempt < 6; attempt += 1) {
      wait()
      waits.push(session.state.retry?.secondsLeft)
      clock.pass(session.state.retry?.secondsLeft ?? 0)
      await session.idle()
    }
    assert.deepEqual(waits, [30, 60, 120, 240, 300, 300])
  })

  it('can be stopped, and then nothing is sent', async () => {
    const { session, clock, wait, sent } = await atPrompt(1)
    wait()
    session.dispatch({ type: 'cancelRetry' })
    assert.equal(session.state.retry?.secondsLeft, undefined)
    assert.equal(clock.runs(), false)
    clock.pass(60)
    await session.idle()
    assert.equal(sent(), 1)
  })

  it('can be cut short', async () => {
    const { session, clock, wait, sent } = await atPrompt(1)
    wait()
    clock.pass(3)
    session.dispatch({ type: 'retryNow' })
    await session.idle()
    assert.equal(sent(), 2)
    assert.equal(clock.runs(), false)
    clock.pass(60)
    await session.idle()
    assert.equal(sent(), 2, 'the clock does not send a second one')
  })

  it('ends when the user gives another answer instead', async () => {
    const { session, clock, wait } = await atPrompt(1)
    wait()
    session.dispatch({ type: 'chooseRegion', region: 'eu-west-1' })
    await session.idle()
    assert.equal(clock.runs(), false)
    assert.equal(session.state.retry?.secondsLeft, undefined)
  })

  it('keeps no work waiting and ends with the wizard', async () => {
    const { session, clock, wait } = await atPrompt(1)
    wait()
    await session.idle()
    session.dispose()
    assert.equal(clock.runs(), false)
  })

  it('checks at once where nothing needs to pass', async () => {
    const refused: Failure = { ...throttled(), name: 'Teapot', message: 'A kettle.', httpStatus: 418 }
    const { session, wait, sent, clock } = await atPrompt(1, refused)
    assert.equal(session.state.prompt.check.result?.explanation?.id, 'unknown')
    wait()
    await session.idle()
    assert.equal(sent(), 2)
    assert.equal(clock.runs(), false)
  })
})

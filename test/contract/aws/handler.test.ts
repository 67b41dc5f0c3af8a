import assert from 'node:assert/strict'
import { createAws } from '../../../src/aws/adapter.ts'
import type { ProxySettings } from '../../../src/aws/options.ts'
import { fakeKeyId, fakeSecret } from '../../sandbox/build.ts'
import { type Sandbox, startSandbox } from '../../sandbox/server.ts'
import { openSession } from '../../unit/wizard/fakes.ts'

describe('the one way out to AWS', () => {
  let sandbox: Sandbox
  before(async () => {
    sandbox = await startSandbox()
  })
  after(() => sandbox.stop())

  /** The wizard with keys, on the real adapter; `settings` are read when the way out is made. */
  async function withKeys(settings: () => ProxySettings | undefined) {
    const env = { ...sandbox.env(), AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nowhere' }
    const aws = createAws({
      env,
      clock: { now: () => Date.now() },
      log: { info() {}, warn() {}, error() {} },
      get proxy() {
        return settings() as ProxySettings
      },
    })
    const opened = openSession({ aws })
    opened.session.dispatch({ type: 'chooseMethod', method: 'keys' })
    opened.session.dispatch({
      type: 'useKeys',
      accessKeyId: fakeKeyId('AKIA', 'DEV'),
      secretAccessKey: fakeSecret('DEV'),
    })
    await opened.session.idle()
    return opened
  }

  it('that could not be made is no dead end: “Check again” makes it anew', async () => {
    let faulty = true
    const { session } = await withKeys(() => {
      if (faulty) {
        throw new TypeError('the settings could not be read')
      }
      return undefined
    })
    assert.notEqual(session.state.credentials.check.status, 'pass')
    faulty = false
    session.dispatch({ type: 'check', check: 'credentials' })
    await session.idle()
    assert.equal(session.state.credentials.check.status, 'pass')
    session.dispose()
  })

  it('is made once for all calls, so that they share their connections', async () => {
    let made = 0
    const { session } = await withKeys(() => ({
      get ca() {
        // Read for a way out and for nothing else.
        made += 1
        return []
      },
    }))
    assert.equal(session.state.credentials.check.status, 'pass')
    session.dispatch({ type: 'chooseRegion', region: 'us-east-1' })
    await session.idle()
    assert.equal(session.state.region.check.status, 'pass')
    assert.ok(sandbox.log.length > 3, 'several calls')
    assert.equal(made, 1)
    session.dispose()
  })
})

import assert from 'node:assert/strict'
import { formatTime } from '../../../src/core/credentials/time.ts'
import { bad, filesWith, HOUR, healthyFacts, MINUTE, NOW, PROD, REVOKED, sso } from './facts.ts'
import { startMonitor } from './monitorHarness.ts'

describe('the files change', () => {
  const known = () => healthyFacts({ seen: { hash: 'one' } })

  it('and a new key of the same person is looked at once, and quiet', async () => {
    const t = startMonitor(known(), { hash: 'two', clineRuns: false })
    await Promise.all([t.monitor.filesChanged(), t.monitor.filesChanged(), t.monitor.filesChanged()])
    assert.deepEqual(t.calls, ['forget', 'GetCallerIdentity'])
    assert.deepEqual(t.news, [])
    assert.equal(t.monitor.health.kind, 'healthy')
    assert.equal(t.monitor.health.restartNeeded, false, 'no Cline runs')
  })

  it('and a running Cline keeps the old key, which is said until the old one is back', async () => {
    const t = startMonitor(known(), { hash: 'two' })
    await t.monitor.filesChanged()
    assert.match(t.monitor.health.sentence, /reload the window/)
    t.world.hash = 'one'
    await t.monitor.filesChanged()
    assert.equal(t.monitor.health.restartNeeded, false)
  })

  it('and another profile in Cline is one that it has not met yet', async () => {
    const files = filesWith({
      work: { aws_access_key_id: 'AKIA…MPLE', aws_secret_access_key: '[set]' },
      other: { aws_access_key_id: 'AKIA…THER', aws_secret_access_key: '[set]' },
    })
    const t = startMonitor(known(), { files, hash: 'two' })
    await t.monitor.filesChanged()
    assert.equal(t.monitor.health.restartNeeded, true)
    t.world.setup = { ...t.world.setup, profile: 'other' }
    t.world.hash = 'other'
    await t.monitor.filesChanged()
    assert.equal(t.monitor.health.restartNeeded, false)
  })

  it('and a source that Cline renews by itself needs no reload', async () => {
    const t = startMonitor(known(), { hash: 'two', files: sso(8 * HOUR, true) })
    await t.monitor.filesChanged()
    assert.equal(t.monitor.health.restartNeeded, false)
  })

  it('and another person is loud', async () => {
    const t = startMonitor(known(), { hash: 'two', identity: PROD })
    await t.monitor.filesChanged()
    assert.deepEqual(
      t.news.map(({ kind }) => kind),
      ['other-identity'],
    )
    assert.match(t.news[0]?.text ?? '', /prod.*444455556666.*dev.*111122223333/)
  })

  it('and a refused key is loud, once, and quiet when a good one comes', async () => {
    const t = startMonitor(known(), { hash: 'two', identity: REVOKED })
    await t.monitor.filesChanged()
    assert.equal(t.monitor.health.kind, 'broken')
    t.world.hash = 'three'
    await t.monitor.filesChanged()
    t.world.hash = 'four'
    t.world.identity = { account: '111122223333', name: 'dev' }
    await t.monitor.filesChanged()
    assert.equal(t.monitor.health.kind, 'healthy')
    assert.deepEqual(
      t.news.map(({ kind }) => kind),
      ['broken'],
    )
  })

  it('and a profile that is gone leads to the wizard’s first step', async () => {
    const t = startMonitor(known(), { hash: 'none', files: filesWith({}) })
    await t.monitor.filesChanged()
    assert.equal(t.monitor.facts?.last?.id, 'profile-not-found')
    assert.equal(t.monitor.facts?.last?.step, 'credentials')
    assert.equal(t.looks(), 0, 'AWS need not be asked')
  })

  it('and a change next to it asks nothing', async () => {
    const t = startMonitor(known())
    await t.monitor.filesChanged()
    assert.deepEqual(t.calls, [])
  })

  it('and a token that an SDK renewed asks nothing, but counts', async () => {
    const old = sso(3 * MINUTE, true).ssoCache.corp
    const t = startMonitor(healthyFacts({ seen: { hash: 'one', ...(old && { signIn: old }) } }), {
      files: sso(HOUR, true),
    })
    await t.monitor.filesChanged()
    assert.deepEqual(t.calls, [])
    assert.equal(t.saved?.seen?.signIn?.expiresAt, formatTime(NOW + HOUR))
  })

  it('and a new sign-in repairs what was broken, without a click', async () => {
    const gone = sso(-HOUR, true).ssoCache.corp
    const t = startMonitor(
      healthyFacts({
        last: bad({ id: 'sso-session-expired' }),
        seen: { hash: 'one', ...(gone && { signIn: gone }) },
      }),
      { files: sso(8 * HOUR, true) },
    )
    await t.monitor.filesChanged()
    assert.equal(t.monitor.health.kind, 'healthy')
  })

  it('and Cline, set to another profile, is looked at', async () => {
    const t = startMonitor(known())
    await t.monitor.idle()
    t.world.setup = { ...t.world.setup, profile: 'gone' }
    await t.monitor.filesChanged()
    assert.equal(t.monitor.facts?.last?.id, 'profile-not-found')
  })

  it('and Cline, set to another model, is not', async () => {
    const t = startMonitor(known())
    await t.monitor.idle()
    t.world.setup = { ...t.world.setup, modelId: 'amazon.nova-pro-v1:0' }
    await t.monitor.filesChanged()
    assert.deepEqual(t.calls, [])
    assert.ok(t.monitor.health.rows.some((row) => 'value' in row && row.value === 'amazon.nova-pro-v1:0'))
  })

  it('while a look is under way, and it is looked at again', async () => {
    const t = startMonitor(known(), { hash: 'two' }, {})
    const first = t.monitor.filesChanged()
    t.world.hash = 'three'
    const second = t.monitor.filesChanged()
    await Promise.all([first, second])
    assert.ok(t.looks() >= 1)
    assert.equal(t.saved?.seen?.hash, 'three')
  })
})

describe('Cline writes its settings anew', () => {
  it('as it does when a window opens, and AWS is not asked though nothing was checked yet', async () => {
    const t = startMonitor(undefined)
    await t.monitor.filesChanged(true)
    assert.deepEqual(t.calls, [])
    t.world.setup = { ...t.world.setup, region: 'us-west-2' }
    await t.monitor.filesChanged(true)
    assert.deepEqual(t.calls, ['forget', 'GetCallerIdentity'], 'another setting is worth a look')
  })

  it('and nothing else is read, unless they name another source', async () => {
    const t = startMonitor(healthyFacts({ seen: { hash: 'one' } }))
    await t.monitor.filesChanged(true)
    assert.equal(t.sources.length, 0)
    t.world.setup = { ...t.world.setup, profile: 'gone' }
    await t.monitor.filesChanged(true)
    assert.equal(t.monitor.facts?.last?.id, 'profile-not-found')
  })
})

describe('a profile that starts a program', () => {
  const files = filesWith({ work: { credential_process: '[set]' } })

  it('is not looked at in the background without consent, and no timer insists', async () => {
    const t = startMonitor(undefined, { files })
    await t.on('focus')
    await t.on('wake')
    await t.monitor.filesChanged()
    await t.turn(HOUR)
    assert.deepEqual(t.calls, [])
    assert.match(t.monitor.health.sentence, /not allowed/)
    assert.equal(t.monitor.program, 'work')
  })

  it('makes an earlier result worthless when it takes the place of a key', async () => {
    const t = startMonitor(healthyFacts({ seen: { hash: 'key' } }), { files, hash: 'program' })
    await t.monitor.filesChanged()
    assert.equal(t.monitor.health.kind, 'unchecked')
    assert.deepEqual(t.calls, [])
  })

  it('keeps the result of a look that the user asked for', async () => {
    const t = startMonitor(undefined, { files })
    await t.monitor.validate()
    await t.turn(20 * MINUTE)
    await t.on('focus')
    assert.equal(t.monitor.health.kind, 'healthy')
    assert.equal(t.looks(), 1)
  })

  it('is looked at when the user asks', async () => {
    const t = startMonitor(undefined, { files })
    assert.equal((await t.monitor.validate()).kind, 'healthy')
    assert.equal(t.looks(), 1)
  })

  it('is looked at with consent', async () => {
    const t = startMonitor(undefined, { files, consent: true })
    await t.on('focus')
    assert.equal(t.looks(), 1)
  })
})

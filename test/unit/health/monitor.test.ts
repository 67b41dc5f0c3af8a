import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { formatTime } from '../../../src/core/credentials/time.ts'
import type { Failure } from '../../../src/core/diagnosis/failure.ts'
import type { HealthSetup } from '../../../src/core/health/facts.ts'
import { until } from '../../lib/until.ts'
import { bad, DEV, filesWith, good, HOUR, healthyFacts, MINUTE, NOW, OFFLINE, REVOKED, sso } from './facts.ts'
import { startMonitor } from './monitorHarness.ts'

describe('a window opens', () => {
  it('and the last results are shown without a call, however old', async () => {
    const t = startMonitor(healthyFacts({ last: good(9 * HOUR) }))
    assert.equal(t.shown[0]?.kind, 'healthy')
    await t.monitor.idle()
    await t.turn(24 * HOUR)
    assert.deepEqual(t.calls, [])
  })

  it('and what Cline is set to now is read from its files', async () => {
    const t = startMonitor(healthyFacts({ setup: { provider: 'bedrock', auth: 'profile', profile: 'gone' } }))
    await t.monitor.idle()
    assert.equal(t.monitor.health.kind, 'unchecked', 'what was known of another profile is worth nothing')
    assert.deepEqual(t.saved?.setup, t.world.setup)
  })

  it('and twelve local looks at the clock an hour are all that happens', async () => {
    const t = startMonitor(healthyFacts())
    await t.monitor.idle()
    assert.ok((await t.turn(HOUR)) <= 12)
    assert.equal(t.time.pending, 1)
  })
})

describe('with another provider', () => {
  it('nothing is asked, no timer runs, and nobody is told', async () => {
    const t = startMonitor(healthyFacts(), { setup: { provider: 'openrouter' }, identity: REVOKED })
    await t.monitor.idle()
    await t.on('focus')
    await t.on('wake')
    await t.monitor.filesChanged()
    await t.monitor.validate()
    assert.equal(t.monitor.health.kind, 'not-set-up')
    assert.deepEqual([t.calls, t.news, t.time.pending], [[], [], 0])
  })
})

describe('the user comes back to the window', () => {
  it('and one free call is made, without a spinner for what was known', async () => {
    const t = startMonitor(healthyFacts({ last: good(HOUR) }))
    await t.monitor.idle()
    t.shown.length = 0
    await t.on('focus')
    assert.deepEqual(t.calls, ['GetCallerIdentity'])
    assert.ok(t.shown.every(({ kind }) => kind === 'healthy'))
    assert.deepEqual(t.news, [], 'a success is never told')
  })

  it('again and again, and it is asked once in ten minutes', async () => {
    const t = startMonitor(healthyFacts({ last: good(HOUR) }))
    for (let minute = 0; minute < 30; minute += 1) {
      await t.on('focus')
      await t.turn(MINUTE)
    }
    assert.equal(t.looks(), 3)
  })

  it('to a key that AWS refuses, and is asked less and less', async () => {
    const t = startMonitor(healthyFacts({ last: good(HOUR) }), { identity: REVOKED })
    for (let minute = 0; minute < 60; minute += 1) {
      await t.on('focus')
      await t.turn(MINUTE)
    }
    assert.equal(t.looks(), 6, 'after 0, 1, 3, 7, 15 and 31 minutes')
    assert.equal(t.news.length, 1, 'and told once')
  })
})

describe('the network goes away and comes back', () => {
  it('with growing waits, and nobody is told', async () => {
    const t = startMonitor(healthyFacts({ last: good(HOUR) }), { identity: OFFLINE })
    await t.on('focus')
    assert.deepEqual([t.monitor.health.kind, t.monitor.health.severity], ['broken', 'warning'])
    await t.turn(HOUR)
    assert.ok(t.looks() >= 6 && t.looks() <= 9, `${t.looks()} looks in an hour`)
    t.world.identity = { account: '111122223333', name: 'dev' }
    await t.turn(15 * MINUTE)
    assert.equal(t.monitor.health.kind, 'healthy')
    assert.deepEqual(t.news, [])
  })

  it('and another address of the computer is reason enough at once', async () => {
    const t = startMonitor(healthyFacts({ last: bad({ id: 'dns-failure', passing: true, failures: 9 }) }))
    await t.monitor.idle()
    t.world.network = '198.51.100.7'
    await t.turn(15_000)
    assert.equal(t.looks(), 1)
    assert.equal(t.monitor.health.kind, 'healthy')
  })

  const silent = {
    callerIdentity: (_target: unknown, signal: AbortSignal) =>
      new Promise<{ ok: false; failure: Failure }>((resolve) => {
        signal.addEventListener('abort', () =>
          resolve({
            ok: false,
            failure: {
              service: 'sts',
              operation: 'GetCallerIdentity',
              name: 'AbortError',
              message: 'Request aborted',
            },
          }),
        )
      }),
  }

  it('and no answer within a minute is trouble that passes, not a bad key', async () => {
    const t = startMonitor(healthyFacts({ last: good(HOUR) }), {}, silent)
    await t.monitor.idle()
    t.monitor.trigger('focus')
    await until(() => t.time.pending === 2, 'the look and its limit')
    await t.turn(MINUTE)
    assert.deepEqual([t.monitor.health.kind, t.monitor.health.severity], ['broken', 'warning'])
    assert.match(t.monitor.health.sentence, /did not answer in time/)
    assert.deepEqual(t.news, [])
  })

  it('and a window that closes meanwhile keeps what was known', async () => {
    const t = startMonitor(healthyFacts({ last: good(HOUR) }), {}, silent)
    await t.monitor.idle()
    t.monitor.trigger('focus')
    await until(() => t.time.pending === 2, 'the look and its limit')
    t.monitor.dispose()
    await t.monitor.idle()
    assert.equal(t.saved?.last?.ok, true)
    assert.equal(t.time.pending, 0)
  })
})

describe('the computer sleeps', () => {
  it('and after it wakes, one look is made', async () => {
    const t = startMonitor(healthyFacts({ last: good(2 * MINUTE) }))
    await t.monitor.idle()
    t.time.sleep(8 * HOUR)
    await t.turn(5 * MINUTE)
    assert.equal(t.looks(), 1)
  })

  it('past the end of the access, and it is seen', async () => {
    const t = startMonitor(healthyFacts({ last: good(2 * MINUTE), expiresAt: NOW + HOUR }), {
      files: sso(HOUR, false),
    })
    await t.monitor.idle()
    t.time.sleep(2 * HOUR)
    await t.turn(5 * MINUTE)
    assert.equal(t.monitor.health.kind, 'broken')
    assert.equal(t.monitor.facts?.last?.signIn?.via, 'sso')
  })
})

describe('the access nears its end', () => {
  it('is counted down minute by minute, looked at before and after, and the user is told', async () => {
    const t = startMonitor(undefined, { files: sso(HOUR, false) })
    await t.on('focus')
    await t.monitor.filesChanged()
    assert.equal(t.monitor.facts?.expiresAt, NOW + HOUR)
    const before = t.looks()
    await t.turn(46 * MINUTE)
    assert.equal(t.looks(), before + 1, 'somebody may have signed in again')
    assert.equal(t.monitor.health.kind, 'expiring')
    await t.turn(15 * MINUTE)
    const minutes = t.shown.flatMap(({ minutesLeft }) => minutesLeft ?? [])
    assert.equal(new Set(minutes).size, 15)
    assert.equal(t.monitor.health.kind, 'broken')
    assert.equal(t.news.length, 1)
  })

  const ends = async (setup: Partial<HealthSetup>, hasKeys = false, files = filesWith({})) => {
    const expiresAt = formatTime(NOW + 2 * HOUR)
    const t = startMonitor(
      undefined,
      { setup: { ...healthyFacts().setup, ...setup }, hasKeys, files },
      { resolveCredentials: () => Promise.resolve({ ok: true, value: { temporary: true, expiresAt } }) },
    )
    await t.on('focus')
    assert.equal(t.monitor.health.kind, 'healthy')
    return t.monitor.facts?.expiresAt
  }

  it('where the source says so: a short API key, and keys of the environment', async () => {
    assert.equal(await ends({ auth: 'api-key' }), NOW + HOUR)
    assert.equal(await ends({ auth: 'default' }, true), NOW + 2 * HOUR)
  })

  it('and never where somebody fetches new ones: a role, a machine, typed keys', async () => {
    const role = filesWith({
      work: { role_arn: 'arn:aws:iam::111122223333:role/Dev', source_profile: 'base' },
      base: { aws_access_key_id: 'AKIA…MPLE', aws_secret_access_key: '[set]' },
    })
    assert.equal(await ends({}, false, role), undefined)
    assert.equal(await ends({ auth: 'default' }), undefined)
    assert.equal(await ends({ auth: 'keys' }), undefined)
  })

  it('and one that renews itself has none', async () => {
    const t = startMonitor(undefined, { files: sso(10 * MINUTE, true) })
    await t.on('focus')
    assert.equal(t.monitor.facts?.expiresAt, undefined)
    assert.equal(t.monitor.health.kind, 'healthy')
  })
})

describe('the user asks', () => {
  it('twice, and it is one look, shown while it lasts', async () => {
    const t = startMonitor(healthyFacts(), { identity: REVOKED })
    await t.monitor.idle()
    const [one, other] = await Promise.all([t.monitor.validate(), t.monitor.validate()])
    assert.deepEqual([one.kind, other.kind], ['broken', 'broken'])
    assert.equal(t.looks(), 1)
    assert.ok(t.shown.some(({ kind }) => kind === 'checking'))
    assert.deepEqual(t.news, [], 'who asked gets the answer, not a notification')
  })

  it('and the way there is resolved afresh', async () => {
    const t = startMonitor(healthyFacts())
    await t.monitor.validate()
    assert.deepEqual(t.calls, ['forget', 'GetCallerIdentity'])
  })
})

describe('trouble inside', () => {
  it('is logged and ends nothing', async () => {
    let broken = true
    const t = startMonitor(
      healthyFacts({ last: good(HOUR) }),
      {},
      {
        sourceHash: () => (broken ? Promise.reject(new Error('EIO')) : Promise.resolve('one')),
      },
    )
    await t.on('focus')
    assert.match(t.logged.join('\n'), /EIO/)
    broken = false
    await t.on('focus')
    assert.equal(t.looks(), 1)
  })

  it('even when nothing can be shown, the next look is made', async () => {
    const t = startMonitor(healthyFacts({ last: good(HOUR) }))
    await t.monitor.idle()
    t.failToShow = true
    await t.on('focus')
    t.failToShow = false
    await t.monitor.validate()
    assert.ok(t.looks() >= 1)
    assert.equal(t.monitor.health.kind, 'healthy')
  })

  it('an answer that comes during a look is not lost', async () => {
    const t = startMonitor(healthyFacts({ last: good(HOUR) }))
    await t.monitor.idle()
    t.monitor.trigger('focus')
    t.monitor.answered({ setup: t.world.setup, last: good() }, [t.world.setup.modelId ?? ''])
    await t.monitor.idle()
    assert.equal(t.saved?.answered?.provisional, true)
    assert.equal(t.looks(), 1)
  })

  it('after the end nothing is shown, asked or set', async () => {
    const t = startMonitor(healthyFacts({ last: good(HOUR) }))
    await t.monitor.idle()
    t.monitor.dispose()
    t.shown.length = 0
    await t.on('focus')
    await t.monitor.filesChanged()
    assert.deepEqual([t.calls, t.shown, t.time.pending], [[], [], 0])
  })

  it('never holds a secret in what is kept', async () => {
    const t = startMonitor(undefined)
    await t.on('focus')
    assert.equal(t.saved?.identity?.name, DEV.name)
    assert.doesNotMatch(inspect(t.saved, { depth: null }), /secret|AKIA/i)
  })
})

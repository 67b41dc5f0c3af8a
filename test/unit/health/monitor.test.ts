import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { formatTime } from '../../../src/core/credentials/time.ts'
import type { Failure } from '../../../src/core/diagnosis/failure.ts'
import type { HealthSetup } from '../../../src/core/health/facts.ts'
import { until } from '../../lib/until.ts'
import { bad, DEV, filesWith, good, healthyFacts, MINUTE, MODEL, NOW } from './facts.ts'
import { startMonitor } from './monitorHarness.ts'

const HOUR = 60 * MINUTE
const REVOKED = {
  refused: 'InvalidClientTokenId',
  message: 'The security token included in the request is invalid.',
}
const OFFLINE = { refused: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND sts.eu-central-1.amazonaws.com' }
const PROD = { account: '444455556666', name: 'prod' }

const sso = (ends: number, renewable: boolean) =>
  filesWith(
    {
      work: {
        sso_session: 'corp',
        sso_account_id: '111122223333',
        sso_role_name: 'Dev',
        region: 'eu-central-1',
      },
    },
    {
      ssoSessions: {
        corp: { sso_region: 'eu-central-1', sso_start_url: 'https://example.awsapps.com/start' },
      },
      ssoCache: {
        corp: { readable: true, renewable, region: 'eu-central-1', expiresAt: formatTime(NOW + ends) },
      },
    },
  )

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
  it('and nothing else is read, unless they name another source', async () => {
    const t = startMonitor(healthyFacts({ seen: { hash: 'one' } }))
    await t.monitor.filesChanged(true)
    assert.equal(t.sources.length, 0)
    t.world.setup = { ...t.world.setup, profile: 'gone' }
    await t.monitor.filesChanged(true)
    assert.equal(t.monitor.facts?.last?.id, 'profile-not-found')
  })
})

describe('what the wizard proved', () => {
  const next = { ...healthyFacts().setup, profile: 'next' }
  const identity = { ...DEV, name: 'next' }
  const proof = { setup: next, last: { ...good(), summary: 'proved' }, identity }

  it('counts as soon as Cline is set to it, even in the next window, without a call', async () => {
    const t = startMonitor(healthyFacts())
    await t.monitor.idle()
    t.monitor.answered(proof, false)
    await t.monitor.idle()
    assert.match(t.monitor.health.sentence, /dev/, 'Cline is still what it was')
    const after = startMonitor(t.saved, { setup: next })
    await after.monitor.idle()
    assert.equal(after.monitor.health.kind, 'healthy')
    assert.match(after.monitor.health.sentence, /next/)
    assert.deepEqual([after.calls, after.news], [[], []])
  })

  it('does not count for anything else', async () => {
    const t = startMonitor(healthyFacts())
    await t.monitor.idle()
    t.monitor.answered(proof, false)
    await t.monitor.idle()
    const after = startMonitor(t.saved, { setup: { ...next, profile: 'third' } })
    await after.monitor.idle()
    assert.equal(after.monitor.health.kind, 'unchecked')
  })

  it('ends trouble with the setting that Cline has', async () => {
    const t = startMonitor(healthyFacts({ last: bad(), seen: { hash: 'one' } }))
    await t.monitor.idle()
    t.monitor.answered({ setup: t.world.setup, last: good() }, false)
    await t.monitor.idle()
    assert.equal(t.monitor.health.kind, 'healthy')
    assert.equal(t.saved?.seen?.hash, 'one')
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

describe('the first answer of a Marketplace model', () => {
  const setup = { ...healthyFacts().setup, modelId: MODEL }
  const proof = { setup, last: good(), identity: DEV }

  it('is provisional for a quarter of an hour and then settled by a free call', async () => {
    const t = startMonitor(healthyFacts({ setup, last: good() }), { setup })
    await t.monitor.idle()
    t.monitor.answered(proof, true)
    await t.monitor.idle()
    assert.match(t.monitor.health.sentence, /provisional/)
    await t.turn(14 * MINUTE)
    assert.deepEqual(t.calls, [])
    await t.turn(2 * MINUTE)
    assert.deepEqual(t.calls, ['GetCallerIdentity', 'GetFoundationModelAvailability'])
    assert.equal(t.saved?.answered?.provisional, false)
    assert.doesNotMatch(t.monitor.health.sentence, /provisional/)
  })

  it('stays provisional while the subscription is being made, and is told when it failed', async () => {
    let agreement = 'PENDING'
    const t = startMonitor(
      healthyFacts({ setup }),
      { setup },
      {
        modelAvailability: () =>
          Promise.resolve({
            ok: true,
            value: { agreement, authorization: 'AUTHORIZED', entitlement: 'AVAILABLE', region: 'AVAILABLE' },
          }),
      },
    )
    await t.monitor.idle()
    t.monitor.answered(proof, true)
    await t.monitor.idle()
    await t.turn(16 * MINUTE)
    assert.match(t.monitor.health.sentence, /provisional/)
    agreement = 'ERROR'
    await t.turn(16 * MINUTE)
    assert.equal(t.monitor.health.kind, 'broken')
    assert.equal(t.monitor.facts?.last?.step, 'model-access')
    assert.equal(t.news.length, 1)
  })

  it('is said to be unproved where the subscription may not be read', async () => {
    const failure = {
      service: 'bedrock' as const,
      operation: 'GetFoundationModelAvailability',
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:iam::111122223333:user/dev is not authorized to perform: bedrock:GetFoundationModelAvailability on resource: * because no identity-based policy allows the bedrock:GetFoundationModelAvailability action',
      httpStatus: 403,
    }
    const t = startMonitor(
      healthyFacts({ setup }),
      { setup },
      {
        modelAvailability: () => Promise.resolve({ ok: false, failure }),
      },
    )
    await t.monitor.idle()
    t.monitor.answered(proof, true)
    await t.monitor.idle()
    await t.turn(16 * MINUTE)
    assert.equal(t.monitor.health.kind, 'healthy')
    assert.ok(t.monitor.health.rows.some(({ label }) => label === 'Subscription'))
  })

  it('counts from the first answer, and a settled one stays settled', async () => {
    const t = startMonitor(healthyFacts({ setup }), { setup })
    t.monitor.answered(proof, true)
    await t.monitor.idle()
    await t.turn(10 * MINUTE)
    t.monitor.answered(proof, true)
    await t.monitor.idle()
    assert.equal(t.saved?.answered?.at, NOW)
    await t.turn(6 * MINUTE)
    t.monitor.answered(proof, true)
    await t.monitor.idle()
    assert.equal(t.saved?.answered?.provisional, false)
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
    t.monitor.answered({ setup: t.world.setup, last: good() }, true)
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

import assert from 'node:assert/strict'
import type { AuthSource } from '../../../src/core/choice.ts'
import { FILES, fakeCline, healthyAws, openSession, refusal } from './fakes.ts'
import { fakeTime, settle } from './patience.ts'

const MINUTE = 60_000
const OFFER = { offerId: 'offer-1', termsUrl: 'https://example.com/terms', prices: [] }

/** A promise that a test resolves when it likes. */
function held<T>() {
  let release = (_value: T) => {}
  const promise = new Promise<T>((resolve) => {
    release = resolve
  })
  return { promise, release }
}

const availability = (agreement: string) => ({
  ok: true as const,
  value: { agreement, authorization: 'AUTHORIZED', entitlement: 'AVAILABLE', region: 'AVAILABLE' },
})

/** A session that may write, on files that answer when the test lets them. */
async function atReview(change: Parameters<typeof fakeCline>[0]) {
  const opened = openSession({ cline: fakeCline(change) })
  opened.session.dispatch({ type: 'chooseProfile', profile: 'work' })
  await opened.session.idle()
  opened.session.dispatch({ type: 'sendPrompt' })
  await settle()
  return opened
}

/** A session in which AWS takes its time over the agreement; `pending` says for whom. */
async function waitingFor(pending: (auth: AuthSource, region: string) => boolean) {
  const time = fakeTime()
  const looks: string[] = []
  const [work] = FILES.profiles
  const aws = healthyAws({
    readFiles: () => Promise.resolve({ ...FILES, profiles: work ? [work, { ...work, name: 'other' }] : [] }),
    modelAvailability: ({ auth, region }) => {
      looks.push(`${auth.kind === 'profile' ? auth.profile : auth.kind} ${region}`)
      return Promise.resolve(availability(pending(auth, region) ? 'PENDING' : 'AVAILABLE'))
    },
    agreementOffers: () => Promise.resolve({ ok: true, value: [OFFER] }),
  })
  const opened = openSession({ aws, clock: time.clock, timers: time.timers })
  opened.session.dispatch({ type: 'chooseProfile', profile: 'work' })
  await settle()
  assert.equal(opened.session.state.model.access.waiting?.status, 'waiting')
  return { ...opened, time, looks }
}

describe('a write that ends after something else was begun', () => {
  it('is told, although the region was changed while it was under way', async () => {
    const write = held<Awaited<ReturnType<ReturnType<typeof fakeCline>['apply']>>>()
    const { session, states } = await atReview({ apply: () => write.promise })
    session.dispatch({ type: 'apply', previewId: 'preview-1' })
    const changed = session.written()
    assert.equal(session.state.review.status, 'writing')
    session.dispatch({ type: 'chooseRegion', region: 'us-west-2' })
    write.release({
      ok: true,
      value: { files: ['globalState.json'], warnings: [], now: {}, keepsOldKeys: false, backup: 'b' },
    })
    assert.equal(await changed, true, 'a running Cline has to be reloaded')
    assert.ok(states.some(({ review }) => review.status === 'written' && review.backup === 'b'))
  })

  it('is waited for alone: what else is asked of AWS does not keep the window from its reload', async () => {
    const { session } = await atReview({})
    const never = healthyAws({ reach: () => new Promise(() => {}) })
    const slow = openSession({ aws: never, cline: fakeCline() }).session
    slow.dispatch({ type: 'chooseProfile', profile: 'work' })
    await settle()
    slow.dispatch({ type: 'sendPrompt' })
    await settle()
    slow.dispatch({ type: 'undo' })
    assert.equal(await slow.written(), true)
    assert.equal(slow.state.review.status, 'undone')
    session.dispatch({ type: 'apply', previewId: 'preview-1' })
    assert.equal(await session.written(), true)
    assert.equal(session.state.review.status, 'written')
  })

  it('is known to have changed the settings, although the page was closed meanwhile', async () => {
    const write = held<Awaited<ReturnType<ReturnType<typeof fakeCline>['apply']>>>()
    const { session } = await atReview({ apply: () => write.promise })
    session.dispatch({ type: 'apply', previewId: 'preview-1' })
    const changed = session.written()
    session.dispose()
    write.release({
      ok: true,
      value: { files: ['globalState.json'], warnings: [], now: {}, keepsOldKeys: false },
    })
    assert.equal(await changed, true)
  })

  it('that was refused reloads nothing, also after one that was not', async () => {
    let refuse = false
    const base = fakeCline()
    const { session } = await atReview({
      undo: () =>
        refuse
          ? Promise.resolve({ ok: false, failure: refusal('cline', 'undo', 'NoBackup', 'None.') })
          : base.undo(),
    })
    session.dispatch({ type: 'undo' })
    assert.equal(await session.written(), true)
    refuse = true
    session.dispatch({ type: 'undo' })
    assert.equal(await session.written(), false)
  })

  it('that never began reloads nothing either', async () => {
    const { session } = await atReview({})
    session.dispatch({ type: 'undo' })
    assert.equal(await session.written(), true)
    session.dispatch({ type: 'apply', previewId: 'of-long-ago' })
    assert.equal(await session.written(), false)
  })

  it('of a new key is told, although its form was closed meanwhile', async () => {
    const write = held<Awaited<ReturnType<ReturnType<typeof fakeCline>['apply']>>>()
    const status = {
      provider: 'bedrock',
      region: 'eu-central-1',
      modelId: 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
    }
    const base = fakeCline()
    const cline = fakeCline({
      status: async () => {
        const read = await base.status()
        return read.ok ? { ok: true, value: { ...read.value, ...status } } : read
      },
      apply: () => write.promise,
    })
    const { session } = openSession({ cline })
    session.dispatch({ type: 'openRotation', kind: 'keys' })
    session.dispatch({
      type: 'rotateKeys',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    })
    await session.idle()
    session.dispatch({ type: 'applyRotation', previewId: 'preview-1' })
    session.dispatch({ type: 'closeRotation' })
    write.release({
      ok: true,
      value: { files: ['secrets.json'], warnings: [], now: {}, keepsOldKeys: false, backup: 'b' },
    })
    await session.idle()
    assert.equal(session.state.credentials.rotation?.status, 'written')
  })
})

describe('a preview that comes late', () => {
  it('is not taken for the one of the present answers', async () => {
    const previews: ReturnType<typeof held<string>>[] = []
    const { session } = await atReview({
      preview: async () => {
        const wait = held<string>()
        previews.push(wait)
        const id = await wait.promise
        return { ok: true, value: { id, changed: true, files: [], warnings: [] } }
      },
    })
    session.dispatch({ type: 'check', check: 'cline-settings' })
    await settle()
    const [first, second] = previews
    first?.release('old')
    await settle()
    assert.equal(session.state.review.status, 'planning')
    second?.release('new')
    await session.idle()
    assert.equal(session.state.review.previewId, 'new')
  })
})

describe('waiting for AWS while something else is done', () => {
  it('goes on while the Marketplace’s offer is looked at', async () => {
    let pending = true
    const { session, time } = await waitingFor(() => pending)
    session.dispatch({ type: 'showOffer' })
    await settle()
    assert.deepEqual(session.state.model.access.offers, [OFFER])
    pending = false
    await time.pass(2 * MINUTE)
    assert.equal(session.state.model.access.waiting?.status, 'done')
  })

  it('ends with the profile: what AWS says of one account is not shown for another', async () => {
    const { session, time, looks } = await waitingFor(
      (auth) => auth.kind === 'profile' && auth.profile === 'work',
    )
    session.dispatch({ type: 'chooseProfile', profile: 'other' })
    await settle()
    assert.equal(session.state.model.check.status, 'pass')
    assert.equal(session.state.model.access.waiting, undefined)
    looks.length = 0
    await time.pass(5 * MINUTE)
    assert.equal(session.state.model.check.status, 'pass')
    assert.deepEqual(looks, [], 'and asks no more')
  })

  it('ends with the region', async () => {
    const { session, time } = await waitingFor((_auth, region) => region === 'eu-central-1')
    session.dispatch({ type: 'chooseRegion', region: 'eu-west-1' })
    await time.pass(5 * MINUTE)
    assert.equal(session.state.model.check.status, 'pass')
    assert.equal(session.state.model.access.waiting, undefined)
  })

  it('goes on after a new sign-in of the same profile', async () => {
    const { session } = await waitingFor(() => true)
    session.notify({ type: 'signedInElsewhere', profile: 'work' })
    await settle()
    assert.equal(session.state.model.access.waiting?.status, 'waiting')
  })
})

describe('a policy that AWS created while the user went elsewhere', () => {
  it('can still be taken back', async () => {
    const made = held<{ ok: true; value: string }>()
    const { session } = openSession({ aws: healthyAws({ createPolicy: () => made.promise }) })
    session.dispatch({ type: 'chooseProfile', profile: 'work' })
    await session.idle()
    session.dispatch({ type: 'previewGrant' })
    session.dispatch({ type: 'applyGrant', name: 'ClineBedrockInvokeAccess', confirmed: true })
    session.dispatch({ type: 'chooseRegion', region: 'us-west-2' })
    made.release({ ok: true, value: 'arn:aws:iam::111122223333:policy/ClineBedrockInvokeAccess' })
    await session.idle()
    assert.equal(session.state.model.created?.name, 'ClineBedrockInvokeAccess')
  })
})

describe('what an account has switched on', () => {
  it('is asked again after the profile was changed', async () => {
    const { session } = await atReview({})
    session.dispatch({ type: 'apply', previewId: 'preview-1' })
    await session.idle()
    session.dispatch({ type: 'goTo', step: 'security' })
    await session.idle()
    assert.equal(session.state.security.status, 'ready')
    session.dispatch({ type: 'chooseProfile', profile: 'other' })
    assert.equal(session.state.security.status, 'idle')
    assert.equal(session.state.security.practices, undefined)
  })
})

describe('a profile that was added after its form was closed', () => {
  it('is in the list all the same', async () => {
    const added = held<{ kind: 'added'; path: string }>()
    let there = false
    const [work] = FILES.profiles
    const draft = {
      name: 'cline',
      startUrl: 'https://example.awsapps.com/start',
      ssoRegion: 'eu-central-1',
      account: '111122223333',
      role: 'Power',
      region: 'eu-central-1',
    }
    const { session } = openSession({
      aws: healthyAws({
        appendProfile: () => added.promise,
        readFiles: () =>
          Promise.resolve(there && work ? { ...FILES, profiles: [work, { ...work, name: 'cline' }] } : FILES),
      }),
    })
    session.dispatch({ type: 'openNewProfile' })
    session.dispatch({ type: 'planProfile', draft })
    await session.idle()
    session.dispatch({ type: 'addProfile', previewId: 'append-1' })
    session.dispatch({ type: 'closeNewProfile' })
    there = true
    added.release({ kind: 'added', path: FILES.configPath })
    await session.idle()
    assert.ok(session.state.credentials.profiles?.some(({ name }) => name === 'cline'))
  })
})

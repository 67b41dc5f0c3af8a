import assert from 'node:assert/strict'
import type { LockedFields } from '../../../src/core/settings/managed.ts'
import type { ApplyRequest, Setting } from '../../../src/core/settings/types.ts'
import type { WizardState } from '../../../src/core/wizard/state.ts'
import { fakeCline, healthyAws, openSession, PROFILE, UNSET } from './fakes.ts'

const NOW: Setting = {
  provider: 'bedrock',
  auth: 'profile',
  profile: 'work',
  region: 'eu-central-1',
  modelId: PROFILE.id,
  endpoint: 'https://vpce.example.com',
}

/** A session on a Cline that is set so; what is planned and written is noted. */
function open(now: Setting = {}, locked: LockedFields = {}, change: Parameters<typeof fakeCline>[0] = {}) {
  const requests: ApplyRequest[] = []
  const base = fakeCline({
    status: () => Promise.resolve({ ok: true, value: { ...UNSET, ...now, locked } }),
    ...change,
  })
  const cline = {
    ...base,
    preview: (request: ApplyRequest) => {
      requests.push(request)
      return base.preview(request)
    },
  }
  return { ...openSession({ cline, aws: healthyAws() }), requests, calls: base.calls }
}

async function throughPrompt(session: ReturnType<typeof open>['session']): Promise<WizardState> {
  session.dispatch({ type: 'chooseProfile', profile: 'work' })
  await session.idle()
  session.dispatch({ type: 'sendPrompt' })
  await session.idle()
  return session.state
}

describe('a new run', () => {
  it('starts from what Cline is set to, and checks it at once', async () => {
    const { session } = open(NOW)
    await session.idle()
    const { credentials, region, model } = session.state
    assert.deepEqual(
      [credentials.method, credentials.profile, region.chosen, region.endpoint, model.chosen],
      ['profile', 'work', 'eu-central-1', 'https://vpce.example.com', PROFILE.id],
    )
    assert.equal(credentials.check.status, 'pass')
  })

  it('starts empty where Cline uses another provider', async () => {
    const { session } = open({ provider: 'openrouter', modelId: 'gpt', region: 'us-east-1' })
    await session.idle()
    const { credentials, region, model } = session.state
    assert.deepEqual([credentials.profile, region.chosen, model.chosen], [undefined, undefined, undefined])
  })

  it('never overrides what the user has chosen meanwhile', async () => {
    const { session } = open(NOW)
    session.dispatch({ type: 'chooseRegion', region: 'us-west-2' })
    await session.idle()
    assert.equal(session.state.region.chosen, 'us-west-2')
    assert.equal(session.state.model.chosen === NOW.modelId, false)
  })

  it('asks for the keys again, for they stay in Cline’s files', async () => {
    const { session } = open({ ...NOW, auth: 'keys' })
    await session.idle()
    assert.equal(session.state.credentials.method, 'keys')
    assert.equal(session.state.credentials.entered, undefined)
    assert.equal(session.state.region.chosen, 'eu-central-1')
  })
})

describe('what an organisation decides', () => {
  it('is chosen already and cannot be changed', async () => {
    const { session } = open({}, { region: 'eu-central-1', endpoint: 'https://vpce.example.com' })
    await session.idle()
    session.dispatch({ type: 'chooseRegion', region: 'us-west-2' })
    session.dispatch({ type: 'setEndpoint', endpoint: '' })
    await session.idle()
    const { region, locked } = session.state
    assert.deepEqual([region.chosen, region.endpoint], ['eu-central-1', 'https://vpce.example.com'])
    assert.deepEqual(locked, { region: 'eu-central-1', endpoint: 'https://vpce.example.com' })
  })

  it('wins over what Cline’s own file says', async () => {
    const { session } = open({ ...NOW, region: 'us-east-1' }, { region: 'eu-central-1' })
    await session.idle()
    assert.equal(session.state.region.chosen, 'eu-central-1')
  })
})

describe('the options of a write', () => {
  it('plan anew, and the write does what was shown last', async () => {
    const { session, requests } = open()
    const state = await throughPrompt(session)
    assert.equal(state.review.status, 'ready')
    session.dispatch({ type: 'setWriteOptions', modes: ['act'], keepApiKey: true })
    await session.idle()
    const last = requests.at(-1)
    assert.deepEqual([last?.modes, last?.keepApiKey], [['act'], true])
    assert.deepEqual(session.state.review.options, { modes: ['act'], keepApiKey: true })
    const count = requests.length
    session.dispatch({ type: 'setWriteOptions', modes: ['act'], keepApiKey: true })
    await session.idle()
    assert.equal(requests.length, count, 'the same answer again plans nothing')
  })

  it('are both modes and nothing kept, as long as nobody says otherwise', async () => {
    const { session, requests } = open()
    await throughPrompt(session)
    assert.deepEqual([requests.at(-1)?.modes, requests.at(-1)?.keepApiKey], [['plan', 'act'], false])
  })
})

describe('after the write', () => {
  it('the page says what was read back, and old keys can be deleted', async () => {
    let deleted = 0
    const base = fakeCline()
    const { session } = open(
      {},
      {},
      {
        apply: async (request, id) => {
          const done = await base.apply(request, id)
          return done.ok ? { ok: true, value: { ...done.value, keepsOldKeys: true } } : done
        },
        deleteBackups: () => {
          deleted += 1
          return Promise.resolve({ ok: true, value: 2 })
        },
      },
    )
    const state = await throughPrompt(session)
    session.dispatch({ type: 'apply', previewId: state.review.previewId ?? '' })
    await session.idle()
    assert.deepEqual(
      [session.state.review.now?.provider, session.state.review.now?.region],
      ['bedrock', 'eu-central-1'],
    )
    assert.equal(session.state.review.keepsOldKeys, true)
    session.dispatch({ type: 'deleteBackups' })
    await session.idle()
    assert.equal(deleted, 1)
    const { keepsOldKeys, backup } = session.state.review
    assert.deepEqual([keepsOldKeys, backup], [false, undefined])
    assert.match(session.state.notice?.text ?? '', /2/)
  })

  it('history and named setups open in the editor', () => {
    const { session, actions } = open()
    session.dispatch({ type: 'openHistory' })
    session.dispatch({ type: 'openSetups' })
    assert.deepEqual(
      actions.map(({ kind }) => kind),
      ['open-history', 'open-setups'],
    )
  })
})

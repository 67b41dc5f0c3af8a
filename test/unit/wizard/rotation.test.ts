import assert from 'node:assert/strict'
import { fakeCline, healthyAws, openSession, refusal, UNSET } from './fakes.ts'

const SET = {
  ...UNSET,
  provider: 'bedrock',
  region: 'eu-central-1',
  modelId: 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
  endpoint: 'https://vpce.example',
}
const NEW = {
  type: 'rotateKeys' as const,
  accessKeyId: 'AKIAEXAMPLE333333333',
  secretAccessKey: 'rotatedSecretrotatedSecretrotatedSecret1',
}

/** A window in which Cline is set to Bedrock, with everything that is asked of its files. */
function open(change: Parameters<typeof fakeCline>[0] = {}, aws = healthyAws()) {
  const requests: unknown[] = []
  const fake = fakeCline({
    status: () => Promise.resolve({ ok: true, value: SET }),
    ...change,
  })
  const cline = {
    ...fake,
    preview: (request: Parameters<typeof fake.preview>[0]) => {
      requests.push(request)
      return fake.preview(request)
    },
  }
  return { ...openSession({ cline, aws }), calls: fake.calls, requests }
}

describe('“I rotated my key”', () => {
  it('asks AWS, shows the change, and writes it only then, with the rest of the choice as it was', async () => {
    const { session, calls, requests } = open()
    session.dispatch({ type: 'openRotation', kind: 'keys' })
    session.dispatch(NEW)
    assert.equal(session.state.credentials.rotation?.status, 'checking')
    await session.idle()
    const shown = session.state.credentials.rotation
    assert.equal(shown?.status, 'ready')
    assert.equal(shown?.entered?.label, 'AKIA…3333')
    assert.deepEqual(calls, [`preview ${SET.modelId}`])
    const { region, modelId, endpoint, modes } = requests[0] as Record<string, unknown>
    assert.deepEqual(
      { region, modelId, endpoint, modes },
      { region: SET.region, modelId: SET.modelId, endpoint: SET.endpoint, modes: [] },
    )
    session.dispatch({ type: 'applyRotation', previewId: 'another' })
    await session.idle()
    assert.equal(calls.length, 1, 'only what was shown')
    session.dispatch({ type: 'applyRotation', previewId: shown?.previewId ?? '' })
    await session.idle()
    assert.match(calls[1] ?? '', /^apply preview-1 keys eu-central-1/)
    assert.equal(session.state.credentials.rotation?.status, 'written')
    assert.equal(session.state.credentials.rotation?.backup, 'backup-1')
  })

  it('writes nothing that AWS refuses, and lets the user type again', async () => {
    const refused = refusal(
      'sts',
      'GetCallerIdentity',
      'InvalidClientTokenId',
      'The security token is invalid.',
    )
    const aws = healthyAws({ callerIdentity: () => Promise.resolve({ ok: false, failure: refused }) })
    const { session, calls } = open({}, aws)
    session.dispatch({ type: 'openRotation', kind: 'keys' })
    session.dispatch(NEW)
    await session.idle()
    const rotation = session.state.credentials.rotation
    assert.equal(rotation?.status, 'open')
    assert.equal(rotation?.check?.diagnosis?.id, 'access-key-invalid')
    assert.deepEqual(calls, [])
    session.dispatch({ type: 'applyRotation', previewId: 'preview-1' })
    await session.idle()
    assert.deepEqual(calls, [])
  })

  it('takes an API key, and says what is no API key before any call', async () => {
    const { session, calls } = open()
    session.dispatch({ type: 'openRotation', kind: 'api-key' })
    session.dispatch({ type: 'rotateApiKey', apiKey: 'sk-ant-not-ours-0000' })
    assert.equal(session.state.credentials.rotation?.problem?.id, 'api-key-malformed')
    session.dispatch({ type: 'rotateApiKey', apiKey: `ABSK${'A'.repeat(120)}` })
    await session.idle()
    assert.equal(session.state.credentials.rotation?.status, 'ready')
    assert.equal(calls.length, 1)
  })

  it('has nothing to replace where Cline is not set to Bedrock', async () => {
    const { session, calls } = open({
      status: () => Promise.resolve({ ok: true, value: { ...SET, provider: 'openrouter' } }),
    })
    session.dispatch({ type: 'openRotation', kind: 'keys' })
    session.dispatch(NEW)
    await session.idle()
    assert.equal(session.state.credentials.rotation?.problem?.id, 'cline-not-configured')
    assert.deepEqual(calls, [])
  })

  it('tells why Cline’s files could not be shown or written', async () => {
    const failure = {
      service: 'cline' as const,
      operation: 'read',
      name: 'ClineSettingsUnreadable',
      message: 'x:1: y',
    }
    const broken = () => Promise.resolve({ ok: false as const, failure })
    for (const change of [{ preview: broken }, { apply: broken }, { status: broken }]) {
      const { session } = open(change)
      session.dispatch({ type: 'openRotation', kind: 'keys' })
      session.dispatch(NEW)
      await session.idle()
      session.dispatch({ type: 'applyRotation', previewId: 'preview-1' })
      await session.idle()
      assert.equal(session.state.credentials.rotation?.problem?.id, 'cline-settings-unreadable')
    }
  })

  it('keeps the new secret out of every state, and forgets it when the form closes', async () => {
    const { session, states, logged } = open()
    session.dispatch({ type: 'openRotation', kind: 'keys' })
    session.dispatch(NEW)
    await session.idle()
    session.dispatch({ type: 'closeRotation' })
    assert.equal(session.state.credentials.rotation, undefined)
    assert.ok(!JSON.stringify([states, logged]).includes(NEW.secretAccessKey))
    session.dispatch({ type: 'applyRotation', previewId: 'preview-1' })
    await session.idle()
    assert.equal(session.state.credentials.rotation, undefined)
  })

  it('drops the answer of a key that was replaced by another in the meantime', async () => {
    const { session } = open()
    session.dispatch({ type: 'openRotation', kind: 'keys' })
    session.dispatch(NEW)
    session.dispatch({ ...NEW, accessKeyId: 'AKIAEXAMPLE444444444' })
    await session.idle()
    assert.equal(session.state.credentials.rotation?.entered?.label, 'AKIA…4444')
    assert.equal(session.state.credentials.rotation?.status, 'ready')
  })
})

import assert from 'node:assert/strict'
import { Secret } from '../../../src/core/secret.ts'
import { FILES, fakeCline, healthyAws, openSession, PROFILE, refusal } from './fakes.ts'

const SECRET = 'wJalrXUtnFEMIxK7MDENGxbPxRfiCYEXAMPLEKEY'
const KEYS = { type: 'useKeys', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET } as const

describe('a wizard session', () => {
  it('goes from a profile to written settings, each check made as soon as its inputs are there', async () => {
    const cline = fakeCline()
    const { session } = openSession({ cline })
    await session.idle()
    assert.equal(session.state.credentials.profiles?.[0]?.name, 'work')
    session.dispatch({ type: 'chooseProfile', profile: 'work' })
    await session.idle()
    assert.equal(session.state.credentials.check.status, 'pass')
    assert.equal(session.state.credentials.identity?.account, '111122223333')
    assert.equal(session.state.region.chosen, 'eu-central-1', 'the profile’s own region is taken')
    assert.equal(session.state.region.check.status, 'pass')
    assert.equal(session.state.model.chosen, PROFILE.id, 'the recommended model is chosen beforehand')
    assert.equal(session.state.model.check.status, 'pass')
    assert.equal(session.state.model.permissions.status, 'pass')
    assert.equal(session.state.reached, 'test-prompt', 'nothing is billed before the user says so')
    session.dispatch({ type: 'sendPrompt' })
    await session.idle()
    assert.equal(session.state.prompt.answer, 'def is_prime(n): ...')
    assert.equal(session.state.prompt.status, 'done')
    assert.equal(session.state.review.status, 'ready')
    session.dispatch({ type: 'apply', previewId: 'preview-1' })
    await session.idle()
    assert.equal(session.state.step, 'done')
    assert.equal(session.state.review.backup, 'backup-1')
    assert.deepEqual(cline.calls, [
      `preview ${PROFILE.id}`,
      'apply preview-1 profile eu-central-1 anthropic.claude-sonnet-4-5-20250929-v1:0',
    ])
  })

  it('writes nothing before a prompt has answered, whatever the page asks', async () => {
    const cline = fakeCline()
    const { session } = openSession({ cline })
    session.dispatch({ type: 'chooseProfile', profile: 'work' })
    await session.idle()
    session.dispatch({ type: 'goTo', step: 'review' })
    session.dispatch({ type: 'apply', previewId: 'preview-1' })
    await session.idle()
    assert.deepEqual(cline.calls, [])
    assert.notEqual(session.state.step, 'review')
  })

  it('never lets a typed secret into a state, a log or an action', async () => {
    const { session, states, actions, logged } = openSession({
      aws: healthyAws({ callerIdentity: () => Promise.reject(new Error('bug')) }),
    })
    session.dispatch(KEYS)
    await session.idle()
    session.dispatch({ type: 'copyDetails', of: 'credentials' })
    await session.idle()
    const seen = JSON.stringify([states, actions, logged])
    assert.ok(!seen.includes(SECRET))
    assert.match(seen, /AKIA…MPLE/)
    assert.equal(session.state.credentials.check.status, 'fail', 'a bug shows as what it is')
  })

  it('hands the typed keys to AWS as they were meant', async () => {
    let given: unknown
    const { session } = openSession({
      aws: healthyAws({
        resolveCredentials: (target) => {
          given = target.auth
          return Promise.resolve({ ok: true, value: { temporary: false } })
        },
      }),
    })
    session.dispatch({ ...KEYS, secretAccessKey: ` "${SECRET}"\r\n` })
    await session.idle()
    const auth = given as { accessKeyId: string; secretAccessKey: Secret }
    assert.equal(auth.accessKeyId, KEYS.accessKeyId)
    assert.ok(auth.secretAccessKey instanceof Secret)
    assert.equal(auth.secretAccessKey.reveal(), SECRET)
    assert.equal(session.state.credentials.entered?.label, 'AKIA…MPLE')
  })

  it('refuses a pasted value that is no key, names why, and keeps nothing', async () => {
    const { session } = openSession()
    session.dispatch({ type: 'useApiKey', apiKey: 'sk-proj-0123456789' })
    await session.idle()
    assert.equal(session.state.credentials.entryProblem?.id, 'api-key-malformed')
    assert.equal(session.state.credentials.entered, undefined)
  })

  it('drops the result of a check whose inputs have changed meanwhile', async () => {
    const waiting: (() => void)[] = []
    const { session } = openSession({
      aws: healthyAws({
        callerIdentity: () =>
          new Promise((done) => {
            const first = waiting.length === 0
            waiting.push(() =>
              done({
                ok: true,
                value: {
                  account: first ? '000000000000' : '111122223333',
                  arn: `arn:aws:iam::${first ? '000000000000' : '111122223333'}:user/dev`,
                  userId: 'AIDAEXAMPLE',
                },
              }),
            )
          }),
        readFiles: () =>
          Promise.resolve({
            ...FILES,
            profiles: ['work', 'home'].map((name) => ({
              ...FILES.profiles[0],
              name,
            })) as typeof FILES.profiles,
          }),
      }),
    })
    const settle = async (at: number) => {
      while (waiting.length <= at) {
        await new Promise((next) => setImmediate(next))
      }
    }
    session.dispatch({ type: 'chooseProfile', profile: 'work' })
    await settle(0)
    session.dispatch({ type: 'chooseProfile', profile: 'home' })
    await settle(1)
    waiting[0]?.()
    await new Promise((next) => setImmediate(next))
    assert.equal(session.state.credentials.check.status, 'running', 'the old answer counts for nothing')
    for (const answer of waiting) {
      answer()
    }
    session.dispose()
  })

  it('explains a refused prompt and offers the next step', async () => {
    const failure = refusal(
      'bedrock-runtime',
      'ConverseStream',
      'AccessDeniedException',
      'User: arn:aws:iam::111122223333:user/dev is not authorized to perform: bedrock:InvokeModelWithResponseStream on resource: arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0 because no identity-based policy allows the bedrock:InvokeModelWithResponseStream action',
    )
    const { session, actions } = openSession({
      aws: healthyAws({ converse: () => Promise.resolve({ ok: false, failure }) }),
    })
    session.dispatch({ type: 'chooseProfile', profile: 'work' })
    await session.idle()
    session.dispatch({ type: 'sendPrompt' })
    await session.idle()
    const { check } = session.state.prompt
    assert.equal(check.result?.diagnosis?.id, 'iam-destination-region-missing')
    assert.equal(session.state.reached, 'test-prompt')
    const remedies = check.result?.explanation?.remedies ?? []
    const copy = remedies.findIndex((each) => each.action?.kind === 'copy')
    assert.ok(copy >= 0, 'there is something to click')
    session.dispatch({ type: 'remedy', of: 'test-prompt', index: copy })
    await session.idle()
    assert.equal(actions.at(-1)?.kind, 'copy')
  })

  it('takes a stop in the middle of the answer for what it is: the model answers', async () => {
    const { session } = openSession({
      aws: healthyAws({
        converse: (_target, _prompt, onEvent, signal) =>
          new Promise((done) => {
            onEvent({ type: 'text', text: 'def' })
            signal.addEventListener('abort', () =>
              done({
                ok: false,
                failure: refusal('bedrock-runtime', 'ConverseStream', 'AbortError', 'aborted'),
              }),
            )
          }),
      }),
    })
    session.dispatch({ type: 'chooseProfile', profile: 'work' })
    await session.idle()
    session.dispatch({ type: 'sendPrompt' })
    while (session.state.prompt.answer === '') {
      await new Promise((next) => setImmediate(next))
    }
    session.dispatch({ type: 'stopPrompt' })
    await session.idle()
    assert.equal(session.state.prompt.status, 'stopped')
    assert.equal(session.state.prompt.check.status, 'pass')
    assert.equal(session.state.review.status, 'ready')
  })

  it('tells a region that is switched off from a bad key', async () => {
    const failure = refusal(
      'sts',
      'GetCallerIdentity',
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
    )
    const { session } = openSession({
      aws: healthyAws({
        callerIdentity: (target) =>
          Promise.resolve(
            target.region === 'us-east-1'
              ? {
                  ok: true,
                  value: { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/dev', userId: 'A' },
                }
              : { ok: false, failure },
          ),
      }),
    })
    session.dispatch({ type: 'chooseProfile', profile: 'work' })
    await session.idle()
    assert.equal(session.state.credentials.check.status, 'pass')
    assert.equal(session.state.region.check.result?.diagnosis?.id, 'region-not-enabled')
    assert.equal(session.state.reached, 'region')
  })

  it('asks the regions together and shows each as it answers', async () => {
    const { session } = openSession()
    session.dispatch({ type: 'chooseProfile', profile: 'work' })
    await session.idle()
    session.dispatch({ type: 'probeRegions' })
    await session.idle()
    assert.ok(session.state.region.options.every((option) => option.probe === 'available'))
    assert.ok(session.state.region.options.every((option) => (option.latencyMs ?? -1) >= 0))
  })

  it('undoes a write on request', async () => {
    const cline = fakeCline()
    const { session } = openSession({ cline })
    session.dispatch({ type: 'undo' })
    await session.idle()
    assert.deepEqual(cline.calls, ['undo'])
    assert.equal(session.state.review.status, 'undone')
  })

  it('shows the summary again after the window was reloaded, without asking AWS', async () => {
    let asked = 0
    const { session } = openSession({
      aws: healthyAws({
        callerIdentity: () => {
          asked += 1
          return Promise.reject(new Error('not now'))
        },
      }),
    })
    session.notify({
      type: 'restored',
      choice: {
        method: 'profile',
        profile: 'work',
        region: 'eu-central-1',
        modelId: PROFILE.id,
        written: { backup: 'backup-1' },
      },
    })
    await session.idle()
    assert.equal(session.state.step, 'done')
    assert.equal(session.state.review.backup, 'backup-1')
    assert.equal(asked, 0)
  })
})

import assert from 'node:assert/strict'
import { checkTestPrompt } from '../../../src/app/checks/testPrompt.ts'
import { openRun } from '../../../src/app/doctor.ts'
import type { ApplyRequest } from '../../../src/core/settings/types.ts'
import { fakeCline, healthyAws, openSession, refusal } from './fakes.ts'

const NOVA = 'amazon.nova-lite-v1:0'
const arnIn = (region: string) => `arn:aws:bedrock:${region}::foundation-model/${NOVA}`
const denied = refusal('bedrock', 'List', 'AccessDeniedException', 'not authorized to perform: bedrock:List')

/** Nova in every region: on demand, or through a profile alone. */
const novaAws = (inferenceTypes: string[], change: Parameters<typeof healthyAws>[0] = {}) =>
  healthyAws({
    listFoundationModels: async (target, signal) => {
      const listed = await healthyAws().listFoundationModels(target, signal)
      const [first] = listed.ok ? listed.value : []
      assert.ok(first !== undefined)
      return { ok: true, value: [first, { ...first, modelId: NOVA, name: 'Nova Lite', inferenceTypes }] }
    },
    listInferenceProfiles: async (target, signal) => {
      const listed = await healthyAws().listInferenceProfiles(target, signal)
      const [first] = listed.ok ? listed.value : []
      assert.ok(first !== undefined)
      const id = `${target.region.slice(0, 2)}.${NOVA}`
      const arn = `arn:aws:bedrock:${target.region}:111122223333:inference-profile/${id}`
      return { ok: true, value: [first, { ...first, id, arn, modelArns: [arnIn(target.region)] }] }
    },
    ...change,
  })

async function typed(
  id: string,
  {
    region = 'us-east-1',
    aws = novaAws(['ON_DEMAND']),
  }: { region?: string; aws?: ReturnType<typeof healthyAws> } = {},
) {
  const prompted: string[] = []
  const asked: ApplyRequest[] = []
  const cline = fakeCline({
    preview: (request) => {
      asked.push(request)
      return Promise.resolve({ ok: true, value: { id: 'p', changed: true, files: [], warnings: [] } })
    },
  })
  const converse: typeof aws.converse = (target, prompt, onEvent, signal) => {
    prompted.push(prompt.modelId)
    return aws.converse(target, prompt, onEvent, signal)
  }
  const { session } = openSession({ aws: { ...aws, converse }, cline })
  session.dispatch({ type: 'chooseProfile', profile: 'work' })
  await session.idle()
  session.dispatch({ type: 'chooseRegion', region })
  await session.idle()
  session.dispatch({ type: 'chooseModel', modelId: id })
  await session.idle()
  return { session, prompted, asked }
}

describe('a typed id before which Cline’s newer version puts a geography', () => {
  it('stands for the model’s ARN in check, policy, prompt and write, and the reason is told', async () => {
    const { session, prompted, asked } = await typed(NOVA)
    const arn = arnIn('us-east-1')
    const { chosen, check, grant } = session.state.model
    assert.deepEqual([chosen, check.status], [arn, 'pass'])
    const [note, ...more] = check.result?.notes ?? []
    assert.deepEqual([more.length, note?.harmful], [0, false])
    assert.match(
      note?.text ?? '',
      /newer version would send us\.amazon\.nova-lite-v1:0.*used by its ARN, arn:aws:/,
    )
    assert.ok(grant?.texts.json.includes(`"${arn}"`))
    session.dispatch({ type: 'sendPrompt' })
    await session.idle()
    assert.deepEqual(prompted, [arn])
    assert.equal(session.state.prompt.check.status, 'pass')
    assert.deepEqual([asked.at(-1)?.modelId, asked.at(-1)?.baseModelId], [arn, NOVA])
  })

  it('stays as it is where both versions send it so', async () => {
    const { session } = await typed(NOVA, { region: 'ca-central-1' })
    const { chosen, check } = session.state.model
    assert.deepEqual([chosen, check.status, check.result?.notes], [NOVA, 'pass', undefined])
  })

  it('is refused, with the profile to choose, where the region has the model through profiles only', async () => {
    const { session } = await typed(NOVA, { aws: novaAws(['INFERENCE_PROFILE']) })
    const { result, status } = session.state.model.check
    assert.deepEqual([status, result?.explanation?.id], ['fail', 'inference-profile-required'])
    const offered = result?.explanation?.remedies.map(({ action }) => action)
    assert.ok(offered?.some((action) => action?.kind === 'choose-model' && action.modelId === `us.${NOVA}`))
  })

  it('typed as its ARN is refused before any prompt, with the profiles to use, where it has profiles only', async () => {
    const { session, prompted } = await typed(arnIn('us-east-1'), { aws: novaAws(['INFERENCE_PROFILE']) })
    const { result, status } = session.state.model.check
    assert.deepEqual([status, result?.explanation?.id], ['fail', 'inference-profile-required'])
    assert.match(result?.explanation?.what ?? '', /is the model’s own ARN, by which it cannot be called/)
    session.dispatch({ type: 'sendPrompt' })
    await session.idle()
    assert.deepEqual(prompted, [])
    const at = result?.explanation?.remedies.findIndex(({ action }) => action?.kind === 'choose-model') ?? -1
    session.dispatch({ type: 'remedy', of: 'model-access', index: at })
    await session.idle()
    assert.deepEqual([session.state.model.chosen, session.state.model.check.status], [`us.${NOVA}`, 'pass'])
  })

  it('typed as its ARN is refused with the ARN of the application profile, where only such a one has it', async () => {
    const own = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456'
    const aws = novaAws(['INFERENCE_PROFILE'], {
      listInferenceProfiles: async () => ({
        ok: true,
        value: [
          {
            id: 'abc123def456',
            arn: own,
            name: 'team',
            type: 'APPLICATION',
            status: 'ACTIVE',
            modelArns: [arnIn('us-east-1')],
          },
        ],
      }),
    })
    const { session } = await typed(arnIn('us-east-1'), { aws })
    const { result } = session.state.model.check
    const offered = result?.explanation?.remedies.flatMap(({ action }) =>
      action?.kind === 'choose-model' ? [action.modelId] : [],
    )
    assert.deepEqual([result?.diagnosis?.id, offered], ['inference-profile-required', [own]])
  })

  it('typed as the ARN of no model of the region is said to be none', async () => {
    const { session } = await typed(`${arnIn('us-east-1')}-none`)
    assert.equal(session.state.model.check.result?.diagnosis?.id, 'model-not-found')
  })

  it('stands for the ARN, too, where the models may not be listed', async () => {
    const aws = novaAws([], {
      listFoundationModels: () => Promise.resolve({ ok: false, failure: denied }),
      listInferenceProfiles: () => Promise.resolve({ ok: false, failure: denied }),
    })
    const { session } = await typed(NOVA, { aws })
    assert.equal(session.state.model.chosen, arnIn('us-east-1'))
    session.dispatch({ type: 'chooseRegion', region: 'us-west-2' })
    await session.idle()
    assert.equal(session.state.model.chosen, arnIn('us-west-2'), 'and goes along to another region')
    session.dispatch({ type: 'chooseRegion', region: 'ca-central-1' })
    await session.idle()
    assert.equal(session.state.model.chosen, arnIn('ca-central-1').slice(-NOVA.length), 'where it needs none')
  })

  it('is looked at again when another region is chosen', async () => {
    const { session } = await typed(NOVA, { region: 'ca-central-1' })
    session.dispatch({ type: 'chooseRegion', region: 'us-east-1' })
    await session.idle()
    assert.equal(session.state.model.chosen, arnIn('us-east-1'))
  })

  it('stands for the ARN as plan mode’s model', async () => {
    const { session, prompted } = await typed('eu.anthropic.claude-sonnet-4-5-20250929-v1:0')
    session.dispatch({ type: 'choosePlanModel', modelId: NOVA })
    await session.idle()
    assert.equal(session.state.model.planModel, arnIn('us-east-1'))
    assert.match(session.state.model.check.result?.notes?.[0]?.text ?? '', /used by its ARN/)
    session.dispatch({ type: 'sendPrompt' })
    await session.idle()
    assert.equal(prompted[1], arnIn('us-east-1'))
  })

  it('is no pass although it answers, wherever it comes from', async () => {
    const deps = {
      aws: novaAws(['ON_DEMAND']),
      cline: fakeCline(),
      clock: { now: () => 0 },
      platform: 'linux' as const,
    }
    const input = { auth: { kind: 'default' as const }, region: 'us-east-1', modelId: NOVA }
    const run = openRun(deps, input, new AbortController().signal)
    const { result } = await checkTestPrompt(run, NOVA, 'pong', { profiles: [], baseModelId: NOVA })
    assert.deepEqual([result.status, result.diagnosis?.id], ['fail', 'model-id-changed-by-cline'])
    const ids = result.explanation?.remedies.flatMap(({ action }) =>
      action?.kind === 'choose-model' ? [action.modelId] : [],
    )
    assert.deepEqual(ids, [arnIn('us-east-1'), `us.${NOVA}`])
  })
})

import assert from 'node:assert/strict'
import { planSettings } from '../../../src/core/settings/plan.ts'
import type { ApplyRequest } from '../../../src/core/settings/types.ts'
import { remember } from '../../../src/core/wizard/remember.ts'
import { fakeCline, healthyAws, openSession, PROFILE, refusal } from './fakes.ts'

const NOVA = 'amazon.nova-lite-v1:0'
/** What Cline sends unchanged for it. */
const ARN = `arn:aws:bedrock:eu-central-1::foundation-model/${NOVA}`
const models = healthyAws({
  listFoundationModels: async (target, signal) => {
    const listed = await healthyAws().listFoundationModels(target, signal)
    const [first] = listed.ok ? listed.value : []
    assert.ok(first !== undefined)
    const nova = {
      ...first,
      modelId: NOVA,
      name: 'Nova Lite',
      provider: 'Amazon',
      inferenceTypes: ['ON_DEMAND'],
    }
    return { ok: true, value: [first, nova] }
  },
})

async function at(change: Parameters<typeof healthyAws>[0] = {}) {
  const asked: ApplyRequest[] = []
  const cline = fakeCline({
    preview: (request) => {
      asked.push(request)
      return Promise.resolve({ ok: true, value: { id: 'p', changed: true, files: [], warnings: [] } })
    },
  })
  const opened = openSession({ aws: { ...models, ...change }, cline })
  opened.session.dispatch({ type: 'chooseProfile', profile: 'work' })
  await opened.session.idle()
  opened.session.dispatch({ type: 'choosePlanModel', modelId: NOVA })
  await opened.session.idle()
  return { ...opened, asked }
}

describe('another model for planning', () => {
  it('is checked, prompted and written beside the one that acts', async () => {
    const prompted: string[] = []
    const { session, asked } = await at({
      converse: (target, prompt, onEvent, signal) => {
        prompted.push(prompt.modelId)
        return healthyAws().converse(target, prompt, onEvent, signal)
      },
    })
    session.dispatch({ type: 'sendPrompt' })
    await session.idle()
    assert.deepEqual(prompted, [PROFILE.id, ARN], 'both ids that Cline will use have answered')
    assert.equal(asked.at(-1)?.modelId, PROFILE.id)
    assert.deepEqual(asked.at(-1)?.planModel, { modelId: ARN, baseModelId: NOVA })
  })

  it('has its rights in the least policy', async () => {
    const { session } = await at()
    const text = session.state.model.grant?.texts.json ?? ''
    assert.match(text, new RegExp(`foundation-model/${NOVA}"`))
    assert.match(text, new RegExp(PROFILE.id))
  })

  it('that does not answer stops the way: nothing is written that was not proved', async () => {
    const failure = refusal('bedrock-runtime', 'ConverseStream', 'ThrottlingException', 'Too many requests')
    const { session, asked } = await at({
      converse: (target, prompt, onEvent, signal) =>
        prompt.modelId === ARN
          ? Promise.resolve({ ok: false, failure })
          : healthyAws().converse(target, prompt, onEvent, signal),
    })
    session.dispatch({ type: 'sendPrompt' })
    await session.idle()
    assert.equal(session.state.prompt.check.status, 'fail')
    assert.equal(session.state.reached, 'test-prompt')
    assert.deepEqual(asked, [])
  })

  it('is remembered, and given up when both are the same again', async () => {
    const { session } = await at()
    assert.equal(remember(session.state).planModelId, ARN)
    session.dispatch({ type: 'chooseModel', modelId: NOVA })
    await session.idle()
    assert.equal(session.state.model.planModel, undefined)
    session.dispatch({ type: 'choosePlanModel', modelId: NOVA })
    assert.equal(session.state.model.planModel, undefined)
  })

  it('stands in plan mode’s keys alone, and Cline is told that the two are apart', () => {
    const plan = planSettings(
      {
        auth: { kind: 'default' },
        region: 'eu-central-1',
        modelId: PROFILE.id,
        baseModelId: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
        planModel: { modelId: NOVA, baseModelId: NOVA },
        modes: ['plan', 'act'],
      },
      { providersExist: true, hasBedrockEntry: true, hasLastUsedProvider: true, modelsExist: true, now: '' },
    )
    const values = Object.fromEntries(plan.globalState.map(({ path, value }) => [path.join('.'), value]))
    assert.equal(values.planModeApiModelId, NOVA)
    assert.equal(values.planModeAwsBedrockCustomSelected, false, 'a bare id of Cline’s older table')
    assert.equal(values.actModeApiModelId, PROFILE.id)
    assert.equal(values.planActSeparateModelsSetting, true)
    assert.equal(values.awsUseCrossRegionInference, false, 'or the older bundle would prefix the bare id')
  })
})

import assert from 'node:assert/strict'
import { followPrompts } from '../../../src/app/health/followPrompts.ts'
import type { FoundationModel } from '../../../src/core/bedrock/types.ts'
import { at, MINUTE, OFFER } from './atModel.ts'
import { healthyAws, PROFILE, refusal } from './fakes.ts'
import { type FakeTime, fakeTime, settle } from './patience.ts'

const HAIKU = 'anthropic.claude-haiku-4-5-20251001-v1:0'
const PLAN = `eu.${HAIKU}`
const EXPIRED =
  'Your AWS Marketplace subscription for this model is still being processed. Try again after 15 minutes.'
const status = (agreement: string) => ({
  ok: true as const,
  value: { agreement, authorization: 'AUTHORIZED', entitlement: 'AVAILABLE', region: 'AVAILABLE' },
})

/** At the model step with a second model for planning, whose agreement alone is not there. */
async function planning(
  agreement: (time: FakeTime) => string,
  change: Parameters<typeof healthyAws>[0] = {},
) {
  const time = fakeTime()
  const opened = await at(
    {
      async listFoundationModels(target, signal) {
        const listed = await healthyAws().listFoundationModels(target, signal)
        const models: FoundationModel[] = listed.ok ? listed.value : []
        return {
          ok: true,
          value: models.flatMap((each) => [each, { ...each, modelId: HAIKU, name: 'Claude Haiku 4.5' }]),
        }
      },
      listInferenceProfiles: async () => ({
        ok: true,
        value: [
          PROFILE,
          {
            ...PROFILE,
            id: PLAN,
            arn: PROFILE.arn.replace(PROFILE.id, PLAN),
            modelArns: [`arn:aws:bedrock:eu-central-1::foundation-model/${HAIKU}`],
          },
        ],
      }),
      modelAvailability: async (_target, model) => status(model === HAIKU ? agreement(time) : 'AVAILABLE'),
      ...change,
    },
    {},
    time,
  )
  opened.session.dispatch({ type: 'choosePlanModel', modelId: PLAN })
  await settle()
  return { ...opened, time }
}

describe('the Marketplace agreement of plan mode’s own model', () => {
  it('is waited for until it is there: the act model’s being there settles nothing', async () => {
    const { session, time } = await planning(({ passed }) => (passed < 10 * MINUTE ? 'PENDING' : 'AVAILABLE'))
    assert.equal(session.state.model.check.result?.diagnosis?.id, 'subscription-pending')
    assert.equal(session.state.model.access.waiting?.status, 'waiting')
    await time.pass(9 * MINUTE)
    assert.equal(session.state.model.access.waiting?.status, 'waiting')
    assert.equal(session.state.model.check.result?.diagnosis?.id, 'subscription-pending')
    await time.pass(2 * MINUTE)
    assert.equal(session.state.model.access.waiting?.status, 'done')
    assert.equal(session.state.model.check.status, 'pass')
  })

  it('is offered and accepted for that model, and an offer for it is none for another', async () => {
    const asked: string[] = []
    const { session, actions } = await planning(() => 'NOT_AVAILABLE', {
      agreementOffers: async (_target, model) => {
        asked.push(`offers ${model}`)
        return { ok: true, value: [OFFER] }
      },
      acceptAgreement: async (_target, model) => {
        asked.push(`accepted ${model}`)
        return { ok: true, value: true }
      },
    })
    const { access } = session.state.model
    assert.deepEqual([access.agreement, access.agreementOf], ['missing', HAIKU])
    session.dispatch({ type: 'showOffer' })
    await settle()
    session.dispatch({ type: 'copyAccessRequest', what: 'agreement' })
    session.dispatch({ type: 'acceptOffer', offerId: OFFER.offerId, confirmed: true })
    await settle()
    assert.deepEqual(asked, [`offers ${HAIKU}`, `accepted ${HAIKU}`])
    const copied = actions.at(-1)
    assert.ok(copied?.kind === 'copy' && copied.text.includes(HAIKU))
    session.dispatch({ type: 'choosePlanModel', modelId: '' })
    await settle()
    assert.equal(session.state.model.access.agreementOf, undefined)
    assert.equal(session.state.model.access.offers, undefined)
  })

  it('is waited for when only its prompt told of it', async () => {
    let isThere = true
    const { session, time } = await planning(() => (isThere ? 'AVAILABLE' : 'PENDING'), {
      converse(target, prompt, onEvent, signal) {
        isThere = prompt.modelId !== PLAN
        return isThere
          ? healthyAws().converse(target, prompt, onEvent, signal)
          : Promise.resolve({
              ok: false,
              failure: refusal('bedrock-runtime', 'ConverseStream', 'AccessDeniedException', EXPIRED),
            })
      },
    })
    session.dispatch({ type: 'sendPrompt' })
    await settle()
    assert.equal(session.state.prompt.check.result?.diagnosis?.id, 'subscription-pending')
    assert.equal(session.state.model.access.agreementOf, HAIKU)
    await time.pass(MINUTE)
    assert.equal(session.state.model.access.waiting?.status, 'waiting')
    isThere = true
    await time.pass(MINUTE)
    assert.equal(session.state.model.access.waiting?.status, 'done')
  })

  it('makes its answer provisional, and the status bar learns whose', async () => {
    const { session, states } = await planning(() => 'NOT_AVAILABLE')
    session.dispatch({ type: 'sendPrompt' })
    await settle()
    const { result, status } = session.state.prompt.check
    assert.equal(status, 'pass')
    assert.match(result?.summary ?? '', /provisional for 15 minutes/)
    assert.ok(result?.facts.some(({ label }) => label === 'Provisional (planning)'))
    const told: (readonly string[])[] = []
    const follow = followPrompts({ answered: (_proof, models) => void told.push(models) }, { now: () => 0 })
    states.forEach(follow)
    assert.deepEqual(told, [[PLAN]])
  })
})

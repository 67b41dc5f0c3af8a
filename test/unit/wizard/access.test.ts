import assert from 'node:assert/strict'
import { remember } from '../../../src/core/wizard/remember.ts'
import { ANSWERS, at, DENIED, fillIn, MINUTE, OFFER, pendingFor } from './atModel.ts'
import { healthyAws, openSession, refusal } from './fakes.ts'
import { fakeTime, settle } from './patience.ts'

describe('the use-case form, settled in the page', () => {
  it('is sent only when the user says so, and with the user’s own words', async () => {
    const sent: object[] = []
    let there = false
    const { session, time } = await at({
      useCaseFormSubmitted: () => Promise.resolve({ ok: true, value: there }),
      submitUseCaseForm: (_target, form) => {
        sent.push(form)
        there = true
        return Promise.resolve({ ok: true, value: true })
      },
    })
    assert.equal(session.state.model.access.form, 'missing')
    session.dispatch({ type: 'sendForm', confirmed: true })
    await settle()
    assert.deepEqual(sent, [], 'an empty form is not sent')
    assert.ok(session.state.model.access.problems.companyName)
    fillIn(session)
    assert.deepEqual(sent, [])
    session.dispatch({ type: 'sendForm', confirmed: true })
    await settle()
    assert.deepEqual(sent, [{ ...ANSWERS, otherIndustryOption: '' }])
    assert.equal(session.state.model.access.waiting?.status, 'waiting')
    await time.pass(5000)
    assert.equal(session.state.model.access.waiting?.status, 'done')
    assert.equal(session.state.model.check.status, 'pass')
  })

  it('where it may not be sent, gives the administrator a text with the same answers', async () => {
    const { session, actions } = await at({
      useCaseFormSubmitted: () => Promise.resolve({ ok: true, value: false }),
      submitUseCaseForm: () =>
        Promise.resolve({ ok: false, failure: DENIED('bedrock:PutUseCaseForModelAccess') }),
    })
    fillIn(session)
    session.dispatch({ type: 'sendForm', confirmed: true })
    await settle()
    assert.equal(session.state.model.access.sending, 'failed')
    assert.match(session.state.model.access.formFailure?.what ?? '', /PutUseCaseForModelAccess/)
    session.dispatch({ type: 'copyAccessRequest', what: 'form' })
    await settle()
    const copied = actions.at(-1)
    assert.ok(copied?.kind === 'copy' && copied.text.includes('put-use-case-for-model-access'))
  })

  it('keeps what was typed when another model is tried, and never puts it into what is remembered', async () => {
    const { session } = await at({ useCaseFormSubmitted: () => Promise.resolve({ ok: true, value: false }) })
    fillIn(session)
    session.dispatch({ type: 'chooseModel', modelId: 'amazon.nova-lite-v1:0' })
    assert.equal(session.state.model.access.draft.companyName, 'Example Corp')
    assert.doesNotMatch(JSON.stringify(remember(session.state)), /Example Corp/)
  })
})

describe('waiting for AWS', () => {
  it('sees an agreement that takes a quarter of an hour, without asking more than about once in 15 s', async () => {
    const time = fakeTime()
    let asked = 0
    const availability = pendingFor(14.9, time)
    const { session } = await at(
      {
        modelAvailability: () => {
          asked += 1
          return availability.modelAvailability()
        },
      },
      {},
      time,
    )
    assert.equal(session.state.model.check.result?.diagnosis?.id, 'subscription-pending')
    assert.equal(session.state.model.access.waiting?.status, 'waiting')
    await time.pass(14.8 * MINUTE)
    assert.equal(session.state.model.access.waiting?.status, 'waiting')
    await time.pass(MINUTE)
    assert.equal(session.state.model.access.waiting?.status, 'done')
    assert.equal(session.state.model.check.status, 'pass')
    assert.ok(asked < 70, `${asked} looks`)
  })

  it('says after a quarter of an hour that it takes too long, and stops asking', async () => {
    const time = fakeTime()
    const { session } = await at(pendingFor(60, time), {}, time)
    await time.pass(16 * MINUTE)
    assert.equal(session.state.model.access.waiting?.status, 'late')
    assert.equal(time.waiting, 0)
  })

  it('ends well when AWS is done later than it says, at the next look of the user', async () => {
    const time = fakeTime()
    const { session } = await at(pendingFor(60, time), {}, time)
    await time.pass(50 * MINUTE)
    const retry = () => {
      const remedies = session.state.model.check.result?.explanation?.remedies ?? []
      const index = remedies.findIndex(({ action }) => action?.kind === 'retry')
      session.dispatch({ type: 'remedy', of: 'model-access', index })
    }
    retry()
    assert.equal(session.state.retry, undefined, 'no second wait beside the one that there was')
    await settle()
    assert.equal(session.state.model.access.waiting?.status, 'late', 'still not done')
    await time.pass(15 * MINUTE)
    retry()
    await settle()
    assert.equal(session.state.model.access.waiting?.status, 'done')
    assert.equal(session.state.model.check.status, 'pass')
  })

  it('goes on where it was after the page was closed in the middle', async () => {
    const time = fakeTime()
    const first = await at(pendingFor(10, time), {}, time)
    await time.pass(4 * MINUTE)
    const choice = remember(first.session.state)
    first.session.dispose()
    await time.pass(3 * MINUTE)
    const aws = healthyAws(pendingFor(10, time))
    const { session } = openSession({ aws, clock: time.clock, timers: time.timers })
    session.notify({ type: 'restored', choice })
    await settle()
    const { waiting } = session.state.model.access
    assert.equal(waiting?.status, 'waiting')
    assert.equal((time.clock.now() - (waiting?.since ?? 0)) / MINUTE, 7, 'the time already spent counts')
    assert.equal(session.state.step, 'model-access', 'the page opens where the waiting is shown')
    await time.pass(4 * MINUTE)
    assert.equal(session.state.model.access.waiting?.status, 'done')
    session.dispose()
  })

  it('ends at once when the user stops it', async () => {
    const time = fakeTime()
    const { session } = await at(pendingFor(60, time), {}, time)
    assert.equal(time.waiting, 1)
    session.dispatch({ type: 'stopWaiting' })
    await settle()
    assert.equal(time.waiting, 0)
    assert.equal(session.state.model.access.waiting, undefined)
  })

  it('begins by itself when a prompt says that the subscription is on its way', async () => {
    const failure = refusal(
      'bedrock-runtime',
      'ConverseStream',
      'AccessDeniedException',
      'Your account is not authorized to access this model. Your AWS Marketplace subscription for this model is still being processed. Try again after 15 minutes.',
    )
    const { session, time } = await at({ converse: () => Promise.resolve({ ok: false, failure }) })
    session.dispatch({ type: 'sendPrompt' })
    await settle()
    assert.equal(session.state.prompt.check.result?.diagnosis?.id, 'subscription-pending')
    assert.equal(session.state.model.access.waiting?.for, 'agreement')
    assert.equal(time.waiting, 1)
  })
})

describe('the Marketplace agreement, settled in the page', () => {
  const missing = () =>
    Promise.resolve({
      ok: true as const,
      value: {
        agreement: 'NOT_AVAILABLE',
        authorization: 'AUTHORIZED',
        entitlement: 'AVAILABLE',
        region: 'AVAILABLE',
      },
    })

  it('is shown with its terms first and accepted only as shown', async () => {
    const accepted: object[] = []
    const { session } = await at({
      modelAvailability: missing,
      agreementOffers: () => Promise.resolve({ ok: true, value: [OFFER] }),
      acceptAgreement: (_target, model, offer) => {
        accepted.push({ model, offer })
        return Promise.resolve({ ok: true, value: true })
      },
    })
    session.dispatch({ type: 'acceptOffer', offerId: 'offer-1', confirmed: true })
    await settle()
    assert.deepEqual(accepted, [], 'an offer that was not shown cannot be accepted')
    session.dispatch({ type: 'showOffer' })
    await settle()
    assert.deepEqual(session.state.model.access.offers, [OFFER])
    session.dispatch({ type: 'acceptOffer', offerId: 'offer-1', confirmed: true })
    await settle()
    assert.deepEqual(accepted, [{ model: 'anthropic.claude-sonnet-4-5-20250929-v1:0', offer: OFFER }])
    assert.equal(session.state.model.access.waiting?.for, 'agreement')
  })

  it('does not take "not yet there" for settled', async () => {
    const time = fakeTime()
    const { session } = await at(
      {
        modelAvailability: missing,
        agreementOffers: () => Promise.resolve({ ok: true, value: [OFFER] }),
      },
      {},
      time,
    )
    session.dispatch({ type: 'showOffer' })
    await settle()
    session.dispatch({ type: 'acceptOffer', offerId: 'offer-1', confirmed: true })
    await time.pass(MINUTE)
    assert.equal(session.state.model.access.waiting?.status, 'waiting')
  })
})

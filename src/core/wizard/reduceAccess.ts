import { formProblems } from '../bedrock/access.ts'
import { agreementRequest, formRequest } from '../bedrock/accessRequest.ts'
import {
  type AccessNews,
  type AccessState,
  informed,
  isSettling,
  looked,
  newAccess,
  nextLook,
  type Waiting,
} from './access.ts'
import { choiceRef, go, nextRun, settled, stay, type Transition, withReached } from './common.ts'
import type { WizardEvent } from './events.ts'
import { chosenBaseModel } from './models.ts'
import type { WizardState } from './state.ts'

type Of<T extends WizardEvent['type']> = Extract<WizardEvent, { type: T }>

const withAccess = (state: WizardState, change: Partial<AccessState>): WizardState => ({
  ...state,
  model: { ...state.model, access: { ...state.model.access, ...change } },
})

/** The foundation model whose agreement is missing: of two models it may be plan mode's. */
const modelForSale = (state: WizardState): string => state.model.access.agreementOf ?? chosenBaseModel(state)

/** One thing after the other: the answer of the first would not be heard behind a second. */
const isBusy = ({ sending, accepting }: AccessState): boolean =>
  sending === 'running' || accepting === 'running'

/** Without what failed before. */
function tidied(access: AccessState): AccessState {
  const { formFailure: _f, acceptFailure: _a, offersFailure: _o, ...rest } = access
  return rest
}

/** For another account, region or model nothing of it is known; what was typed stays. */
export function forgetAccess(state: WizardState): Transition {
  const { draft, waiting } = state.model.access
  const next = { ...state, model: { ...state.model, access: { ...newAccess(), draft } } }
  return waiting === undefined ? stay(next) : go(next, { type: 'cancel', check: 'waitAccess' })
}

/** Takes news of a check or prompt in, and begins or goes on waiting where AWS is at it. */
export function takeNews(state: WizardState, news: AccessNews, at: number | undefined): Transition {
  const access = informed(state.model.access, news)
  const next = { ...state, model: { ...state.model, access } }
  const { waiting } = access
  const { chosen: modelId } = state.model
  const { chosen: region } = state.region
  if (modelId === undefined || region === undefined || at === undefined) {
    return stay(next)
  }
  const same = waiting?.modelId === modelId && waiting.region === region
  if (same && waiting.status !== 'done') {
    return afterLook(access.now === undefined ? atTheWait(next) : next, waiting, news, at)
  }
  return news.diagnosis === 'subscription-pending' ? startWaiting(next, 'agreement', at) : stay(next)
}

/** Who comes back to a page that was closed while AWS was at it came to see how that stands. */
const atTheWait = (state: WizardState): WizardState =>
  state.step === 'credentials' ? { ...state, step: 'model-access' } : state

function startWaiting(state: WizardState, what: Waiting['for'], at: number): Transition {
  const { chosen: modelId } = state.model
  const { chosen: region } = state.region
  const choice = choiceRef(state)
  if (modelId === undefined || region === undefined || choice === undefined) {
    return stay(state)
  }
  const { state: next, run } = nextRun(state)
  const waiting: Waiting = { for: what, modelId, region, since: at, looks: 0, status: 'waiting' }
  return go(withAccess(next, { waiting, waitRun: run, now: at }), {
    type: 'waitAccess',
    choice,
    run,
    ms: nextLook(waiting, at),
  })
}

function afterLook(state: WizardState, before: Waiting, news: AccessNews, at: number): Transition {
  const isThere = before.for === 'form' || news.agreement === undefined || news.agreement !== 'NOT_AVAILABLE'
  const waiting = looked(before, at, !isSettling(news) && isThere)
  const choice = choiceRef(state)
  const { state: next, run } = nextRun(withAccess(state, { waiting, now: at }))
  return waiting.status !== 'waiting' || choice === undefined
    ? stay(next)
    : go(withAccess(next, { waitRun: run }), {
        type: 'waitAccess',
        choice,
        run,
        ms: nextLook(waiting, at),
      })
}

/** One more look while waiting: the card changes only when there is news. */
export function accessPolled(state: WizardState, event: Of<'accessPolled'>): Transition {
  const { access } = state.model
  if (access.waitRun !== event.run || access.waiting?.status !== 'waiting') {
    return stay(state)
  }
  const diagnosis = event.result.diagnosis?.id
  const news = {
    ...(diagnosis !== undefined && { diagnosis }),
    ...(event.agreement !== undefined && { agreement: event.agreement }),
    ...(event.agreementOf !== undefined && { agreementOf: event.agreementOf }),
  }
  const { state: next, effects } = takeNews(state, news, event.at)
  const over = next.model.access.waiting?.status !== 'waiting'
  const isNews = over || next.model.check.result?.diagnosis?.id !== diagnosis
  // A check that is under way has the last word.
  const isChecking = next.model.check.status === 'running'
  const model =
    isNews && !isChecking ? { ...next.model, check: settled(next.model.check.run, event.result) } : next.model
  return go(withReached({ ...next, model }), ...effects)
}

export function stopWaiting(state: WizardState): Transition {
  const { waiting: _, ...access } = state.model.access
  return state.model.access.waiting === undefined
    ? stay(state)
    : go({ ...state, model: { ...state.model, access } }, { type: 'cancel', check: 'waitAccess' })
}

export function editForm(state: WizardState, { field, value }: Of<'editForm'>): Transition {
  const { draft, problems } = state.model.access
  if (draft[field] === value) {
    return stay(state)
  }
  const { [field]: _, ...others } = problems
  return stay(withAccess(state, { draft: { ...draft, [field]: value }, problems: others }))
}

/** Sends the form after the user has confirmed what it binds to; with a field wrong, only says so. */
export function sendForm(state: WizardState): Transition {
  const { draft } = state.model.access
  const choice = choiceRef(state)
  if (isBusy(state.model.access) || choice === undefined) {
    return stay(state)
  }
  const problems = formProblems(draft)
  if (Object.keys(problems).length > 0) {
    return stay(withAccess(state, { problems }))
  }
  const { state: next, run } = nextRun({
    ...state,
    model: { ...state.model, access: tidied(state.model.access) },
  })
  return go(withAccess(next, { problems, sending: 'running', run }), {
    type: 'submitForm',
    choice,
    form: draft,
    run,
  })
}

export function formSubmitted(state: WizardState, event: Of<'formSubmitted'>): Transition {
  const { access } = state.model
  if (access.sending !== 'running' || access.run !== event.run) {
    return stay(state)
  }
  return event.failure === undefined
    ? startWaiting(withAccess(state, { sending: 'idle', form: 'sent' }), 'form', event.at)
    : stay(withAccess(state, { sending: 'failed', formFailure: event.failure }))
}

/** Reads the Marketplace's offer, which costs and binds nothing. */
export function showOffer(state: WizardState): Transition {
  const choice = choiceRef(state)
  if (choice === undefined || isBusy(state.model.access)) {
    return stay(state)
  }
  const { state: next, run } = nextRun({
    ...state,
    model: { ...state.model, access: tidied(state.model.access) },
  })
  const baseModelId = modelForSale(next)
  return go(withAccess(next, { run, offersRun: run }), { type: 'readOffers', choice, baseModelId, run })
}

export function offersRead(state: WizardState, event: Of<'offersRead'>): Transition {
  if (state.model.access.run !== event.run) {
    return stay(state)
  }
  const { offers, failure } = event
  return stay(
    withAccess(state, {
      ...(offers !== undefined && { offers }),
      ...(failure !== undefined && { offersFailure: failure }),
    }),
  )
}

/** Accepts the offer that was shown, after the user has confirmed it. */
export function acceptOffer(state: WizardState, event: Of<'acceptOffer'>): Transition {
  const { offers } = state.model.access
  const offer = offers?.find(({ offerId }) => offerId === event.offerId)
  const choice = choiceRef(state)
  if (offer === undefined || isBusy(state.model.access) || choice === undefined) {
    return stay(state)
  }
  const { state: next, run } = nextRun({
    ...state,
    model: { ...state.model, access: tidied(state.model.access) },
  })
  const baseModelId = modelForSale(next)
  return go(withAccess(next, { accepting: 'running', run }), {
    type: 'acceptOffer',
    choice,
    baseModelId,
    offer,
    run,
  })
}

export function offerAccepted(state: WizardState, event: Of<'offerAccepted'>): Transition {
  const { access } = state.model
  if (access.accepting !== 'running' || access.run !== event.run) {
    return stay(state)
  }
  return event.failure === undefined
    ? startWaiting(withAccess(state, { accepting: 'idle', agreement: 'pending' }), 'agreement', event.at)
    : stay(withAccess(state, { accepting: 'failed', acceptFailure: event.failure }))
}

/** A text for the administrator, who can run it as it stands. */
export function copyAccessRequest(state: WizardState, { what }: Of<'copyAccessRequest'>): Transition {
  const { access } = state.model
  const { identity } = state.credentials
  const { chosen: region } = state.region
  if (region === undefined) {
    return stay(state)
  }
  const input = { account: identity?.account ?? '', region, baseModelId: chosenBaseModel(state) }
  if (what === 'agreement') {
    const text = agreementRequest(
      { ...input, baseModelId: modelForSale(state) },
      access.offers?.[0]?.termsUrl,
    )
    return go(state, { type: 'host', action: { kind: 'copy', what: 'request', text } })
  }
  const problems = formProblems(access.draft)
  return Object.keys(problems).length > 0
    ? stay(withAccess(state, { problems }))
    : go(state, {
        type: 'host',
        action: { kind: 'copy', what: 'request', text: formRequest(input, access.draft) },
      })
}

import {
  choiceRef,
  go,
  isCurrent,
  isGood,
  nextRun,
  reopenAfter,
  running,
  settled,
  stay,
  type Transition,
  then,
  withReached,
} from './common.ts'
import type { WizardEvent } from './events.ts'
import { newGrant } from './grant.ts'
import { idFor } from './models.ts'
import { forgetAccess, takeNews } from './reduceAccess.ts'
import type { WizardState } from './state.ts'

type Of<T extends WizardEvent['type']> = Extract<WizardEvent, { type: T }>

/** Checks access to the chosen model, and asks IAM for advice at the same time. */
export function startModelCheck(state: WizardState): Transition {
  return then(reopenAfter(state, 'model-access'), (open) => {
    const choice = choiceRef(open)
    const regionStatus = open.region.check.status
    const regionFine = isGood(open.region.check) || regionStatus === 'skip'
    if (choice?.modelId === undefined || !regionFine) {
      return stay(open)
    }
    const { state: counted, run } = nextRun(open)
    const model = { ...counted.model, check: running(run), permissions: running(run) }
    return go(
      withReached({ ...counted, model }),
      { type: 'checkModel', choice, run },
      { type: 'checkPermissions', choice, run },
    )
  })
}

/** Before the region's list has come an id stays as it is; `regionChecked` sees to it then. */
const resolved = ({ model: { options }, region: { chosen } }: WizardState, typed: string): string =>
  options === undefined || chosen === undefined ? typed : idFor(typed, chosen, options)

export function chooseModel(state: WizardState, event: Of<'chooseModel'>): Transition {
  const modelId = resolved(state, event.modelId.trim())
  if (modelId === '' || modelId === state.model.chosen) {
    return stay(state)
  }
  const { grant: _, replaced: _r, planModel, ...rest } = state.model
  const model = planModel === undefined || planModel === modelId ? rest : { ...rest, planModel }
  return then(forgetAccess({ ...state, model: { ...model, chosen: modelId } }), startModelCheck)
}

/** Plan mode may use another model; the same one again is no second model. */
export function choosePlanModel(state: WizardState, event: Of<'choosePlanModel'>): Transition {
  const wanted = resolved(state, event.modelId.trim())
  const { planModel, ...model } = state.model
  const next = wanted === '' || wanted === model.chosen ? undefined : wanted
  return next === planModel
    ? stay(state)
    : startModelCheck({ ...state, model: next === undefined ? model : { ...model, planModel: next } })
}

export function modelChecked(state: WizardState, event: Of<'modelChecked'>): Transition {
  if (!isCurrent(state.model.check, event.run)) {
    return stay(state)
  }
  const diagnosis = event.result.diagnosis?.id
  const checked = { ...state.model, check: settled(event.run, event.result) }
  const grant = grantFor(state, event)
  const model = grant === undefined ? checked : { ...checked, grant }
  const news = {
    ...(diagnosis !== undefined && { diagnosis }),
    ...(event.agreement !== undefined && { agreement: event.agreement }),
    ...(event.agreementOf !== undefined && { agreementOf: event.agreementOf }),
  }
  return then(go(withReached({ ...state, model })), (next) => takeNews(next, news, event.at))
}

/** A new choice's grant; with the same basis the one there stays, with what the user set in it. */
function grantFor(state: WizardState, { basis, result, agreement }: Of<'modelChecked'>) {
  const { grant } = state.model
  if (basis === undefined || (grant !== undefined && JSON.stringify(grant.basis) === JSON.stringify(basis))) {
    return grant
  }
  const id = result.diagnosis?.id
  return newGrant(basis, {
    // Who may not read the lists gets that right along: without it nothing here can be checked.
    discovery: grant?.discovery ?? id === 'discovery-permission-missing',
    firstUse: grant?.firstUse ?? (id === 'use-case-form-required' || agreement === 'NOT_AVAILABLE'),
  })
}

export function permissionsChecked(state: WizardState, event: Of<'permissionsChecked'>): Transition {
  if (!isCurrent(state.model.permissions, event.run)) {
    return stay(state)
  }
  return stay({ ...state, model: { ...state.model, permissions: settled(event.run, event.result) } })
}

import { baseModelId } from '../bedrock/models.ts'
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

export function chooseModel(state: WizardState, event: Of<'chooseModel'>): Transition {
  const modelId = event.modelId.trim()
  if (modelId === '' || modelId === state.model.chosen) {
    return stay(state)
  }
  return startModelCheck({ ...state, model: { ...state.model, chosen: modelId } })
}

export function modelChecked(state: WizardState, event: Of<'modelChecked'>): Transition {
  if (!isCurrent(state.model.check, event.run)) {
    return stay(state)
  }
  const model = { ...state.model, check: settled(event.run, event.result) }
  if (event.policy !== undefined) {
    model.policy = event.policy
  }
  return stay(withReached({ ...state, model }))
}

export function permissionsChecked(state: WizardState, event: Of<'permissionsChecked'>): Transition {
  if (!isCurrent(state.model.permissions, event.run)) {
    return stay(state)
  }
  return stay({ ...state, model: { ...state.model, permissions: settled(event.run, event.result) } })
}

/** The foundation model behind the chosen id, as the region's list says. */
export function chosenBaseModel(state: WizardState): string {
  const chosen = state.model.chosen ?? ''
  const option = state.model.options?.find((each) => each.id === chosen)
  return option?.baseModelId ?? baseModelId(chosen)
}

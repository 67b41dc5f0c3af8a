import { policyText } from '../bedrock/policy.ts'
import { choiceRef, go, nextRun, stay, type Transition } from './common.ts'
import type { WizardEvent } from './events.ts'
import { canApply, changedGrant, type GrantState, grantPolicy, nextName } from './grant.ts'
import { startModelCheck } from './reduceModel.ts'
import type { WizardState } from './state.ts'

type Of<T extends WizardEvent['type']> = Extract<WizardEvent, { type: T }>

const withGrant = (state: WizardState, grant: GrantState): WizardState => ({
  ...state,
  model: { ...state.model, grant },
})

const withApply = (
  state: WizardState,
  grant: GrantState,
  apply: Partial<GrantState['apply']>,
): WizardState => {
  const { failure: _, ...rest } = grant.apply
  return withGrant(state, { ...grant, apply: { ...rest, ...apply } })
}

/** Adds or leaves out what only the wizard or a first use needs. */
export function setPolicyExtras(state: WizardState, event: Of<'setPolicyExtras'>): Transition {
  const { grant } = state.model
  const { discovery, firstUse } = event
  return grant === undefined || (grant.discovery === discovery && grant.firstUse === firstUse)
    ? stay(state)
    : stay(withGrant(state, changedGrant(grant, { discovery, firstUse })))
}

export function copyPolicy(state: WizardState, { text = 'json' }: Of<'copyPolicy'>): Transition {
  const { grant } = state.model
  return grant === undefined
    ? stay(state)
    : go(state, { type: 'host', action: { kind: 'copy', what: 'policy', text: grant.texts[text] } })
}

/** Shows what creating the policy would do. Nothing is created. */
export function previewGrant(state: WizardState): Transition {
  const { grant } = state.model
  return grant === undefined || !canApply(grant) || isBusy(grant)
    ? stay(state)
    : stay(withApply(state, grant, { status: 'preview' }))
}

export function cancelGrant(state: WizardState): Transition {
  const { grant } = state.model
  return grant?.apply.status === 'preview' ? stay(withApply(state, grant, { status: 'idle' })) : stay(state)
}

const isBusy = ({ apply }: GrantState): boolean => apply.status === 'running' || apply.status === 'undoing'

/** Creates and attaches exactly what the preview shows. */
export function applyGrant(state: WizardState, event: Of<'applyGrant'>): Transition {
  const { grant } = state.model
  const choice = choiceRef(state)
  if (grant?.apply.status !== 'preview' || grant.apply.name !== event.name || choice === undefined) {
    return stay(state)
  }
  const { state: next, run } = nextRun(state)
  return go(withApply(next, grant, { status: 'running', run }), {
    type: 'applyGrant',
    choice,
    name: grant.apply.name,
    document: policyText(grantPolicy(grant)),
    principal: grant.basis.principal,
    run,
  })
}

export function grantApplied(state: WizardState, event: Of<'grantApplied'>): Transition {
  const { grant } = state.model
  if (grant?.apply.status !== 'running' || grant.apply.run !== event.run) {
    // It hangs in the account all the same, so it can be taken back.
    const { created } = event
    return stay(created === undefined ? state : { ...state, model: { ...state.model, created } })
  }
  if (event.created !== undefined) {
    const done = withApply(state, grant, { status: 'done' })
    return startModelCheck({ ...done, model: { ...done.model, created: event.created } })
  }
  if (event.nameTaken) {
    const apply = { status: 'preview' as const, name: nextName(grant.apply.name), renamed: true, run: 0 }
    return stay(withGrant(state, changedGrant(grant, { apply })))
  }
  return stay(withApply(state, grant, { status: 'failed', ...(event.failure && { failure: event.failure }) }))
}

/** Takes the policy off and deletes it: the one that was made here, and no other. */
export function undoGrant(state: WizardState): Transition {
  const { grant, created } = state.model
  const choice = choiceRef(state)
  if (created === undefined || choice === undefined || (grant !== undefined && isBusy(grant))) {
    return stay(state)
  }
  const { state: next, run } = nextRun(state)
  const marked = grant === undefined ? next : withApply(next, grant, { status: 'undoing', run })
  return go(marked, { type: 'undoGrant', choice, created, run })
}

export function grantUndone(state: WizardState, event: Of<'grantUndone'>): Transition {
  const { grant } = state.model
  if (grant !== undefined && grant.apply.run !== event.run) {
    return stay(state)
  }
  if (event.failure !== undefined) {
    const { failure } = event
    return stay(grant === undefined ? state : withApply(state, grant, { status: 'failed', failure }))
  }
  const { created: _, ...model } = state.model
  const without = { ...state, model }
  const next = grant === undefined ? without : withApply(without, grant, { status: 'undone' })
  return startModelCheck(next)
}

import { go, nextRun, stay, type Transition } from './common.ts'
import type { RotationState } from './credentialState.ts'
import type { AuthRef, Effect } from './effects.ts'
import type { WizardEvent } from './events.ts'
import type { WizardState } from './state.ts'

type Of<T extends WizardEvent['type']> = Extract<WizardEvent, { type: T }>

const put = (state: WizardState, rotation: RotationState): WizardState => ({
  ...state,
  credentials: { ...state.credentials, rotation },
})

const forget = (rotation: RotationState | undefined): Effect[] =>
  rotation?.entered === undefined ? [] : [{ type: 'forgetSecret', secretRef: rotation.entered.secretRef }]

const refOf = ({ kind, entered }: RotationState): AuthRef | undefined =>
  entered === undefined ? undefined : { kind, secretRef: entered.secretRef }

/** The file may have changed already: what becomes of it is told. */
const isWriting = ({ credentials }: WizardState): boolean => credentials.rotation?.status === 'writing'

export function openRotation(state: WizardState, { kind }: Of<'openRotation'>): Transition {
  const known = state.credentials.rotation
  return known?.kind === kind || isWriting(state)
    ? stay(state)
    : go(put(state, { run: 0, kind, status: 'open', files: [] }), ...forget(known))
}

export function closeRotation(state: WizardState): Transition {
  if (isWriting(state)) {
    return stay(state)
  }
  const credentials = { ...state.credentials }
  delete credentials.rotation
  return go({ ...state, credentials }, ...forget(state.credentials.rotation))
}

/** The new key is put to AWS at once; nothing is written yet. */
export function rotationEntered(state: WizardState, event: Of<'rotationEntered'>): Transition {
  const { kind, label, notes, secretRef } = event
  if (isWriting(state)) {
    return go(state, { type: 'forgetSecret', secretRef })
  }
  const { state: next, run } = nextRun(state)
  return go(
    put(next, { run, kind, status: 'checking', entered: { label, notes, secretRef }, files: [] }),
    ...forget(state.credentials.rotation),
    { type: 'checkRotation', auth: { kind, secretRef }, run },
  )
}

export function rotationRefused(state: WizardState, { problem }: Of<'rotationRefused'>): Transition {
  const known = state.credentials.rotation
  return known === undefined ? stay(state) : stay(put(state, { ...known, status: 'open', problem }))
}

const current = (state: WizardState, run: number): RotationState | undefined =>
  state.credentials.rotation?.run === run ? state.credentials.rotation : undefined

export function rotationChecked(state: WizardState, event: Of<'rotationChecked'>): Transition {
  const known = current(state, event.run)
  if (known === undefined) {
    return stay(state)
  }
  const status = event.result.status === 'fail' ? 'open' : known.status
  return stay(put(state, { ...known, status, check: event.result }))
}

export function rotationPlanned(state: WizardState, event: Of<'rotationPlanned'>): Transition {
  const known = current(state, event.run)
  return known === undefined
    ? stay(state)
    : stay(put(state, { ...known, status: 'ready', previewId: event.previewId, files: event.files }))
}

/** Only what was shown is written. */
export function applyRotation(state: WizardState, event: Of<'applyRotation'>): Transition {
  const known = state.credentials.rotation
  const auth = known && refOf(known)
  if (known?.status !== 'ready' || known.previewId !== event.previewId || auth === undefined) {
    return stay(state)
  }
  const { state: next, run } = nextRun(state)
  return go(put(next, { ...known, run, status: 'writing' }), {
    type: 'applyRotation',
    auth,
    previewId: event.previewId,
    run,
  })
}

export function rotationWritten(state: WizardState, event: Of<'rotationWritten'>): Transition {
  const known = current(state, event.run)
  if (known === undefined) {
    return stay(state)
  }
  const { backup } = event
  return stay(put(state, { ...known, status: 'written', ...(backup !== undefined && { backup }) }))
}

export function rotationFailed(state: WizardState, event: Of<'rotationFailed'>): Transition {
  const known = current(state, event.run)
  return known === undefined
    ? stay(state)
    : stay(put(state, { ...known, status: 'open', problem: event.problem }))
}

import { go, nextRun, stay, type Transition, then } from './common.ts'
import type { WrapperState } from './credentialState.ts'
import type { WizardEvent } from './events.ts'
import { startCredentialsCheck } from './reduceCredentials.ts'
import type { WizardState } from './state.ts'

type Of<T extends WizardEvent['type']> = Extract<WizardEvent, { type: T }>

function put(state: WizardState, wrapper: WrapperState | undefined): WizardState {
  const credentials = { ...state.credentials }
  delete credentials.wrapper
  return { ...state, credentials: wrapper === undefined ? credentials : { ...credentials, wrapper } }
}

const current = (state: WizardState, run: number): WrapperState | undefined =>
  state.credentials.wrapper?.run === run ? state.credentials.wrapper : undefined

/** The wrapper is for Bedrock in the chosen region. */
const regionOf = ({ region: { chosen } }: WizardState): { region?: string } =>
  chosen === undefined ? {} : { region: chosen }

/** Asks what a profile would look like that gets the credentials of another through the AWS CLI. */
export function planWrapper(state: WizardState, profile: string): Transition {
  const { state: next, run } = nextRun(state)
  return go(put(next, { run, source: profile, status: 'planning' }), {
    type: 'planWrapper',
    profile,
    ...regionOf(next),
    run,
  })
}

export function wrapperPlanned(state: WizardState, event: Of<'wrapperPlanned'>): Transition {
  const wrapper = current(state, event.run)
  const { name, preview } = event
  return wrapper === undefined
    ? stay(state)
    : stay(put(state, { ...wrapper, status: 'planned', name, preview }))
}

/** Only what was shown is written. */
export function addWrapper(state: WizardState, event: Of<'addWrapper'>): Transition {
  const { wrapper } = state.credentials
  if (
    wrapper?.status !== 'planned' ||
    wrapper.name === undefined ||
    wrapper.preview?.id !== event.previewId
  ) {
    return stay(state)
  }
  const { state: next, run } = nextRun(state)
  const { source, name } = wrapper
  const { previewId } = event
  return go(put(next, { ...wrapper, run, status: 'adding' }), {
    type: 'addWrapper',
    profile: source,
    name,
    ...regionOf(next),
    previewId,
    run,
  })
}

export function wrapperFailed(state: WizardState, event: Of<'wrapperFailed'>): Transition {
  const wrapper = current(state, event.run)
  return wrapper === undefined
    ? stay(state)
    : stay(put(state, { run: event.run, source: wrapper.source, status: 'failed', failure: event.failure }))
}

export const closeWrapper = (state: WizardState): Transition => stay(put(state, undefined))

/** The new profile is chosen and checked at once: it is the remedy. */
export function wrapperAdded(state: WizardState, event: Of<'wrapperAdded'>): Transition {
  if (current(state, event.run) === undefined) {
    // It was put aside meanwhile; the profile is there all the same.
    return go(state, { type: 'readProfiles' })
  }
  const open = put(state, undefined)
  const credentials = { ...open.credentials, method: 'profile' as const, profile: event.profile }
  return then(startCredentialsCheck({ ...open, credentials }), (checked) =>
    go(checked, { type: 'readProfiles' }),
  )
}

import { explainSignIn } from '../credentials/signInProblem.ts'
import type { SignInRequest } from '../credentials/signInTypes.ts'
import { go, isGood, nextRun, stay, type Transition, then } from './common.ts'
import type { SignInState } from './credentialState.ts'
import type { WizardEvent } from './events.ts'
import { startCredentialsCheck } from './reduceCredentials.ts'
import type { WizardState } from './state.ts'

type Of<T extends WizardEvent['type']> = Extract<WizardEvent, { type: T }>

const withSignIn = (state: WizardState, signIn: SignInState): WizardState => ({
  ...state,
  credentials: { ...state.credentials, signIn },
})

function without(state: WizardState): WizardState {
  const credentials = { ...state.credentials }
  delete credentials.signIn
  return { ...state, credentials }
}

/** Starts AWS's own sign-in. While one is under way nothing more is started. */
export function startSignIn(state: WizardState, request: SignInRequest): Transition {
  if (state.credentials.signIn?.status === 'running') {
    return stay(state)
  }
  const { state: next, run } = nextRun(state)
  const { profile, via } = request
  const started: SignInState = { run, profile, via, status: 'running', asksForCode: false }
  if (!state.host.trusted) {
    const problem = explainSignIn({ kind: 'untrusted' }, request)
    return stay(withSignIn(next, { ...started, status: 'failed', problem }))
  }
  return go(withSignIn(next, started), { type: 'signIn', request, run })
}

export function signIn(state: WizardState, event: Of<'signIn'>): Transition {
  const option = state.credentials.profiles?.find(({ name }) => name === event.profile)
  return option?.signIn === undefined ? stay(state) : startSignIn(state, option.signIn)
}

export const cancelSignIn = (state: WizardState): Transition =>
  state.credentials.signIn?.status === 'running' ? go(state, { type: 'cancelSignIn' }) : stay(without(state))

/** The sign-in that the page shows: of the form for a new profile while it runs one, else the usual. */
const shown = ({ credentials }: WizardState) => credentials.newProfile?.signIn ?? credentials.signIn

export function openSignInPage(state: WizardState): Transition {
  const url = shown(state)?.url
  return url === undefined ? stay(state) : go(state, { type: 'host', action: { kind: 'open-url', url } })
}

export function copySignInCode(state: WizardState): Transition {
  const code = shown(state)?.code
  return code === undefined
    ? stay(state)
    : go(state, { type: 'host', action: { kind: 'copy', what: 'code', text: code } })
}

export function signInProgress(state: WizardState, event: Of<'signInProgress'>): Transition {
  const { signIn: current } = state.credentials
  if (current === undefined || current.run !== event.run || current.status !== 'running') {
    return stay(state)
  }
  const { url, code, asksForCode } = event.progress
  const told = { asksForCode, ...(url !== undefined && { url }), ...(code !== undefined && { code }) }
  return stay(withSignIn(state, { ...current, ...told }))
}

/** A sign-in that worked is put to the test by itself: nobody should have to press "check again". */
export function signInEnded(state: WizardState, event: Of<'signInEnded'>): Transition {
  const { signIn: current } = state.credentials
  if (current === undefined || current.run !== event.run) {
    return stay(state)
  }
  if (event.cancelled) {
    return stay(without(state))
  }
  const { run, profile, via } = current
  const ended = { run, profile, via, asksForCode: false }
  if (event.problem !== undefined) {
    return stay(withSignIn(state, { ...ended, status: 'failed', problem: event.problem }))
  }
  return again(withSignIn(state, { ...ended, status: 'done' }))
}

function again(state: WizardState): Transition {
  return then(startCredentialsCheck(state), (checked) => go(checked, { type: 'readProfiles' }))
}

/** The same after a sign-in that the status bar or a command started, where it bears on what is checked here. */
export function signedInElsewhere(state: WizardState, event: Of<'signedInElsewhere'>): Transition {
  const { signIn: current, newProfile } = state.credentials
  if (current?.status === 'running' || newProfile?.status === 'signing-in') {
    return stay(state)
  }
  return stands(state, event.profile) ? go(state, { type: 'readProfiles' }) : again(state)
}

/** A prompt that was paid for, or the summary of a write, is not given up for another profile's sign-in. */
function stands({ credentials, review }: WizardState, profile: string): boolean {
  const { method, check } = credentials
  if (review.status === 'written') {
    return check.status !== 'fail'
  }
  // Whose sign-in the default chain uses is not known here.
  const concerned = method === 'default' || (method === 'profile' && credentials.profile === profile)
  return isGood(check) && !concerned
}

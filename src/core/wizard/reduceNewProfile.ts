import type { SsoDraft } from '../credentials/ssoProfile.ts'
import { go, nextRun, stay, type Transition, then } from './common.ts'
import type { NewProfileState } from './credentialState.ts'
import type { Effect } from './effects.ts'
import type { WizardEvent } from './events.ts'
import { startCredentialsCheck } from './reduceCredentials.ts'
import type { WizardState } from './state.ts'

type Of<T extends WizardEvent['type']> = Extract<WizardEvent, { type: T }>
type Change = Partial<NewProfileState>

const EMPTY: SsoDraft = { name: '', startUrl: '', ssoRegion: '', account: '', role: '', region: '' }

function changed(state: WizardState, change: Change): WizardState {
  const form = state.credentials.newProfile
  return form === undefined
    ? state
    : { ...state, credentials: { ...state.credentials, newProfile: { ...form, ...change } } }
}

function closed(state: WizardState): WizardState {
  const credentials = { ...state.credentials }
  delete credentials.newProfile
  return { ...state, credentials }
}

export function openNewProfile(state: WizardState): Transition {
  if (state.credentials.newProfile !== undefined) {
    return stay(state)
  }
  const newProfile: NewProfileState = { run: 0, status: 'open', draft: EMPTY, problems: {} }
  return stay({ ...state, credentials: { ...state.credentials, newProfile } })
}

export function closeNewProfile(state: WizardState): Transition {
  const busy = state.credentials.newProfile?.status === 'signing-in'
  return busy ? go(closed(state), { type: 'cancelSignIn' }) : stay(closed(state))
}

/** One field more of the draft; what was listed or shown for another value of it is gone. */
export function editNewProfile(state: WizardState, { field, value }: Of<'editNewProfile'>): Transition {
  const form = state.credentials.newProfile
  if (form === undefined || form.status === 'signing-in' || form.status === 'adding') {
    return stay(state)
  }
  const { [field]: _, ...problems } = form.problems
  const draft = { ...form.draft, [field]: value }
  const next: NewProfileState = { ...form, status: 'open', draft, problems }
  delete next.preview
  delete next.failure
  if (value !== form.draft[field]) {
    const isPortal = field === 'startUrl' || field === 'ssoRegion'
    if (isPortal) {
      delete next.accounts
    }
    if (isPortal || field === 'account') {
      delete next.roles
    }
  }
  return stay({ ...state, credentials: { ...state.credentials, newProfile: next } })
}

/** A step of the form begins; what the last one left is gone, unless it is kept. */
function begin(
  state: WizardState,
  status: NewProfileState['status'],
  draft: SsoDraft,
  effect: (run: number) => Effect,
): Transition {
  const form = state.credentials.newProfile
  if (form === undefined || form.status === 'signing-in' || form.status === 'adding') {
    return stay(state)
  }
  const { state: next, run } = nextRun(state)
  const { accounts } = form
  const samePortal = form.draft.startUrl === draft.startUrl && form.draft.ssoRegion === draft.ssoRegion
  const newProfile: NewProfileState = {
    run,
    status,
    draft,
    problems: {},
    ...(samePortal && accounts !== undefined && { accounts }),
    ...(samePortal &&
      form.draft.account === draft.account &&
      form.roles !== undefined && { roles: form.roles }),
  }
  return go({ ...next, credentials: { ...next.credentials, newProfile } }, effect(run))
}

export const findSsoAccounts = (state: WizardState, { draft }: Of<'findSsoAccounts'>): Transition =>
  begin(state, 'signing-in', draft, (run) => ({ type: 'findSsoAccounts', draft, run }))

export const findSsoRoles = (state: WizardState, { draft }: Of<'findSsoRoles'>): Transition =>
  begin(state, 'listing', draft, (run) => ({ type: 'findSsoRoles', draft, run }))

export const planProfile = (state: WizardState, { draft }: Of<'planProfile'>): Transition =>
  begin(state, 'listing', draft, (run) => ({ type: 'planProfile', draft, run }))

const isCurrent = (state: WizardState, run: number): boolean => state.credentials.newProfile?.run === run

export function newProfileProgress(state: WizardState, event: Of<'newProfileProgress'>): Transition {
  const waiting = state.credentials.newProfile?.status === 'signing-in'
  return waiting && isCurrent(state, event.run)
    ? stay(changed(state, { signIn: event.progress }))
    : stay(state)
}

/** Something of the form's step is over, so its sign-in is no longer shown. */
function settled(state: WizardState, change: Change): WizardState {
  const form = state.credentials.newProfile
  if (form === undefined) {
    return state
  }
  const newProfile = { ...form, ...change }
  delete newProfile.signIn
  return { ...state, credentials: { ...state.credentials, newProfile } }
}

export function ssoAccountsFound(state: WizardState, event: Of<'ssoAccountsFound'>): Transition {
  if (!isCurrent(state, event.run)) {
    return stay(state)
  }
  const open = settled(state, { status: 'open', accounts: event.accounts })
  const only = event.accounts.length === 1 ? event.accounts[0] : undefined
  const draft = open.credentials.newProfile?.draft
  // One account is no choice: its roles are asked for at once.
  return only === undefined || draft === undefined
    ? stay(open)
    : findSsoRoles(open, { type: 'findSsoRoles', draft: { ...draft, account: only.id } })
}

export function ssoRolesFound(state: WizardState, event: Of<'ssoRolesFound'>): Transition {
  const draft = state.credentials.newProfile?.draft
  if (!isCurrent(state, event.run) || draft === undefined) {
    return stay(state)
  }
  const { roles } = event
  const role = roles.includes(draft.role) ? draft.role : roles.length === 1 ? (roles[0] ?? '') : ''
  return stay(changed(state, { status: 'open', roles, draft: { ...draft, role } }))
}

export function profilePlanned(state: WizardState, event: Of<'profilePlanned'>): Transition {
  if (!isCurrent(state, event.run)) {
    return stay(state)
  }
  const { draft, problems, preview } = event
  return stay(
    changed(state, {
      status: preview === undefined ? 'open' : 'planned',
      draft,
      problems,
      ...(preview !== undefined && { preview }),
    }),
  )
}

export function newProfileFailed(state: WizardState, event: Of<'newProfileFailed'>): Transition {
  const { failure, problems = {} } = event
  return isCurrent(state, event.run)
    ? stay(settled(state, { status: 'open', failure, problems }))
    : stay(state)
}

/** Only what was shown is written. */
export function addProfile(state: WizardState, event: Of<'addProfile'>): Transition {
  const form = state.credentials.newProfile
  if (form?.status !== 'planned' || form.preview?.id !== event.previewId) {
    return stay(state)
  }
  const { state: next, run } = nextRun(state)
  const { draft } = form
  return go(changed(next, { run, status: 'adding' }), {
    type: 'addProfile',
    draft,
    previewId: event.previewId,
    run,
  })
}

/** The new profile is chosen and checked: what is missing, such as the sign-in, is told by the check. */
export function profileAdded(state: WizardState, event: Of<'profileAdded'>): Transition {
  if (!isCurrent(state, event.run)) {
    // The form was closed meanwhile; the profile is there all the same.
    return go(state, { type: 'readProfiles' })
  }
  const open = closed(state)
  const credentials = { ...open.credentials, method: 'profile' as const, profile: event.profile }
  return then(startCredentialsCheck({ ...open, credentials }), (checked) =>
    go(checked, { type: 'readProfiles' }),
  )
}

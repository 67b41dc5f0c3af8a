import type { StepId } from '../checks/check.ts'
import type { RemedyAction } from '../diagnosis/diagnosis.ts'
import type { NewProfileState } from '../wizard/credentialState.ts'
import type { WizardState } from '../wizard/state.ts'
import type { Place } from './screen.ts'

const ENTRY = {
  profile: 'profile',
  keys: 'access-key-id',
  'api-key': 'api-key',
  default: 'method',
} as const satisfies Record<WizardState['credentials']['method'], Place>

/** Where the chosen way to sign in is filled in. */
const entryOf = ({ credentials }: WizardState): Place => ENTRY[credentials.method]

/** The first place of a step. */
export function placeOfStep(step: StepId): Place {
  const first = {
    credentials: 'method',
    region: 'region',
    'model-access': 'model',
    'test-prompt': 'prompt',
    review: 'review',
    done: 'done',
    security: 'security',
  } as const satisfies Record<StepId, Place>
  return first[step]
}

const STEPS: Partial<Record<Place, StepId>> = {
  region: 'region',
  'region-check': 'region',
  regions: 'region',
  endpoint: 'region',
  'endpoint-url': 'region',
  model: 'model-access',
  'model-id': 'model-access',
  'plan-model': 'model-access',
  'plan-model-id': 'model-access',
  'model-check': 'model-access',
  offer: 'model-access',
  'offer-confirm': 'model-access',
  policy: 'model-access',
  grant: 'model-access',
  prompt: 'test-prompt',
  answer: 'test-prompt',
  review: 'review',
  done: 'done',
  security: 'security',
}

/** The wizard's step that a place belongs to. */
export function stepOf(at: Place): StepId {
  if (at.startsWith('form')) {
    return 'model-access'
  }
  return at.startsWith('safeguard-') ? 'security' : (STEPS[at] ?? 'credentials')
}

/**
 * Where the quick picks begin: at the summary after a write, where the page is or AWS is waited for, else at the
 * start with the old answers.
 */
export function firstPlace({ review, step, model }: WizardState): Place {
  if (review.status === 'written') {
    return step === 'security' ? 'security' : 'done'
  }
  const isWaiting = model.access.waiting?.status === 'waiting'
  return isWaiting || (step === 'model-access' && model.chosen !== undefined)
    ? 'model-check'
    : placeOfStep(step)
}

const BEFORE: Partial<Record<Place, Place>> = {
  profile: 'method',
  'access-key-id': 'method',
  'api-key': 'method',
  'secret-access-key': 'access-key-id',
  'session-token': 'secret-access-key',
  'sso-startUrl': 'profile',
  'sso-ssoRegion': 'sso-startUrl',
  'sso-account': 'sso-ssoRegion',
  'sso-account-typed': 'sso-account',
  'sso-role-typed': 'sso-role',
  'sso-region': 'sso-role',
  'sso-name': 'sso-region',
  'sso-preview': 'sso-name',
  'rotation-kind': 'method',
  'rotation-key-id': 'rotation-kind',
  'rotation-secret': 'rotation-key-id',
  'rotation-token': 'rotation-secret',
  'rotation-api-key': 'rotation-kind',
  region: 'credentials',
  'region-check': 'region',
  regions: 'region',
  endpoint: 'region',
  'endpoint-url': 'endpoint',
  model: 'region',
  'model-id': 'model',
  'model-check': 'model',
  'plan-model': 'model-check',
  'plan-model-id': 'plan-model',
  form: 'model-check',
  'form-confirm': 'form',
  offer: 'model-check',
  'offer-confirm': 'offer',
  policy: 'model-check',
  grant: 'policy',
  prompt: 'model-check',
  answer: 'prompt',
  review: 'prompt',
  security: 'done',
}

/** Where "back" leads; nowhere from the ends. */
export function placeBefore(at: Place, state: WizardState): Place | undefined {
  const { newProfile, rotation } = state.credentials
  switch (at) {
    case 'credentials':
      return entryOf(state)
    case 'sign-in-code':
      return newProfile === undefined ? 'credentials' : 'sso-account'
    case 'sso-role':
      // With one account there was nothing to choose, and the list would only lead here again.
      return newProfile?.accounts?.length === 1 ? 'sso-ssoRegion' : 'sso-account'
    case 'rotation':
      return rotation?.kind === 'api-key' ? 'rotation-api-key' : 'rotation-key-id'
    default:
      if (at.startsWith('form-')) {
        return 'form'
      }
      return at.startsWith('safeguard-') ? 'security' : BEFORE[at]
  }
}

/** A place of the new profile's own, or of its sign-in. */
export const isOfNewProfile = (at: Place): boolean => at.startsWith('sso-') || at === 'sign-in-code'

/** A place of the new key's own; which of the two kinds is asked before anything is open. */
export const isOfRotation = (at: Place): boolean => at.startsWith('rotation')

/** Some results lead on by themselves: a refused entry back to its field, a finished write to the summary. */
export function settle(at: Place, state: WizardState): Place {
  if (at.startsWith('sso-') || at === 'sign-in-code') {
    return settleSignIn(at, state)
  }
  if (at.startsWith('rotation')) {
    return settleRotation(at, state)
  }
  if (at.startsWith('form') || at.startsWith('offer') || at === 'policy' || at === 'grant') {
    return settleAccess(at, state)
  }
  const { credentials, review } = state
  const isTyped = credentials.method === 'keys' || credentials.method === 'api-key'
  if (at === 'credentials' && isTyped && credentials.entryProblem !== undefined) {
    return entryOf(state)
  }
  if (at === 'review' && (review.status === 'written' || review.status === 'undone')) {
    return 'done'
  }
  return at === 'done' && !ENDS.has(review.status) ? 'method' : at
}

const ENDS: ReadonlySet<WizardState['review']['status']> = new Set(['written', 'undoing', 'undone', 'failed'])

function settleSignIn(at: Place, { credentials }: WizardState): Place {
  const { newProfile, signIn, check } = credentials
  if (at === 'sign-in-code') {
    const asks = (newProfile?.signIn ?? signIn)?.asksForCode === true
    return asks ? at : newProfile === undefined ? 'credentials' : 'sso-account'
  }
  if (newProfile === undefined) {
    return check.status === 'idle' ? 'profile' : 'credentials'
  }
  return at === 'sso-account' || at === 'sso-preview' ? settleForm(at, newProfile) : at
}

const PORTAL: ReadonlySet<string> = new Set(['startUrl', 'ssoRegion'])

/** A field that was refused; with one account there is nothing to choose. */
function settleForm(
  at: 'sso-account' | 'sso-preview',
  { status, problems, accounts, draft }: NewProfileState,
): Place {
  const wrong = Object.keys(problems) as (keyof typeof problems)[]
  // The portal is asked with two of the fields only; what is wrong with the others shows with the preview.
  const first = wrong.find((field) => at === 'sso-preview' || PORTAL.has(field))
  if (status === 'open' && first !== undefined) {
    return `sso-${first}`
  }
  return at === 'sso-account' && accounts?.length === 1 && draft.account !== '' ? 'sso-role' : at
}

function settleRotation(at: Place, { credentials: { rotation } }: WizardState): Place {
  if (at === 'rotation-kind') {
    return at
  }
  if (rotation === undefined) {
    return 'rotation-kind'
  }
  // Refused before AWS was asked: back to the field, which says why.
  const refused = rotation.status === 'open' && rotation.problem !== undefined && rotation.check === undefined
  return at === 'rotation' && refused && rotation.entered === undefined
    ? rotation.kind === 'keys'
      ? 'rotation-key-id'
      : 'rotation-api-key'
    : at
}

function settleAccess(at: Place, { model }: WizardState): Place {
  const { access, grant } = model
  const isOver =
    (at.startsWith('form') && access.form !== 'missing') ||
    (at.startsWith('offer') && access.agreement !== 'missing') ||
    ((at === 'policy' || at === 'grant') && grant === undefined) ||
    (at === 'grant' && (grant?.apply.status === 'done' || grant?.apply.status === 'idle'))
  return isOver ? 'model-check' : at
}

/** Where a remedy's button leads; it stays where the page of the same step would. */
export function placeAfter(action: RemedyAction, at: Place): Place {
  switch (action.kind) {
    case 'choose-region':
      return 'region-check'
    case 'choose-model':
      return 'model-check'
    case 'choose-profile':
      return 'credentials'
    case 'go-to-step':
      return placeOfStep(action.step)
    case 'write-wrapper-profile':
      return at
    case 'sign-in':
      return 'credentials'
    default:
      return at
  }
}

import type { StepId } from '../checks/check.ts'
import type { RemedyAction } from '../diagnosis/diagnosis.ts'
import type { WizardState } from '../wizard/state.ts'
import type { Place } from './screen.ts'

const ENTRY = {
  profile: 'profile',
  keys: 'access-key-id',
  'api-key': 'api-key',
  default: 'method',
} as const satisfies Record<WizardState['credentials']['method'], Place>

/** Where the chosen way to sign in is filled in. */
export const entryOf = ({ credentials }: WizardState): Place => ENTRY[credentials.method]

/** The first place of a step. */
export function placeOfStep(step: StepId): Place {
  const first: Partial<Record<StepId, Place>> = {
    credentials: 'method',
    region: 'region',
    'model-access': 'model',
    'test-prompt': 'prompt',
    review: 'review',
  }
  return first[step] ?? 'done'
}

/** Where the quick picks begin: at the summary after a write, else at the start with the old answers. */
export const firstPlace = (state: WizardState): Place =>
  state.review.status === 'written' ? 'done' : 'method'

/** Where "back" leads; nowhere from the ends. */
export function placeBefore(at: Place, state: WizardState): Place | undefined {
  switch (at) {
    case 'method':
    case 'done':
      return undefined
    case 'profile':
    case 'access-key-id':
    case 'api-key':
      return 'method'
    case 'secret-access-key':
      return 'access-key-id'
    case 'session-token':
      return 'secret-access-key'
    case 'credentials':
      return entryOf(state)
    case 'sign-in-code':
      return 'credentials'
    case 'region':
      return 'credentials'
    case 'region-check':
    case 'model':
      return 'region'
    case 'model-id':
    case 'model-check':
    case 'prompt':
      return 'model'
    case 'answer':
    case 'review':
      return 'prompt'
    default:
      return at satisfies never
  }
}

/** Some results lead on by themselves: a refused entry back to its field, a finished write to the summary. */
export function settle(at: Place, state: WizardState): Place {
  const { credentials, review } = state
  const isTyped = credentials.method === 'keys' || credentials.method === 'api-key'
  if (at === 'credentials' && isTyped && credentials.entryProblem !== undefined) {
    return entryOf(state)
  }
  if (at === 'sign-in-code' && credentials.signIn?.asksForCode !== true) {
    return 'credentials'
  }
  if (at === 'review' && review.status === 'written') {
    return 'done'
  }
  if (
    at === 'done' &&
    review.status !== 'written' &&
    review.status !== 'undoing' &&
    review.status !== 'failed'
  ) {
    return review.status === 'undone' ? 'done' : 'method'
  }
  return at
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
    default:
      return at
  }
}

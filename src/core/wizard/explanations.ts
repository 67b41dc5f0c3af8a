import type { Explanation } from '../diagnosis/diagnosis.ts'
import type { ExplanationOwner } from './intents.ts'
import type { WizardState } from './state.ts'

/** The explanation that a button of the page belongs to. */
export function explanationOf(state: WizardState, owner: ExplanationOwner): Explanation | undefined {
  switch (owner) {
    case 'entry':
      return state.credentials.entryProblem
    case 'review':
      return state.review.failure
    case 'credentials':
      return state.credentials.check.result?.explanation
    case 'region':
      return state.region.check.result?.explanation
    case 'model-access':
      return state.model.check.result?.explanation
    case 'permissions':
      return state.model.permissions.result?.explanation
    case 'test-prompt':
      return state.prompt.check.result?.explanation
    case 'security':
      return state.credentials.security?.result?.explanation
    case 'sign-in':
      return state.credentials.signIn?.problem
    case 'rotation':
      return state.credentials.rotation?.problem ?? state.credentials.rotation?.check?.explanation
    default:
      return undefined
  }
}

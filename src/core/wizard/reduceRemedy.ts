import { t } from '@vscode/l10n'
import { type CheckId, STEP_IDS } from '../checks/check.ts'
import { redact } from '../diagnosis/redact.ts'
import { go, stay, type Transition } from './common.ts'
import type { WizardEvent } from './events.ts'
import { explanationOf } from './explanations.ts'
import type { ExplanationOwner } from './intents.ts'
import { chooseProfile, startCredentialsCheck } from './reduceCredentials.ts'
import { chooseModel, startModelCheck } from './reduceModel.ts'
import { sendPrompt } from './reducePrompt.ts'
import { chooseRegion, startRegionCheck } from './reduceRegion.ts'
import { startRetry } from './reduceRetry.ts'
import { startPreview } from './reduceReview.ts'
import { surveySecurity } from './reduceSecurity.ts'
import { startSignIn } from './reduceSignIn.ts'
import { planWrapper } from './reduceWrapper.ts'
import type { WizardState } from './state.ts'

type Of<T extends WizardEvent['type']> = Extract<WizardEvent, { type: T }>

/** Runs a check again on the same answers. */
export function recheck(state: WizardState, check: ExplanationOwner | CheckId): Transition {
  switch (check) {
    case 'credentials':
      return startCredentialsCheck(state)
    case 'region':
      return startRegionCheck(state)
    case 'model-access':
    case 'permissions':
      return startModelCheck(state)
    case 'test-prompt':
      return sendPrompt(state)
    case 'cline-settings':
    case 'review':
      return startPreview(state)
    default:
      return stay(state)
  }
}

/** Opens a step that the checks have reached. */
export function goTo(state: WizardState, event: Of<'goTo'>): Transition {
  const wanted = STEP_IDS.indexOf(event.step)
  if (wanted > STEP_IDS.indexOf(state.reached)) {
    return stay(state)
  }
  const there = { ...state, step: event.step }
  return event.step === 'security' && state.security.status === 'idle' ? surveySecurity(there) : stay(there)
}

/** Does what a remedy's button says; what only the editor can do becomes an effect. */
export function remedy(state: WizardState, event: Of<'remedy'>): Transition {
  const action = explanationOf(state, event.of)?.remedies[event.index]?.action
  if (action === undefined) {
    return stay(state)
  }
  switch (action.kind) {
    case 'choose-region':
      return chooseRegion({ ...state, step: 'region' }, { type: 'chooseRegion', region: action.region })
    case 'choose-profile':
      return chooseProfile(state, { type: 'chooseProfile', profile: action.profile })
    case 'choose-model':
      return chooseModel({ ...state, step: 'model-access' }, { type: 'chooseModel', modelId: action.modelId })
    case 'go-to-step':
      return goTo(state, { type: 'goTo', step: action.step })
    case 'sign-in':
      return startSignIn(state, { profile: action.profile, via: action.via })
    case 'retry':
      return startRetry(state, event.of, isWaitedFor(state, event.of) ? 0 : action.afterSeconds, recheck)
    case 'write-wrapper-profile':
      return planWrapper(state, action.profile)
    default:
      return go(state, { type: 'host', action })
  }
}

/** The access that this check misses is polled already: one more countdown beside that would only puzzle. */
const isWaitedFor = ({ model }: WizardState, of: ExplanationOwner): boolean =>
  of === 'model-access' && model.access.waiting !== undefined

/** AWS's own words, fit to be pasted into a ticket. */
export function copyDetails(state: WizardState, event: Of<'copyDetails'>): Transition {
  const explanation = explanationOf(state, event.of)
  if (explanation === undefined) {
    return stay(state)
  }
  const lines = explanation.details.map(({ label, value }) => t('{0}: {1}', label, value))
  const text = redact([t('{0}: {1}', explanation.id, explanation.title), ...lines].join('\n'), {
    accountIds: true,
  })
  return go(state, { type: 'host', action: { kind: 'copy', what: 'details', text } })
}

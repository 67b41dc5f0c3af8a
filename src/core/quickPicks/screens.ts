import { t } from '@vscode/l10n'
import type { WizardState } from '../wizard/state.ts'
import {
  answerScreen,
  doneScreen,
  modelCheckScreen,
  modelIdScreen,
  modelScreen,
  promptScreen,
  regionCheckScreen,
  regionScreen,
  reviewScreen,
} from './bedrockScreens.ts'
import {
  credentialsScreen,
  entryScreen,
  type InputPart,
  methodScreen,
  type PickPart,
  profileScreen,
} from './credentialScreens.ts'
import type { InputScreen, PickScreen, Place } from './screen.ts'
import { signInCodeScreen } from './signInScreens.ts'

const TOTAL = 6

const STEP = {
  method: 1,
  profile: 1,
  'access-key-id': 1,
  'secret-access-key': 1,
  'session-token': 1,
  'api-key': 1,
  credentials: 1,
  'sign-in-code': 1,
  region: 2,
  'region-check': 2,
  model: 3,
  'model-id': 3,
  'model-check': 3,
  prompt: 4,
  answer: 4,
  review: 5,
  done: 6,
} as const satisfies Record<Place, number>

function titleOf(at: Place): string {
  const titles = [t('Credentials'), t('Region'), t('Model'), t('Test prompt'), t('Review'), t('Done')]
  return `${t('Bedrock for Cline')}: ${titles[STEP[at] - 1] ?? ''}`
}

/** The quick pick or input box of a place, drawn from the wizard's state as the page is. */
export function screenOf(at: Place, state: WizardState): PickScreen | InputScreen {
  const frame = { at, title: titleOf(at), step: STEP[at], total: TOTAL }
  const pick = (part: PickPart): PickScreen => ({ kind: 'pick', busy: false, ...frame, ...part })
  const input = (part: InputPart): InputScreen => ({ kind: 'input', ...frame, ...part })
  switch (at) {
    case 'method':
      return pick(methodScreen(state))
    case 'profile':
      return pick(profileScreen(state))
    case 'credentials':
      return pick(credentialsScreen(state))
    case 'sign-in-code':
      return input(signInCodeScreen())
    case 'region':
      return pick(regionScreen(state))
    case 'region-check':
      return pick(regionCheckScreen(state))
    case 'model':
      return pick(modelScreen(state))
    case 'model-id':
      return input(modelIdScreen(state))
    case 'model-check':
      return pick(modelCheckScreen(state))
    case 'prompt':
      return input(promptScreen(state))
    case 'answer':
      return pick(answerScreen(state))
    case 'review':
      return pick(reviewScreen(state))
    case 'done':
      return pick(doneScreen(state))
    default: {
      const entry = entryScreen(at, state)
      return entry === undefined ? pick(methodScreen(state)) : input(entry)
    }
  }
}

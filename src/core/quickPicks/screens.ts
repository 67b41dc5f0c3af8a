import { t } from '@vscode/l10n'
import type { UseCaseField } from '../bedrock/access.ts'
import { STEP_IDS } from '../checks/check.ts'
import type { SsoField } from '../credentials/ssoProfile.ts'
import type { SafeguardId } from '../security/safeguards.ts'
import type { WizardState } from '../wizard/state.ts'
import { offerConfirmScreen, offerScreen } from './accessScreens.ts'
import { credentialsScreen, entryScreen, methodScreen, profileScreen } from './credentialScreens.ts'
import { doneScreen } from './doneScreens.ts'
import { formConfirmScreen, formInput, formScreen, formUsersScreen } from './formScreens.ts'
import {
  modelCheckScreen,
  modelIdScreen,
  modelScreen,
  planModelIdScreen,
  planModelScreen,
} from './modelScreens.ts'
import { ssoAccountScreen, ssoInput, ssoPreviewScreen, ssoRoleScreen } from './newProfileScreens.ts'
import { stepOf } from './places.ts'
import { grantScreen, policyScreen } from './policyScreens.ts'
import { answerScreen, promptScreen } from './promptScreens.ts'
import {
  endpointInput,
  endpointScreen,
  regionCheckScreen,
  regionScreen,
  regionsScreen,
} from './regionScreens.ts'
import { stepName } from './results.ts'
import { reviewScreen } from './reviewScreens.ts'
import { rotationKindScreen, rotationScreen } from './rotationScreens.ts'
import type { InputPart, InputScreen, PickPart, PickScreen, Place, View } from './screen.ts'
import { safeguardScreen, securityScreen } from './securityScreens.ts'
import { signInCodeScreen } from './signInScreens.ts'

type Draw<T> = (state: WizardState, view: View) => T

const PICKS: Partial<Record<Place, Draw<PickPart>>> = {
  method: methodScreen,
  profile: profileScreen,
  credentials: credentialsScreen,
  'sso-account': ssoAccountScreen,
  'sso-role': ssoRoleScreen,
  'sso-preview': ssoPreviewScreen,
  'rotation-kind': rotationKindScreen,
  rotation: rotationScreen,
  region: regionScreen,
  'region-check': regionCheckScreen,
  regions: regionsScreen,
  endpoint: endpointScreen,
  model: modelScreen,
  'plan-model': planModelScreen,
  'model-check': modelCheckScreen,
  form: formScreen,
  'form-intendedUsers': formUsersScreen,
  'form-confirm': formConfirmScreen,
  offer: offerScreen,
  'offer-confirm': offerConfirmScreen,
  policy: policyScreen,
  grant: grantScreen,
  answer: answerScreen,
  review: reviewScreen,
  done: doneScreen,
  security: securityScreen,
}

const INPUTS: Partial<Record<Place, Draw<InputPart>>> = {
  'sign-in-code': signInCodeScreen,
  'sso-account-typed': (state) => ssoInput('account', state),
  'sso-role-typed': (state) => ssoInput('role', state),
  'endpoint-url': endpointInput,
  'model-id': modelIdScreen,
  'plan-model-id': planModelIdScreen,
  prompt: promptScreen,
}

function inputOf(at: Place, state: WizardState, view: View): InputPart | undefined {
  const draw = INPUTS[at]
  if (draw !== undefined) {
    return draw(state, view)
  }
  if (at.startsWith('sso-')) {
    return ssoInput(at.slice('sso-'.length) as SsoField, state)
  }
  return at.startsWith('form-')
    ? formInput(at.slice('form-'.length) as UseCaseField, state)
    : entryScreen(at, state)
}

function pickOf(at: Place, state: WizardState, view: View): PickPart | undefined {
  return at.startsWith('safeguard-')
    ? safeguardScreen(at.slice('safeguard-'.length) as SafeguardId, state)
    : PICKS[at]?.(state, view)
}

/** The quick pick or input box of a place, drawn from the wizard's state as the page is. */
export function screenOf(
  at: Place,
  state: WizardState,
  view: View = { now: 0, language: 'en' },
): PickScreen | InputScreen {
  const step = stepOf(at)
  const frame = (name: string | undefined) => ({
    at,
    title: t('Bedrock for Cline: {0}', name ?? stepName(step)),
    step: STEP_IDS.indexOf(step) + 1,
    total: STEP_IDS.length,
  })
  const pick = pickOf(at, state, view)
  if (pick !== undefined) {
    const { name, ...rest } = pick
    return { kind: 'pick', busy: false, ...frame(name), ...rest }
  }
  const input = inputOf(at, state, view)
  if (input !== undefined) {
    const { name, ...rest } = input
    return { kind: 'input', ...frame(name), ...rest }
  }
  return { kind: 'pick', busy: false, ...frame(undefined), ...methodScreen(state) }
}

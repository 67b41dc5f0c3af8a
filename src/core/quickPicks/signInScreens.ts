import { t } from '@vscode/l10n'
import type { SignInState } from '../wizard/credentialState.ts'
import type { Intent } from '../wizard/intents.ts'
import type { CredentialsStep, WizardState } from '../wizard/state.ts'
import { doing, problemItems, told } from './results.ts'
import type { InputPart, PickItem, PickPart } from './screen.ts'

const sending = (icon: string, label: string, intent: Intent): PickItem =>
  doing(icon, label, { type: 'send', intent })

/** The rows of a sign-in under way: the page to open, the code to compare, the way out. */
export const progressItems = ({
  url,
  code,
  asksForCode,
}: Pick<SignInState, 'url' | 'code' | 'asksForCode'>): PickItem[] => [
  ...(url === undefined
    ? [told('loading~spin', t('The AWS CLI is starting.'))]
    : [sending('link-external', t('Open sign-in page'), { type: 'openSignInPage' })]),
  ...(code === undefined
    ? []
    : [
        told('key', code, t('Open the page and allow the sign-in only if it shows this code.')),
        sending('copy', t('Copy code'), { type: 'copySignInCode' }),
      ]),
  ...(asksForCode ? [doing('edit', t('Enter code'), { type: 'go', to: 'sign-in-code' })] : []),
  sending('circle-slash', t('Cancel the sign-in'), { type: 'cancelSignIn' }),
]

/** A sign-in under way, or why it did not work: in the place of the check. */
export function signInScreen(signIn: SignInState): PickPart {
  const { status, profile, problem } = signIn
  const placeholder = t('Sign-in for {0}', profile)
  if (status === 'failed') {
    return {
      placeholder,
      items: [
        ...(problem === undefined ? [] : problemItems(problem, 'sign-in', 'credentials')),
        sending('close', t('Close'), { type: 'cancelSignIn' }),
      ],
    }
  }
  return { placeholder, busy: true, items: progressItems(signIn) }
}

/** The sign-in of the chosen profile, where no remedy offers it already. */
export function signInItems({ profiles, profile, method, check }: CredentialsStep): PickItem[] {
  const option = method === 'profile' ? profiles?.find(({ name }) => name === profile) : undefined
  const remedied = check.result?.explanation?.remedies.some(({ action }) => action?.kind === 'sign-in')
  if (option?.signIn === undefined || check.status === 'running' || remedied === true) {
    return []
  }
  const label = option.needsSignIn === true ? t('Sign in') : t('Sign in again')
  return [sending('sign-in', label, { type: 'signIn', profile: option.name })]
}

/** The code that the page of `aws login` shows. */
export const signInCodeScreen = ({ credentials }: WizardState): InputPart => ({
  placeholder: t('Code from the page'),
  prompt: t('Sign in on the page, then enter the code that it shows.'),
  secret: true,
  value: '',
  optional: false,
  submit: (code) => ({
    type: 'send',
    intent: { type: 'enterSignInCode', code },
    to: credentials.newProfile === undefined ? 'credentials' : 'sso-account',
  }),
})

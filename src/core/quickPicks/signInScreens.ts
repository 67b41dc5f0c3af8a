import { t } from '@vscode/l10n'
import type { SignInState } from '../wizard/credentialState.ts'
import type { Intent } from '../wizard/intents.ts'
import type { InputPart, PickPart } from './credentialScreens.ts'
import { problemItems, told } from './results.ts'
import type { PickItem } from './screen.ts'

const sending = (icon: string, label: string, intent: Intent): PickItem => ({
  icon,
  label,
  act: { type: 'send', intent },
})

/** A sign-in under way with its page and code, or why it did not work: in the place of the check. */
export function signInScreen({ status, profile, url, code, asksForCode, problem }: SignInState): PickPart {
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
  return {
    placeholder,
    busy: true,
    items: [
      ...(url === undefined
        ? [told('loading~spin', t('The AWS CLI is starting.'))]
        : [sending('link-external', t('Open sign-in page'), { type: 'openSignInPage' })]),
      ...(code === undefined
        ? []
        : [
            told('key', code, t('Open the page and allow the sign-in only if it shows this code.')),
            sending('copy', t('Copy code'), { type: 'copySignInCode' }),
          ]),
      ...(asksForCode
        ? [
            {
              icon: 'edit',
              label: t('Enter code'),
              act: { type: 'go' as const, to: 'sign-in-code' as const },
            },
          ]
        : []),
      sending('circle-slash', t('Cancel the sign-in'), { type: 'cancelSignIn' }),
    ],
  }
}

/** The code that the page of `aws login` shows. */
export const signInCodeScreen = (): InputPart => ({
  placeholder: t('Code from the page'),
  prompt: t('Sign in on the page, then enter the code that it shows.'),
  secret: true,
  value: '',
  optional: false,
  submit: (code) => ({ type: 'send', intent: { type: 'enterSignInCode', code }, to: 'credentials' }),
})

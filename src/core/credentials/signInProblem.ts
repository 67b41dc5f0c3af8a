import { t } from '@vscode/l10n'
import type { Explanation, Remedy } from '../diagnosis/diagnosis.ts'
import { awsCommand, type Platform } from '../diagnosis/quote.ts'
import { redact } from '../diagnosis/redact.ts'
import type { SignInOutcome, SignInRequest } from './signInTypes.ts'

type Problem = Exclude<SignInOutcome, { kind: 'signed-in' | 'cancelled' }>

const INSTALL = 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html'

/** Why AWS's own sign-in did not work, in words, with what to do next. */
export function explainSignIn(
  problem: Problem,
  request: SignInRequest,
  platform: Platform = 'linux',
): Explanation {
  const words = wordsOf(problem, request)
  return {
    // The cause stays what it was: there is no usable sign-in on this computer.
    id: request.via === 'sso' ? 'sso-login-required' : 'aws-login-required',
    ...words,
    remedies: [...words.remedies, ...byHand(request, platform)].slice(0, 4),
    retry: 'no',
    details:
      problem.kind === 'refused' && problem.said !== ''
        ? [{ label: t('The AWS CLI said'), value: redact(problem.said) }]
        : [],
  }
}

const install = (text: string): Remedy => ({
  text,
  label: t('Open the page'),
  action: { kind: 'open-url', url: INSTALL },
})

const again = ({ profile, via }: SignInRequest, text: string): Remedy => ({
  text,
  label: t('Sign in'),
  action: { kind: 'sign-in', profile, via },
})

function byHand({ profile, via, start }: SignInRequest, platform: Platform): Remedy[] {
  const words = via === 'sso' ? 'sso login' : 'login'
  const command = start === undefined ? awsCommand(words, profile, platform) : undefined
  return command === undefined
    ? []
    : [
        {
          text: t('Run in a terminal: {0}', command),
          label: t('Copy the command'),
          action: { kind: 'copy', what: 'command', text: command },
        },
      ]
}

function wordsOf(
  problem: Problem,
  request: SignInRequest,
): Pick<Explanation, 'title' | 'what' | 'why' | 'remedies'> {
  switch (problem.kind) {
    case 'cli-missing':
      return {
        title: t('The AWS CLI is not installed here'),
        what: t('Signing in needs the program aws, and it was not found on the PATH of this window.'),
        why: t('The sign-in belongs to the AWS CLI; other AWS tools and Cline read what it leaves behind.'),
        remedies: [
          install(t('Install the AWS CLI, then restart the editor.')),
          again(request, t('Then sign in again.')),
        ],
      }
    case 'cli-too-old':
      return {
        title: t('The installed AWS CLI is too old'),
        what:
          request.via === 'sso'
            ? t('It does not know aws sso login. Version 2 is needed.')
            : t('It does not know aws login. Version 2.32 or later is needed.'),
        why: t('Version 1 and early releases have other ways to sign in.'),
        remedies: [install(t('Update the AWS CLI.')), again(request, t('Then sign in again.'))],
      }
    case 'timed-out':
      return {
        title: t('The sign-in took too long'),
        what: t('After ten minutes nobody had finished it, so it was ended.'),
        why: t('The page and its code are valid for a short time only.'),
        remedies: [again(request, t('Start again.'))],
      }
    case 'untrusted':
      return {
        title: t('Restricted mode starts no program'),
        what: t('This workspace is not trusted, so the AWS CLI is not started from here.'),
        why: t('A folder that is not trusted must not cause programs to run.'),
        remedies: [again(request, t('Trust the workspace, then sign in.'))],
      }
    case 'busy':
      return {
        title: t('Another sign-in is under way'),
        what: t('The sign-in for the profile {0} is not finished yet.', problem.profile),
        why: t('One at a time keeps the pages apart.'),
        remedies: [again(request, t('Finish or cancel that one, then start again.'))],
      }
    default:
      return {
        title: t('The sign-in did not work'),
        what: t('The AWS CLI ended without signing in for the profile {0}.', request.profile),
        why: t('It was refused or closed in the browser, or the settings of the profile are wrong.'),
        remedies: [again(request, t('Try again.'))],
      }
  }
}

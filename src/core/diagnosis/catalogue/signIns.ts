import { t } from '@vscode/l10n'
import {
  askAdmin,
  awsRemedy,
  configureSso,
  type Entry,
  goTo,
  list,
  openFile,
  openPage,
  retry,
  signIn,
} from './entry.ts'

const SEEN = ['credentials'] as const

/** Identity Center and `aws login`. */
export const signIns = {
  'sso-login-required': {
    retry: 'no',
    seenBy: SEEN,
    words: (view) => ({
      title: t('Sign in to IAM Identity Center first'),
      what: t(
        'The profile {0} uses IAM Identity Center, and there is no usable sign-in on this computer.',
        view.link,
      ),
      why: t('The sign-in is kept in a file of the AWS CLI; it is missing or cannot be read.'),
      remedies: [signIn(view, 'sso', true), awsRemedy(view, 'sso login', view.link), retry(view, 0)],
    }),
  },
  'sso-session-expired': {
    retry: 'no',
    seenBy: SEEN,
    words: (view) => ({
      title: t('The Identity Center session is over'),
      what: t('The sign-in of the profile {0} ran out, or the portal no longer accepts it.', view.link),
      why: t(
        'Sessions end after the time the administrator has set, and on signing out. It cannot be renewed without you.',
      ),
      remedies: [signIn(view, 'sso'), awsRemedy(view, 'sso login', view.link), retry(view, 0)],
    }),
  },
  'sso-region-mismatch': {
    retry: 'no',
    seenBy: SEEN,
    words: (view) => ({
      title: t('Two Identity Center regions contradict each other'),
      what: t(
        'One place says {0}, another {1}.',
        view.facts.ssoRegion ?? t('one region'),
        view.facts.otherRegion ?? t('another region'),
      ),
      why: t(
        'Profile, sso-session and the cached sign-in must all name the region in which Identity Center was set up.',
      ),
      remedies: [
        ...openFile(view, t('Make sso_region the same everywhere.')),
        signIn(view, 'sso'),
        configureSso(view, (command) => t('Set up the profile anew: {0}', command)),
      ],
    }),
  },
  'sso-config-invalid': {
    retry: 'no',
    seenBy: SEEN,
    words: (view) => ({
      title: t('The Identity Center settings of {0} are incomplete', view.link),
      what: t(
        'Missing or wrong: {0}.',
        list(view.facts.missing, view.facts.parameter ?? t('an Identity Center entry')),
      ),
      why: t(
        'A profile needs sso_account_id and sso_role_name, and start URL and region, its own or those of an existing sso-session.',
      ),
      remedies: [
        ...openFile(view, t('Add the missing entry.')),
        configureSso(view, (command) => t('Set up the profile anew: {0}', command)),
        goTo('credentials', t('Choose another profile.')),
      ],
    }),
  },
  'sso-role-not-assigned': {
    retry: 'no',
    seenBy: SEEN,
    words: (view) => ({
      title: t('You are not assigned this role'),
      what: t(
        'The sign-in works, but Identity Center does not give you the account and role of the profile {0}.',
        view.link,
      ),
      why: t(
        'The assignment is missing, or the account id or role name is mistyped. Signing in again does not help.',
      ),
      remedies: [
        askAdmin(view, t('Ask the Identity Center administrator for the assignment.')),
        ...openFile(view, t('Check sso_account_id and sso_role_name.')),
        goTo('credentials', t('Choose another profile.')),
      ],
    }),
  },
  'sso-region-unsupported-by-cline': {
    retry: 'no',
    seenBy: SEEN,
    words: (view) => {
      const ssoRegion = view.facts.ssoRegion ?? t('another region')
      return {
        title: t('Cline would sign in to Identity Center in the wrong region'),
        what: t(
          'Identity Center is in {0}, the chosen Bedrock region is {1}. Other tools work; Cline asks the portal in {1}.',
          ssoRegion,
          view.region,
        ),
        why: t('Cline gives the Bedrock region to the part that signs in, and that overrides sso_region.'),
        remedies: [
          {
            text: t(
              'Add a profile that gets the credentials of {0} through the AWS CLI; you see it before it is written.',
              view.profile,
            ),
            label: t('Show the new profile'),
            action: { kind: 'write-wrapper-profile', profile: view.profile },
          },
          ...(view.facts.ssoRegion === undefined
            ? []
            : [
                {
                  text: t('Use Bedrock in {0}.', view.facts.ssoRegion),
                  label: t('Use {0}', view.facts.ssoRegion),
                  action: { kind: 'choose-region' as const, region: view.facts.ssoRegion },
                },
              ]),
          goTo('credentials', t('Use temporary keys instead of the profile.')),
        ],
      }
    },
  },
  'aws-login-required': {
    retry: 'no',
    seenBy: SEEN,
    words: (view) => ({
      title: t('Sign in with aws login first'),
      what: t('The profile {0} uses aws login, and there is no usable sign-in on this computer.', view.link),
      why: t('The sign-in is kept in a file of the AWS CLI; it is missing or cannot be read.'),
      remedies: [signIn(view, 'login', true), awsRemedy(view, 'login', view.link), retry(view, 0)],
    }),
  },
  'aws-login-expired': {
    retry: 'no',
    seenBy: SEEN,
    words: (view) => ({
      title: t('The session of aws login is over'),
      what: t('The session of the profile {0} ended, or AWS refused to renew it.', view.link),
      why: t(
        'It lasts at most twelve hours, ends with a change of the password, and needs the permission signin:CreateOAuth2Token.',
      ),
      remedies: [signIn(view, 'login'), awsRemedy(view, 'login', view.link), retry(view, 0)],
    }),
  },
  'assume-role-denied': {
    retry: 'no',
    seenBy: SEEN,
    words: (view) => ({
      title: t('The role may not be assumed'),
      what: t(
        '{0} may not assume {1}.',
        view.facts.principal ?? t('The caller'),
        view.facts.resource ?? t('the role of the profile'),
      ),
      why: t(
        "The role's trust policy, the caller's own permission sts:AssumeRole, or the external id does not fit.",
      ),
      remedies: [
        askAdmin(view, t('Ask the owner of the role.')),
        openPage(view, 'iam-roles', t('If you own the role, look at its trust policy.')),
        ...openFile(view, t('Check role_arn and external_id in the profile.')),
      ],
    }),
  },
  'mfa-code-invalid': {
    retry: 'soon',
    seenBy: SEEN,
    words: (view) => ({
      title: t('The one-time code was not accepted'),
      what: t('AWS refused the code of the multi-factor device.'),
      why: t('Each code works once, for half a minute, and the device’s clock must be right.'),
      remedies: [retry(view, 30, t('Wait for the next code and try again.'))],
    }),
  },
} satisfies Record<string, Entry>

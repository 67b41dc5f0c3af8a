import { t } from '@vscode/l10n'
import { alternativeRegions, partitionOf } from '../../bedrock/regions.ts'
import { timeWords } from '../../numbers.ts'
import {
  askAdmin,
  chooseRegions,
  clockRemedy,
  copyPolicy,
  type Entry,
  goTo,
  openFile,
  openPage,
  retry,
  say,
  type View,
} from './entry.ts'

const ALL = ['credentials', 'model-access', 'test-prompt'] as const

const missingToken = (view: View): boolean => view.facts.missing?.includes('aws_session_token') === true

function clockWords({ minutesOff, facts }: View): string {
  const behind = (facts.clockOffsetSeconds ?? 0) > 0
  if (minutesOff >= 120) {
    const hours = Math.round(minutesOff / 60)
    return behind
      ? t('This computer is {0} hours behind AWS.', hours)
      : t('This computer is {0} hours ahead of AWS.', hours)
  }
  return behind
    ? t('This computer is {0} minutes behind AWS.', minutesOff)
    : t('This computer is {0} minutes ahead of AWS.', minutesOff)
}

/** Whose keys they are, where a profile holds them. */
const owned = (view: View, profile: (name: string) => string, otherwise: string): string =>
  view.context.auth === 'profile' ? profile(view.link) : otherwise

const strayToken = (view: View): boolean => view.facts.parameter === 'aws_session_token'

/** Keys, API keys, regions and the clock: what AWS says of a signature. */
export const keys = {
  'region-missing': {
    retry: 'no',
    seenBy: ['region'],
    words: () => ({
      title: t('No region was chosen'),
      what: t('Neither you nor the profile nor the environment names an AWS region.'),
      why: t('Models, quotas and prices differ by region, so there is no default.'),
      remedies: [goTo('region', t('Choose a region.'))],
    }),
  },
  'region-invalid': {
    retry: 'no',
    seenBy: ['region'],
    words: (view) => ({
      title: t('{0} is not a region with Bedrock', view.region),
      what: t('This is not the name of an AWS region in which Bedrock is offered.'),
      why:
        partitionOf(view.region.trim()) === 'aws-cn'
          ? t('Bedrock does not exist in the China regions.')
          : t(
              'A region looks like us-east-1: no blanks, no capital letters, no letter of an availability zone at the end.',
            ),
      remedies: [...chooseRegions(view), goTo('region', t('Choose a region from the list.'))],
    }),
  },
  'region-not-enabled': {
    retry: 'no',
    seenBy: ['credentials', 'region', 'model-access'],
    words: (view) => ({
      title: t('The region {0} is not switched on', view.region),
      what: t('The key is valid, but {0} is not switched on in the account.', view.region),
      why: t(
        'Newer regions must first be switched on for each account; STS has a switch of its own in each region.',
      ),
      remedies: [
        openPage(view, 'account', t('Switch the region on in the account settings; it takes some minutes.')),
        ...chooseRegions(view, 1, alternativeRegions(view.region)),
        openPage(view, 'iam-settings', t('If the region is on, activate STS for it.')),
        goTo('region', t('Choose another region.')),
      ],
    }),
  },
  'access-key-invalid': {
    retry: 'no',
    seenBy: ['credentials', 'model-access'],
    words: (view) => ({
      title: missingToken(view)
        ? t('The temporary key lacks its session token')
        : t('AWS does not know the access key'),
      what: missingToken(view)
        ? t('A key that begins with ASIA is temporary and works only together with its session token.')
        : owned(
            view,
            (name) =>
              t("AWS refuses the access key of the profile {0}, in the partition's home region too.", name),
            t("AWS refuses the access key, in the partition's home region too."),
          ),
      why: t(
        'It was deleted or deactivated, is mistyped, or a session token is missing or left over from another key.',
      ),
      remedies: [
        ...openFile(view, t('Look at the keys in the file.')),
        goTo('credentials', t('Enter the keys again, with the session token if the key begins with ASIA.')),
        openPage(view, 'my-credentials', t('See whether the key is active, or create a new one.')),
        ...(strayToken(view)
          ? [say(t('Remove the session token: a key that begins with AKIA has none.'))]
          : [say(t('Look for a stray AWS_SESSION_TOKEN in the environment.'))]),
      ],
    }),
  },
  'credentials-expired': {
    retry: 'no',
    seenBy: ALL,
    words: (view) => ({
      title: t('The temporary credentials have expired'),
      what: owned(
        view,
        (name) => t('AWS knows the keys of the profile {0}, but they are no longer valid.', name),
        t('AWS knows these credentials, but they are no longer valid.'),
      ),
      why: t('Temporary credentials expire after minutes to hours, and Cline does not renew pasted ones.'),
      remedies: [
        ...openFile(view, t('Put the new keys into the file.')),
        goTo(
          'credentials',
          t('Get new ones where these came from and enter them, or use a profile that renews itself.'),
        ),
        retry(view, 0, t('Check again after renewing them.')),
      ],
    }),
  },
  'secret-key-mismatch': {
    retry: 'no',
    seenBy: ALL,
    words: (view) => ({
      title: t('The secret access key is wrong'),
      what: owned(
        view,
        (name) =>
          t(
            'AWS knows the access key of the profile {0}, but the signature made with its secret does not fit.',
            name,
          ),
        t('AWS knows the access key, but the signature made with the secret does not fit.'),
      ),
      why: t('The secret is cut off, mistyped, contains a blank, or belongs to another key.'),
      remedies: [
        ...openFile(view, t('Look at the secret in the file; it normally has 40 characters.')),
        goTo('credentials', t('Enter the secret access key again; it normally has 40 characters.')),
        say(t('If it is right, a proxy may be changing requests on their way.')),
      ],
    }),
  },
  'clock-skew': {
    retry: 'no',
    seenBy: ALL,
    words: (view) => ({
      title: t('The clock of this computer is wrong'),
      what: view.minutesOff === 0 ? t('AWS refuses the request because of its time.') : clockWords(view),
      why: t(
        'Each request is signed with the time, and AWS allows a difference of five minutes. After sleep, virtual machines often lag.',
      ),
      remedies: [
        clockRemedy(view),
        ...(view.context.platform === 'linux'
          ? [
              {
                text: t('In WSL, run: {0}', 'sudo hwclock -s'),
                label: t('Copy the command'),
                action: { kind: 'copy' as const, what: 'command' as const, text: 'sudo hwclock -s' },
              },
            ]
          : []),
        retry(view, 0),
      ],
    }),
  },
  'api-key-malformed': {
    retry: 'no',
    seenBy: ['credentials'],
    words: (view) => ({
      title: t('This is not a Bedrock API key'),
      what:
        view.facts.parameter === undefined
          ? t('What was entered does not begin like a Bedrock API key.')
          : t('What was entered looks like {0}.', view.facts.parameter),
      why: t(
        'Long-lived keys begin with ABSK, short-lived ones with bedrock-api-key-. Neither contains blanks or line breaks.',
      ),
      remedies: [
        goTo('credentials', t('Enter the API key again.')),
        openPage(view, 'api-keys', t('Create a Bedrock API key.')),
      ],
    }),
  },
  'api-key-invalid': {
    retry: 'no',
    seenBy: ALL,
    words: (view) => ({
      title: t('AWS does not accept the API key'),
      what: t('It looks like a Bedrock API key, but AWS refuses it.'),
      why: t('It was revoked or deactivated, is mistyped, or was made for another region or partition.'),
      remedies: [
        openPage(view, 'api-keys', t('See whether the key is active, or create a new one.')),
        goTo('credentials', t('Enter the API key again.')),
      ],
    }),
  },
  'api-key-expired': {
    retry: 'no',
    seenBy: ALL,
    words: (view) => ({
      title: t('The API key has expired'),
      what:
        view.facts.expiresAt === undefined
          ? t('The API key is no longer valid.')
          : t('The API key was valid until {0}.', timeWords(view.facts.expiresAt)),
      why: t(
        'Short-lived keys last at most twelve hours and end with the session that made them; long-lived ones end when their owner chose.',
      ),
      remedies: [
        openPage(view, 'api-keys', t('Create a new API key.')),
        goTo('credentials', t('Enter the new key, or use a profile instead.')),
      ],
    }),
  },
  'api-key-missing': {
    retry: 'no',
    seenBy: ALL,
    words: (view) => ({
      title: t('No API key reached AWS'),
      what: t('The request came without the header that carries the API key.'),
      why: t('The field is empty, or something on the way, such as a proxy, took the header out.'),
      remedies: [
        goTo('credentials', t('Enter the API key.')),
        openPage(view, 'api-keys', t('Create a Bedrock API key.')),
        say(t('If the key is there, ask whoever runs the proxy.')),
      ],
    }),
  },
  'api-key-not-permitted': {
    retry: 'no',
    seenBy: ALL,
    words: (view) => ({
      title: t('Calls with API keys are not allowed'),
      what: t(
        'The principal behind the key may not perform {0}.',
        view.facts.action ?? 'bedrock:CallWithBearerToken',
      ),
      why: t('The user of the key lacks this permission, or the organisation forbids API keys.'),
      remedies: [
        ...copyPolicy(view, t("Add this to the policies of the key's user.")),
        askAdmin(view, t('Ask the administrator.')),
        goTo('credentials', t('Use a profile or access keys instead.')),
      ],
    }),
  },
} satisfies Record<string, Entry>

import { t } from '@vscode/l10n'
import {
  awsRemedy,
  chooseProfiles,
  configureSso,
  type Entry,
  goTo,
  list,
  openFile,
  openUrl,
  retry,
  say,
  type View,
  type Words,
} from './entry.ts'

const SEEN = ['credentials'] as const

/** Which file is not as AWS's tools expect it, where and how. */
const brokenFile = ({ facts: { path, line, problem } }: View): string =>
  t('The file {0} has a problem: {1}', `${path ?? ''}${line === undefined ? '' : `:${line}`}`, problem ?? '')

const isUntrusted = ({ diagnosis }: View): boolean => diagnosis.failure?.name === 'UntrustedWorkspaceError'

/** The helper command is fine; it is this window that may not start it. */
const notStarted = (view: View): Words => ({
  title: t('The helper command of the profile {0} was not started', view.link),
  what: t('This folder is not trusted, and in such a folder no program is started.'),
  why: t('A folder from someone else could bring settings that make a program do harm.'),
  remedies: [
    say(
      t('If you know where the folder comes from: run Workspaces: Manage Workspace Trust from the palette.'),
    ),
    say(t('Or open the wizard in a window without a folder.')),
    retry(view, 0),
    goTo('credentials', t('Choose another profile.')),
  ],
})

/** Sources of credentials on this computer, other than sign-ins. */
export const profiles = {
  'credentials-not-found': {
    retry: 'no',
    seenBy: SEEN,
    words: (view) => ({
      title: t('No AWS credentials were found'),
      what: t(
        'Nothing on this computer gives AWS credentials. Missing: {0}.',
        list(view.facts.missing, t('any source')),
      ),
      why: t(
        'Neither the environment nor the AWS files hold a complete source. An editor started from the desktop does not see the variables of a terminal.',
      ),
      remedies: [
        goTo('credentials', t('Choose a profile or enter keys.')),
        configureSso(view, (command) => t('Set up a sign-in with IAM Identity Center: {0}', command)),
        say(t('If the variables are set in a terminal, start the editor from that terminal.')),
      ],
    }),
  },
  'profile-not-found': {
    retry: 'no',
    seenBy: SEEN,
    words: (view) => ({
      title: t('The profile {0} does not exist', view.link),
      what:
        view.facts.problem !== undefined
          ? brokenFile(view)
          : view.facts.line === undefined
            ? t(
                'Neither AWS file has a profile with exactly the name {0}. There are: {1}.',
                view.link,
                list(view.facts.suggestions, t('none')),
              )
            : t(
                'AWS ignores the section [{0}] in line {1}, so the profile {2} does not exist for it.',
                view.facts.parameter ?? view.link,
                view.facts.line,
                view.link,
              ),
      why:
        view.link === view.profile
          ? t(
              'Names are case-sensitive. In the config file the section must read [profile NAME], and the name cannot contain blanks.',
            )
          : t('The profile {0} borrows its credentials from {1}.', view.profile, view.link),
      remedies: [
        ...(view.link === view.profile ? chooseProfiles(view) : []),
        ...openFile(view, t('Correct the name in the file.')),
        goTo('credentials', t('Choose another profile.')),
      ],
    }),
  },
  'profile-incomplete': {
    retry: 'no',
    seenBy: SEEN,
    words: (view) => ({
      title: t('The profile {0} holds no complete credentials', view.link),
      what: [
        t('These entries are missing: {0}.', list(view.facts.missing, t('the credentials'))),
        ...(view.facts.problem === undefined ? [] : [brokenFile(view)]),
      ].join(' '),
      why: t(
        'The profile exists, but what it holds is not enough: a region alone, half a key pair, or a role that nothing can assume.',
      ),
      remedies: [
        ...openFile(view, t('Add the missing entries.')),
        awsRemedy(view, 'configure', view.link),
        goTo('credentials', t('Choose another profile.')),
      ],
    }),
  },
  'profile-cycle': {
    retry: 'no',
    seenBy: SEEN,
    words: (view) => ({
      title: t('Profiles borrow credentials in a circle'),
      what: t(
        'Each names the next as its source: {0}.',
        (view.facts.cycle ?? [view.profile, view.profile]).join(' → '),
      ),
      why: t('In a circle of source_profile entries no profile has credentials to begin with.'),
      remedies: [
        ...openFile(view, t('Give one of them its own credentials, or another source_profile.')),
        goTo('credentials', t('Choose another profile.')),
      ],
    }),
  },
  'credential-source-invalid': {
    retry: 'no',
    seenBy: SEEN,
    words: (view) => ({
      title: t('The credential_source of the profile {0} is not known', view.link),
      what: t('The value is {0}.', view.facts.parameter ?? t('not one that AWS knows')),
      why: t('AWS knows exactly three values, spelled Environment, Ec2InstanceMetadata and EcsContainer.'),
      remedies: [
        ...openFile(
          view,
          view.facts.suggestions?.[0] === undefined
            ? t('Correct the value.')
            : t('Write {0}.', view.facts.suggestions[0]),
        ),
        goTo('credentials', t('Choose another profile.')),
      ],
    }),
  },
  'credential-process-failed': {
    retry: 'no',
    seenBy: SEEN,
    words: (view) =>
      isUntrusted(view)
        ? notStarted(view)
        : {
            title: t('The helper command of the profile {0} failed', view.link),
            what: t(
              'Its credential_process did not print complete and unexpired credentials in version 1 of the format. What it printed is not shown here, as it may be secret.',
            ),
            why: t(
              'The program is missing, wants a sign-in of its own first, or printed something else besides the JSON.',
            ),
            remedies: [
              say(t('Run the command of credential_process in a terminal and repair what it reports.')),
              ...openFile(view, t('Look at the entry credential_process.')),
              retry(view, 0),
              goTo('credentials', t('Choose another profile.')),
            ],
          },
  },
  'web-identity-token-missing': {
    retry: 'no',
    seenBy: SEEN,
    words: (view) => ({
      title: t('The web identity token file is missing'),
      what: t(
        'The profile {0} reads a token from {1}, and the file cannot be read.',
        view.link,
        view.facts.parameter ?? t('a file'),
      ),
      why: t(
        'Such files exist only inside the workload they were made for, such as a container in Kubernetes.',
      ),
      remedies: [
        ...openFile(view, t('Check the path in web_identity_token_file.')),
        goTo('credentials', t('Outside that workload, choose another source of credentials.')),
      ],
    }),
  },
  'identity-unexpected': {
    retry: 'no',
    seenBy: SEEN,
    words: (view) => ({
      title: t('These credentials do not belong to the identity in the profile'),
      what: t(
        'The profile {0} names {1}, but AWS says that the keys belong to {2}.',
        view.profile,
        view.facts.resource ?? t('another identity'),
        view.facts.principal ?? view.facts.account ?? t('another identity'),
      ),
      why:
        view.facts.parameter === undefined
          ? t('The keys come from something other than the profile’s entries.')
          : t('Keys in a profile win over its sign-in or role, so leftover keys are used silently.'),
      remedies: [
        ...openFile(
          view,
          view.facts.parameter === undefined
            ? t('Compare account and role in the file.')
            : t('Remove the leftover aws_access_key_id and aws_secret_access_key.'),
        ),
        goTo('credentials', t('If this identity is the right one, go on; else choose another profile.')),
      ],
    }),
  },
  'instance-metadata-unavailable': {
    retry: 'no',
    seenBy: SEEN,
    words: (view) => ({
      title: t('The machine gives no credentials'),
      what: t(
        'The credentials should come from the EC2 instance or the container, but that service is switched off or out of reach.',
      ),
      why: t(
        'On a computer that is not in AWS there is no such service; on an instance it can be switched off, also by AWS_EC2_METADATA_DISABLED.',
      ),
      remedies: [
        goTo('credentials', t('On this computer, choose another source of credentials.')),
        say(t('On an instance, enable the metadata service and attach a role.')),
        retry(view, 0),
      ],
    }),
  },
  'mfa-unsupported-by-cline': {
    retry: 'no',
    seenBy: SEEN,
    words: (view) => ({
      title: t('Cline cannot ask for the one-time code of {0}', view.link),
      what: t('The profile {0} assumes a role that wants a code of a multi-factor device.', view.link),
      why: t('Cline has no way to ask for such a code, so it can never use this profile.'),
      remedies: [
        configureSso(view, (command) => t('Use IAM Identity Center instead: {0}', command)),
        openUrl(
          'https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sourcing-external.html',
          t('Use a profile whose credential_process asks for the code.'),
        ),
        goTo('credentials', t('Choose another profile, or enter temporary keys.')),
      ],
    }),
  },
} satisfies Record<string, Entry>

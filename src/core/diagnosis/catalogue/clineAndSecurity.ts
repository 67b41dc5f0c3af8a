import { t } from '@vscode/l10n'
import { timeWords } from '../../numbers.ts'
import { type Entry, goTo, openPage } from './entry.ts'

const CLINE = ['cline-settings'] as const
const SECURITY = ['security'] as const

/** Cline's settings, and what is not a failure but unwise. */
export const clineAndSecurity = {
  'cline-not-configured': {
    retry: 'no',
    seenBy: CLINE,
    words: () => ({
      title: t('Cline is not set to this choice'),
      what: t('Cline is missing, has no provider yet, or is set to something other than what was checked.'),
      why: t('Nothing is written before you say so.'),
      remedies: [
        goTo('review', t("Review the change and write it to Cline's settings.")),
        {
          text: t('If Cline is not installed, install it.'),
          label: t('Install Cline'),
          action: { kind: 'install-cline' },
        },
      ],
    }),
  },
  'cline-too-old': {
    retry: 'no',
    seenBy: CLINE,
    words: () => ({
      title: t('The installed Cline is too old'),
      what: t(
        'This version of Cline keeps its settings inside VS Code, where no other extension can set them.',
      ),
      why: t('From version 3.66.0 on, Cline keeps them in files.'),
      remedies: [{ text: t('Update Cline.'), label: t('Update Cline'), action: { kind: 'install-cline' } }],
    }),
  },
  'root-identity': {
    retry: 'no',
    seenBy: SECURITY,
    words: (view) => ({
      title: t("The account's root user is in use"),
      what: t('These credentials belong to the root user, who may do everything in the account.'),
      why: t('Cline needs two permissions. If a root key leaks, the whole account is lost.'),
      remedies: [
        openPage(
          view,
          'iam-users',
          t('Make a user or a role with the least policy, and delete the root key.'),
        ),
        goTo('credentials', t('Use other credentials.')),
      ],
    }),
  },
  'access-key-old': {
    retry: 'no',
    seenBy: SECURITY,
    words: (view) => ({
      title: t('The access key should be rotated'),
      what: t('A long-lived key is older than 90 days, or there is a second active key.'),
      why: t(
        'The longer a key lives, the more places may hold a copy. Single sign-on needs no long-lived key.',
      ),
      remedies: [
        openPage(
          view,
          'my-credentials',
          t('Create a new key, use it, then deactivate and delete the old one.'),
        ),
        goTo('credentials', t('Use a profile with IAM Identity Center instead.')),
      ],
    }),
  },
  'api-key-expiring': {
    retry: 'no',
    seenBy: SECURITY,
    words: (view) => ({
      title: t('The API key expires soon'),
      what:
        view.facts.expiresAt === undefined
          ? t('The API key will not be accepted much longer.')
          : t('The API key is valid until {0}.', timeWords(view.facts.expiresAt)),
      why: t('After that every prompt fails until a new key is entered.'),
      remedies: [
        openPage(view, 'api-keys', t('Create the next key before that.')),
        goTo('credentials', t('Use a profile that renews itself.')),
      ],
    }),
  },
  'logging-off': {
    retry: 'no',
    seenBy: SECURITY,
    words: (view) => ({
      title: t('Model invocation logging is off'),
      what: t('Bedrock keeps no record of prompts and answers in {0}.', view.region),
      why: t('Some companies need the record, others must not keep one; the security team decides.'),
      remedies: [
        openPage(
          view,
          'bedrock-settings',
          t('Switch it on in the Bedrock settings, if the security team wants it.'),
        ),
      ],
    }),
  },
} satisfies Record<string, Entry>

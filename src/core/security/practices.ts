import { t } from '@vscode/l10n'
import { countWords } from '../numbers.ts'
import type { SafeguardId } from './safeguards.ts'
import type { SecurityFacts } from './survey.ts'

/** The chapters of the fourth step of Cline's guide for IAM credentials. */
export type Chapter = 'access' | 'network' | 'monitoring' | 'cost' | 'audit'

/** One line of the guide, with what was seen of it. */
export interface Practice {
  chapter: Chapter
  /** `advice`: nothing that the four services could tell. */
  status: 'good' | 'attention' | 'unread' | 'advice'
  title: string
  /** One sentence: why, or what was seen. */
  why: string
  /** ISO 8601: until when. */
  until?: string
  /** What can be made ready to run for it. */
  safeguard?: SafeguardId
}

/** AWS's own advice for the age of access keys. Source: IAM user guide, "Rotate access keys". */
const OLD_KEY_DAYS = 90

/** Each best practice of the guide as a line, judged where AWS could be asked. */
export function practicesOf(facts: SecurityFacts): Practice[] {
  return [
    identity(facts),
    ...keyAge(facts),
    ...apiKeys(facts),
    {
      chapter: 'access',
      status: 'advice',
      title: t('Least privilege'),
      why: t('Cline needs two actions on one model; the model step has the policy, ready to copy.'),
    },
    network(facts),
    logging(facts),
    {
      chapter: 'monitoring',
      status: 'advice',
      title: t('CloudTrail keeps who called what'),
      why: t('Event history holds 90 days by itself; a trail keeps the calls for audits.'),
      safeguard: 'cloudtrail',
    },
    {
      chapter: 'monitoring',
      status: 'advice',
      title: t('CloudWatch warns of the unusual'),
      why: t('Alarms on calls, throttling, errors, latency and tokens reach you before the bill does.'),
      safeguard: 'alarms',
    },
    {
      chapter: 'cost',
      status: 'advice',
      title: t('Throttling passes'),
      why: t(
        'Cline waits longer and longer between its attempts; if it happens daily, ask AWS for a higher quota.',
      ),
    },
    {
      chapter: 'cost',
      status: 'advice',
      title: t('A budget with a warning'),
      why: t(
        'Mails you at 80 % and when the forecast exceeds it. Claude is billed through AWS Marketplace, so the budget covers the whole account. Cost Explorer shows the rest.',
      ),
      safeguard: 'budget',
    },
    retention(facts),
    guardrails(facts),
    {
      chapter: 'audit',
      status: 'advice',
      title: t('Rules for the whole organisation'),
      why: t(
        'Service control policies keep regions, keys and logging as agreed, whoever is the administrator.',
      ),
      safeguard: 'scp',
    },
    {
      chapter: 'audit',
      status: 'advice',
      title: t('Look again each quarter'),
      why: t(
        'Review IAM roles with Access Analyzer, read the CloudTrail calls of Bedrock, follow your own rules on data, and see what AWS’s documentation says by then.',
      ),
    },
  ]
}

function identity({ identity: kind, auth }: SecurityFacts): Practice {
  const line = (status: Practice['status'], why: string): Practice => ({
    chapter: 'access',
    status,
    title: t('Short-lived credentials rather than keys that stay'),
    why,
  })
  if (kind === undefined && auth !== 'api-key') {
    return line('unread', t('AWS could not be asked who this is.'))
  }
  if (kind === 'root') {
    return line(
      'attention',
      t('This is the root user: it can do everything and cannot be limited. Use a role.'),
    )
  }
  if (auth === 'api-key') {
    return line(
      'attention',
      t('An API key works for whoever holds it. IAM Identity Center or a role is safer.'),
    )
  }
  if (kind === 'user') {
    return line(
      'attention',
      t('This is an IAM user with keys that stay valid. IAM Identity Center or a role is safer.'),
    )
  }
  return line('good', t('This is a role: its credentials end by themselves.'))
}

function keyAge({ accessKeys }: SecurityFacts): Practice[] {
  const oldest = accessKeys?.reduce((most, { ageDays }) => Math.max(most, ageDays), -1) ?? -1
  if (accessKeys === undefined || oldest < 0) {
    return []
  }
  const isOld = oldest > OLD_KEY_DAYS
  const why = isOld
    ? t('The oldest active key is {0} days old. Create a new one and enter it here.', countWords(oldest))
    : t('The oldest active key is {0} days old.', countWords(oldest))
  const second =
    accessKeys.length > 1 ? ` ${t('A second key is active: deactivate the one you do not need.')}` : ''
  return [
    {
      chapter: 'access',
      status: isOld || accessKeys.length > 1 ? 'attention' : 'good',
      title: t('Access keys are exchanged every 90 days'),
      why: why + second,
    },
  ]
}

function apiKeys({ auth, apiKeyExpiresAt, longTermApiKeys }: SecurityFacts): Practice[] {
  const title = t('API keys have an end')
  if (auth === 'api-key') {
    return [
      apiKeyExpiresAt === undefined
        ? {
            chapter: 'access',
            status: 'unread',
            title,
            why: t('The key does not say when it ends. Look in the IAM console.'),
          }
        : {
            chapter: 'access',
            status: 'good',
            title,
            why: t('The key ends by itself.'),
            until: apiKeyExpiresAt,
          },
    ]
  }
  const endless = longTermApiKeys?.filter(({ expiresAt }) => expiresAt === undefined).length ?? 0
  if (longTermApiKeys === undefined || longTermApiKeys.length === 0) {
    return []
  }
  return [
    {
      chapter: 'access',
      status: endless > 0 ? 'attention' : 'good',
      title,
      why:
        endless > 0
          ? t('{0} of your long-term Bedrock API keys never end.', endless)
          : t('All your long-term Bedrock API keys have an end.'),
    },
  ]
}

function network({ endpoint }: SecurityFacts): Practice {
  const isPrivate = endpoint !== undefined && /\.vpce\.amazonaws\.com/.test(endpoint)
  return {
    chapter: 'network',
    status: isPrivate ? 'good' : 'advice',
    title: t('A private way to Bedrock'),
    why: isPrivate
      ? t('Cline goes through a VPC endpoint.')
      : t('With PrivateLink no prompt leaves your network, and the endpoint’s policy says who may pass.'),
    safeguard: 'privatelink',
  }
}

function logging({ invocationLogging }: SecurityFacts): Practice {
  const status = invocationLogging === undefined ? 'unread' : invocationLogging ? 'good' : 'attention'
  const words = {
    unread: t('It could not be read whether prompts and answers are logged.'),
    good: t('Prompts and answers are logged. They can hold source code: limit who may read them.'),
    attention: t(
      'Prompts and answers are not logged in this region. Decide deliberately: logs can hold source code.',
    ),
  }
  return {
    chapter: 'monitoring',
    status,
    title: t('A record of prompts and answers'),
    why: words[status],
    safeguard: 'logging',
  }
}

function retention({ dataRetention }: SecurityFacts): Practice {
  const words: Record<string, string> = {
    default: t('Mode "default": AWS’s standard terms. Some of the newest models refuse to answer in it.'),
    none: t('Mode "none": nothing is kept. Some of the newest models refuse to answer in it.'),
    aws_review: t(
      'Mode "aws_review": AWS may keep content for a review of misuse. The newest Claude models need it.',
    ),
    provider_data_share: t('Mode "provider_data_share": the model’s provider receives content.'),
    inherit: t('Mode "inherit": the organisation decides.'),
  }
  const shares = dataRetention === 'provider_data_share'
  return {
    chapter: 'audit',
    status: dataRetention === undefined ? 'unread' : shares ? 'attention' : 'good',
    title: t('Who keeps your data'),
    why:
      dataRetention === undefined
        ? t('The account’s data-retention mode could not be read.')
        : (words[dataRetention] ?? t('Mode "{0}".', dataRetention)),
  }
}

function guardrails({ enforcedGuardrails }: SecurityFacts): Practice {
  const status = enforcedGuardrails === undefined ? 'unread' : enforcedGuardrails > 0 ? 'good' : 'advice'
  const words = {
    unread: t('Enforced guardrails could not be read.'),
    good: t('{0} enforced for every request of this account.', enforcedGuardrails ?? 0),
    advice: t('None is enforced. A guardrail can mask personal data in every request of the account.'),
  }
  return { chapter: 'audit', status, title: t('Guardrails'), why: words[status] }
}

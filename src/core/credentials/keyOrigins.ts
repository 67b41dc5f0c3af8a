import { t } from '@vscode/l10n'
import type { AwsProfile } from './awsFiles.ts'
import { type Candidate, rank } from './originRank.ts'
import type { OriginInput, OriginSource } from './originTypes.ts'
import { assumesRole, has, hasKeys } from './profileKind.ts'

/** Where the keys come from, in the order in which Cline's lookups ask. */
export function keyOrigins(input: OriginInput): OriginSource[] {
  const { auth, entered } = input
  switch (auth) {
    case 'profile':
      return rank([
        ...profileCandidates(input, input.profile ?? 'default'),
        ...variables(input, false, t('A named profile wins over keys in the environment.')),
        apiKeyVariable(input, false),
      ])
    case 'keys':
      return rank([
        { name: t('Typed here'), value: entered },
        ...variables(input, false, t('Typed keys win over the environment.')),
        { ...apiKeyVariable(input, false), note: olderParts(), alarm: true },
      ])
    case 'api-key':
      return rank([
        { name: t('Typed here'), value: entered },
        apiKeyVariable(input, true),
        ...variables(input, false, t('An API key needs no access keys.')),
      ])
    default:
      return rank(chain(input))
  }
}

const olderParts = (): string => t('Older parts of Cline use this instead.')

function apiKeyVariable({ env }: OriginInput, read: boolean): Candidate {
  return {
    name: 'AWS_BEARER_TOKEN_BEDROCK',
    value: env.AWS_BEARER_TOKEN_BEDROCK,
    read,
    note: read ? t('What was typed here wins.') : t('Only an API key as the chosen way uses it.'),
  }
}

function variables({ env }: OriginInput, read: boolean, note: string): Candidate[] {
  const set = (name: string) => (env[name] ?? '').trim() !== ''
  const half = set('AWS_ACCESS_KEY_ID') !== set('AWS_SECRET_ACCESS_KEY')
  const pair = read && !half
  const text = half ? t('Half of a key pair is ignored.') : note
  return [
    { name: 'AWS_ACCESS_KEY_ID', value: env.AWS_ACCESS_KEY_ID, read: pair, note: text, alarm: half },
    // The secret and the token go with the id; they never win by themselves.
    {
      name: 'AWS_SECRET_ACCESS_KEY',
      value: env.AWS_SECRET_ACCESS_KEY,
      read: false,
      note: half ? text : t('Goes with AWS_ACCESS_KEY_ID.'),
      alarm: half,
    },
    {
      name: 'AWS_SESSION_TOKEN',
      value: env.AWS_SESSION_TOKEN,
      read: false,
      note: set('AWS_ACCESS_KEY_ID')
        ? t('Goes with AWS_ACCESS_KEY_ID.')
        : t('A session token without its keys is left over.'),
      alarm: !set('AWS_ACCESS_KEY_ID'),
    },
  ]
}

/** The entries of one profile that could give keys, as the SDK tries them. */
function profileCandidates({ files }: OriginInput, name: string): Candidate[] {
  const profile = files.profiles.find((each) => each.name === name)
  if (profile === undefined) {
    return []
  }
  const { settings } = profile
  const entries = ENTRIES.map((entry) => entry(profile)).filter((each) => each.value !== undefined)
  const shadowing = hasKeys(settings) && (has(settings, 'sso_account_id') || has(settings, 'login_session'))
  return entries.map((entry, index) => ({
    ...entry,
    name: `[${name}] ${entry.name}`,
    ...(index > 0 && { note: t('Not used: an earlier entry of the same profile wins.') }),
    ...(shadowing && index > 0 && { alarm: true }),
  }))
}

/** What could give keys in one profile, in the order in which the SDK tries it. */
const ENTRIES: readonly ((profile: AwsProfile) => Candidate)[] = [
  ({ settings }) => ({
    name: 'role_arn',
    value: settings.role_arn,
    read: assumesRole(settings) || has(settings, 'web_identity_token_file'),
  }),
  ({ settings, inCredentials }) => ({
    name: inCredentials ? t('keys in the credentials file') : t('keys in the config file'),
    value: settings.aws_access_key_id,
    read: hasKeys(settings),
  }),
  ({ settings }) => ({
    name: 'web_identity_token_file',
    value: assumesRole(settings) ? undefined : settings.web_identity_token_file,
    read: has(settings, 'role_arn'),
  }),
  ({ settings }) => ({ name: 'credential_process', value: settings.credential_process }),
  ({ settings }) => ({ name: 'IAM Identity Center', value: ssoValue(settings) }),
  ({ settings }) => ({ name: 'login_session', value: settings.login_session }),
]

function ssoValue(settings: AwsProfile['settings']): string | undefined {
  const parts = [settings.sso_account_id, settings.sso_role_name].filter((part) => part !== undefined)
  const set = has(settings, 'sso_session') || has(settings, 'sso_start_url') || parts.length > 0
  return set ? parts.join(' · ') || '[set]' : undefined
}

/** AWS's default chain: a profile that the environment names, keys, the default profile, the machine. */
function chain(input: OriginInput): Candidate[] {
  const { env } = input
  const named = (env.AWS_PROFILE ?? '').trim()
  const web = (env.AWS_ROLE_ARN ?? '').trim() !== ''
  return [
    ...(named === '' ? [] : profileCandidates(input, named)),
    ...variables(input, named === '', t('AWS_PROFILE wins over keys in the environment.')),
    ...(named === '' ? profileCandidates(input, 'default') : []),
    {
      name: 'AWS_WEB_IDENTITY_TOKEN_FILE',
      value: env.AWS_WEB_IDENTITY_TOKEN_FILE,
      read: web,
      note: web ? t('An earlier source wins.') : t('Needs AWS_ROLE_ARN, which is not set.'),
    },
    { name: 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', value: env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI },
    { name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', value: env.AWS_CONTAINER_CREDENTIALS_FULL_URI },
    {
      name: t('the role of the EC2 instance'),
      value: env.AWS_EC2_METADATA_DISABLED === 'true' ? undefined : t('asked last'),
    },
    { ...apiKeyVariable(input, false), note: olderParts(), alarm: true },
  ]
}

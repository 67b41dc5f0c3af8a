import { t } from '@vscode/l10n'
import { keyOrigins } from './keyOrigins.ts'
import { rank } from './originRank.ts'
import type { Origin, OriginInput, OriginSource } from './originTypes.ts'

/**
 * Where profile, keys, region, endpoint and files come from, as `aws configure list` tells it, but in Cline's
 * order: what is chosen here is written to Cline's settings, which win over most of the environment.
 */
export function originsOf(input: OriginInput): Origin[] {
  return [
    { value: 'profile', sources: profileOrigins(input) },
    { value: 'keys', sources: keyOrigins(input) },
    { value: 'region', sources: regionOrigins(input) },
    { value: 'endpoint', sources: endpointOrigins(input) },
    { value: 'files', sources: fileOrigins(input) },
  ]
}

const chosenHere = (): string => t('Chosen here')
const inCline = (): string => t('Cline’s settings now')

/** The profile whose entries count where none was chosen. */
const silentProfile = ({ env }: OriginInput): string => (env.AWS_PROFILE ?? '').trim() || 'default'

function profileOrigins(input: OriginInput): OriginSource[] {
  const { auth, profile, env, cline } = input
  const named = auth === 'profile'
  const chain = auth === 'default'
  return rank([
    { name: chosenHere(), value: named ? profile : undefined },
    {
      name: inCline(),
      value: cline?.auth === 'profile' ? cline.profile : undefined,
      read: named,
      note: t('Replaced when the settings are written.'),
    },
    {
      name: 'AWS_PROFILE',
      value: env.AWS_PROFILE,
      read: named || chain,
      note: named ? t('The profile that was chosen wins.') : t('Not looked at: this way needs no profile.'),
    },
    {
      name: 'AWS_DEFAULT_PROFILE',
      value: env.AWS_DEFAULT_PROFILE,
      read: false,
      note: t('Only the AWS CLI reads it, Cline does not.'),
    },
    {
      name: t('the name that AWS falls back to'),
      value: chain ? 'default' : undefined,
      note: t('AWS_PROFILE wins.'),
    },
  ])
}

function regionOrigins(input: OriginInput): OriginSource[] {
  const { region, env, files, cline } = input
  const name = input.auth === 'profile' ? (input.profile ?? 'default') : silentProfile(input)
  const settings = files.profiles.find((each) => each.name === name)?.settings ?? {}
  const session = files.ssoSessions[settings.sso_session ?? '']
  const differs = (value: string | undefined) =>
    value !== undefined && region !== undefined && value !== region
  return rank([
    { name: chosenHere(), value: region },
    { name: inCline(), value: cline?.region, note: t('Replaced when the settings are written.') },
    { name: 'AWS_REGION', value: env.AWS_REGION, note: t('Cline’s setting wins over it.') },
    {
      name: 'AWS_DEFAULT_REGION',
      value: env.AWS_DEFAULT_REGION,
      read: false,
      note: t('AWS’s tools read it, Cline does not.'),
    },
    {
      name: `[${name}] region`,
      value: settings.region,
      read: false,
      note: t('AWS’s tools read it, Cline does not.'),
      alarm: differs(settings.region),
    },
    {
      name: `[${name}] sso_region`,
      value: settings.sso_region ?? session?.sso_region,
      read: false,
      note: t('Where Identity Center is; not where Bedrock is asked.'),
      alarm: differs(settings.sso_region ?? session?.sso_region),
    },
  ])
}

function endpointOrigins(input: OriginInput): OriginSource[] {
  const { endpoint, env, files, cline, region } = input
  const name = input.auth === 'profile' ? (input.profile ?? 'default') : silentProfile(input)
  const settings = files.profiles.find((each) => each.name === name)?.settings ?? {}
  const older = {
    read: false,
    note: t('Older parts of Cline and AWS’s tools use it; Cline itself does not.'),
    alarm: true,
  }
  const sources = rank([
    { name: chosenHere(), value: endpoint },
    { name: inCline(), value: cline?.endpoint, note: t('Replaced when the settings are written.') },
    { name: 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME', value: env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME, ...older },
    { name: 'AWS_ENDPOINT_URL', value: env.AWS_ENDPOINT_URL, ...older },
    { name: `[${name}] endpoint_url`, value: settings.endpoint_url, ...older },
    { name: `[${name}] services`, value: settings.services, ...older },
  ])
  const usual = {
    name: t('AWS’s own address'),
    value:
      region === undefined ? t('once a region is chosen') : `https://bedrock-runtime.${region}.amazonaws.com`,
    state: 'used' as const,
  }
  return sources.some(({ state }) => state === 'used') ? sources : [usual, ...sources]
}

function fileOrigins({ env, files }: OriginInput): OriginSource[] {
  const missing = new Set(files.problems.filter(({ kind }) => kind === 'missing').map(({ path }) => path))
  const file = (variable: string, path: string): OriginSource[] => {
    const set = env[variable]
    const own = (set ?? '').trim() !== ''
    const shown: OriginSource = {
      name: own ? variable : t('the usual place'),
      value: path,
      state: 'used',
      ...(missing.has(path) && { note: t('The file does not exist.'), alarm: own }),
    }
    return set === undefined || own ? [shown] : [shown, ...rank([{ name: variable, value: set }])]
  }
  return [
    ...file('AWS_CONFIG_FILE', files.configPath),
    ...file('AWS_SHARED_CREDENTIALS_FILE', files.credentialsPath),
  ]
}

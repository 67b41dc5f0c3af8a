import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { loadSharedConfigFiles } from '@smithy/core/config'
import type { AwsFiles, AwsProfile, CachedSignIn, FileProblem } from '../core/credentials/awsFiles.ts'
import type { AwsOptions } from './options.ts'

type Sections = Record<string, Record<string, string | undefined>>

const SECRET_KEYS = new Set([
  'aws_secret_access_key',
  'aws_session_token',
  'credential_process',
  'aws_security_token',
])

const paths = ({ env, homeDir }: AwsOptions) => ({
  config: env.AWS_CONFIG_FILE || join(homeDir, '.aws', 'config'),
  credentials: env.AWS_SHARED_CREDENTIALS_FILE || join(homeDir, '.aws', 'credentials'),
})

/** Reads ~/.aws afresh, without its secrets. */
export async function readAwsFiles(options: AwsOptions): Promise<AwsFiles> {
  const { config, credentials } = paths(options)
  const [configText, credentialsText] = await Promise.all([readText(config), readText(credentials)])
  const parsed = await loadSharedConfigFiles({
    filepath: credentials,
    configFilepath: config,
    ignoreCache: true,
  })
  const problems = [...textProblems(config, configText), ...textProblems(credentials, credentialsText)]
  const fromConfig = parsed.configFile as Sections
  const fromCredentials = parsed.credentialsFile as Sections
  const ssoSessions = Object.fromEntries(
    Object.entries(fromConfig)
      .filter(([name]) => name.startsWith('sso-session.'))
      .map(([name, settings]) => [name.slice('sso-session.'.length), present(settings)]),
  )
  const profiles = toProfiles(fromConfig, fromCredentials)
  return {
    configPath: config,
    credentialsPath: credentials,
    problems,
    profiles,
    ssoSessions,
    ssoCache: await readSsoCache(options, profiles, ssoSessions),
    loginCache: await readLoginCache(options, profiles),
    ignoredSections: ignoredSections(config, configText.text ?? ''),
    missingTokenFiles: await missingFiles(profiles),
  }
}

function toProfiles(config: Sections, credentials: Sections): AwsProfile[] {
  const isProfile = (name: string) => !name.startsWith('sso-session.') && !name.startsWith('services.')
  const names = new Set([...Object.keys(config).filter(isProfile), ...Object.keys(credentials)])
  return [...names].map((name) => ({
    name,
    settings: masked({ ...present(config[name] ?? {}), ...present(credentials[name] ?? {}) }),
    inConfig: name in config,
    inCredentials: name in credentials,
  }))
}

const present = (settings: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )

function masked(settings: Record<string, string>): Record<string, string> {
  const mask = ([key, value]: [string, string]): [string, string] => {
    if (value === '') {
      return [key, value]
    }
    if (SECRET_KEYS.has(key)) {
      return [key, '[set]']
    }
    return key === 'aws_access_key_id' ? [key, maskKeyId(value)] : [key, value]
  }
  return Object.fromEntries(Object.entries(settings).map(mask))
}

/** First and last four characters, enough to recognise a key and too little to use it. */
export const maskKeyId = (id: string): string => (id.length > 8 ? `${id.slice(0, 4)}…${id.slice(-4)}` : '…')

interface FileText {
  text?: string
  error?: string
}

async function readText(path: string): Promise<FileText> {
  try {
    return { text: await readFile(path, 'utf8') }
  } catch (error) {
    return { error: String((error as { code?: unknown }).code ?? 'error') }
  }
}

function textProblems(path: string, { text, error }: FileText): FileProblem[] {
  if (error !== undefined) {
    const kind = error === 'ENOENT' ? 'missing' : 'unreadable'
    return [{ path, kind, message: error }]
  }
  const bad = (text ?? '').split(/\r?\n/).findIndex(isBadLine)
  return bad < 0
    ? []
    : [{ path, kind: 'invalid', line: bad + 1, message: 'not a section, an entry or a comment' }]
}

const isBadLine = (line: string): boolean => {
  const plain = line.replace(/^\uFEFF/, '')
  return !/^\s*$|^\s*[#;]|^\s*\[[^\]]*\]\s*([#;].*)?$|^\s*[^=\s][^=]*=/.test(plain) && !/^\s/.test(plain)
}

/** Heads in the config file that AWS's tools pass over. */
function ignoredSections(path: string, text: string): AwsFiles['ignoredSections'] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const head = /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim()
    if (head === undefined || head === 'default') {
      return []
    }
    const known =
      /^(profile|sso-session|services|plugins)\s+("[^"\s]*"|'[^'\s]*'|[^\s"']+)$|^(plugins|preview)$/.test(
        head,
      )
    return known
      ? []
      : [{ path, line: index + 1, section: head.replace(/^profile\s+/, '').replaceAll(/["']/g, '') }]
  })
}

async function readCache(path: string): Promise<Record<string, unknown> | 'unreadable' | undefined> {
  const { text, error } = await readText(path)
  if (text === undefined) {
    return error === 'ENOENT' ? undefined : 'unreadable'
  }
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : 'unreadable'
  } catch {
    return 'unreadable'
  }
}

const hash = (algorithm: 'sha1' | 'sha256', text: string): string =>
  createHash(algorithm).update(text).digest('hex')

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

async function readSsoCache(
  { homeDir }: AwsOptions,
  profiles: AwsProfile[],
  sessions: Record<string, Record<string, string>>,
): Promise<Record<string, CachedSignIn>> {
  const keys = new Set([
    ...Object.keys(sessions),
    ...profiles.flatMap(({ settings }) => [settings.sso_session, settings.sso_start_url]),
  ])
  const found: Record<string, CachedSignIn> = {}
  for (const key of keys) {
    if (key === undefined || key === '') {
      continue
    }
    const cached = await readCache(join(homeDir, '.aws', 'sso', 'cache', `${hash('sha1', key)}.json`))
    if (cached !== undefined) {
      found[key] = cached === 'unreadable' ? { readable: false, renewable: false } : signIn(cached)
    }
  }
  return found
}

function signIn(cached: Record<string, unknown>): CachedSignIn {
  const expiresAt = text(cached.expiresAt)
  const region = text(cached.region)
  const renewable = ['clientId', 'clientSecret', 'refreshToken'].every((key) => text(cached[key]))
  const readable = text(cached.accessToken) !== undefined && expiresAt !== undefined
  return {
    readable,
    renewable,
    ...(expiresAt !== undefined && { expiresAt }),
    ...(region !== undefined && { region }),
  }
}

async function readLoginCache(
  { env, homeDir }: AwsOptions,
  profiles: AwsProfile[],
): Promise<Record<string, CachedSignIn>> {
  const folder = env.AWS_LOGIN_CACHE_DIRECTORY || join(homeDir, '.aws', 'login', 'cache')
  const found: Record<string, CachedSignIn> = {}
  for (const { settings } of profiles) {
    const session = settings.login_session
    if (session === undefined || session === '') {
      continue
    }
    const cached = await readCache(join(folder, `${hash('sha256', session)}.json`))
    if (cached === undefined) {
      continue
    }
    if (cached === 'unreadable') {
      found[session] = { readable: false, renewable: false }
      continue
    }
    const token = cached.accessToken as Record<string, unknown> | undefined
    const expiresAt = text(token?.expiresAt)
    found[session] = {
      readable: token !== undefined,
      renewable: text(cached.refreshToken) !== undefined,
      ...(expiresAt !== undefined && { expiresAt }),
    }
  }
  return found
}

async function missingFiles(profiles: AwsProfile[]): Promise<string[]> {
  const named = profiles.flatMap(({ settings }) => settings.web_identity_token_file ?? [])
  const missing = await Promise.all(
    named.map(async (path) => ((await stat(path).catch(() => undefined)) === undefined ? [path] : [])),
  )
  return missing.flat()
}

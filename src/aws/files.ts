import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { t } from '@vscode/l10n'
import type { AwsFiles, AwsProfile, CachedSignIn, FileProblem } from '../core/credentials/awsFiles.ts'
import { maskKey } from '../core/credentials/keyShape.ts'
import { homeOf, sharedFilePaths } from './environment.ts'
import { type IniFinding, inspectIni } from './iniFile.ts'
import type { AwsOptions } from './options.ts'
import { loadSharedFiles, mergedProfile, type SharedFiles } from './profiles.ts'
import { readLoginCache, readSsoCache } from './signInCaches.ts'

const SESSION = 'sso-session.'
const NO_PROFILE = /^(?:sso-session|services|profile)\./
const SECRET = /secret|password|session_token|security_token|api_?key|credential_process/i

/** Reads config, credentials and both sign-in caches afresh. Never fails: troubles are part of the value. */
export async function readFiles(options: AwsOptions): Promise<AwsFiles> {
  const paths = sharedFilePaths(options)
  const [files, config, credentials] = await Promise.all([
    loadSharedFiles(options),
    inspectIni(paths.configPath, 'config'),
    inspectIni(paths.credentialsPath, 'credentials'),
  ])
  const profiles = profilesOf(files, [
    [paths.configPath, config.heads],
    [paths.credentialsPath, credentials.heads],
  ])
  const ssoSessions = ssoSessionsOf(files)
  const [ssoCache, loginCache, missingTokenFiles] = await Promise.all([
    ssoCaches(options, profiles, ssoSessions),
    loginCaches(options, profiles),
    missingFiles(options, profiles),
  ])
  return {
    ...paths,
    problems: [...config.problems, ...credentials.problems, ...missing(options, paths, config, credentials)],
    profiles,
    ssoSessions,
    ssoCache,
    loginCache,
    ignoredSections: [...config.ignored, ...credentials.ignored],
    missingTokenFiles,
  }
}

/** A file that nobody asked for may be missing, as long as the other one is there. */
function missing(
  { env }: AwsOptions,
  paths: Pick<AwsFiles, 'configPath' | 'credentialsPath'>,
  config: IniFinding,
  credentials: IniFinding,
): FileProblem[] {
  const neither = !config.present && !credentials.present
  const problem = (path: string): FileProblem => ({
    path,
    kind: 'missing',
    message: t('The file does not exist.'),
  })
  return [
    ...(!config.present && (neither || env.AWS_CONFIG_FILE) ? [problem(paths.configPath)] : []),
    ...(!credentials.present && (neither || env.AWS_SHARED_CREDENTIALS_FILE)
      ? [problem(paths.credentialsPath)]
      : []),
  ]
}

type Heads = readonly [path: string, heads: ReadonlyMap<string, number>]

function profilesOf(files: SharedFiles, heads: readonly [Heads, Heads]): AwsProfile[] {
  const [[, configHeads], [, credentialsHeads]] = heads
  const named = Object.keys(files.configFile).filter((name) => !/^(?:sso-session|services)\./.test(name))
  const inConfig = new Set([...named, ...configHeads.keys()])
  const kept = Object.keys(files.credentialsFile).filter((name) => !NO_PROFILE.test(name))
  const inCredentials = new Set([...kept, ...credentialsHeads.keys()])
  return [...new Set([...inConfig, ...inCredentials])].map((name) => ({
    name,
    settings: masked(mergedProfile(files, name) ?? {}),
    inConfig: inConfig.has(name),
    inCredentials: inCredentials.has(name),
    ...placeOf(name, heads),
  }))
}

/** Where a profile begins: in the config file if it stands there, and in the credentials file. */
function placeOf(
  name: string,
  [config, credentials]: readonly [Heads, Heads],
): Pick<AwsProfile, 'place' | 'credentialsPlace'> {
  const at = ([path, lines]: Heads) => {
    const line = lines.get(name)
    return line === undefined ? undefined : { path, line }
  }
  const credentialsPlace = at(credentials)
  const place = at(config) ?? credentialsPlace
  return {
    ...(place !== undefined && { place }),
    ...(credentialsPlace !== undefined && { credentialsPlace }),
  }
}

function masked(settings: Record<string, string | undefined>): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const [name, value] of Object.entries(settings)) {
    if (value !== undefined) {
      shown[name] = shownValue(name, value)
    }
  }
  return shown
}

function shownValue(name: string, value: string): string {
  if (name === 'aws_access_key_id') {
    return maskKey(value)
  }
  return SECRET.test(name) ? '[set]' : value
}

function ssoSessionsOf(files: SharedFiles): AwsFiles['ssoSessions'] {
  const sessions = Object.entries(files.configFile).filter(([name]) => name.startsWith(SESSION))
  return Object.fromEntries(sessions.map(([name, entries]) => [name.slice(SESSION.length), masked(entries)]))
}

/** The values that profiles have for an entry, each once. */
const valuesOf = (profiles: readonly AwsProfile[], entry: string): string[] => [
  ...new Set(profiles.map(({ settings }) => settings[entry] ?? '').filter((value) => value !== '')),
]

async function ssoCaches(
  options: AwsOptions,
  profiles: readonly AwsProfile[],
  sessions: AwsFiles['ssoSessions'],
): Promise<Record<string, CachedSignIn>> {
  const urls = valuesOf(profiles, 'sso_start_url')
  const ids = [...new Set([...Object.keys(sessions), ...valuesOf(profiles, 'sso_session'), ...urls])]
  const home = homeOf(options)
  return await collect(ids, (id) => readSsoCache(home, id, options.clock))
}

async function loginCaches(
  options: AwsOptions,
  profiles: readonly AwsProfile[],
): Promise<Record<string, CachedSignIn>> {
  const home = homeOf(options)
  return await collect(valuesOf(profiles, 'login_session'), (id) => readLoginCache(home, options.env, id))
}

async function collect(
  ids: readonly string[],
  read: (id: string) => Promise<CachedSignIn | undefined>,
): Promise<Record<string, CachedSignIn>> {
  const found = await Promise.all(ids.map(async (id) => [id, await read(id)] as const))
  return Object.fromEntries(found.filter((entry): entry is [string, CachedSignIn] => entry[1] !== undefined))
}

async function missingFiles(options: AwsOptions, profiles: readonly AwsProfile[]): Promise<string[]> {
  const found = await Promise.all(
    valuesOf(profiles, 'web_identity_token_file').map(async (path) => {
      const place = path.startsWith('~/') ? join(homeOf(options), path.slice(2)) : path
      return await access(place).then(
        () => '',
        () => path,
      )
    }),
  )
  return found.filter((path) => path !== '')
}

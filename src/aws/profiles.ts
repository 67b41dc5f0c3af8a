import { loadSharedConfigFiles, type ParsedIniData, type Profile } from '@smithy/core/config'
import type { AuthSource } from '../core/choice.ts'
import { sharedFilePaths } from './environment.ts'
import type { AwsOptions } from './options.ts'

/** Both files as the SDK reads them, unmasked: never leaves this folder. */
export interface SharedFiles {
  configFile: ParsedIniData
  credentialsFile: ParsedIniData
}

/** Reads both files afresh; the SDK would keep its first reading for ever. */
export async function loadSharedFiles(options: AwsOptions): Promise<SharedFiles> {
  const { configPath, credentialsPath } = sharedFilePaths(options)
  return await loadSharedConfigFiles({
    filepath: credentialsPath,
    configFilepath: configPath,
    ignoreCache: true,
  })
}

/** One profile as both files give it together, the credentials file winning. */
export function mergedProfile(files: SharedFiles, name: string): Profile | undefined {
  const config = files.configFile[name]
  const credentials = files.credentialsFile[name]
  return config === undefined && credentials === undefined ? undefined : { ...config, ...credentials }
}

/** The profile that decides for an `AuthSource`; keys and API keys take none, so the SDK's default one. */
export const profileOf = (auth: AuthSource, env: NodeJS.ProcessEnv): string =>
  auth.kind === 'profile' ? auth.profile : env.AWS_PROFILE || 'default'

/** The region that the profile or the environment asks for. */
export async function defaultRegion(options: AwsOptions, auth: AuthSource): Promise<string | undefined> {
  const { env } = options
  const files = await loadSharedFiles(options)
  const ofProfile = mergedProfile(files, profileOf(auth, env))?.region
  const ofEnv = env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined
  return auth.kind === 'profile' ? (ofProfile ?? ofEnv) : (ofEnv ?? ofProfile)
}

const SERVICE_KEYS = {
  sts: 'STS',
  iam: 'IAM',
  bedrock: 'BEDROCK',
  'bedrock-runtime': 'BEDROCK_RUNTIME',
} as const

/** One of the four services that are called directly. */
export type ClientService = keyof typeof SERVICE_KEYS

/** The endpoint that environment or profile set for a service, in the SDK's order; `undefined` is AWS's own. */
export function configuredEndpoint(
  service: ClientService,
  env: NodeJS.ProcessEnv,
  files: SharedFiles,
  profileName: string,
): string | undefined {
  const key = SERVICE_KEYS[service]
  const profile = mergedProfile(files, profileName)
  if (
    env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true' ||
    profile?.ignore_configured_endpoint_urls === 'true'
  ) {
    return undefined
  }
  const services = files.configFile[`services.${profile?.services ?? ''}`]
  return (
    env[`AWS_ENDPOINT_URL_${key}`] ||
    env.AWS_ENDPOINT_URL ||
    services?.[`${key.toLowerCase()}.endpoint_url`] ||
    profile?.endpoint_url
  )
}

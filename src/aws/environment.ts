import { homedir } from 'node:os'
import { join } from 'node:path'
import type { AwsEnvironment } from '../core/credentials/awsFiles.ts'
import { maskKey } from '../core/credentials/keyShape.ts'
import type { AwsOptions } from './options.ts'

// Values that are no secret and that decide about credentials, region, endpoints and the way out.
const SHOWN = new Set([
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_EC2_METADATA_DISABLED',
  'AWS_EC2_METADATA_SERVICE_ENDPOINT',
  'AWS_CA_BUNDLE',
  'AWS_LOGIN_CACHE_DIRECTORY',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_SDK_LOAD_CONFIG',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'NODE_EXTRA_CA_CERTS',
])
const PROXY = /^(?:https?_proxy|all_proxy)$/i
const SET = '[set]'

/**
 * The variables that AWS's SDK reads, secrets as `[set]`, proxies without user name and password. Empty ones
 * and ones of white space only are kept as they are: they mislead, and hold nothing.
 */
export function awsEnvironment(env: NodeJS.ProcessEnv): AwsEnvironment {
  const found: AwsEnvironment = {}
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined) {
      const shown = shownValue(name, value)
      if (shown !== undefined) {
        found[name] = value.trim() === '' ? value : shown
      }
    }
  }
  return found
}

function shownValue(name: string, value: string): string | undefined {
  if (SHOWN.has(name) || /^no_proxy$/i.test(name)) {
    return value
  }
  if (name.startsWith('AWS_ENDPOINT_URL') || PROXY.test(name)) {
    return withoutUserinfo(value)
  }
  if (name === 'AWS_ACCESS_KEY_ID') {
    return maskKey(value)
  }
  return name.startsWith('AWS_') ? SET : undefined
}

/** A URL without the user name and password that may stand in it. */
export const withoutUserinfo = (url: string): string =>
  url.replace(/^([a-z][\w+.-]*:\/\/)?[^/?#]*@/i, (_match, scheme: string | undefined) => scheme ?? '')

/** The home folder as AWS's SDK finds it. */
export const homeOf = ({ env, homeDir }: Pick<AwsOptions, 'env' | 'homeDir'>): string =>
  homeDir ?? (env.HOME || env.USERPROFILE || homedir())

/** Where config and credentials file are, set or not. */
export function sharedFilePaths(options: Pick<AwsOptions, 'env' | 'homeDir'>): {
  configPath: string
  credentialsPath: string
} {
  const home = homeOf(options)
  const place = (name: string | undefined, fallback: string) => {
    const path = name || join(home, '.aws', fallback)
    return path.startsWith('~/') ? join(home, path.slice(2)) : path
  }
  return {
    configPath: place(options.env.AWS_CONFIG_FILE, 'config'),
    credentialsPath: place(options.env.AWS_SHARED_CREDENTIALS_FILE, 'credentials'),
  }
}

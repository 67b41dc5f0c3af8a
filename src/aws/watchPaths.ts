import { join, sep } from 'node:path'
import type { AwsFiles } from '../core/credentials/awsFiles.ts'
import { homeOf, sharedFilePaths } from './environment.ts'
import type { AwsOptions } from './options.ts'

/**
 * Files and folders (these end with a separator) whose change may mean other credentials: both AWS files, the
 * caches of both sign-ins, token files, each where the environment puts it.
 */
export function credentialPaths(
  options: Pick<AwsOptions, 'env' | 'homeDir'>,
  files?: Pick<AwsFiles, 'profiles'>,
): string[] {
  const { env } = options
  const home = homeOf(options)
  const { configPath, credentialsPath } = sharedFilePaths(options)
  const loginCache = env.AWS_LOGIN_CACHE_DIRECTORY || join(home, '.aws', 'login', 'cache')
  const tokens = [
    env.AWS_WEB_IDENTITY_TOKEN_FILE,
    ...(files?.profiles ?? []).map(({ settings }) => settings.web_identity_token_file),
  ]
  return [
    ...new Set([
      configPath,
      credentialsPath,
      join(home, '.aws', 'sso', 'cache', sep),
      join(loginCache, sep),
      ...tokens
        .filter((path): path is string => path !== undefined && path !== '')
        .map((path) => (path.startsWith('~/') ? join(home, path.slice(2)) : path)),
    ]),
  ]
}

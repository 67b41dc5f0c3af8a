import type { AwsFiles, AwsProfile, CachedSignIn } from '../../../src/core/credentials/awsFiles.ts'

/** 2026-01-01T00:00:00Z, as a fixed "now". */
export const NOW = 1_767_225_600_000

/** The files of a computer with these profiles and nothing else wrong. */
export const filesWith = (
  profiles: Record<string, Record<string, string>>,
  rest: Partial<AwsFiles> = {},
): AwsFiles => ({
  configPath: '/home/dev/.aws/config',
  credentialsPath: '/home/dev/.aws/credentials',
  problems: [],
  profiles: Object.entries(profiles).map(
    ([name, settings]): AwsProfile => ({ name, settings, inConfig: true, inCredentials: false }),
  ),
  ssoSessions: {},
  ssoCache: {},
  loginCache: {},
  ignoredSections: [],
  missingTokenFiles: [],
  ...rest,
})

/** A pair of keys as the files reader shows it. */
export const KEYS = { aws_access_key_id: 'AKIA…MPLE', aws_secret_access_key: '[set]' }

/** A sign-in that is good for a long time. */
export const SIGNED_IN: CachedSignIn = {
  readable: true,
  expiresAt: '2099-01-01T00:00:00Z',
  region: 'us-east-1',
  renewable: false,
}

/** A legacy Identity Center profile. */
export const SSO = {
  sso_start_url: 'https://example.awsapps.com/start',
  sso_region: 'us-east-1',
  sso_account_id: '123456789012',
  sso_role_name: 'PowerUserAccess',
}

import type { AwsProfile, ProfileKind } from './awsFiles.ts'

type Settings = AwsProfile['settings']

/** True when the entry is there and says something. */
export const has = (settings: Settings, name: string): boolean => (settings[name] ?? '').trim() !== ''

/** Both halves of a key pair. */
export const hasKeys = (settings: Settings): boolean =>
  has(settings, 'aws_access_key_id') && has(settings, 'aws_secret_access_key')

/** The entries of which the SDK takes any as the sign of an Identity Center profile. */
const SSO_ENTRIES = ['sso_start_url', 'sso_account_id', 'sso_session', 'sso_region', 'sso_role_name']

/** A role that something else in the files or on the machine assumes. Both sources together count as none. */
export const assumesRole = (settings: Settings): boolean =>
  has(settings, 'role_arn') && has(settings, 'source_profile') !== has(settings, 'credential_source')

/**
 * How the SDK gets a profile's credentials: role, static keys, web identity, process, Identity Center, login,
 * in this order, so leftover keys beat a newer sign-in.
 */
export function profileKind({ settings }: Pick<AwsProfile, 'settings'>): ProfileKind {
  if (assumesRole(settings)) {
    return 'role'
  }
  if (hasKeys(settings)) {
    return has(settings, 'aws_session_token') ? 'temporary' : 'static'
  }
  if (has(settings, 'web_identity_token_file') && has(settings, 'role_arn')) {
    return 'web-identity'
  }
  if (has(settings, 'credential_process')) {
    return 'process'
  }
  if (SSO_ENTRIES.some((entry) => has(settings, entry))) {
    return 'sso'
  }
  return has(settings, 'login_session') ? 'login' : 'none'
}

import type { AwsFiles, CachedSignIn } from '../credentials/awsFiles.ts'
import { type FindProfile, originProfile } from '../credentials/originProfile.ts'
import { profileKind } from '../credentials/profileKind.ts'
import { parseTime } from '../credentials/time.ts'
import type { HealthSetup, SeenSource } from './facts.ts'

/** SDKs and the CLI renew a token this long before its end at the earliest. Source: botocore, 15 minutes. */
const RENEWAL_WINDOW_MS = 15 * 60_000

/**
 * What a change of files means. `renewed`: an SDK, ours or Cline's, wrote a fresh token for the sign-in that
 * was there; nobody needs to look.
 */
export type Change = 'same' | 'renewed' | 'changed'

/** Compares the source before and after files changed. */
export function judgeChange(before: SeenSource | undefined, after: SeenSource, now: number): Change {
  if (before === undefined || before.hash !== after.hash) {
    return 'changed'
  }
  const [old, fresh] = [before.signIn, after.signIn]
  if (old === undefined || fresh === undefined) {
    return old === fresh ? 'same' : 'changed'
  }
  if (isEqual(old, fresh)) {
    return 'same'
  }
  return isRenewal(old, fresh, now) ? 'renewed' : 'changed'
}

const isEqual = (one: CachedSignIn, other: CachedSignIn): boolean =>
  one.readable === other.readable &&
  one.renewable === other.renewable &&
  one.expiresAt === other.expiresAt &&
  one.region === other.region

/** A later end for a token that was about to end. One that still had hours was replaced by a new sign-in. */
function isRenewal(old: CachedSignIn, fresh: CachedSignIn, now: number): boolean {
  const [oldEnd, freshEnd] = [parseTime(old.expiresAt ?? ''), parseTime(fresh.expiresAt ?? '')]
  return (
    old.renewable &&
    fresh.readable &&
    old.region === fresh.region &&
    oldEnd !== undefined &&
    freshEnd !== undefined &&
    freshEnd > oldEnd &&
    oldEnd - now <= RENEWAL_WINDOW_MS
  )
}

/** Finds profiles among the files as they are shown, secrets masked. */
export const findIn =
  (files: AwsFiles): FindProfile =>
  (name) =>
    files.profiles.find((each) => each.name === name)

/** The cached sign-in that a profile lives on. */
export function signInOf(files: AwsFiles, name: string): CachedSignIn | undefined {
  const origin = originProfile(findIn(files), name)
  if (origin === undefined) {
    return undefined
  }
  const { settings } = origin
  switch (profileKind(origin)) {
    case 'sso':
      return files.ssoCache[settings.sso_session ?? settings.sso_start_url ?? '']
    case 'login':
      return files.loginCache[settings.login_session ?? '']
    default:
      return undefined
  }
}

/** The profile behind a setting; keys and API keys have none. */
export function profileBehind(setup: HealthSetup, ofEnvironment: string): string | undefined {
  switch (setup.auth) {
    case 'profile':
      return setup.profile ?? 'default'
    case 'default':
      return ofEnvironment
    default:
      return undefined
  }
}

/**
 * When the access of a profile ends unless the user does something, in milliseconds since 1970. Credentials of
 * a role, a program or a token file are fetched anew by themselves, so only a sign-in counts.
 */
export const profileEnd = (signIn: CachedSignIn | undefined): number | undefined =>
  signIn === undefined || signIn.renewable ? undefined : parseTime(signIn.expiresAt ?? '')

/** Keys in a file have no end, so Cline resolves them once and keeps them for as long as it runs. */
export function isKeptByCline(files: AwsFiles, name: string): boolean {
  const origin = originProfile(findIn(files), name)
  const kind = origin === undefined ? 'none' : profileKind(origin)
  return kind === 'static' || kind === 'temporary'
}

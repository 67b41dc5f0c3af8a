import { t } from '@vscode/l10n'
import { explain } from '../diagnosis/catalogue.ts'
import type { DiagnosisId } from '../diagnosis/ids.ts'
import type { Platform } from '../diagnosis/quote.ts'
import type { ProfileOption } from '../wizard/state.ts'
import type { AwsFiles, AwsProfile } from './awsFiles.ts'
import { checkProfile, isHard } from './checkProfile.ts'
import { profileKind } from './profileKind.ts'
import { signInFor } from './signInTarget.ts'
import { formatTime, parseTime } from './time.ts'

const SIGN_IN: ReadonlySet<DiagnosisId> = new Set([
  'sso-login-required',
  'sso-session-expired',
  'aws-login-required',
  'aws-login-expired',
])

// Tools that put temporary keys into a profile note the end under names of their own.
const EXPIRY_ENTRIES = ['aws_expiration', 'x_security_token_expires', 'expiration', 'aws_session_expiration']

/** One profile as the picker shows it: its kind, whose it is, until when, and whether Cline can use it. */
export function profileOption(
  files: AwsFiles,
  profile: AwsProfile,
  { now, platform }: { now: number; platform: Platform },
): ProfileOption {
  const { name, settings } = profile
  const findings = checkProfile(files, name, { now })
  const worst = findings.find((finding) => isHard(finding.id)) ?? findings[0]
  const ended = endOf(profile)
  const over = ended !== undefined && ended <= now
  const target = signInFor(files, name)
  const until = ended ?? signInEnd(files, target?.profile)
  const note =
    worst === undefined ? undefined : explain(worst, { platform, profile: name, auth: 'profile' }).title
  const hard = worst !== undefined && isHard(worst.id)
  return {
    name,
    kind: profileKind(profile),
    detail: detailOf(profile),
    usable: !hard && !over,
    ...(has(settings.region) && { region: settings.region }),
    ...(note !== undefined && { note }),
    ...(note === undefined && over && { note: t('The temporary keys in this profile have expired.') }),
    ...(until !== undefined && { expiresAt: formatTime(until) }),
    ...(target !== undefined && { signIn: target }),
    ...(hard && SIGN_IN.has(worst.id) && { needsSignIn: true }),
    ...(hard &&
      worst.id === 'mfa-unsupported-by-cline' && {
        instead: t(
          'What works instead: IAM Identity Center, aws login, or a profile whose credential_process asks for the code.',
        ),
      }),
  }
}

const has = (value: string | undefined): value is string => value !== undefined && value.trim() !== ''

/** The end of keys in the profile itself, where a tool has noted it. */
function endOf({ settings }: AwsProfile): number | undefined {
  if (!has(settings.aws_session_token)) {
    return undefined
  }
  return EXPIRY_ENTRIES.map((entry) => parseTime(settings[entry] ?? '')).find((time) => time !== undefined)
}

/** The end of the sign-in. One that renews itself has no end worth telling. */
function signInEnd(files: AwsFiles, name: string | undefined): number | undefined {
  const settings = files.profiles.find((each) => each.name === name)?.settings
  if (settings === undefined) {
    return undefined
  }
  const sso = files.ssoCache[settings.sso_session ?? settings.sso_start_url ?? '']
  const cached = sso ?? files.loginCache[settings.login_session ?? '']
  const renews = cached?.renewable === true && (sso === undefined || has(settings.sso_session))
  return cached === undefined || renews ? undefined : parseTime(cached.expiresAt ?? '')
}

/** Account and role or user, as far as the files say them. */
function detailOf({ settings }: AwsProfile): string {
  const role = /:iam::(\d{12}):role\/(.+)$/.exec(settings.role_arn ?? '')
  const login = /:(?:iam|sts)::(\d{12}):(?:user|assumed-role)\/([^/]+)/.exec(settings.login_session ?? '')
  const found = role ?? login
  const parts =
    found === null
      ? [settings.sso_account_id, settings.sso_role_name, settings.aws_access_key_id]
      : [found[1], found[2]]
  return parts.filter(has).join(' · ')
}

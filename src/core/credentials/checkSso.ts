import type { Diagnosis, DiagnosisFacts } from '../diagnosis/diagnosis.ts'
import type { AwsFiles, AwsProfile } from './awsFiles.ts'
import { has } from './profileKind.ts'
import { parseTime } from './time.ts'

// The SDK renews a token of an sso-session this long before its end, and fails there when it cannot.
const RENEWAL_WINDOW = 300_000
const REQUIRED = ['sso_account_id', 'sso_region', 'sso_role_name', 'sso_start_url']

/** Everything that is wrong with an Identity Center profile before any call. */
export function checkSso(
  files: AwsFiles,
  profile: AwsProfile,
  facts: DiagnosisFacts,
  options: { bedrockRegion?: string; now: number },
): Diagnosis[] {
  const { settings } = profile
  const sessionName = has(settings, 'sso_session') ? settings.sso_session : undefined
  const session =
    sessionName !== undefined && Object.hasOwn(files.ssoSessions, sessionName)
      ? files.ssoSessions[sessionName]
      : undefined
  const base = sessionName === undefined ? facts : { ...facts, session: sessionName }
  if (sessionName !== undefined && session === undefined) {
    return [{ id: 'sso-config-invalid', facts: { ...base, missing: [`[sso-session ${sessionName}]`] } }]
  }
  const conflict = session && conflictOf(settings, session, base)
  if (conflict !== undefined) {
    return [conflict]
  }
  const merged = { ...settings, ...session }
  const missing = REQUIRED.filter((entry) => !has(merged, entry))
  if (missing.length > 0) {
    return [{ id: 'sso-config-invalid', facts: { ...base, missing } }]
  }
  const ssoRegion = merged.sso_region ?? ''
  const known = { ...base, ssoRegion }
  const signIn = checkSignIn(files, sessionName, merged.sso_start_url ?? '', known, options.now)
  const { bedrockRegion } = options
  const elsewhere = bedrockRegion !== undefined && bedrockRegion.trim() !== '' && bedrockRegion !== ssoRegion
  return [
    ...signIn,
    ...(elsewhere
      ? [{ id: 'sso-region-unsupported-by-cline' as const, facts: { ...known, region: bedrockRegion } }]
      : []),
  ]
}

function conflictOf(
  settings: Record<string, string>,
  session: Record<string, string>,
  facts: DiagnosisFacts,
): Diagnosis | undefined {
  const differs = (entry: string): boolean =>
    has(settings, entry) && has(session, entry) && settings[entry] !== session[entry]
  if (differs('sso_region')) {
    const regions = { ssoRegion: session.sso_region ?? '', otherRegion: settings.sso_region ?? '' }
    return { id: 'sso-region-mismatch', facts: { ...facts, ...regions } }
  }
  return differs('sso_start_url')
    ? { id: 'sso-config-invalid', facts: { ...facts, parameter: 'sso_start_url' } }
    : undefined
}

function checkSignIn(
  files: AwsFiles,
  session: string | undefined,
  startUrl: string,
  facts: DiagnosisFacts,
  now: number,
): Diagnosis[] {
  const cached = files.ssoCache[session ?? startUrl]
  if (cached === undefined || !cached.readable) {
    return [{ id: 'sso-login-required', facts }]
  }
  const end = parseTime(cached.expiresAt ?? '')
  const renewable = session !== undefined && cached.renewable
  const margin = session === undefined ? 0 : RENEWAL_WINDOW
  if (!renewable && end !== undefined && end - now <= margin) {
    const expiresAt = cached.expiresAt ?? ''
    return [{ id: 'sso-session-expired', facts: { ...facts, expiresAt } }]
  }
  const elsewhere = cached.region !== undefined && cached.region !== '' && cached.region !== facts.ssoRegion
  return elsewhere
    ? [{ id: 'sso-region-mismatch', facts: { ...facts, otherRegion: cached.region ?? '' } }]
    : []
}

import type { CheckNote } from '../../core/checks/check.ts'
import type { AwsFiles } from '../../core/credentials/awsFiles.ts'
import { checkProfile, isHard, type ProfileCheckOptions } from '../../core/credentials/checkProfile.ts'
import { shadowingVariables } from '../../core/credentials/environment.ts'
import { checkParity } from '../../core/credentials/parity.ts'
import { hasKeys, profileKind } from '../../core/credentials/profileKind.ts'
import type { Diagnosis, DiagnosisFacts } from '../../core/diagnosis/diagnosis.ts'
import type { DiagnosisId } from '../../core/diagnosis/ids.ts'
import type { Identity } from '../../core/wizard/state.ts'
import type { CheckRun } from './context.ts'

/** What this computer tells before any call. */
export interface LocalFindings {
  found: Diagnosis[]
  /** The profile that decides, chosen or found by the chain, and the files it stands in. */
  profile?: string
  files?: AwsFiles
}

/** Looks at what was typed, at the chosen profile, or at the one that the default chain comes to. */
export async function lookLocally(run: CheckRun): Promise<LocalFindings> {
  const options = {
    now: run.deps.clock.now(),
    ...(run.region !== undefined && { bedrockRegion: run.region }),
  }
  switch (run.auth.kind) {
    case 'keys':
      return { found: missingHalf(run.auth) }
    case 'profile': {
      const files = await run.deps.aws.readFiles()
      return {
        files,
        profile: run.auth.profile,
        found: checkProfile(files, run.auth.profile, options),
      }
    }
    case 'default':
      return await lookAtChain(run, options)
    default:
      return { found: [] }
  }
}

/** The finding with which no call need be made. Half a typed pair is one: AWS's answer would mislead. */
export const hardFinding = (run: CheckRun, { found }: LocalFindings): Diagnosis | undefined =>
  found.find(({ id }) => isHard(id) || run.auth.kind === 'keys')

/** What remains to be said although AWS knows the credentials. */
export function localWarning({ found, files, profile }: LocalFindings, who: Identity): Diagnosis | undefined {
  // AWS has accepted the keys, whatever their shape let fear.
  const warning = found.find(({ id }) => id !== 'access-key-invalid')
  const chosen = files?.profiles.find(({ name }) => name === profile)
  if (warning !== undefined || files === undefined || chosen === undefined) {
    return warning
  }
  // A portal and AssumeRole give what the profile names; only keys in the profile can be somebody else's.
  const ownKeys = ['static', 'temporary'].includes(profileKind(chosen))
  return ownKeys ? checkParity(files, chosen.name, who) : undefined
}

const ABOUT_KEYS: ReadonlySet<DiagnosisId> = new Set([
  'access-key-invalid',
  'secret-key-mismatch',
  'credentials-expired',
])

/** AWS's refusal of keys, with what this computer knows of them: where they stand, and what is odd about them. */
export function withHints(run: CheckRun, local: LocalFindings, diagnosis: Diagnosis): Diagnosis {
  if (!ABOUT_KEYS.has(diagnosis.id)) {
    return diagnosis
  }
  const shape = diagnosis.id === 'access-key-invalid' ? shapeHint(run, local) : {}
  return { ...diagnosis, facts: { ...diagnosis.facts, ...placeOfKeys(local), ...shape } }
}

/** A temporary key without its token, or a long-lived one with somebody's. */
function shapeHint(run: CheckRun, { found }: LocalFindings): DiagnosisFacts {
  if (run.auth.kind === 'keys') {
    const { accessKeyId, sessionToken } = run.auth
    if (accessKeyId.startsWith('ASIA') && sessionToken === undefined) {
      return { missing: ['aws_session_token'] }
    }
    return accessKeyId.startsWith('AKIA') && sessionToken !== undefined
      ? { parameter: 'aws_session_token' }
      : {}
  }
  return found.find(({ id }) => id === 'access-key-invalid')?.facts ?? {}
}

/** The profile in whose section the keys stand, along the chain of sources. */
function placeOfKeys({ files, profile }: LocalFindings): DiagnosisFacts {
  const seen = new Set<string>()
  for (let name = profile; name !== undefined && !seen.has(name); ) {
    seen.add(name)
    const link = files?.profiles.find((each) => each.name === name)
    if (link === undefined) {
      return {}
    }
    if (hasKeys(link.settings)) {
      const place = link.credentialsPlace ?? link.place
      return {
        ...(place !== undefined && { path: place.path, line: place.line }),
        ...(name !== profile && { link: name }),
      }
    }
    name = link.settings.source_profile
  }
  return {}
}

/** Variables of the environment that act against the choice, or silently decide for it. */
export async function shadowNotes(run: CheckRun): Promise<CheckNote[]> {
  const env = await run.deps.aws.readEnvironment()
  return shadowingVariables(env, run.auth.kind).map(({ text, harmful }) => ({ text, harmful }))
}

/** The default chain asks a profile too: the one that AWS_PROFILE names, else the default one after the keys. */
async function lookAtChain(run: CheckRun, options: ProfileCheckOptions): Promise<LocalFindings> {
  const env = await run.deps.aws.readEnvironment()
  const named = env.AWS_PROFILE || undefined
  if (named === undefined && env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY) {
    return { found: [] }
  }
  const files = await run.deps.aws.readFiles()
  const found = checkProfile(files, named ?? 'default', options)
  // Without a usable default profile the chain goes on to container and instance.
  return named === undefined
    ? { found: found.filter(({ id }) => !NEXT_IN_CHAIN.has(id)) }
    : { found, files, profile: named }
}

const NEXT_IN_CHAIN: ReadonlySet<DiagnosisId> = new Set(['profile-not-found', 'profile-incomplete'])

/** Half a key pair is no credential. */
function missingHalf(keys: Extract<CheckRun['auth'], { kind: 'keys' }>): Diagnosis[] {
  const missing = [
    ...(keys.accessKeyId === '' ? ['AWS_ACCESS_KEY_ID'] : []),
    ...(keys.secretAccessKey.reveal() === '' ? ['AWS_SECRET_ACCESS_KEY'] : []),
  ]
  return missing.length === 0 ? [] : [{ id: 'credentials-not-found', facts: { missing } }]
}

import type { Diagnosis, DiagnosisFacts } from '../diagnosis/diagnosis.ts'
import type { DiagnosisId } from '../diagnosis/ids.ts'
import type { AwsFiles, AwsProfile } from './awsFiles.ts'
import { checkSso } from './checkSso.ts'
import { assumesRole, has, hasKeys, profileKind } from './profileKind.ts'
import { suggest } from './suggest.ts'
import { parseTime } from './time.ts'

/** What the checks before any call are made with. `now` is in milliseconds since 1970. */
export interface ProfileCheckOptions {
  bedrockRegion?: string
  now: number
}

// Findings with which the profile cannot work in Cline, whatever AWS would say.
const HARD: ReadonlySet<DiagnosisId> = new Set([
  'profile-not-found',
  'profile-incomplete',
  'profile-cycle',
  'credential-source-invalid',
  'sso-config-invalid',
  'sso-login-required',
  'sso-session-expired',
  'sso-region-mismatch',
  'mfa-unsupported-by-cline',
  'aws-login-required',
  'aws-login-expired',
  'web-identity-token-missing',
])

/** True when a finding means failure before any call; the others are warnings that AWS's answer outranks. */
export const isHard = (id: DiagnosisId): boolean => HARD.has(id)

const SOURCES = new Set(['Environment', 'Ec2InstanceMetadata', 'EcsContainer'])

interface Walk {
  files: AwsFiles
  chosen: string
  options: ProfileCheckOptions
  visited: string[]
}

/** Every finding on a profile that needs no call, in the order in which they matter: hard ones first. */
export function checkProfile(files: AwsFiles, name: string, options: ProfileCheckOptions): Diagnosis[] {
  const found = walk({ files, chosen: name, options, visited: [] }, name)
  return [...found.filter(({ id }) => isHard(id)), ...found.filter(({ id }) => !isHard(id))]
}

const factsFor = ({ files, chosen }: Walk, link: string): DiagnosisFacts => {
  const place = files.profiles.find((each) => each.name === link)?.place
  return {
    profile: chosen,
    path: place?.path ?? files.configPath,
    ...(place !== undefined && { line: place.line }),
    ...(link !== chosen && { link }),
  }
}

function walk(state: Walk, name: string): Diagnosis[] {
  const profile = state.files.profiles.find((each) => each.name === name)
  if (profile === undefined) {
    return [notFound(state, name)]
  }
  const { settings } = profile
  // A source with keys of its own ends the chain: the SDK lets a profile with keys name itself as source.
  const borrowed = state.visited.length > 0
  if (borrowed && hasKeys(settings)) {
    return keyFindings(settings, factsFor(state, name))
  }
  if (assumesRole(settings)) {
    return roleFindings(state, profile)
  }
  if (borrowed && !has(settings, 'role_arn') && has(settings, 'credential_source')) {
    return sourceFindings(settings.credential_source ?? '', factsFor(state, name))
  }
  return ownFindings(state, profile)
}

function roleFindings(state: Walk, { name, settings }: AwsProfile): Diagnosis[] {
  const facts = factsFor(state, name)
  const mfa: Diagnosis[] = has(settings, 'mfa_serial')
    ? [{ id: 'mfa-unsupported-by-cline', facts: { ...facts, link: name } }]
    : []
  if (has(settings, 'credential_source')) {
    return [...sourceFindings(settings.credential_source ?? '', facts), ...mfa]
  }
  const source = settings.source_profile ?? ''
  if (state.visited.includes(source)) {
    return [{ id: 'profile-cycle', facts: { ...facts, cycle: circle(state, source) } }, ...mfa]
  }
  return [...walk({ ...state, visited: [...state.visited, source] }, source), ...mfa]
}

/** The names in the circle, from the chosen one if it is in it, back to the first. */
function circle({ visited, chosen }: Walk, source: string): string[] {
  const names = visited.slice(visited.indexOf(source))
  const start = Math.max(0, names.indexOf(chosen))
  const turned = [...names.slice(start), ...names.slice(0, start)]
  return [...turned, turned[0] ?? source]
}

function sourceFindings(source: string, facts: DiagnosisFacts): Diagnosis[] {
  return SOURCES.has(source)
    ? []
    : [
        {
          id: 'credential-source-invalid',
          facts: { ...facts, parameter: source, suggestions: suggest(source, [...SOURCES], 1) },
        },
      ]
}

function keyFindings(settings: Record<string, string>, facts: DiagnosisFacts): Diagnosis[] {
  const temporary = settings.aws_access_key_id?.startsWith('ASIA') === true
  return temporary && !has(settings, 'aws_session_token')
    ? [{ id: 'access-key-invalid', facts: { ...facts, missing: ['aws_session_token'] } }]
    : []
}

function ownFindings(state: Walk, profile: AwsProfile): Diagnosis[] {
  const { files, options } = state
  const { settings, name } = profile
  const facts = factsFor(state, name)
  switch (profileKind(profile)) {
    case 'static':
    case 'temporary':
      return keyFindings(settings, facts)
    case 'web-identity': {
      const path = settings.web_identity_token_file ?? ''
      return files.missingTokenFiles.includes(path)
        ? [{ id: 'web-identity-token-missing', facts: { ...facts, parameter: path } }]
        : []
    }
    case 'sso':
      return checkSso(files, profile, facts, options)
    case 'login':
      return loginFindings(files, settings.login_session ?? '', facts, options.now)
    case 'none':
      return [
        {
          id: 'profile-incomplete',
          facts: { ...facts, ...brokenFile(files), missing: missingEntries(settings) },
        },
      ]
    default:
      return []
  }
}

function loginFindings(files: AwsFiles, session: string, facts: DiagnosisFacts, now: number): Diagnosis[] {
  const cached = files.loginCache[session]
  if (cached === undefined || !cached.readable) {
    return [{ id: 'aws-login-required', facts }]
  }
  const end = parseTime(cached.expiresAt ?? '')
  const over = end !== undefined && end <= now && !cached.renewable
  return over ? [{ id: 'aws-login-expired', facts: { ...facts, expiresAt: cached.expiresAt ?? '' } }] : []
}

/** A file that AWS's tools skip, or read only in part, is the likelier reason than a mistyped name. */
function brokenFile({ problems }: AwsFiles): DiagnosisFacts {
  const worst = problems.find(({ kind }) => kind !== 'missing') ?? problems[0]
  return worst === undefined
    ? {}
    : {
        path: worst.path,
        problem: worst.message,
        ...(worst.line !== undefined && { line: worst.line }),
      }
}

function missingEntries(settings: Record<string, string>): string[] {
  if (has(settings, 'aws_access_key_id')) {
    return ['aws_secret_access_key']
  }
  if (has(settings, 'aws_secret_access_key')) {
    return ['aws_access_key_id']
  }
  if (has(settings, 'web_identity_token_file') || has(settings, 'source_profile')) {
    return ['role_arn']
  }
  return has(settings, 'role_arn') ? ['source_profile'] : ['aws_access_key_id', 'aws_secret_access_key']
}

function notFound({ files, chosen }: Walk, name: string): Diagnosis {
  const names = files.profiles.map((profile) => profile.name)
  const near = suggest(name, names)
  const suggestions = near.length > 0 ? near : names.slice(0, 5)
  const ignored = files.ignoredSections.find(({ section }) => meansProfile(section, name))
  return {
    id: 'profile-not-found',
    facts: {
      profile: chosen,
      suggestions,
      path: files.configPath,
      ...(ignored === undefined
        ? brokenFile(files)
        : { path: ignored.path, line: ignored.line, parameter: ignored.section }),
      ...(name !== chosen && { link: name }),
    },
  }
}

/** `[dev]` in the config file, or `[profile my dev]`, is a head that AWS's tools skip. */
const meansProfile = (section: string, name: string): boolean =>
  section
    .replace(/^\[|\]$/g, '')
    .replace(/^profile\s+/, '')
    .replaceAll(/["']/g, '')
    .trim() === name.trim()

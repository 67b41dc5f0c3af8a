import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readApiKey } from '../../../src/core/credentials/apiKeyShape.ts'
import type { AwsFiles, CachedSignIn } from '../../../src/core/credentials/awsFiles.ts'
import { checkProfile, isHard } from '../../../src/core/credentials/checkProfile.ts'
import { checkRegionShape } from '../../../src/core/credentials/regionShape.ts'
import { type SharedCase, sharedCases } from '../diagnosis/sharedCases.ts'
import { filesWith, NOW } from './files.ts'

type Sections = Record<string, Record<string, string>>

/** A few lines of INI, as the cases write it; the product's own reader is tested elsewhere. */
function sectionsOf(text = ''): Sections {
  const sections: Sections = {}
  let current: Record<string, string> = {}
  for (const line of text.split('\n')) {
    const head = /^\[(.+)\]$/.exec(line.trim())?.[1]
    const [name = '', ...value] = line.split('=')
    if (head !== undefined) {
      current = sections[head] ?? {}
      sections[head] = current
    } else if (value.length > 0) {
      current[name.trim()] = value.join('=').trim()
    }
  }
  return sections
}

const pick = (sections: Sections, prefix: string): Sections =>
  Object.fromEntries(
    Object.entries(sections)
      .filter(([head]) => head.startsWith(prefix))
      .map(([head, entries]) => [head.slice(prefix.length), entries]),
  )

const hash = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex')

function cached(
  entry: SharedCase,
  folder: string,
  algorithm: string,
  keys: string[],
): Record<string, CachedSignIn> {
  const found: Record<string, CachedSignIn> = {}
  for (const key of keys) {
    const text = entry.files?.[`~/.aws/${folder}/cache/${hash(algorithm, key)}.json`]
    if (text !== undefined) {
      const json = JSON.parse(text.replaceAll(/\{\{\w+\}\}/g, 'x')) as Record<string, string>
      found[key] = {
        readable: true,
        renewable: 'refreshToken' in json,
        ...(json.expiresAt !== undefined && { expiresAt: json.expiresAt }),
        ...(json.region !== undefined && { region: json.region }),
      }
    }
  }
  return found
}

function filesOf(entry: SharedCase): AwsFiles {
  const config = sectionsOf(entry.files?.['~/.aws/config'])
  const profiles = pick(config, 'profile ')
  for (const [name, entries] of Object.entries(sectionsOf(entry.files?.['~/.aws/credentials']))) {
    profiles[name] = { ...profiles[name], ...entries }
  }
  const ssoSessions = pick(config, 'sso-session ')
  const all = Object.values(profiles)
  const tokenFiles = all
    .map((settings) => settings.web_identity_token_file ?? '')
    .filter((path) => path !== '')
  return filesWith(profiles, {
    ssoSessions,
    ssoCache: cached(entry, 'sso', 'sha1', [
      ...Object.keys(ssoSessions),
      ...all.map((settings) => settings.sso_start_url ?? ''),
    ]),
    loginCache: cached(
      entry,
      'login',
      'sha256',
      all.map((settings) => settings.login_session ?? ''),
    ),
    missingTokenFiles: tokenFiles.filter((path) => entry.files?.[path] === undefined),
  })
}

// What only a call, a helper command or the environment can tell.
const ELSEWHERE = new Set([
  'credentials-not-found',
  'credential-process-failed',
  'instance-metadata-unavailable',
  'aws-login-expired',
  'sso-role-not-assigned',
])

describe('the shared list of local trouble, before any call', () => {
  for (const entry of sharedCases('local')) {
    const { expect } = entry
    if (
      expect === null ||
      ELSEWHERE.has(expect) ||
      (entry.also !== undefined && expect === 'sso-session-expired')
    ) {
      continue
    }
    it(`finds ${expect} for ${entry.id}`, () => assert.equal(firstFinding(entry), expect))
  }

  it('warns only of what other tools can use', () => {
    assert.equal(isHard('sso-region-unsupported-by-cline'), false)
    assert.equal(isHard('profile-cycle'), true)
  })
})

function firstFinding(entry: SharedCase): string | undefined {
  if (entry.auth === 'api-key') {
    const read = readApiKey(entry.env?.AWS_BEARER_TOKEN_BEDROCK ?? '', NOW)
    return read.ok ? undefined : read.diagnosis.id
  }
  const region = entry.region ?? undefined
  const found = checkProfile(filesOf(entry), entry.profile ?? '', {
    now: NOW,
    ...(region !== undefined && { bedrockRegion: region }),
  })
  return found[0]?.id ?? checkRegionShape(region)?.id
}

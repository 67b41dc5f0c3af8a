import { t } from '@vscode/l10n'
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import { decodeBase64 } from './base64.ts'
import { maskKey } from './keyShape.ts'
import { formatTime, parseTime } from './time.ts'

/** A Bedrock API key and what it says of itself offline. Everything but `value` may be shown. */
export interface ReadApiKey {
  value: string
  /** `ABSK…` or `bedrock-api-key-…`, with no telling part. */
  label: string
  notes: string[]
  kind: 'long' | 'short'
  /** ISO 8601. Short keys only. */
  expiresAt?: string
  /** ISO 8601. Short keys only. */
  issuedAt?: string
  /** The region that a short key was made for. */
  region?: string
  /** The access key behind a short key, masked. */
  maskedAccessKeyId?: string
}

const LONG = 'ABSK'
const SHORT = 'bedrock-api-key-'
const MAX_SECONDS = 43_200

/** Reads a typed API key. Fails only where AWS must: nothing there, a wrong beginning, or past its end. */
export function readApiKey(
  typed: string,
  now: number,
): { ok: true; key: ReadApiKey } | { ok: false; diagnosis: Diagnosis } {
  const notes: string[] = []
  const value = bare(typed, notes)
  if (value === '') {
    return { ok: false, diagnosis: { id: 'api-key-missing', facts: {} } }
  }
  if (/\s/.test(value) || !(value.startsWith(LONG) || value.startsWith(SHORT))) {
    return { ok: false, diagnosis: { id: 'api-key-malformed', facts: { parameter: looksLike(value) } } }
  }
  if (value.startsWith(LONG)) {
    return { ok: true, key: { value, label: `${LONG}…`, notes: longNotes(value, notes), kind: 'long' } }
  }
  const key = readShort(value, notes)
  const end = parseTime(key.expiresAt ?? '')
  return end !== undefined && end <= now
    ? { ok: false, diagnosis: { id: 'api-key-expired', facts: { expiresAt: key.expiresAt ?? '' } } }
    : { ok: true, key }
}

function bare(typed: string, notes: string[]): string {
  const value = typed
    .replaceAll(/[\u200b\ufeff]/g, '')
    .trim()
    .replace(/^(?:export |set |\$env:)?AWS_BEARER_TOKEN_BEDROCK\s?=\s?/i, '')
    .replace(/^Bearer\s+/i, '')
    .replace(/^["'](.*)["']$/s, '$1')
    .trim()
  if (value !== typed && value !== '') {
    notes.push(t('Something around the key was removed: blanks, quotes or a variable name.'))
  }
  return value
}

/** What was pasted instead, in a word that helps and tells nothing. */
function looksLike(value: string): string {
  if (/^(?:AKIA|ASIA)/.test(value)) {
    return t('an AWS access key id')
  }
  if (/^sk-ant-/.test(value)) {
    return t('a key of Anthropic')
  }
  if (/^sk-/.test(value)) {
    return t('a key of another provider')
  }
  return /^[A-Za-z0-9/+=]{40}$/.test(value) ? t('a secret access key') : t('something else')
}

const longNotes = (value: string, notes: string[]): string[] =>
  /^ABSK[A-Za-z0-9+/]{100,300}={0,2}$/.test(value)
    ? notes
    : [...notes, t('A long-lived API key is normally longer and made of letters, digits, + and /.')]

function readShort(value: string, notes: string[]): ReadApiKey {
  const url = decodeBase64(value.slice(SHORT.length))
  const query = parametersOf(url ?? '')
  const issued = parseTime(query['x-amz-date'] ?? '')
  const seconds = Number(query['x-amz-expires'] ?? Number.NaN)
  const [accessKeyId, , region] = (query['x-amz-credential'] ?? '').split('/')
  const timed = issued !== undefined && Number.isFinite(seconds) && seconds > 0
  const key: ReadApiKey = { value, label: `${SHORT}…`, notes, kind: 'short' }
  if (!timed) {
    return { ...key, notes: [...notes, t('What this short-lived key says of its end could not be read.')] }
  }
  return {
    ...key,
    issuedAt: formatTime(issued),
    expiresAt: formatTime(issued + Math.min(seconds, MAX_SECONDS) * 1000),
    ...(region !== undefined && region !== '' && { region }),
    ...(accessKeyId !== undefined && accessKeyId !== '' && { maskedAccessKeyId: maskKey(accessKeyId) }),
  }
}

function parametersOf(url: string): Record<string, string> {
  const query = url.slice(url.indexOf('?') + 1)
  return Object.fromEntries(
    query.split('&').map((pair) => {
      const [name = '', value = ''] = pair.split('=')
      return [name.toLowerCase(), value.replaceAll(/%2f/gi, '/')]
    }),
  )
}

import { t } from '@vscode/l10n'
import type { Diagnosis } from '../diagnosis/diagnosis.ts'

/** Keys as somebody typed or pasted them, into whichever field. */
export interface TypedKeys {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

/** Keys fit for use, and what was taken away or looks odd. Only `label` and `notes` may be shown. */
export interface ReadKeys extends TypedKeys {
  /** `AKIA…MPLE`. */
  label: string
  notes: string[]
}

type Field = 'accessKeyId' | 'secretAccessKey' | 'sessionToken'

const ENTRY =
  /(?:aws_)?(access_?key_?id|secret_?access_?key|session_?token|security_?token)["']?\s{0,8}[=:]\s{0,8}["']?([^\s"',;]{1,4096})/gi
const CSV =
  /access key id\s?,\s?secret access key[^\n]{0,80}\n"?([A-Z0-9]{16,32})"?\s?,\s?"?([^\s",]{20,80})/i

const fieldOf = (name: string): Field => {
  const plain = name.toLowerCase().replaceAll('_', '')
  if (plain === 'accesskeyid') {
    return 'accessKeyId'
  }
  return plain === 'secretaccesskey' ? 'secretAccessKey' : 'sessionToken'
}

/** First and last four characters. */
export const maskKey = (key: string): string => (key.length < 9 ? '…' : `${key.slice(0, 4)}…${key.slice(-4)}`)

/**
 * Reads typed keys: trims, takes quotes away, and understands `export …=` lines, a block of the credentials
 * file, the CLI's JSON and the console's CSV in any of the fields.
 */
export function readTypedKeys(
  typed: Omit<TypedKeys, 'sessionToken'> & { sessionToken?: string | undefined },
): { ok: true; keys: ReadKeys } | { ok: false; diagnosis: Diagnosis } {
  const notes: string[] = []
  const keys = unpack(typed, notes)
  const problem = problemOf(keys)
  if (problem !== undefined) {
    return { ok: false, diagnosis: problem }
  }
  const tidied = withoutStrayToken(keys, notes)
  addShapeNotes(tidied, notes)
  return { ok: true, keys: { ...tidied, label: maskKey(tidied.accessKeyId), notes: [...new Set(notes)] } }
}

function unpack(typed: Parameters<typeof readTypedKeys>[0], notes: string[]): TypedKeys {
  const pasted = entriesIn([typed.accessKeyId, typed.secretAccessKey, typed.sessionToken ?? ''].join('\n'))
  if (Object.keys(pasted).length > 0) {
    notes.push(t('The keys were taken out of a pasted block.'))
  }
  const pick = (field: Field): string =>
    pasted[field] ?? bare(isBlock(typed[field]) ? '' : (typed[field] ?? ''), notes)
  const sessionToken = pick('sessionToken')
  return {
    accessKeyId: pick('accessKeyId'),
    secretAccessKey: pick('secretAccessKey'),
    ...(sessionToken !== '' && { sessionToken }),
  }
}

function entriesIn(text: string): Partial<Record<Field, string>> {
  const found: Partial<Record<Field, string>> = {}
  const cut = text.slice(0, 20_000)
  for (const match of cut.matchAll(ENTRY)) {
    found[fieldOf(match[1] ?? '')] = match[2] ?? ''
  }
  const csv = CSV.exec(cut)
  return csv === null ? found : { accessKeyId: csv[1] ?? '', secretAccessKey: csv[2] ?? '', ...found }
}

const isBlock = (text: string | undefined): boolean => Object.keys(entriesIn(text ?? '')).length > 0

function bare(text: string, notes: string[]): string {
  const trimmed = text.replaceAll(/[\u200b\ufeff]/g, '').trim()
  if (trimmed !== text) {
    notes.push(t('Blanks or line breaks around a value were removed.'))
  }
  const unquoted = trimmed.replace(/^["'](.*)["'][,;]?$/s, '$1').trim()
  if (unquoted !== trimmed) {
    notes.push(t('Quotes around a value were removed.'))
  }
  return unquoted
}

function problemOf({ accessKeyId, secretAccessKey, sessionToken }: TypedKeys): Diagnosis | undefined {
  const missing = [
    ...(accessKeyId === '' ? ['aws_access_key_id'] : []),
    ...(secretAccessKey === '' ? ['aws_secret_access_key'] : []),
  ]
  if (missing.length > 0) {
    return { id: 'credentials-not-found', facts: { missing } }
  }
  // AROA and AIDA name a role or user; they are ids, not keys. A blank can be in no key id.
  if (/^(?:AROA|AIDA|AGPA|ANPA)/.test(accessKeyId) || /\s/.test(accessKeyId)) {
    return { id: 'access-key-invalid', facts: { parameter: 'aws_access_key_id' } }
  }
  if (accessKeyId.startsWith('ASIA') && sessionToken === undefined) {
    return { id: 'access-key-invalid', facts: { missing: ['aws_session_token'] } }
  }
  return /\s/.test(secretAccessKey)
    ? { id: 'secret-key-mismatch', facts: { parameter: 'aws_secret_access_key' } }
    : undefined
}

function withoutStrayToken(keys: TypedKeys, notes: string[]): TypedKeys {
  if (keys.sessionToken === undefined || !keys.accessKeyId.startsWith('AKIA')) {
    return keys
  }
  notes.push(t('A long-lived key (AKIA…) has no session token; the one given was left out.'))
  return { accessKeyId: keys.accessKeyId, secretAccessKey: keys.secretAccessKey }
}

function addShapeNotes(keys: TypedKeys, notes: string[]): void {
  if (!/^(?:AKIA|ASIA)[A-Z0-9]{16}$/.test(keys.accessKeyId)) {
    notes.push(t('An access key id normally has 20 characters and begins with AKIA or ASIA.'))
  }
  if (!/^[A-Za-z0-9/+=]{40}$/.test(keys.secretAccessKey)) {
    notes.push(t('A secret access key normally has 40 characters; check that none is missing.'))
  }
}

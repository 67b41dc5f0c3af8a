import { t } from '@vscode/l10n'
import { type Literal, literalsOf } from './literals.ts'
import type { ClineFileRole } from './plan.ts'

/** One file before and after a change; a missing text: the file does not exist. */
export interface TextPair {
  role: ClineFileRole
  before?: string
  after?: string
}

const SECRET_KEY = /(secret|token|api_?key|access_?key|password|passphrase|auth|credential|cookie|cline:)/i
const NOT_SECRET =
  /^(awsAuthentication|authentication|tokenSource|(max|maxInput|maxOutput|budget|thinkingBudget)Tokens)$/

// What may be shown of a provider's settings; every other text there may be a login's.
const PUBLIC = new Set([
  'provider',
  'model',
  'region',
  'profile',
  'authentication',
  'endpoint',
  'baseUrl',
  'customModelBaseId',
  'effort',
  'protocol',
])

/** Found anywhere from this length on; a shorter one would hide half of the text, so only where it stands alone. */
const FOUND_ANYWHERE = 6
const HIDDEN = '••••'

/**
 * JSON texts with every secret hidden, by place and by value: whatever stands at a secret place in one of them
 * is hidden wherever it stands in any. Layout stays. Of access key ids the ends are shown. A secret that
 * changed says so.
 */
export function maskTexts(pairs: readonly TextPair[]): TextPair[] {
  const read = pairs.map((pair) => ({
    role: pair.role,
    before: literalsIn(pair.before),
    after: literalsIn(pair.after),
  }))
  const secrets = new Set<string>()
  for (const { role, before, after } of read) {
    for (const literal of [...(before ?? []), ...(after ?? [])]) {
      if (isSecretPlace(role, literal)) {
        secrets.add(literal.value)
        // Users paste with blanks and line breaks around; Cline trims.
        secrets.add(literal.value.trim())
      }
    }
  }
  secrets.delete('')
  const known = [...secrets].sort((a, b) => b.length - a.length)
  return pairs.map(({ role, before, after }, at) => {
    const old = new Map((read[at]?.before ?? []).map((each) => [each.path.join('\n'), each.value]))
    const hide = (literal: Literal, isAfter: boolean): string => {
      if (!isSecretPlace(role, literal)) {
        return withoutKnown(literal.value, known)
      }
      const was = old.get(literal.path.join('\n'))
      return maskValue(literal.value, isAfter && was !== undefined && was !== literal.value)
    }
    return {
      role,
      ...(before !== undefined && { before: rewrite(before, read[at]?.before, (each) => hide(each, false)) }),
      ...(after !== undefined && { after: rewrite(after, read[at]?.after, (each) => hide(each, true)) }),
    }
  })
}

const literalsIn = (text: string | undefined): Literal[] | undefined =>
  text === undefined ? undefined : literalsOf(text)

function isSecretPlace(role: ClineFileRole, { path, isKey, value }: Literal): boolean {
  if (isKey || value === '') {
    return false
  }
  if (role === 'secrets') {
    return true
  }
  if (role === 'providers' && path[0] === 'providers' && path[2] === 'settings') {
    return !PUBLIC.has(path.at(-1) ?? '')
  }
  return path.some((key) => SECRET_KEY.test(key) && !NOT_SECRET.test(key))
}

/** A text that is no JSON is hidden whole. */
function rewrite(
  text: string,
  literals: readonly Literal[] | undefined,
  shownAs: (literal: Literal) => string,
): string {
  if (literals === undefined) {
    return HIDDEN
  }
  let shown = ''
  let at = 0
  for (const literal of literals) {
    const value = shownAs(literal)
    shown += text.slice(at, literal.start)
    shown += value === literal.value ? text.slice(literal.start, literal.end) : JSON.stringify(value)
    at = literal.end
  }
  return shown + text.slice(at)
}

function withoutKnown(value: string, known: readonly string[]): string {
  // User name and password of an address, too.
  const bare = value.replace(/(:\/\/)[^/@\s]+@/, `$1${HIDDEN}@`)
  return known.reduce((shown, secret) => {
    const found = secret.length >= FOUND_ANYWHERE ? shown.includes(secret) : shown === secret
    return found ? shown.replaceAll(secret, HIDDEN) : shown
  }, bare)
}

function maskValue(value: string, changed: boolean): string {
  const shown = /^A(KIA|SIA)[A-Z0-9]{16}$/.test(value) ? `${value.slice(0, 4)}…${value.slice(-4)}` : HIDDEN
  return changed ? t('{0} (new)', shown) : shown
}

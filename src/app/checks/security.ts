import { t } from '@vscode/l10n'
import type { CheckFact, CheckResult } from '../../core/checks/check.ts'
import { readApiKey } from '../../core/credentials/apiKeyShape.ts'
import type { Diagnosis } from '../../core/diagnosis/diagnosis.ts'
import { countWords, timeWords } from '../../core/numbers.ts'
import type { Identity } from '../../core/wizard/state.ts'
import type { AccessKeyFact } from '../ports.ts'
import { type CheckRun, passed, troubled } from './context.ts'

const DAY = 86_400_000
const OLD_KEY_DAYS = 90
// Only short-lived keys say their end, and they never live longer than twelve hours.
const API_KEY_SOON_MS = 3_600_000

/** The guide's fourth step, as far as the four services tell: never a failure. */
export async function checkSecurity(run: CheckRun, identity: Identity | undefined): Promise<CheckResult> {
  const target = { auth: run.auth, region: run.callRegion }
  const [standing, logging] = await Promise.all([
    standingOf(run, identity),
    run.deps.aws.invocationLogging(target, run.signal),
  ])
  const off: Diagnosis[] =
    logging.ok && !logging.value ? [{ id: 'logging-off', facts: { region: run.callRegion } }] : []
  const logged = { label: t('Invocation logging'), value: describe(logging.ok ? logging.value : undefined) }
  return resultOf(run, [...standing.findings, ...off], [...standing.facts, logged])
}

/** Whose keys these are and how old: what the first step tells beside the identity. */
export async function checkKeys(run: CheckRun, identity: Identity): Promise<CheckResult> {
  const { findings, facts } = await standingOf(run, identity)
  return resultOf(run, findings, facts)
}

async function standingOf(
  run: CheckRun,
  identity: Identity | undefined,
): Promise<{ findings: Diagnosis[]; facts: CheckFact[] }> {
  const target = { auth: run.auth, region: run.callRegion }
  const keys = identity?.kind === 'user' ? await run.deps.aws.accessKeys(target, run.signal) : undefined
  const now = run.deps.clock.now()
  const root: Diagnosis[] =
    identity?.kind === 'root' ? [{ id: 'root-identity', facts: { principal: identity.arn } }] : []
  return {
    findings: [...root, ...(keys?.ok ? keyFindings(keys.value, now) : []), ...apiKeyFindings(run, now)],
    facts: keys?.ok ? keyFacts(keys.value, now) : [],
  }
}

function resultOf(run: CheckRun, findings: readonly Diagnosis[], facts: CheckFact[]): CheckResult {
  const worst = findings[0]
  return worst === undefined
    ? passed('security', t('Nothing stands out.'), facts)
    : troubled(run, 'security', 'warn', worst, facts)
}

const describe = (on: boolean | undefined): string =>
  on === undefined ? t('could not be read') : on ? t('on') : t('off')

const daysOld = (key: AccessKeyFact, now: number): number =>
  Math.max(0, Math.floor((now - Date.parse(key.created)) / DAY))

/** Age and last use of the key in use, and a second active one: a rotation that was begun, or forgotten. */
function keyFacts(keys: readonly AccessKeyFact[], now: number): CheckFact[] {
  const described = (key: AccessKeyFact): string =>
    t('{0}, {1} days old', key.maskedAccessKeyId, countWords(daysOld(key, now)))
  const used = (key: AccessKeyFact): string =>
    [timeWords(key.lastUsed ?? ''), key.lastUsedFor]
      .filter((part) => part !== undefined && part !== '')
      .join(' · ')
  return keys
    .filter((key) => key.active)
    .sort((a, b) => Number(b.current) - Number(a.current))
    .flatMap((key) => [
      { label: key.current ? t('Access key') : t('Second active key'), value: described(key) },
      ...(used(key) === '' ? [] : [{ label: t('Last used'), value: used(key) }]),
    ])
}

function keyFindings(keys: readonly AccessKeyFact[], now: number): Diagnosis[] {
  const active = keys.filter((key) => key.active)
  const old = active.some((key) => daysOld(key, now) >= OLD_KEY_DAYS)
  return old || active.length > 1 ? [{ id: 'access-key-old', facts: {} }] : []
}

function apiKeyFindings(run: CheckRun, now: number): Diagnosis[] {
  if (run.auth.kind !== 'api-key') {
    return []
  }
  const shape = readApiKey(run.auth.apiKey.reveal(), now)
  const expiresAt = shape.ok ? shape.key.expiresAt : undefined
  const soon = expiresAt !== undefined && Date.parse(expiresAt) - now < API_KEY_SOON_MS
  return soon ? [{ id: 'api-key-expiring', facts: { expiresAt } }] : []
}

import { t } from '@vscode/l10n'
import type { AuthKind } from '../choice.ts'
import { type HealthFacts, type LiveFacts, usesBedrock } from './facts.ts'

/** In the last quarter of an hour the time is counted down. */
export const COUNTDOWN_MS = 15 * 60_000
const MINUTE_MS = 60_000

/**
 * `unchecked`: Cline is set to Bedrock and nobody has looked yet in this state; nothing is asked of AWS just
 * because a window opens.
 */
export type HealthKind = 'not-set-up' | 'unchecked' | 'checking' | 'healthy' | 'expiring' | 'broken'

/** One line of the tooltip. A time is formatted where the language of times is known. */
export type HealthRow = { label: string; value: string } | { label: string; at: number }

/** Health as one value: what the status bar shows. */
export interface Health {
  kind: HealthKind
  /** Beside the icon, a word or two. */
  short: string
  sentence: string
  rows: HealthRow[]
  /** Colours are for trouble only. */
  severity: 'none' | 'warning' | 'error'
  /** Whole minutes left, only while expiring. */
  minutesLeft?: number
  /** Cline must be restarted before the present key counts. */
  restartNeeded: boolean
}

/** Last results, expiry and age become one state and one sentence. */
export function healthOf(facts: HealthFacts | undefined, live: LiveFacts, now: number): Health {
  const verdict = verdictOf(facts, live, now)
  return {
    short: t('Bedrock'),
    rows: facts !== undefined && usesBedrock(facts.setup) ? rowsOf(facts, live) : [],
    restartNeeded: live.restartNeeded,
    severity: severityOf(verdict.kind, facts),
    ...verdict,
  }
}

function severityOf(kind: HealthKind, facts: HealthFacts | undefined): Health['severity'] {
  switch (kind) {
    case 'broken':
      return facts?.last?.passing === true ? 'warning' : 'error'
    case 'expiring':
      return 'warning'
    default:
      return 'none'
  }
}

type Verdict = Pick<Health, 'kind' | 'sentence'> & Partial<Pick<Health, 'short' | 'minutesLeft'>>

function verdictOf(facts: HealthFacts | undefined, live: LiveFacts, now: number): Verdict {
  if (facts === undefined || !usesBedrock(facts.setup)) {
    return { kind: 'not-set-up', sentence: notSetUp(facts?.setup.provider) }
  }
  if (live.checking) {
    return { kind: 'checking', sentence: t('Checking whether AWS still knows Cline’s credentials…') }
  }
  if (facts.last?.ok === false) {
    return { kind: 'broken', sentence: facts.last.summary }
  }
  return endOf(facts, now) ?? restart(facts, live) ?? quiet(facts, live)
}

const notSetUp = (provider: string | undefined): string =>
  provider === undefined
    ? t('Not set up. Click to set up Bedrock for Cline.')
    : t('Cline uses another provider ({0}). Nothing is checked.', provider)

/** What the clock alone says. */
function endOf({ expiresAt, last }: HealthFacts, now: number): Verdict | undefined {
  const outlived = expiresAt !== undefined && last !== undefined && last.at >= expiresAt
  if (expiresAt === undefined || outlived || expiresAt - now > COUNTDOWN_MS) {
    return undefined
  }
  if (expiresAt <= now) {
    return { kind: 'broken', sentence: t('The access has ended. Sign in or renew the credentials.') }
  }
  const minutesLeft = Math.ceil((expiresAt - now) / MINUTE_MS)
  return {
    kind: 'expiring',
    minutesLeft,
    short: t('Bedrock {0} min', String(minutesLeft)),
    sentence:
      minutesLeft === 1
        ? t('The access ends in less than a minute.')
        : t('The access ends in {0} minutes.', String(minutesLeft)),
  }
}

function restart({ identity }: HealthFacts, { restartNeeded }: LiveFacts): Verdict | undefined {
  return restartNeeded
    ? {
        kind: 'healthy',
        short: t('Bedrock: reload'),
        sentence: t(
          'The key was replaced and works for {0}. Cline still holds the earlier one: reload the window.',
          identity?.name ?? '',
        ),
      }
    : undefined
}

function quiet({ last, answered, setup, identity }: HealthFacts, live: LiveFacts): Verdict {
  if (last === undefined) {
    return {
      kind: 'unchecked',
      sentence: live.consentMissing
        ? t('Not checked: the profile starts a program, and you have not allowed that in the background.')
        : t('Not checked yet since Cline was set up this way.'),
    }
  }
  if (answered?.provisional === true && answered.modelId === setup.modelId) {
    return {
      kind: 'healthy',
      sentence: t(
        'The model has answered. This is provisional: AWS Marketplace is looked at again 15 minutes after the first answer.',
      ),
    }
  }
  const who = identity?.name ?? ''
  return {
    kind: 'healthy',
    sentence: who === '' ? last.summary : t('AWS knows Cline’s credentials: {0}.', who),
  }
}

function rowsOf(
  { setup, identity, last, expiresAt, seen, answered }: HealthFacts,
  live: LiveFacts,
): HealthRow[] {
  const rows: HealthRow[] = []
  const add = (label: string, value: string | undefined) => {
    if (value !== undefined && value !== '') {
      rows.push({ label, value })
    }
  }
  add(t('What happened'), last?.what)
  add(t('Identity'), identity?.arn || identity?.name)
  add(t('Account'), identity?.account)
  add(t('Region'), setup.region)
  add(t('Model'), setup.modelId)
  add(t('Sign in with'), authWords(setup.auth, setup.profile))
  add(t('Endpoint URL'), setup.endpoint)
  if (last !== undefined) {
    rows.push({ label: t('Last check'), at: last.at })
  }
  if (expiresAt !== undefined) {
    rows.push({ label: t('Access ends'), at: expiresAt })
  } else if (seen?.signIn?.renewable === true) {
    add(t('Access ends'), t('renewed by itself'))
  }
  if (answered?.unproved === true && answered.modelId === setup.modelId) {
    add(t('Subscription'), t('could not be looked at; a test prompt would prove it'))
  }
  add(t('In the background'), live.consentMissing ? t('the profile’s program is not started') : undefined)
  return rows
}

function authWords(auth: AuthKind | undefined, profile: string | undefined): string | undefined {
  switch (auth) {
    case 'profile':
      return t('AWS profile {0}', profile ?? 'default')
    case 'keys':
      return t('Access keys')
    case 'api-key':
      return t('Bedrock API key')
    case 'default':
      return t('AWS’s default chain')
    default:
      return undefined
  }
}

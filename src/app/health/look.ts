import { t } from '@vscode/l10n'
import type { AuthSource } from '../../core/choice.ts'
import type { AwsFiles } from '../../core/credentials/awsFiles.ts'
import { startsProgram } from '../../core/credentials/originProfile.ts'
import { signInFor } from '../../core/credentials/signInTarget.ts'
import { parseTime } from '../../core/credentials/time.ts'
import type {
  Answered,
  HealthFacts,
  HealthSetup,
  LastCheck,
  SeenSource,
  SignInTarget,
} from '../../core/health/facts.ts'
import { PROVISIONAL_MS } from '../../core/health/provisional.ts'
import { recordOf } from '../../core/health/record.ts'
import { findIn, judgeChange, profileBehind, profileEnd, signInOf } from '../../core/health/rotation.ts'
import type { CheckDeps } from '../checks/context.ts'
import { type Examined, examine, type Subscription } from './examine.ts'

/** What of the environment decides about the default chain. */
export interface HealthEnvironment {
  /** The profile that AWS_PROFILE names, or `default`. */
  profile: string
  /** Keys in the environment come before any profile. */
  hasKeys: boolean
}

/** The source of credentials as it is now. */
export interface Source {
  auth: AuthSource
  files: AwsFiles
  /** The profile it rests on, where it does. */
  profile?: string
  seen: SeenSource
}

/** Reads the source without any call and without starting anything. */
export async function readSource(
  deps: CheckDeps,
  environment: HealthEnvironment,
  setup: HealthSetup,
  auth: AuthSource,
): Promise<Source> {
  const [files, hash] = await Promise.all([deps.aws.readFiles(), deps.aws.sourceHash(auth)])
  const behind = profileBehind(setup, environment.profile)
  const profile = setup.auth === 'default' && environment.hasKeys ? undefined : behind
  const signIn = profile === undefined ? undefined : signInOf(files, profile)
  return {
    auth,
    files,
    seen: { hash, ...(signIn !== undefined && { signIn }) },
    ...(profile !== undefined && { profile }),
  }
}

/** True when looking would start a program of the user's. */
export const wouldStartProgram = ({ files, profile }: Source): boolean =>
  profile !== undefined && startsProgram(findIn(files), profile)

/** Looks, and gives the facts as they are after it. */
export async function look(
  deps: CheckDeps,
  environment: HealthEnvironment,
  facts: HealthFacts,
  source: Source,
  signal: AbortSignal,
): Promise<HealthFacts> {
  const { setup, answered } = facts
  const due =
    answered?.provisional === true &&
    answered.modelId === setup.modelId &&
    answered.at + PROVISIONAL_MS <= deps.clock.now()
  const subscriptions = due ? modelsOf(answered) : []
  const examined = await examine(deps, { auth: source.auth, setup, subscriptions }, signal)
  // The look itself may have renewed a token: what it wrote is no rotation.
  const after = await readSource(deps, environment, setup, source.auth)
  const at = deps.clock.now()
  const own = judgeChange(source.seen, after.seen, at) === 'renewed'
  const seen = own ? after.seen : source.seen
  const target = source.profile === undefined ? undefined : signInFor(source.files, source.profile)
  const next = withExamined(facts, examined, {
    at,
    signIn: target,
    seen,
    expiresAt: endOf(environment, setup, source, seen, examined),
  })
  return signal.aborted && next.last !== undefined ? { ...next, last: unanswered(next.last) } : next
}

/** The models whose subscriptions decide about an answer. */
export const modelsOf = ({ models = [], modelId }: Answered): string[] =>
  models.length > 0 ? models : [modelId]

/** Nobody answered in time, which says nothing about the credentials. */
const unanswered = ({ id: _id, what: _what, signIn: _signIn, ...last }: LastCheck): LastCheck => ({
  ...last,
  passing: true,
  summary: t('AWS did not answer in time. It is asked again by itself.'),
})

function withExamined(
  facts: HealthFacts,
  { result, identity, subscription }: Examined,
  now: {
    at: number
    seen: SeenSource
    signIn: SignInTarget | undefined
    expiresAt: number | undefined
  },
): HealthFacts {
  const { expiresAt: _end, signIn: _signIn, told: _told, answered, ...kept } = facts
  const last = recordOf(result, facts.last, now.at)
  const settled = answered && settle(answered, subscription, now.at)
  return {
    ...kept,
    last,
    seen: now.seen,
    ...(identity !== undefined && { identity }),
    ...(now.signIn !== undefined && { signIn: now.signIn }),
    ...(settled !== undefined && { answered: settled }),
    ...(now.expiresAt !== undefined && { expiresAt: now.expiresAt }),
    ...(!last.ok && facts.told !== undefined && { told: facts.told }),
  }
}

/** A subscription that is still being made is looked at again after another quarter of an hour. */
function settle(
  answered: NonNullable<HealthFacts['answered']>,
  subscription: Subscription | undefined,
  at: number,
): NonNullable<HealthFacts['answered']> {
  switch (subscription) {
    case 'settled':
      return { ...answered, provisional: false }
    case 'unknown':
      return { ...answered, provisional: false, unproved: true }
    case 'pending':
      return { ...answered, at }
    default:
      return answered
  }
}

function endOf(
  environment: HealthEnvironment,
  setup: HealthSetup,
  source: Source,
  seen: SeenSource,
  { identity }: Examined,
): number | undefined {
  if (source.profile !== undefined) {
    return profileEnd(seen.signIn)
  }
  const ownEnd = setup.auth === 'api-key' || (setup.auth === 'default' && environment.hasKeys)
  return ownEnd ? parseTime(identity?.expiresAt ?? '') : undefined
}

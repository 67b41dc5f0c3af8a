import { homeRegion, partitionOf } from '../../core/bedrock/regions.ts'
import type { CheckFact, CheckId, CheckResult, CheckStatus } from '../../core/checks/check.ts'
import type { AuthSource } from '../../core/choice.ts'
import { explain } from '../../core/diagnosis/catalogue.ts'
import { type ClassifyContext, classify } from '../../core/diagnosis/classify.ts'
import type { Diagnosis } from '../../core/diagnosis/diagnosis.ts'
import type { Failure } from '../../core/diagnosis/failure.ts'
import type { Aws, ClineFiles, Clock } from '../ports.ts'
import type { Calls } from './calls.ts'

/** What the checks work with. */
export interface CheckDeps {
  aws: Aws
  cline: ClineFiles
  clock: Clock
  platform: 'win32' | 'darwin' | 'linux'
}

/** One run of checks on one choice that may still be incomplete. */
export interface CheckRun {
  deps: CheckDeps
  auth: AuthSource
  /** As given; may be missing or no region at all. */
  region?: string
  /** Where to call when `region` is unusable: the partition's home region. */
  callRegion: string
  modelId?: string
  endpoint?: string
  identityArn?: string
  account?: string
  /** The least policy for the choice, once known. */
  policy?: string
  calls: Calls
  signal: AbortSignal
}

/** The region to call for a choice whose own region is missing or is none. */
export const callRegionFor = (region: string | undefined, usable: boolean): string =>
  region !== undefined && usable ? region : homeRegion(region?.trim() ?? '')

/** Gives a failed call its diagnosis. */
export function diagnose(
  run: CheckRun,
  check: CheckId,
  failure: Failure,
  extra: Partial<ClassifyContext> = {},
): Diagnosis {
  return classify(failure, {
    check,
    auth: run.auth.kind,
    region: run.callRegion,
    ...(run.auth.kind === 'profile' && { profile: run.auth.profile }),
    ...(run.modelId !== undefined && { modelId: run.modelId }),
    ...(run.identityArn !== undefined && { identityArn: run.identityArn }),
    ...extra,
  })
}

/** A result without trouble. */
export const passed = (
  id: CheckId,
  summary: string,
  facts: CheckFact[] = [],
  status: CheckStatus = 'pass',
): CheckResult => ({ id, status, summary, facts, durationMs: 0 })

/** A check that could not or need not run. */
export const skipped = (id: CheckId, summary: string): CheckResult => passed(id, summary, [], 'skip')

/** A result with a diagnosis, put into words. */
export function troubled(
  run: CheckRun,
  id: CheckId,
  status: 'warn' | 'fail',
  diagnosis: Diagnosis,
  facts: CheckFact[] = [],
): CheckResult {
  const explanation = explain(diagnosis, {
    region: run.callRegion,
    partition: partitionOf(run.callRegion),
    auth: run.auth.kind,
    platform: run.deps.platform,
    ...(run.auth.kind === 'profile' && { profile: run.auth.profile }),
    ...(run.modelId !== undefined && { modelId: run.modelId }),
    ...(run.account !== undefined && { account: run.account }),
    ...(run.policy !== undefined && { policy: run.policy }),
  })
  return { id, status, summary: explanation.title, facts, diagnosis, explanation, durationMs: 0 }
}

/** Runs a check and notes how long it took. */
export async function timed<T extends { result: CheckResult }>(
  clock: Clock,
  check: () => Promise<T>,
): Promise<T> {
  const started = clock.now()
  const outcome = await check()
  return { ...outcome, result: { ...outcome.result, durationMs: Math.max(0, clock.now() - started) } }
}

import { homeRegion } from '../../core/bedrock/regions.ts'
import type { CheckId } from '../../core/checks/check.ts'
import type { ClassifyContext } from '../../core/diagnosis/classify.ts'
import type { Diagnosis } from '../../core/diagnosis/diagnosis.ts'
import type { Failure } from '../../core/diagnosis/failure.ts'
import { type CheckRun, diagnose } from './context.ts'

/**
 * Gives a failure of Bedrock its diagnosis. A key that Bedrock calls unknown is shown to STS in the partition's
 * home region, asked anew: only that tells a bad key from a region that is not switched on.
 */
export async function diagnoseWithHome(
  run: CheckRun,
  check: CheckId,
  failure: Failure,
  extra: Partial<ClassifyContext> = {},
): Promise<Diagnosis> {
  const first = diagnose(run, check, failure, extra)
  if (first.id !== 'access-key-invalid' || run.auth.kind === 'api-key' || run.signal.aborted) {
    return first
  }
  const target = { auth: run.auth, region: homeRegion(run.callRegion) }
  const atHome = await run.deps.aws.callerIdentity(target, run.signal)
  return diagnose(run, check, failure, { ...extra, homeRegionAccepts: atHome.ok })
}

import type { AuthSource } from '../core/choice.ts'
import type { ReportSubject } from '../core/report/reportRows.ts'
import type { ApplyRequest } from '../core/settings/types.ts'
import type { CheckDeps } from './checks/context.ts'
import { type DoctorReport, runDoctor } from './doctor.ts'

/** What is examined, with its secrets. */
export interface Subject {
  auth: AuthSource
  region?: string
  modelId?: string
  /** Another model for Cline's plan mode. */
  planModelId?: string
  endpoint?: string
}

/** All checks of one subject, and which it was; no secret. */
export interface Examination extends DoctorReport, ReportSubject {}

/**
 * Runs all checks without the billed prompt: on the answers, else on what Cline is set to, since that is what a
 * report is wanted for when something stopped working.
 */
export async function examine(
  deps: CheckDeps,
  answers: Subject | undefined,
  signal: AbortSignal,
): Promise<Examination> {
  const present = answers === undefined ? await deps.cline.present() : undefined
  const stored = present?.ok === true && present.value !== undefined ? subjectOf(present.value) : undefined
  const chosen: Subject = answers ?? stored ?? { auth: { kind: 'default' } }
  const { auth, modelId, planModelId, endpoint } = chosen
  const region = chosen.region || (await deps.aws.defaultRegion(auth))
  const of = answers !== undefined ? 'answers' : stored !== undefined ? 'cline' : 'default'
  const subject = {
    ...(region !== undefined && { region }),
    ...(modelId !== undefined && modelId !== '' && { modelId }),
    ...(planModelId !== undefined && { planModelId }),
    ...(endpoint !== undefined && { endpoint }),
  }
  const report = await runDoctor(deps, { auth, prompt: false, ...subject }, signal)
  return {
    ...report,
    of,
    auth: auth.kind,
    ...(auth.kind === 'profile' && { profile: auth.profile }),
    ...subject,
    ...(planModelId !== undefined && { planPrompt: 'not-sent' }),
  }
}

const subjectOf = ({ planModel, ...request }: ApplyRequest): Subject => ({
  ...request,
  ...(planModel !== undefined && { planModelId: planModel.modelId }),
})

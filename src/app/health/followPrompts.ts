import type { CheckResult } from '../../core/checks/check.ts'
import type { HealthSetup, Proof } from '../../core/health/facts.ts'
import { recordOf } from '../../core/health/record.ts'
import type { WizardState } from '../../core/wizard/state.ts'
import type { Clock } from '../ports.ts'
import type { HealthMonitor } from './healthMonitor.ts'

/** Tells health of each prompt that was answered in the wizard, once, with what the wizard knows by then. */
export function followPrompts(
  monitor: Pick<HealthMonitor, 'answered'>,
  clock: Clock,
): (state: WizardState) => void {
  let known: CheckResult | undefined
  return (state) => {
    const { status, result } = state.prompt.check
    const credentials = state.credentials.check.result
    if (status === 'pass' && result !== known && credentials !== undefined) {
      known = result
      monitor.answered(proofOf(state, credentials, clock.now()), state.prompt.provisional ?? [])
    }
  }
}

function proofOf({ credentials, region, model }: WizardState, result: CheckResult, at: number): Proof {
  const { identity, method, profile } = credentials
  const setup: HealthSetup = {
    provider: 'bedrock',
    auth: method,
    ...(method === 'profile' && profile !== undefined && { profile }),
    ...(region.chosen !== undefined && { region: region.chosen }),
    ...(model.chosen !== undefined && { modelId: model.chosen }),
    ...(region.endpoint !== undefined && { endpoint: region.endpoint }),
  }
  return { setup, last: recordOf(result, undefined, at), ...(identity !== undefined && { identity }) }
}

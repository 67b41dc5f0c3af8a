import type { CheckResult } from '../../core/checks/check.ts'
import type { WizardState } from '../../core/wizard/state.ts'
import type { HealthMonitor } from './healthMonitor.ts'

/** Tells health of each prompt that was answered in the wizard, once. */
export function followPrompts(monitor: Pick<HealthMonitor, 'answered'>): (state: WizardState) => void {
  let known: CheckResult | undefined
  return ({ prompt, model }) => {
    const { status, result } = prompt.check
    if (status === 'pass' && result !== known && model.chosen !== undefined) {
      known = result
      monitor.answered(model.chosen, prompt.provisional === true)
    }
  }
}

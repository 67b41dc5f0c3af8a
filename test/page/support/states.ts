import type { WizardState } from '../../../src/core/wizard/state.ts'
import { accessStates } from './accessStates.ts'
import { courseStates } from './courseStates.ts'
import { credentialStates } from './credentialStates.ts'
import { endStates } from './endStates.ts'
import { gallery } from './gallery.ts'
import { panelStates } from './panelStates.ts'
import { runningStates } from './runningStates.ts'
import { waitingStates } from './waitingStates.ts'
import { writeStates } from './writeStates.ts'

/** Every state that the page is judged in, by name. */
export const everyState = (): Record<string, WizardState> => ({
  ...gallery(),
  ...waitingStates(),
  ...accessStates(),
  ...credentialStates(),
  ...writeStates(),
  ...runningStates(),
  ...panelStates(),
  ...courseStates(),
  ...endStates(),
})

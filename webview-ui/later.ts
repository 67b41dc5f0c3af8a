import type { StepId } from '../src/core/checks/check.ts'
import type { StepBody } from './context.ts'
import { doneStep } from './steps/done.ts'
import { modelAccessStep } from './steps/modelAccess.ts'
import { regionStep } from './steps/region.ts'
import { reviewStep } from './steps/review.ts'
import { securityStep } from './steps/security.ts'
import { testPromptStep } from './steps/testPrompt.ts'

/** All steps but the first, which must not wait for them. Loaded with `import()` only. */
export const laterSteps: Record<Exclude<StepId, 'credentials'>, StepBody> = {
  region: regionStep,
  'model-access': modelAccessStep,
  'test-prompt': testPromptStep,
  review: reviewStep,
  done: doneStep,
  security: securityStep,
}

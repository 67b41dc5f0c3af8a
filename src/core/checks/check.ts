import type { Diagnosis, Explanation } from '../diagnosis/diagnosis.ts'

/** The checks in the order in which they are reported. */
export const CHECK_IDS = [
  'credentials',
  'region',
  'model-access',
  'permissions',
  'test-prompt',
  'cline-settings',
  'security',
] as const

export type CheckId = (typeof CHECK_IDS)[number]

/** The wizard's steps in order. */
export const STEP_IDS = [
  'credentials',
  'region',
  'model-access',
  'test-prompt',
  'review',
  'done',
  'security',
] as const

export type StepId = (typeof STEP_IDS)[number]

export type CheckStatus = 'pass' | 'warn' | 'fail' | 'skip'

/** One line of what a check looked at, for "what was checked". */
export interface CheckFact {
  label: string
  value: string
}

/** Something to know that changes no verdict, such as a variable that Cline's older part obeys. */
export interface CheckNote {
  /** One sentence or two. */
  text: string
  /** It can make Cline act otherwise than was checked. */
  harmful: boolean
}

/** The result of one check. `diagnosis` and `explanation` are there on `fail` and `warn`. */
export interface CheckResult {
  id: CheckId
  status: CheckStatus
  /** One sentence in the user's language. */
  summary: string
  facts: CheckFact[]
  notes?: CheckNote[]
  diagnosis?: Diagnosis
  explanation?: Explanation
  durationMs: number
}

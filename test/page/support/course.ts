import type { WizardState } from '../../../src/core/wizard/state.ts'

/** What comes by itself, state after state, while someone looks at the page. */
export interface Course {
  name: string
  states: WizardState[]
  /** What the person has opened before, by the text of its summary. */
  open?: string[]
  /** The part that the person has scrolled to. */
  lookingAt?: string
}

/** States of a table, in this order. */
export const named = (states: Record<string, WizardState>, ...names: string[]): WizardState[] =>
  names.map((name) => {
    const state = states[name]
    if (state === undefined) {
      throw new Error(`There is no state "${name}".`)
    }
    return state
  })

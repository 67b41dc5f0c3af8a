import assert from 'node:assert/strict'
import type { InputScreen, PickItem, PickScreen, Place, View } from '../../../src/core/quickPicks/screen.ts'
import { screenOf } from '../../../src/core/quickPicks/screens.ts'
import type { WizardState } from '../../../src/core/wizard/state.ts'

/** The list at a place; fails where an input stands there. */
export function pick(place: Place, state: WizardState, view?: View): PickScreen {
  const screen = screenOf(place, state, view)
  assert.equal(screen.kind, 'pick')
  return screen as PickScreen
}

/** The input at a place; fails where a list stands there. */
export function input(place: Place, state: WizardState): InputScreen {
  const screen = screenOf(place, state)
  assert.equal(screen.kind, 'input')
  return screen as InputScreen
}

/** What the rows say. */
export const labels = ({ items }: PickScreen): string[] => items.map(({ label }) => label)

/** The row that says this. */
export const find = ({ items }: PickScreen, text: string | RegExp): PickItem => {
  const found = items.find(({ label }) => (typeof text === 'string' ? label === text : text.test(label)))
  assert.ok(
    found !== undefined,
    `${String(text)} is not among ${items.map(({ label }) => label).join(' | ')}`,
  )
  return found
}

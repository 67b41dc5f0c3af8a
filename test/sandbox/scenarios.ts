import type { Scenario } from './scenario.ts'
import { CLINE } from './scenarios/cline.ts'
import { IDENTITY } from './scenarios/identity.ts'
import { MODELS } from './scenarios/models.ts'
import { PERMISSIONS } from './scenarios/permissions.ts'

/** Every situation that can be picked, by name. */
export const SCENARIOS: Record<string, Scenario> = { ...IDENTITY, ...PERMISSIONS, ...MODELS, ...CLINE }

/** Throws with the names that exist. */
export function findScenario(name: string): Scenario {
  const found = Object.hasOwn(SCENARIOS, name) ? SCENARIOS[name] : undefined
  if (!found)
    throw new Error(`There is no scenario "${name}". There are: ${Object.keys(SCENARIOS).join(', ')}`)
  return found
}

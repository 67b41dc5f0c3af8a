import { commonGeography } from './modelFacts.ts'
import { destinationRegions, profilePrefix, profilesFor } from './models.ts'
import type { FoundationModel, InferenceProfile } from './types.ts'

/** How near a region can keep requests: to itself, to one part of the world, or not at all. */
export type Residency = { reach: 'region' | 'anywhere' } | { reach: 'geography'; geography: string }

const WIDTH = { region: 0, geography: 1, anywhere: 2 } as const

const wider = (a: Residency, b: Residency): Residency => (WIDTH[b.reach] > WIDTH[a.reach] ? b : a)

function ofProfile(profile: InferenceProfile): Residency {
  const geography = commonGeography(destinationRegions(profile))
  return profilePrefix(profile.id) === 'global' || geography === undefined
    ? { reach: 'anywhere' }
    : { reach: 'geography', geography }
}

/** The nearest that a region can keep a model's requests, by what it lists; `undefined` when it has none. */
function nearest(
  model: string,
  models: readonly FoundationModel[],
  profiles: readonly InferenceProfile[],
): Residency | undefined {
  const direct = models.some((each) => each.modelId === model && each.inferenceTypes.includes('ON_DEMAND'))
  const routed = profilesFor(model, profiles)
    .filter(({ type }) => type === 'SYSTEM_DEFINED')
    .map(ofProfile)
    .sort((a, b) => WIDTH[a.reach] - WIDTH[b.reach])
  return direct ? { reach: 'region' } : routed[0]
}

/** The same for several models together: the widest decides. `undefined` when one of them is not there. */
export function residencyOf(
  wanted: readonly string[],
  models: readonly FoundationModel[],
  profiles: readonly InferenceProfile[],
): Residency | undefined {
  const each = wanted.map((model) => nearest(model, models, profiles))
  return each.some((one) => one === undefined)
    ? undefined
    : each.reduce<Residency | undefined>(
        (a, b) => (a !== undefined && b !== undefined ? wider(a, b) : (a ?? b)),
        undefined,
      )
}

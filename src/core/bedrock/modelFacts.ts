import { catalogueModel, isLegacyModel } from '../settings/catalogue.ts'
import type { ModelFacts } from '../wizard/state.ts'
import { geographyOf } from './regions.ts'
import type { FoundationModel } from './types.ts'

/** What a choice is, for what is known of it. */
export interface ModelChoice {
  id: string
  baseModelId: string
  /** Regions that requests may be routed to; empty for anywhere. */
  destinations: readonly string[]
}

/** The geography that all destinations lie in; `undefined` when there are several or an unknown one. */
export function commonGeography(destinations: readonly string[]): string | undefined {
  const found = new Set(destinations.map(geographyOf))
  const [only] = found
  return found.size === 1 ? only : undefined
}

/** The words that make a model's family: its provider's name for it, without versions, sizes and dates. */
export function familyOf(modelId: string): string {
  const [provider = '', ...name] = modelId.split('.')
  const words = name
    .join('.')
    .split(':')[0]
    ?.split(/[-.]/)
    .map((word) => word.replaceAll(/\d/g, ''))
    .filter((word) => word.length > 1)
  return [provider, ...(words ?? []).sort()].join(' ')
}

/** The newest active model of a legacy one's family in the same region. */
export function successorOf(
  model: FoundationModel,
  models: readonly FoundationModel[],
): FoundationModel | undefined {
  const family = familyOf(model.modelId)
  const started = (each: FoundationModel): string => each.startOfLife ?? ''
  return models
    .filter(
      (each) =>
        each.lifecycle !== 'LEGACY' &&
        each.modelId !== model.modelId &&
        familyOf(each.modelId) === family &&
        started(each) >= started(model),
    )
    .sort((a, b) => started(b).localeCompare(started(a)))[0]
}

const bundlesOf = ({ id, baseModelId }: ModelChoice): ModelFacts['bundles'] => {
  const known = catalogueModel(id) !== undefined || catalogueModel(baseModelId) !== undefined
  return known ? (isLegacyModel(baseModelId) ? 'both' : 'new') : 'other'
}

/** Everything that AWS's lists and Cline's catalogue say of a choice; what neither says is left out. */
export function modelFacts(
  choice: ModelChoice,
  model: FoundationModel | undefined,
  models: readonly FoundationModel[],
): ModelFacts {
  const exact = catalogueModel(choice.id)
  const known = exact ?? catalogueModel(choice.baseModelId)
  const geography = commonGeography(choice.destinations)
  const price = exact?.price ?? (choice.destinations.length === 1 ? known?.price : undefined)
  const successor = model?.lifecycle === 'LEGACY' ? successorOf(model, models)?.name : undefined
  return {
    streaming: model?.streaming ?? true,
    bundles: bundlesOf(choice),
    ...(geography !== undefined && { geography }),
    ...(known !== undefined && {
      tools: known.capabilities.includes('tools'),
      cache: known.capabilities.includes('prompt-cache'),
      ...(known.contextWindow > 0 && { contextTokens: known.contextWindow }),
      ...(known.maxTokens > 0 && { outputTokens: known.maxTokens }),
    }),
    ...(price !== undefined && { price }),
    ...(model?.legacySince !== undefined && { legacySince: model.legacySince }),
    ...(model?.endOfLife !== undefined && { endOfLife: model.endOfLife }),
    ...(successor !== undefined && { successor }),
  }
}

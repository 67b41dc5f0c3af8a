import { idToUse } from '../bedrock/clineId.ts'
import { baseModelId } from '../bedrock/models.ts'
import type { ModelRef } from '../settings/types.ts'
import type { ModelOption, WizardState } from './state.ts'

/** The foundation model behind an id, as the region's list says. */
const baseOf = ({ model }: WizardState, id: string): string =>
  model.options?.find((each) => each.id === id)?.baseModelId ?? baseModelId(id)

/** The foundation model behind the chosen id. */
export const chosenBaseModel = (state: WizardState): string => baseOf(state, state.model.chosen ?? '')

/** The foundation models behind both modes' ids, each once; none before one is chosen. */
export const chosenBaseModels = (state: WizardState): string[] => {
  const { chosen, planModel } = state.model
  const ids = [chosen, planModel].filter((id) => id !== undefined)
  return [...new Set(ids.map((id) => baseOf(state, id)))]
}

/** Plan mode's own model, where there is one. */
export function planModelRef(state: WizardState): ModelRef | undefined {
  const { planModel } = state.model
  return planModel === undefined ? undefined : { modelId: planModel, baseModelId: baseOf(state, planModel) }
}

/** What stands for a typed id in a region whose list has come, or may not be had; see `idToUse`. */
export function idFor(typed: string, region: string, options: readonly ModelOption[]): string {
  const found = options.some(({ route, baseModelId: base }) => route === 'on-demand' && base === typed)
  return idToUse(typed, region, options.length === 0 ? undefined : found)
}

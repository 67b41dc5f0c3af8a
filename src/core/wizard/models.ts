import { baseModelId } from '../bedrock/models.ts'
import type { WizardState } from './state.ts'

/** The foundation model behind the chosen id, as the region's list says. */
export function chosenBaseModel(state: WizardState): string {
  const chosen = state.model.chosen ?? ''
  const option = state.model.options?.find((each) => each.id === chosen)
  return option?.baseModelId ?? baseModelId(chosen)
}

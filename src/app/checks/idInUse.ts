import { idToUse, sentByCline } from '../../core/bedrock/clineId.ts'
import type { CheckRun } from './context.ts'
import { isOnDemand } from './modelAccess.ts'

/** The ids of the modes; plan mode's only where it is another one. */
export interface ModelIds {
  modelId?: string
  planModelId?: string
}

/** The ids that stand for typed ones, so that both of Cline’s versions send what is checked; see `idToUse`. */
export async function idsInUse(run: CheckRun, { modelId, planModelId }: ModelIds): Promise<ModelIds> {
  const use = async (id: string | undefined) => (id === undefined ? id : await idInUse(run, id))
  const [act, plan] = await Promise.all([use(modelId), use(planModelId)])
  return {
    ...(act !== undefined && { modelId: act }),
    ...(plan !== undefined && plan !== act && { planModelId: plan }),
  }
}

async function idInUse(run: CheckRun, typed: string): Promise<string> {
  if (sentByCline(typed, run.callRegion) === typed) {
    return typed
  }
  const models = await run.calls.models()
  const listed = models.ok ? models.value : []
  const found = listed.some((model) => model.modelId === typed && isOnDemand(model))
  return idToUse(typed, run.callRegion, listed.length === 0 ? undefined : found)
}

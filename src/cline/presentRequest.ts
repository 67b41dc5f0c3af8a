import { baseModelId } from '../core/bedrock/models.ts'
import { valueAt } from '../core/settings/json.ts'
import type { ApplyRequest } from '../core/settings/types.ts'
import type { PresentFile } from './read.ts'
import { settingOf } from './status.ts'
import { storedAuth } from './storedAuth.ts'

/** What would have to be written for Cline to be as it is; `undefined` while it uses another provider. */
export function presentRequest(
  present: readonly PresentFile[],
  env: NodeJS.ProcessEnv,
): ApplyRequest | undefined {
  const { provider, region, modelId, endpoint } = settingOf(present)
  const auth = storedAuth(present, env)
  if (provider !== 'bedrock' || auth === undefined || region === undefined || modelId === undefined) {
    return undefined
  }
  const state = present.find(({ role }) => role === 'globalState')?.value
  const base = valueAt(state, ['actModeAwsBedrockCustomModelBaseId'])
  return {
    auth,
    region,
    modelId,
    baseModelId: typeof base === 'string' && base !== '' ? base : baseModelId(modelId),
    modes: ['plan', 'act'],
    ...planModel(state, modelId),
    ...(endpoint !== undefined && { endpoint }),
  }
}

/** Cline keeps a second model for plan mode, where the user has switched that on. */
function planModel(state: unknown, actModelId: string): Pick<ApplyRequest, 'planModel'> {
  const modelId = valueAt(state, ['planModeApiModelId'])
  const separate =
    valueAt(state, ['planActSeparateModelsSetting']) === true &&
    valueAt(state, ['planModeApiProvider']) === 'bedrock'
  if (!separate || typeof modelId !== 'string' || modelId === '' || modelId === actModelId) {
    return {}
  }
  const base = valueAt(state, ['planModeAwsBedrockCustomModelBaseId'])
  return {
    planModel: {
      modelId,
      baseModelId: typeof base === 'string' && base !== '' ? base : baseModelId(modelId),
    },
  }
}

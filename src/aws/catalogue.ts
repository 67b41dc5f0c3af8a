import type { FoundationModelSummary, InferenceProfileSummary } from '@aws-sdk/client-bedrock'
import type { AwsTarget } from '../app/ports.ts'
import type { FoundationModel, InferenceProfile } from '../core/bedrock/types.ts'
import type { Outcome } from '../core/outcome.ts'
import { call, IncompleteAnswer } from './call.ts'
import type { AwsContext } from './context.ts'
import { allPages } from './pages.ts'

/** Every foundation model of the region. */
export async function listFoundationModels(
  context: AwsContext,
  target: AwsTarget,
  signal: AbortSignal,
): Promise<Outcome<FoundationModel[]>> {
  const spec = { service: 'bedrock', operation: 'ListFoundationModels', target, signal } as const
  return await call(context, spec, async (config) => {
    const { BedrockClient, ListFoundationModelsCommand } = await import('@aws-sdk/client-bedrock')
    const client = new BedrockClient(config)
    const { modelSummaries } = await client.send(new ListFoundationModelsCommand({}), { abortSignal: signal })
    if (modelSummaries === undefined) {
      throw new IncompleteAnswer('ListFoundationModels was answered without a list.')
    }
    return modelSummaries.map(toModel)
  })
}

function toModel(summary: FoundationModelSummary): FoundationModel {
  const { modelLifecycle } = summary
  return {
    modelId: summary.modelId ?? '',
    modelArn: summary.modelArn ?? '',
    name: summary.modelName ?? summary.modelId ?? '',
    provider: summary.providerName ?? '',
    inputModalities: summary.inputModalities ?? [],
    outputModalities: summary.outputModalities ?? [],
    streaming: summary.responseStreamingSupported ?? false,
    inferenceTypes: summary.inferenceTypesSupported ?? [],
    ...(modelLifecycle?.status !== undefined && { lifecycle: modelLifecycle.status }),
    ...(modelLifecycle?.startOfLifeTime !== undefined && {
      startOfLife: modelLifecycle.startOfLifeTime.toISOString(),
    }),
    ...(modelLifecycle?.legacyTime !== undefined && {
      legacySince: modelLifecycle.legacyTime.toISOString(),
    }),
    ...(modelLifecycle?.endOfLifeTime !== undefined && {
      endOfLife: modelLifecycle.endOfLifeTime.toISOString(),
    }),
  }
}

/** Every inference profile of the region, AWS's and the account's own. */
export async function listInferenceProfiles(
  context: AwsContext,
  target: AwsTarget,
  signal: AbortSignal,
): Promise<Outcome<InferenceProfile[]>> {
  const spec = { service: 'bedrock', operation: 'ListInferenceProfiles', target, signal } as const
  return await call(context, spec, async (config) => {
    const { BedrockClient, ListInferenceProfilesCommand } = await import('@aws-sdk/client-bedrock')
    const client = new BedrockClient(config)
    // Both kinds are asked for by name and at once, so that no default of AWS decides.
    const lists = (['SYSTEM_DEFINED', 'APPLICATION'] as const).map((typeEquals) =>
      allPages(
        (nextToken) =>
          client.send(
            new ListInferenceProfilesCommand({
              maxResults: 1000,
              typeEquals,
              ...(nextToken && { nextToken }),
            }),
            { abortSignal: signal },
          ),
        ({ inferenceProfileSummaries }) => inferenceProfileSummaries,
      ),
    )
    return (await Promise.all(lists)).flat().map(toProfile)
  })
}

type ProfileLike = Pick<
  InferenceProfileSummary,
  'inferenceProfileId' | 'inferenceProfileArn' | 'inferenceProfileName' | 'type' | 'status' | 'models'
>

const toProfile = (summary: ProfileLike): InferenceProfile => ({
  id: summary.inferenceProfileId ?? '',
  arn: summary.inferenceProfileArn ?? '',
  name: summary.inferenceProfileName ?? '',
  type: summary.type === 'APPLICATION' ? 'APPLICATION' : 'SYSTEM_DEFINED',
  status: summary.status ?? '',
  modelArns: (summary.models ?? []).map(({ modelArn }) => modelArn ?? '').filter((arn) => arn !== ''),
})

/** One inference profile by id or ARN. */
export async function getInferenceProfile(
  context: AwsContext,
  target: AwsTarget,
  id: string,
  signal: AbortSignal,
): Promise<Outcome<InferenceProfile>> {
  const spec = { service: 'bedrock', operation: 'GetInferenceProfile', target, signal } as const
  return await call(context, spec, async (config) => {
    const { BedrockClient, GetInferenceProfileCommand } = await import('@aws-sdk/client-bedrock')
    const client = new BedrockClient(config)
    const found = await client.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: id }), {
      abortSignal: signal,
    })
    if (found.inferenceProfileArn === undefined) {
      throw new IncompleteAnswer('GetInferenceProfile was answered without a profile.')
    }
    return toProfile(found)
  })
}

import type { FoundationModel } from '../../../src/core/bedrock/types.ts'

/** A model of the list in eu-central-1 that Cline can use through a profile, unless `change` says otherwise. */
export const model = (modelId: string, change: Partial<FoundationModel> = {}): FoundationModel => ({
  modelId,
  modelArn: `arn:aws:bedrock:eu-central-1::foundation-model/${modelId}`,
  name: modelId,
  provider: 'Anthropic',
  inputModalities: ['TEXT'],
  outputModalities: ['TEXT'],
  streaming: true,
  inferenceTypes: ['INFERENCE_PROFILE'],
  lifecycle: 'ACTIVE',
  ...change,
})

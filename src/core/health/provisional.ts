/**
 * The first prompt to a model of AWS Marketplace subscribes the account in the background. Calls can succeed
 * at first and be refused later, when the subscription fails; it is settled within 15 minutes.
 */
export const PROVISIONAL_MS = 15 * 60_000

// Sold by AWS itself or without an agreement. Source: AWS's documentation on model access.
const NOT_MARKETPLACE = new Set(['amazon', 'deepseek', 'mistral', 'meta', 'qwen', 'openai'])

/** True when the model behind this base id is sold through AWS Marketplace. */
export const isMarketplaceModel = (baseModelId: string): boolean => {
  const provider = baseModelId.split('.')[0] ?? ''
  return baseModelId.includes('.') && !NOT_MARKETPLACE.has(provider)
}

/**
 * Whether a first answer may still be taken back. `agreement` is GetFoundationModelAvailability's status from
 * before the prompt, `undefined` when it could not be read.
 */
export const isProvisional = (baseModelId: string, agreement: string | undefined): boolean =>
  isMarketplaceModel(baseModelId) && agreement !== 'AVAILABLE'

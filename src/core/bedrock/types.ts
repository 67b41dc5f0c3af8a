/** ListFoundationModels' summary, as far as it matters here. */
export interface FoundationModel {
  modelId: string
  modelArn: string
  name: string
  provider: string
  inputModalities: string[]
  outputModalities: string[]
  streaming: boolean
  /** `ON_DEMAND`, `INFERENCE_PROFILE`, `PROVISIONED`; AWS adds values, so it stays open. */
  inferenceTypes: string[]
  /** `ACTIVE` or `LEGACY`. */
  lifecycle?: string
  /** ISO date. */
  startOfLife?: string
  /** ISO date. */
  legacySince?: string
  /** ISO date. */
  endOfLife?: string
}

/** ListInferenceProfiles' summary. */
export interface InferenceProfile {
  id: string
  arn: string
  name: string
  type: 'SYSTEM_DEFINED' | 'APPLICATION'
  status: string
  /** ARNs of the foundation models that requests may be routed to. */
  modelArns: string[]
}

/** GetFoundationModelAvailability, all four parts. */
export interface ModelAvailability {
  agreement: string
  agreementError?: string
  authorization: string
  entitlement: string
  region: string
}

/** GetCallerIdentity. */
export interface CallerIdentity {
  account: string
  arn: string
  userId: string
}

import { SandboxError } from '../errors.ts'
import type { WireRequest } from '../wire.ts'

/** One operation of Bedrock or Bedrock Runtime, named as in the SDK; `id` is the decoded path label. */
export interface BedrockOperation {
  service: 'bedrock' | 'bedrock-runtime'
  operation: string
  id: string
  /** The id or ARN of a prompt; only of Bedrock Runtime. */
  modelId?: string
}

type Found = Pick<BedrockOperation, 'operation' | 'id'>

type Route = [method: string, path: RegExp, operation: string]

const CONTROL: readonly Route[] = [
  ['GET', /^\/foundation-models$/, 'ListFoundationModels'],
  ['GET', /^\/foundation-models\/(.+)$/, 'GetFoundationModel'],
  ['GET', /^\/inference-profiles$/, 'ListInferenceProfiles'],
  ['GET', /^\/inference-profiles\/(.+)$/, 'GetInferenceProfile'],
  ['GET', /^\/foundation-model-availability\/(.+)$/, 'GetFoundationModelAvailability'],
  ['GET', /^\/use-case-for-model-access$/, 'GetUseCaseForModelAccess'],
  ['POST', /^\/use-case-for-model-access$/, 'PutUseCaseForModelAccess'],
  ['GET', /^\/list-foundation-model-agreement-offers\/(.+)$/, 'ListFoundationModelAgreementOffers'],
  ['POST', /^\/create-foundation-model-agreement$/, 'CreateFoundationModelAgreement'],
  ['POST', /^\/delete-foundation-model-agreement$/, 'DeleteFoundationModelAgreement'],
  ['GET', /^\/logging\/modelinvocations$/, 'GetModelInvocationLoggingConfiguration'],
  ['GET', /^\/enforcedGuardrailsConfiguration$/, 'ListEnforcedGuardrailsConfiguration'],
  ['GET', /^\/data-retention$/, 'GetAccountDataRetention'],
  ['PUT', /^\/data-retention$/, 'PutAccountDataRetention'],
]

// The label may hold unescaped slashes: an ARN that a client did not encode is still one model id.
const RUNTIME: readonly Route[] = [
  ['POST', /^\/model\/(.+)\/converse$/, 'Converse'],
  ['POST', /^\/model\/(.+)\/converse-stream$/, 'ConverseStream'],
  ['POST', /^\/model\/(.+)\/invoke$/, 'InvokeModel'],
  ['POST', /^\/model\/(.+)\/invoke-with-response-stream$/, 'InvokeModelWithResponseStream'],
  ['POST', /^\/model\/(.+)\/count-tokens$/, 'CountTokens'],
]

function decode(label: string): string | undefined {
  try {
    return decodeURIComponent(label)
  } catch {
    return undefined
  }
}

function find(routes: readonly Route[], request: Pick<WireRequest, 'method' | 'rawPath'>): Found | undefined {
  for (const [method, path, operation] of routes) {
    const match = method === request.method ? path.exec(request.rawPath) : null
    const id = match ? decode(match[1] ?? '') : undefined
    if (id !== undefined) return { operation, id }
  }
  return undefined
}

/** Recognises a request of either service; undefined: no operation has this method and path. */
export function bedrockOperation(
  request: Pick<WireRequest, 'method' | 'rawPath'>,
): BedrockOperation | undefined {
  const control = find(CONTROL, request)
  if (control) return { service: 'bedrock', ...control }
  const runtime = find(RUNTIME, request)
  return runtime ? { service: 'bedrock-runtime', ...runtime, modelId: runtime.id } : undefined
}

/** For a request that is known to be of the service. Throws UnknownOperationException as AWS does. */
export function operationOf(request: WireRequest, service: BedrockOperation['service']): Found {
  const found = bedrockOperation(request)
  if (found?.service !== service) throw new SandboxError(404, 'UnknownOperationException', '')
  return found
}

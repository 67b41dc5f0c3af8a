import type { IncomingMessage } from 'node:http'

/** What a request asks of which service. */
export interface Asked {
  service: string
  operation: string
  region: string
  dateHeader: string | undefined
  form: URLSearchParams
}

const BEDROCK: readonly [RegExp, string, string][] = [
  [/^\/model\/[^/]+\/converse-stream$/, 'bedrock-runtime', 'ConverseStream'],
  [/^\/model\/[^/]+\/converse$/, 'bedrock-runtime', 'Converse'],
  [/^\/foundation-models$/, 'bedrock', 'ListFoundationModels'],
  [/^\/foundation-model-availability\//, 'bedrock', 'GetFoundationModelAvailability'],
  [/^\/inference-profiles$/, 'bedrock', 'ListInferenceProfiles'],
  [/^\/inference-profiles\//, 'bedrock', 'GetInferenceProfile'],
  [/^\/use-case-for-model-access$/, 'bedrock', 'GetUseCaseForModelAccess'],
  [/^\/data-retention$/, 'bedrock', 'GetAccountDataRetention'],
  [/^\/logging\/modelinvocations$/, 'bedrock', 'GetModelInvocationLoggingConfiguration'],
  [/^\/federation\/credentials$/, 'sso', 'GetRoleCredentials'],
  [/^\/token$/, 'sso-oidc', 'CreateToken'],
  [/^\/v1\/token$/, 'signin', 'CreateOAuth2Token'],
]

/** Reads it from the path, the signature's scope or the form. */
export function recognise(request: IncomingMessage, body: string): Asked {
  const path = (request.url ?? '').split('?')[0] ?? ''
  const scope = /Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '')
  const form = new URLSearchParams(body)
  const dateHeader = request.headers['x-amz-date']
  const known = BEDROCK.find(([pattern]) => pattern.test(path))
  const common = {
    region: scope?.[1] ?? '',
    dateHeader: typeof dateHeader === 'string' ? dateHeader : undefined,
    form,
  }
  return known
    ? { ...common, service: known[1], operation: known[2] }
    : // A web identity needs no signature: the form alone says that it is for STS.
      {
        ...common,
        service: scope?.[2] ?? (form.has('Action') ? 'sts' : ''),
        operation: form.get('Action') ?? '',
      }
}

import type { WireResponse } from '../wire.ts'
import type { ControlCall } from './access.ts'
import {
  applicationProfiles,
  findProfile,
  inferenceTypes,
  modelArn,
  modelsIn,
  type Profile,
  systemProfiles,
} from './catalogue.ts'
import type { Model } from './models.ts'
import { type Json, jsonAnswer, notFound, validationError } from './request.ts'

/** Page size without maxResults; small enough that a client which never pages is caught. */
const DEFAULT_PAGE = 20
const LARGEST_PAGE = 1000

const FILTERS: Record<string, readonly string[]> = {
  byOutputModality: ['TEXT', 'IMAGE', 'EMBEDDING'],
  byInferenceType: ['ON_DEMAND', 'PROVISIONED', 'INFERENCE_PROFILE'],
  byCustomizationType: ['FINE_TUNING', 'CONTINUED_PRE_TRAINING', 'DISTILLATION'],
}

function day(date: string): string {
  return `${date}T00:00:00Z`
}

function details(model: Model, { call }: ControlCall): Json {
  return {
    modelArn: modelArn(call.caller.partition, call.region, model.id),
    modelId: model.id,
    modelName: model.name,
    providerName: model.provider,
    inputModalities: model.input,
    outputModalities: model.output,
    responseStreamingSupported: model.streaming,
    customizationsSupported: [],
    inferenceTypesSupported: inferenceTypes(model, call.region),
    modelLifecycle: {
      status: model.legacy ? 'LEGACY' : 'ACTIVE',
      startOfLifeTime: day(model.start),
      ...(model.legacy ? { legacyTime: day(model.legacy) } : {}),
      ...(model.endOfLife ? { endOfLifeTime: day(model.endOfLife) } : {}),
    },
  }
}

function checkFilters(query: URLSearchParams): void {
  for (const [name, values] of Object.entries(FILTERS)) {
    const value = query.get(name)
    if (value === null || values.includes(value)) continue
    throw validationError(
      `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: ` +
        `Member must satisfy enum value set: [${values.join(', ')}]`,
    )
  }
}

/** ListFoundationModels */
export function listFoundationModels(control: ControlCall): WireResponse {
  const { call, query } = control
  call.authorize('bedrock:ListFoundationModels', '*')
  checkFilters(query)
  const provider = query.get('byProvider')?.toLowerCase()
  const modality = query.get('byOutputModality')
  const type = query.get('byInferenceType')
  // No model here can be customised.
  const models = query.has('byCustomizationType') ? [] : modelsIn(call.region)
  const modelSummaries = models
    .filter((model) => provider === undefined || model.provider.toLowerCase() === provider)
    .filter((model) => modality === null || model.output.some((output) => output === modality))
    .filter((model) => type === null || inferenceTypes(model, call.region).includes(type))
    .map((model) => details(model, control))
  return jsonAnswer({ modelSummaries })
}

/** GetFoundationModel, by id or ARN. */
export function getFoundationModel(control: ControlCall): WireResponse {
  const { call, id } = control
  const modelId = id.replace(/^arn:[^/]+:foundation-model\//, '')
  call.authorize('bedrock:GetFoundationModel', modelArn(call.caller.partition, call.region, modelId))
  const model = modelsIn(call.region).find((candidate) => candidate.id === modelId)
  if (!model) throw notFound('Could not resolve the foundation model from the provided model identifier.')
  return jsonAnswer({ modelDetails: details(model, control) })
}

function profileBody(profile: Profile): Json {
  return {
    inferenceProfileName: profile.name,
    description: profile.description,
    createdAt: profile.createdAt,
    updatedAt: profile.createdAt,
    inferenceProfileArn: profile.arn,
    models: profile.arns.map((arn) => ({ modelArn: arn })),
    inferenceProfileId: profile.id,
    status: 'ACTIVE',
    type: profile.type,
  }
}

function pageSize(given: string | null): number {
  if (given === null) return DEFAULT_PAGE
  const size = Number(given)
  if (Number.isInteger(size) && size >= 1 && size <= LARGEST_PAGE) return size
  throw validationError(
    `1 validation error detected: Value '${given}' at 'maxResults' failed to satisfy constraint: ` +
      `Member must have value between 1 and ${LARGEST_PAGE}`,
  )
}

function pageStart(token: string | null): number {
  if (token === null) return 0
  const start = Number(/^from:(\d+)$/.exec(Buffer.from(token, 'base64').toString('utf8'))?.[1])
  if (Number.isInteger(start)) return start
  throw validationError('The provided nextToken is invalid.')
}

function profilesOf(control: ControlCall, type: string | null): Profile[] {
  const { call, account } = control
  const system = systemProfiles(call.region, account)
  const own = applicationProfiles(call.region, account)
  if (type === 'APPLICATION') return own
  if (type === 'SYSTEM_DEFINED') return system
  if (type === null) return [...system, ...own]
  throw validationError(`Value '${type}' at 'type' must be one of: [SYSTEM_DEFINED, APPLICATION]`)
}

/** ListInferenceProfiles, page by page. */
export function listInferenceProfiles(control: ControlCall): WireResponse {
  const { call, query } = control
  const { partition, account } = call.caller
  call.authorize(
    'bedrock:ListInferenceProfiles',
    `arn:${partition}:bedrock:${call.region}:${account}:inference-profile/*`,
  )
  const size = pageSize(query.get('maxResults'))
  const start = pageStart(query.get('nextToken'))
  const profiles = profilesOf(control, query.get('type') ?? query.get('typeEquals'))
  const end = start + size
  return jsonAnswer({
    inferenceProfileSummaries: profiles.slice(start, end).map(profileBody),
    ...(end < profiles.length ? { nextToken: Buffer.from(`from:${end}`).toString('base64') } : {}),
  })
}

/** GetInferenceProfile, by id or ARN, of both types. */
export function getInferenceProfile({ call, account, id }: ControlCall): WireResponse {
  const profile = findProfile(id, call.region, account)
  const { partition } = call.caller
  const named = id.startsWith('arn:')
    ? id
    : `arn:${partition}:bedrock:${call.region}:${account.id}:inference-profile/${id}`
  call.authorize('bedrock:GetInferenceProfile', profile?.arn ?? named)
  if (!profile || profile.model.ended) throw notFound(`Inference profile ${id} was not found.`)
  return jsonAnswer(profileBody(profile))
}

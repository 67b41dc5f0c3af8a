import type { Account, Partition } from '../world.ts'
import { GEOGRAPHIES, PREFIX_NAMES, type Prefix } from './geographies.ts'
import { MODELS, type Model } from './models.ts'

/** An inference profile as one region shows it; `arns` are the models it may send a request to. */
export interface Profile {
  id: string
  arn: string
  name: string
  description: string
  type: 'SYSTEM_DEFINED' | 'APPLICATION'
  arns: readonly string[]
  /** ISO time. */
  createdAt: string
  model: Model
}

/** ARN of a foundation model; an empty region is the ARN that global profiles end with. */
export function modelArn(partition: Partition, region: string, modelId: string): string {
  return `arn:${partition}:bedrock:${region}::foundation-model/${modelId}`
}

/** Any model of any region, also one that is switched off. */
export function findModel(modelId: string): Model | undefined {
  return MODELS.find((model) => model.id === modelId)
}

/** Destinations of the profile of this prefix for calls from the region; undefined where there is none. */
export function destinations(model: Model, prefix: Prefix, region: string): readonly string[] | undefined {
  return model.profiles.includes(prefix) ? GEOGRAPHIES[prefix][region] : undefined
}

/** Whether the region lists the model: called there directly, or through a profile. */
export function isOffered(model: Model, region: string): boolean {
  if (model.onDemand.includes(region)) return true
  return model.profiles.some((prefix) => destinations(model, prefix, region) !== undefined)
}

/** The models that ListFoundationModels shows. */
export function modelsIn(region: string): Model[] {
  return MODELS.filter((model) => !model.ended && isOffered(model, region))
}

/** ON_DEMAND, or INFERENCE_PROFILE, which the SDK's enum does not know. */
export function inferenceTypes(model: Model, region: string): string[] {
  return model.onDemand.includes(region) ? ['ON_DEMAND'] : ['INFERENCE_PROFILE']
}

function systemProfile(model: Model, prefix: Prefix, region: string, account: Account): Profile | undefined {
  const targets = destinations(model, prefix, region)
  if (!targets) return undefined
  const { partition } = account
  const id = `${prefix}.${model.id}`
  const where = prefix === 'global' ? 'all supported AWS Regions' : targets.join(', ')
  return {
    id,
    arn: `arn:${partition}:bedrock:${region}:${account.id}:inference-profile/${id}`,
    name: `${PREFIX_NAMES[prefix]} ${model.provider} ${model.name}`,
    description: `Routes requests to ${model.provider} ${model.name} in ${where}.`,
    type: 'SYSTEM_DEFINED',
    arns: targets.map((target) => modelArn(partition, target, model.id)),
    createdAt: `${model.start}T00:00:00Z`,
    model,
  }
}

/** System profiles of the region; with `ended`, also those of models that are switched off. */
export function systemProfiles(region: string, account: Account, ended = false): Profile[] {
  return MODELS.filter((model) => ended || !model.ended).flatMap((model) =>
    model.profiles.flatMap((prefix) => systemProfile(model, prefix, region, account) ?? []),
  )
}

/** The account's own profiles in the region. */
export function applicationProfiles(region: string, account: Account): Profile[] {
  return account.bedrock.applicationProfiles
    .filter((profile) => profile.region === region)
    .flatMap((profile) => {
      const model = findModel(profile.models[0]?.split('/').at(-1) ?? '')
      if (!model) return []
      return {
        id: profile.id,
        arn: `arn:${account.partition}:bedrock:${region}:${account.id}:application-inference-profile/${profile.id}`,
        name: profile.name,
        description: `Application inference profile ${profile.name}`,
        type: 'APPLICATION' as const,
        arns: profile.models,
        createdAt: '2026-05-04T09:00:00Z',
        model,
      }
    })
}

/** By id or ARN, of both types. */
export function findProfile(identifier: string, region: string, account: Account): Profile | undefined {
  const all = [...systemProfiles(region, account, true), ...applicationProfiles(region, account)]
  return all.find(({ id, arn }) => id === identifier || arn === identifier)
}

import { t } from '@vscode/l10n'
import type { ModelOption } from '../wizard/state.ts'
import { idToUse } from './clineId.ts'
import { modelFacts } from './modelFacts.ts'
import type { FoundationModel, InferenceProfile } from './types.ts'

const PREFIX = /^(us-gov|us|eu|apac|jp|au|ca|sa|global)\./

/** The id behind the last slash of an ARN, or the id itself. */
const lastPart = (id: string): string => (id.startsWith('arn:') ? id.slice(id.lastIndexOf('/') + 1) : id)

/** The geography in front of an inference profile's id, such as `eu` or `global`. */
export const profilePrefix = (id: string): string | undefined => PREFIX.exec(lastPart(id))?.[1]

/** True for the ARN of an application inference profile, whose id says nothing about the model. */
export const isApplicationProfile = (id: string): boolean => id.includes(':application-inference-profile/')

/** The region inside an ARN; `undefined` for a plain id, empty for an ARN without a region. */
export const arnRegion = (id: string): string | undefined =>
  id.startsWith('arn:') ? id.split(':')[3] : undefined

/**
 * The foundation model behind an id that Cline can send. For an application profile only AWS knows it:
 * give the profiles of the region.
 */
export function baseModelId(id: string, profiles: readonly InferenceProfile[] = []): string {
  const profile = findProfile(id, profiles)
  const arn = profile?.modelArns[0]
  return lastPart(arn ?? id).replace(PREFIX, '')
}

/** The inference profile that an id or ARN names. */
export const findProfile = (
  id: string,
  profiles: readonly InferenceProfile[],
): InferenceProfile | undefined => profiles.find((profile) => profile.id === id || profile.arn === id)

/** The regions that a profile may route to, sorted, without the region-less entry of global profiles. */
export function destinationRegions(profile: InferenceProfile): string[] {
  const regions = profile.modelArns.map((arn) => arn.split(':')[3] ?? '').filter((region) => region !== '')
  return [...new Set(regions)].sort()
}

/** True when a region has a model, on demand or through a profile. */
export const offers = (
  model: string,
  models: readonly FoundationModel[],
  profiles: readonly InferenceProfile[],
): boolean => models.some((each) => each.modelId === model) || profilesFor(model, profiles).length > 0

/** Profiles that contain a model, geography before global: the one for people who must keep data near. */
export function profilesFor(model: string, profiles: readonly InferenceProfile[]): InferenceProfile[] {
  const rank = (profile: InferenceProfile) => (profilePrefix(profile.id) === 'global' ? 1 : 0)
  return profiles
    .filter((profile) => profile.modelArns.some((arn) => arn.endsWith(`/${model}`)))
    .sort((a, b) => Number(a.type === 'APPLICATION') - Number(b.type === 'APPLICATION') || rank(a) - rank(b))
}

/** What Cline sends for a profile: an application profile's plain id says nothing to AWS without its account. */
export const idToSend = ({ type, id, arn }: InferenceProfile): string => (type === 'APPLICATION' ? arn : id)

/** The model in the ARN of a foundation model, which calls it on demand; `undefined` for any other id or ARN. */
export const foundationModelOf = (id: string): string | undefined =>
  /^arn:[\w-]+:bedrock:[\w-]*::foundation-model\/(.+)$/.exec(id)?.[1]

// Tried for Cline in this order: strong at tools and code, and known to both of Cline's bundles.
const PREFERRED = [
  'anthropic.claude-sonnet-5',
  'anthropic.claude-sonnet-4-6',
  'anthropic.claude-sonnet-4-5-20250929-v1:0',
  'anthropic.claude-opus-5',
  'anthropic.claude-opus-4-6-v1',
  'anthropic.claude-haiku-4-5-20251001-v1:0',
  'amazon.nova-2-lite-v1:0',
  'amazon.nova-pro-v1:0',
  'amazon.nova-lite-v1:0',
]

const ROUTE_RANK: Record<ModelOption['route'], number> = { geo: 0, 'on-demand': 1, global: 2, application: 3 }

const rankOf = (option: ModelOption): number => {
  const at = PREFERRED.indexOf(option.baseModelId)
  return at === -1 ? PREFERRED.length : at
}

const compare = (a: ModelOption, b: ModelOption): number =>
  Number(a.legacy) - Number(b.legacy) ||
  rankOf(a) - rankOf(b) ||
  ROUTE_RANK[a.route] - ROUTE_RANK[b.route] ||
  a.name.localeCompare(b.name) ||
  a.id.localeCompare(b.id)

/** A model can serve Cline when it reads and writes text and can stream. */
const servesCline = (model: FoundationModel): boolean =>
  model.streaming && model.inputModalities.includes('TEXT') && model.outputModalities.includes('TEXT')

function fromProfile(
  profile: InferenceProfile,
  models: ReadonlyMap<string, FoundationModel>,
): ModelOption | undefined {
  const base = baseModelId(profile.id, [profile])
  const model = models.get(base)
  if (profile.status !== 'ACTIVE' || (model !== undefined && !servesCline(model))) {
    return undefined
  }
  const application = profile.type === 'APPLICATION'
  const global = profilePrefix(profile.id) === 'global' || profile.modelArns.some(isAnywhere)
  const id = idToSend(profile)
  const destinations = global ? [] : destinationRegions(profile)
  return {
    id,
    baseModelId: base,
    name: application ? profile.name : (model?.name ?? profile.name),
    provider: model?.provider ?? base.split('.')[0] ?? '',
    route: application ? 'application' : global ? 'global' : 'geo',
    destinations,
    recommended: false,
    legacy: model?.lifecycle === 'LEGACY',
    facts: modelFacts({ id, baseModelId: base, destinations }, model, [...models.values()]),
  }
}

const isAnywhere = (arn: string): boolean => arn.split(':')[3] === ''

function onDemand(model: FoundationModel, region: string, models: readonly FoundationModel[]): ModelOption {
  // Cline puts a prefix before some bare ids and so leaves the region; by its ARN such a model is called as it is.
  const id = idToUse(model.modelId, region, true)
  return {
    id,
    baseModelId: model.modelId,
    name: model.name,
    provider: model.provider,
    route: 'on-demand',
    destinations: [region],
    recommended: false,
    legacy: model.lifecycle === 'LEGACY',
    facts: modelFacts({ id, baseModelId: model.modelId, destinations: [region] }, model, models),
  }
}

/**
 * Everything that Cline could be set to in a region: models callable on demand and inference profiles,
 * joined by ARN, best first, the first one recommended.
 */
export function modelOptions(
  models: readonly FoundationModel[],
  profiles: readonly InferenceProfile[],
  region: string,
): ModelOption[] {
  const byId = new Map(models.map((model) => [model.modelId, model]))
  const direct = models
    .filter((model) => servesCline(model) && model.inferenceTypes.includes('ON_DEMAND'))
    .map((model) => onDemand(model, region, models))
  const routed = profiles
    .map((profile) => fromProfile(profile, byId))
    .filter((option): option is ModelOption => option !== undefined)
  const sorted = [...direct, ...routed].sort(compare)
  const first = sorted[0]
  if (first !== undefined && !first.legacy && rankOf(first) < PREFERRED.length) {
    sorted[0] = { ...first, recommended: true, note: recommendationNote(first) }
  }
  return sorted
}

function recommendationNote({ route, facts }: ModelOption): string {
  const both = facts?.bundles === 'both'
  const near = route === 'geo' && facts?.geography !== undefined
  if (near) {
    return both
      ? t(
          'Strong at code and tools, known to both of Cline’s versions, and requests stay in {0}.',
          facts.geography ?? '',
        )
      : t('Strong at code and tools, and requests stay in {0}.', facts.geography ?? '')
  }
  return both
    ? t('Strong at code and tools, and known to both of Cline’s versions.')
    : t('Strong at code and tools, and known to Cline.')
}

/** Ids and ARNs that name Claude get a cache point, as Cline sends one; that of an application profile names nothing. */
export const wantsCachePoint = (modelId: string): boolean => /anthropic|claude/i.test(modelId)

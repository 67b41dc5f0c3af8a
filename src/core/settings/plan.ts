import { isApplicationProfile, profilePrefix, wantsCachePoint } from '../bedrock/models.ts'
import { catalogueModel, isLegacyModel } from './catalogue.ts'
import type { Edit, Json } from './json.ts'
import { type LockedFields, lockedKeys } from './managed.ts'
import type { ApplyRequest, ModelRef } from './types.ts'

/** The files of Cline that hold provider settings. */
export type ClineFileRole = 'secrets' | 'providers' | 'models' | 'globalState'

/** What to change in each file, and which secrets only the old setting needed. */
export interface SettingsPlan {
  secrets: Edit[]
  providers: Edit[]
  models: Edit[]
  globalState: Edit[]
  /** Removed last, when nothing selects them any more. */
  obsoleteSecrets: Edit[]
}

/** What of the present files decides about the plan. */
export interface PlanFacts {
  providersExist: boolean
  hasBedrockEntry: boolean
  hasLastUsedProvider: boolean
  modelsExist: boolean
  /** What an organisation decides: not ours to write. */
  locked?: LockedFields
  /** ISO 8601 UTC, for `updatedAt`. */
  now: string
}

const set = (path: string[], value: Json): Edit => ({ path, value })
const remove = (...path: string[]): Edit => ({ path, value: undefined })
const setOrRemove = (path: string[], value: Json | undefined): Edit => ({ path, value })

/**
 * The flags that only label an explicit id in Cline's form; neither bundle prefixes such an id again. A bare
 * id beside it would be prefixed by the older one, so both modes' ids decide.
 */
function routing({ modelId, planModel }: Pick<ApplyRequest, 'modelId' | 'planModel'>) {
  const prefixes = [modelId, planModel?.modelId ?? modelId].map((id) =>
    id.startsWith('arn:') ? undefined : profilePrefix(id),
  )
  return {
    crossRegion: prefixes.every((prefix) => prefix !== undefined),
    global: prefixes.every((prefix) => prefix === 'global'),
  }
}

/** An id of the legacy table that must be sent bare; everything else is "custom" there. */
const isBareLegacy = (modelId: string): boolean =>
  profilePrefix(modelId) === undefined && isLegacyModel(modelId)

const usesCache = ({ baseModelId }: ApplyRequest): boolean =>
  wantsCachePoint(baseModelId) || baseModelId.startsWith('amazon.nova')

/** From the choice to the keys that Bedrock needs, right for both of Cline's bundles. Pure. */
export function planSettings(request: ApplyRequest, facts: PlanFacts): SettingsPlan {
  return {
    ...planSecrets(request),
    providers: planProviders(request, facts),
    models: planModels(request, facts),
    globalState: planGlobalState(request, lockedKeys(facts.locked ?? {})),
  }
}

function planSecrets({ auth, keepApiKey }: ApplyRequest): Pick<SettingsPlan, 'secrets' | 'obsoleteSecrets'> {
  const keys = [remove('awsAccessKey'), remove('awsSecretKey'), remove('awsSessionToken')]
  const apiKey = keepApiKey === true ? [] : [remove('awsBedrockApiKey')]
  switch (auth.kind) {
    case 'keys':
      return {
        secrets: [
          set(['awsAccessKey'], auth.accessKeyId),
          set(['awsSecretKey'], auth.secretAccessKey.reveal()),
          // A stale session token breaks static keys, so it goes or changes together with them.
          setOrRemove(['awsSessionToken'], auth.sessionToken?.reveal()),
        ],
        obsoleteSecrets: apiKey,
      }
    case 'api-key':
      return { secrets: [set(['awsBedrockApiKey'], auth.apiKey.reveal())], obsoleteSecrets: keys }
    default:
      return { secrets: [], obsoleteSecrets: [...keys, ...apiKey] }
  }
}

const AUTHENTICATION = {
  keys: 'credentials',
  default: 'credentials',
  profile: 'profile',
  'api-key': 'apikey',
} as const

function planGlobalState(request: ApplyRequest, locked: readonly string[]): Edit[] {
  const { auth, region, modelId, baseModelId, endpoint } = request
  const { crossRegion, global } = routing(request)
  const perMode = request.modes.flatMap((mode) => {
    const model = (mode === 'plan' && request.planModel) || { modelId, baseModelId }
    const bare = isBareLegacy(model.modelId)
    return [
      set([`${mode}ModeApiProvider`], 'bedrock'),
      set([`${mode}ModeApiModelId`], model.modelId),
      set([`${mode}ModeAwsBedrockCustomSelected`], !bare),
      setOrRemove([`${mode}ModeAwsBedrockCustomModelBaseId`], bare ? undefined : model.baseModelId),
    ]
  })
  const all = [
    ...perMode,
    // Without it Cline's form shows one model for both modes and writes it over the other.
    ...(request.planModel === undefined ? [] : [set(['planActSeparateModelsSetting'], true)]),
    set(['awsRegion'], region),
    set(['awsAuthentication'], AUTHENTICATION[auth.kind]),
    set(['awsUseProfile'], auth.kind === 'profile'),
    setOrRemove(['awsProfile'], auth.kind === 'profile' ? auth.profile : undefined),
    set(['awsUseCrossRegionInference'], crossRegion),
    set(['awsUseGlobalInference'], global),
    ...(usesCache(request) ? [set(['awsBedrockUsePromptCache'], true)] : []),
    setOrRemove(['awsBedrockEndpoint'], endpoint),
    set(['welcomeViewCompleted'], true),
  ]
  return all.filter(({ path }) => !locked.includes(path[0] ?? ''))
}

/** The `aws` block of providers.json; "credentials" is no word of that file. */
function awsBlock(request: ApplyRequest): Record<string, Json> {
  const { auth, region, modelId, baseModelId, endpoint } = request
  const { crossRegion, global } = routing(request)
  const unknown = catalogueModel(modelId) === undefined
  return {
    authentication: auth.kind === 'profile' ? 'profile' : auth.kind === 'api-key' ? 'apikey' : 'iam',
    ...(auth.kind === 'profile' && { profile: auth.profile }),
    ...(auth.kind === 'keys' && {
      accessKey: auth.accessKeyId,
      secretKey: auth.secretAccessKey.reveal(),
      ...(auth.sessionToken !== undefined && { sessionToken: auth.sessionToken.reveal() }),
    }),
    region,
    ...(usesCache(request) && { usePromptCache: true }),
    useCrossRegionInference: crossRegion,
    useGlobalInference: global,
    ...(endpoint !== undefined && { endpoint }),
    ...(unknown && baseModelId !== modelId && { customModelBaseId: baseModelId }),
  }
}

const AWS_KEYS = [
  'authentication',
  'profile',
  'accessKey',
  'secretKey',
  'sessionToken',
  'region',
  'usePromptCache',
  'useCrossRegionInference',
  'useGlobalInference',
  'endpoint',
  'customModelBaseId',
] as const

function planProviders(request: ApplyRequest, facts: PlanFacts): Edit[] {
  const { auth, region, modelId } = request
  const apiKey = auth.kind === 'api-key' ? auth.apiKey.reveal() : undefined
  const aws = awsBlock(request)
  const head: Edit[] = [
    ...(facts.providersExist ? [] : [set(['version'], 1)]),
    ...(facts.hasLastUsedProvider ? [] : [set(['lastUsedProvider'], 'bedrock')]),
    ...(facts.providersExist ? [] : [set(['modes'], {})]),
  ]
  const at = ['providers', 'bedrock']
  if (!facts.hasBedrockEntry) {
    const settings = {
      provider: 'bedrock',
      model: modelId,
      ...(apiKey !== undefined && { apiKey }),
      region,
      aws,
    }
    return [...head, set(at, { settings, updatedAt: facts.now, tokenSource: 'manual' })]
  }
  const settings = [...at, 'settings']
  return [
    ...head,
    set([...settings, 'provider'], 'bedrock'),
    set([...settings, 'model'], modelId),
    setOrRemove([...settings, 'apiKey'], apiKey ?? undefined),
    set([...settings, 'region'], region),
    // It would beat the endpoint in both bundles.
    remove(...settings, 'baseUrl'),
    ...AWS_KEYS.map((key) => setOrRemove([...settings, 'aws', key], aws[key])),
  ]
}

/** Real limits for an id that Cline does not know but whose model it does. */
function planModels({ modelId, baseModelId, planModel }: ApplyRequest, facts: PlanFacts): Edit[] {
  const wanted = [{ modelId, baseModelId }, ...(planModel === undefined ? [] : [planModel])]
  const entries = wanted.flatMap((each) => modelEntry(each))
  return entries.length === 0 ? [] : [...(facts.modelsExist ? [] : [set(['version'], 1)]), ...entries]
}

function modelEntry({ modelId, baseModelId }: ModelRef): Edit[] {
  const base = catalogueModel(baseModelId)
  if (base === undefined || catalogueModel(modelId) !== undefined) {
    return []
  }
  const { contextWindow, maxInputTokens, maxTokens, capabilities } = base
  const name = isApplicationProfile(modelId) ? `${base.name} (application profile)` : base.name
  const model: Json = { id: modelId, name, contextWindow, maxInputTokens, maxTokens, capabilities }
  return [set(['providers', 'bedrock', 'models', modelId], model)]
}

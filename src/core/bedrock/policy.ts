import type { AuthKind } from '../choice.ts'
import { baseModelId, findProfile, isApplicationProfile, profilePrefix } from './models.ts'
import { partitionOf } from './regions.ts'
import type { InferenceProfile } from './types.ts'

/** What the least policy depends on. */
export interface PolicyInput {
  /** The ids that Cline sends: one, or two where planning and acting use different models. */
  modelIds: readonly string[]
  region: string
  account: string
  auth: AuthKind
  /** The region's inference profiles, for the destinations of the chosen ones. */
  profiles: readonly InferenceProfile[]
  /** Also allow reading the lists of models and profiles, which this extension does and Cline does not. */
  discovery?: boolean
  /** Also allow what the first use in an account needs: the agreement and the use-case form. */
  firstUse?: boolean
}

interface Statement {
  Sid: string
  Effect: 'Allow'
  Action: string[]
  Resource: string | string[]
  Condition?: { StringEquals: Record<string, string> }
}

/** An IAM policy document. */
export interface PolicyDocument {
  Version: '2012-10-17'
  Statement: Statement[]
}

const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']

/** What the wizard reads; Cline itself calls none of these. */
export const DISCOVERY_ACTIONS = [
  'bedrock:ListFoundationModels',
  'bedrock:GetFoundationModel',
  'bedrock:ListInferenceProfiles',
  'bedrock:GetInferenceProfile',
  'bedrock:GetFoundationModelAvailability',
  'bedrock:GetUseCaseForModelAccess',
  'bedrock:GetAccountDataRetention',
]

const AGREEMENT = [
  'bedrock:ListFoundationModelAgreementOffers',
  'bedrock:CreateFoundationModelAgreement',
  'bedrock:PutUseCaseForModelAccess',
]

/** Marketplace rights of the first use; only together with `aws:CalledViaLast`. */
export const MARKETPLACE_ACTIONS = [
  'aws-marketplace:ViewSubscriptions',
  'aws-marketplace:Subscribe',
  'aws-marketplace:Unsubscribe',
]

const single = (values: string[]): string | string[] => (values.length === 1 ? (values[0] ?? values) : values)

const invoke = (sid: string, resources: string[], condition: Record<string, string> = {}): Statement => ({
  Sid: sid,
  Effect: 'Allow',
  Action: INVOKE,
  Resource: single(resources),
  ...(Object.keys(condition).length > 0 && { Condition: { StringEquals: condition } }),
})

const modelArn = (input: PolicyInput, region: string, model: string): string =>
  `arn:${partitionOf(input.region)}:bedrock:${region}::foundation-model/${model}`

/**
 * A profile that the lists do not show, because they may not be read: its ARN follows from the id, and
 * its models are any that requests reach through it, which no one but AWS decides.
 */
function unlistedProfile(input: PolicyInput, modelId: string): InferenceProfile | undefined {
  const prefix = profilePrefix(modelId)
  const application = isApplicationProfile(modelId)
  if (prefix === undefined && !application) {
    return undefined
  }
  const partition = partitionOf(input.region)
  const arn = modelId.startsWith('arn:')
    ? modelId
    : `arn:${partition}:bedrock:${input.region}:${input.account}:inference-profile/${modelId}`
  const base = application ? '*' : baseModelId(modelId)
  const modelArns = [modelArn(input, prefix === 'global' ? input.region : '*', base)]
  return { id: modelId, arn, name: '', type: 'SYSTEM_DEFINED', status: 'ACTIVE', modelArns }
}

/** A global profile: itself, the model where it is called, and the model's ARN without a region. */
function throughGlobal(input: PolicyInput, profile: InferenceProfile): Statement[] {
  const base = baseModelId(profile.modelArns[0] ?? profile.id)
  const through = { 'bedrock:InferenceProfileArn': profile.arn }
  return [
    invoke('GlobalProfile', [profile.arn], { 'aws:RequestedRegion': input.region }),
    invoke('ModelInCalledRegion', [modelArn(input, input.region, base)], {
      'aws:RequestedRegion': input.region,
      ...through,
    }),
    // AWS gives requests that it routes anywhere the region "unspecified".
    invoke('ModelAnywhereThroughProfile', [modelArn(input, '', base)], {
      'aws:RequestedRegion': 'unspecified',
      ...through,
    }),
  ]
}

const routesAnywhere = (profile: InferenceProfile): boolean =>
  (profile.type === 'SYSTEM_DEFINED' && profilePrefix(profile.id) === 'global') ||
  profile.modelArns.some((arn) => arn.split(':')[3] === '')

function throughProfile(input: PolicyInput, profile: InferenceProfile): Statement[] {
  if (routesAnywhere(profile)) {
    return throughGlobal(input, profile)
  }
  return [
    invoke('Profile', [profile.arn]),
    invoke('ModelsThroughProfile', [...new Set(profile.modelArns)].sort(), {
      'bedrock:InferenceProfileArn': profile.arn,
    }),
  ]
}

function forModel(input: PolicyInput, modelId: string): Statement[] {
  const profile = findProfile(modelId, input.profiles) ?? unlistedProfile(input, modelId)
  if (profile !== undefined) {
    return throughProfile(input, profile)
  }
  return [invoke('Model', [modelId.startsWith('arn:') ? modelId : modelArn(input, input.region, modelId)])]
}

const anyResource = (sid: string, actions: string[], condition?: Record<string, string>): Statement => ({
  Sid: sid,
  Effect: 'Allow',
  Action: actions,
  Resource: '*',
  ...(condition !== undefined && { Condition: { StringEquals: condition } }),
})

/** IAM wants each Sid once; statements that say the same are needed once. */
function distinct(statements: Statement[]): Statement[] {
  const bodies = new Set<string>()
  const sids = new Map<string, number>()
  return statements.flatMap((statement) => {
    const { Sid, ...rest } = statement
    const body = JSON.stringify(rest)
    if (bodies.has(body)) {
      return []
    }
    bodies.add(body)
    const count = (sids.get(Sid) ?? 0) + 1
    sids.set(Sid, count)
    return [count === 1 ? statement : { ...statement, Sid: `${Sid}${count}` }]
  })
}

/**
 * The least IAM policy with which Cline can use a choice: the profile, the model in every region it
 * routes to (for a global profile also the ARN without a region) and only through that profile; for an
 * API key its use as such. Source: AWS's guide to cross-region inference and its blog on SCPs.
 */
export function leastPolicy(input: PolicyInput): PolicyDocument {
  const statements = input.modelIds.flatMap((modelId) => forModel(input, modelId))
  if (input.auth === 'api-key') {
    statements.push(anyResource('ApiKey', ['bedrock:CallWithBearerToken']))
  }
  if (input.discovery === true) {
    statements.push(anyResource('Discovery', DISCOVERY_ACTIONS))
  }
  if (input.firstUse === true) {
    // The managed policies carry the same condition: only Bedrock may subscribe, never a person.
    const viaBedrock = { 'aws:CalledViaLast': 'bedrock.amazonaws.com' }
    statements.push(anyResource('FirstUse', AGREEMENT))
    statements.push(anyResource('FirstUseMarketplace', MARKETPLACE_ACTIONS, viaBedrock))
  }
  return { Version: '2012-10-17', Statement: distinct(statements) }
}

/** The policy as text to paste. */
export const policyText = (policy: PolicyDocument): string => JSON.stringify(policy, null, 2)

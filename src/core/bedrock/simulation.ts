import { findProfile, profilePrefix } from './models.ts'
import { DISCOVERY_ACTIONS, MARKETPLACE_ACTIONS } from './policy.ts'
import { partitionOf } from './regions.ts'
import type { InferenceProfile } from './types.ts'

/** One SimulatePrincipalPolicy call: advice on what IAM would say. */
export interface SimulationRequest {
  /** User or role ARN (with path), never an STS session ARN. */
  principalArn: string
  actions: string[]
  resources: string[]
  context: { key: string; values: string[]; list?: boolean }[]
}

/** One action on one resource. */
export interface SimulationDecision {
  action: string
  resource: string
  decision: 'allowed' | 'explicitDeny' | 'implicitDeny'
  /** Context keys the policies ask for and the call did not give: the verdict is not firm then. */
  missingContext: string[]
  deniedByOrganization: boolean
  deniedByBoundary: boolean
}

/** What a simulation of a choice depends on. */
export interface SimulationInput {
  /** User or role ARN, with path. */
  principal: string
  modelId: string
  region: string
  account: string
  profiles: readonly InferenceProfile[]
}

/** There is no `bedrock:Converse`: AWS asks for these two. */
const INVOKE = ['bedrock:InvokeModelWithResponseStream', 'bedrock:InvokeModel']

const invoke = (
  principalArn: string,
  resource: string,
  requested: string,
  profileArn?: string,
): SimulationRequest => ({
  principalArn,
  actions: INVOKE,
  resources: [resource],
  context: [
    { key: 'aws:RequestedRegion', values: [requested] },
    ...(profileArn === undefined ? [] : [{ key: 'bedrock:InferenceProfileArn', values: [profileArn] }]),
  ],
})

/** The one resource of a choice that is no listed profile. */
function plainArn({ modelId, region, account }: SimulationInput): string {
  if (modelId.startsWith('arn:')) {
    return modelId
  }
  const head = `arn:${partitionOf(region)}:bedrock:${region}`
  return profilePrefix(modelId) === undefined
    ? `${head}::foundation-model/${modelId}`
    : `${head}:${account}:inference-profile/${modelId}`
}

/** One question for the profile and one for each region that it routes to, with the context AWS gives there. */
export function invokeSimulations(input: SimulationInput): SimulationRequest[] {
  const { principal, modelId, region, profiles } = input
  const profile = findProfile(modelId, profiles)
  if (profile === undefined) {
    return [invoke(principal, plainArn(input), region)]
  }
  const arns = new Set(profile.modelArns)
  if (profilePrefix(profile.id) === 'global') {
    const tail = profile.modelArns[0]?.split('::').at(-1)
    if (tail !== undefined) {
      arns.add(`arn:${partitionOf(region)}:bedrock:::${tail}`)
    }
  }
  return [
    invoke(principal, profile.arn, region),
    ...[...arns].map((arn) => invoke(principal, arn, arn.split(':')[3] || 'unspecified', profile.arn)),
  ]
}

/** What a first use and this extension itself need; a no to these is no trouble for Cline. */
export function otherSimulations({ principal, region }: SimulationInput): SimulationRequest[] {
  const requested = { key: 'aws:RequestedRegion', values: [region] }
  return [
    { principalArn: principal, actions: DISCOVERY_ACTIONS, resources: ['*'], context: [requested] },
    {
      principalArn: principal,
      actions: MARKETPLACE_ACTIONS,
      resources: ['*'],
      // Without these the managed policies' own condition would make it a no.
      context: [
        requested,
        { key: 'aws:CalledViaLast', values: ['bedrock.amazonaws.com'] },
        { key: 'aws:CalledVia', values: ['bedrock.amazonaws.com'], list: true },
      ],
    },
  ]
}

import type { AuthKind } from '../choice.ts'
import { baseModelId, findProfile, profilePrefix } from './models.ts'
import { partitionOf } from './regions.ts'
import type { InferenceProfile } from './types.ts'

/** What the least policy depends on. */
export interface PolicyInput {
  modelId: string
  region: string
  account: string
  auth: AuthKind
  /** The region's inference profiles, for the destinations of the chosen one. */
  profiles: readonly InferenceProfile[]
}

interface Statement {
  Sid: string
  Effect: 'Allow'
  Action: string[]
  Resource: string | string[]
  Condition?: Record<string, Record<string, string>>
}

/** An IAM policy document. */
export interface PolicyDocument {
  Version: '2012-10-17'
  Statement: Statement[]
}

const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']

const single = (values: string[]): string | string[] => (values.length === 1 ? (values[0] ?? values) : values)

function throughProfile(input: PolicyInput, profile: InferenceProfile): Statement[] {
  const statements: Statement[] = [
    { Sid: 'Profile', Effect: 'Allow', Action: INVOKE, Resource: profile.arn },
    {
      Sid: 'ModelsThroughProfile',
      Effect: 'Allow',
      Action: INVOKE,
      Resource: single([...profile.modelArns].sort()),
      Condition: { StringEquals: { 'bedrock:InferenceProfileArn': profile.arn } },
    },
  ]
  if (profilePrefix(profile.id) === 'global') {
    const partition = partitionOf(input.region)
    const base = baseModelId(input.modelId, input.profiles)
    const arns = new Set([
      ...profile.modelArns,
      `arn:${partition}:bedrock:${input.region}::foundation-model/${base}`,
      `arn:${partition}:bedrock:::foundation-model/${base}`,
    ])
    statements[1] = { ...(statements[1] as Statement), Resource: single([...arns].sort()) }
  }
  return statements
}

/**
 * The least IAM policy with which Cline can use one choice: the profile, the model in every region it
 * routes to (for a global profile also the ARN without a region), and, for an API key, its use as such.
 */
export function leastPolicy(input: PolicyInput): PolicyDocument {
  const profile = findProfile(input.modelId, input.profiles)
  const statements: Statement[] = profile
    ? throughProfile(input, profile)
    : [
        {
          Sid: 'Model',
          Effect: 'Allow',
          Action: INVOKE,
          Resource: input.modelId.startsWith('arn:')
            ? input.modelId
            : `arn:${partitionOf(input.region)}:bedrock:${input.region}::foundation-model/${input.modelId}`,
        },
      ]
  if (input.auth === 'api-key') {
    statements.push({
      Sid: 'ApiKey',
      Effect: 'Allow',
      Action: ['bedrock:CallWithBearerToken'],
      Resource: '*',
    })
  }
  return { Version: '2012-10-17', Statement: statements }
}

/** The policy as text to paste. */
export const policyText = (policy: PolicyDocument): string => JSON.stringify(policy, null, 2)

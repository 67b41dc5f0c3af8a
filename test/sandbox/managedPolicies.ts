import { parsePolicy } from './policyParser.ts'
import type { NamedPolicy } from './world.ts'

const BEDROCK_USE = [
  'bedrock:Get*',
  'bedrock:List*',
  'bedrock:CallWithBearerToken',
  'bedrock:BatchDeleteEvaluationJob',
  'bedrock:CreateEvaluationJob',
  'bedrock:CreateGuardrail',
  'bedrock:CreateGuardrailVersion',
  'bedrock:CreateInferenceProfile',
  'bedrock:CreateModelInvocationJob',
  'bedrock:DeleteGuardrail',
  'bedrock:ApplyGuardrail',
  'bedrock:InvokeModel',
  'bedrock:InvokeModelWithResponseStream',
  'bedrock:StopModelInvocationJob',
  'bedrock:UpdateGuardrail',
]

const MANTLE_USE = [
  'bedrock-mantle:Get*',
  'bedrock-mantle:List*',
  'bedrock-mantle:CreateInference',
  'bedrock-mantle:CallWithBearerToken',
]

const MARKETPLACE = {
  Sid: 'MarketplaceOperationsFromBedrockFor3pModels',
  Effect: 'Allow',
  Action: ['aws-marketplace:Subscribe', 'aws-marketplace:ViewSubscriptions', 'aws-marketplace:Unsubscribe'],
  Resource: '*',
  Condition: { StringEquals: { 'aws:CalledViaLast': 'bedrock.amazonaws.com' } },
}

const DESCRIBE_KEY = {
  Sid: 'DescribeKey',
  Effect: 'Allow',
  Action: 'kms:DescribeKey',
  Resource: 'arn:*:kms:*:::*',
}

const NETWORK_READS = [
  'iam:ListRoles',
  'ec2:DescribeVpcs',
  'ec2:DescribeSubnets',
  'ec2:DescribeSecurityGroups',
]

const allow = (Sid: string, Action: string | string[]) => ({ Sid, Effect: 'Allow', Action, Resource: '*' })

// In substance as AWS publishes them; statements that no call of this sandbox can touch are left out.
const STATEMENTS: Record<string, object[]> = {
  AdministratorAccess: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  PowerUserAccess: [
    { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
    { Effect: 'Allow', Action: ['iam:ListRoles', 'organizations:DescribeOrganization'], Resource: '*' },
  ],
  IAMReadOnlyAccess: [
    {
      Effect: 'Allow',
      Action: [
        'iam:GenerateCredentialReport',
        'iam:GenerateServiceLastAccessedDetails',
        'iam:Get*',
        'iam:List*',
        'iam:SimulateCustomPolicy',
        'iam:SimulatePrincipalPolicy',
      ],
      Resource: '*',
    },
  ],
  AmazonBedrockLimitedAccess: [
    allow('BedrockAPIs', BEDROCK_USE),
    allow('BedrockMantleAPIs', MANTLE_USE),
    DESCRIBE_KEY,
    allow('APIsWithAllResourceAccess', NETWORK_READS),
    MARKETPLACE,
  ],
  AmazonBedrockFullAccess: [
    allow('BedrockAll', 'bedrock:*'),
    allow('BedrockMantleAll', 'bedrock-mantle:*'),
    DESCRIBE_KEY,
    allow('APIsWithAllResourceAccess', NETWORK_READS),
    MARKETPLACE,
  ],
}

/** AWS's own policies by ARN, as far as scenarios need them; attachable in every account. */
export const MANAGED_POLICIES: Record<string, NamedPolicy> = Object.fromEntries(
  Object.entries(STATEMENTS).map(([name, Statement]) => {
    const arn = `arn:aws:iam::aws:policy/${name}`
    return [arn, { arn, document: parsePolicy({ Version: '2012-10-17', Statement }) }]
  }),
)

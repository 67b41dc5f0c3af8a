import {
  ACCOUNT,
  addKey,
  allow,
  DEVELOPER_ROLE,
  deny,
  developer,
  FULL_AWS_ACCESS,
  mainAccount,
  policy,
  replacePolicies,
  scp,
} from '../build.ts'
import { changed, keyVariables, type Scenario, scenario } from '../scenario.ts'
import type { World } from '../world.ts'

const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']
const READ = allow(['bedrock:Get*', 'bedrock:List*', 'iam:Get*', 'iam:List*', 'iam:SimulatePrincipalPolicy'])
const GLOBAL_SONNET = 'global.anthropic.claude-sonnet-4-5-20250929-v1:0'
const PROFILES = `arn:aws:bedrock:*:${ACCOUNT}:inference-profile/*`
const GUARDRAIL = `arn:aws:bedrock:us-east-1:${ACCOUNT}:guardrail/gr1example`

/** User dev may read everything and do what is given, nothing else. */
function devMay(...statements: object[]): (world: World) => void {
  return (world) => replacePolicies(developer(world), READ, ...statements)
}

function setBoundary(world: World, ...statements: object[]): void {
  const arn = `arn:aws:iam::${ACCOUNT}:policy/DeveloperBoundary`
  mainAccount(world).policies[arn] = {
    arn,
    name: 'DeveloperBoundary',
    id: 'ANPASANDBOXBOUNDARY22',
    createDate: '2026-01-01T00:00:00Z',
    document: policy(...statements),
  }
  developer(world).boundary = arn
}

/** Policies of the caller, of the account and of the organisation: each layer once. */
export const PERMISSIONS: Record<string, Scenario> = {
  'least-privilege': scenario('Everything works: exactly the statements that are needed', null, {
    build: changed(
      devMay(
        allow(INVOKE, `arn:aws:bedrock:us-east-1:${ACCOUNT}:inference-profile/us.anthropic.*`),
        allow(INVOKE, 'arn:aws:bedrock:*::foundation-model/anthropic.*', {
          StringLike: { 'bedrock:InferenceProfileArn': PROFILES },
        }),
      ),
    ),
  }),
  'no-identity-policy': scenario('No policy allows the prompt', 'iam-permission-missing', {
    build: changed(devMay()),
  }),
  'destination-region-missing': scenario(
    'The model is not allowed in a destination region',
    'iam-destination-region-missing',
    { build: changed(devMay(allow(INVOKE, [PROFILES, 'arn:aws:bedrock:us-east-1::foundation-model/*']))) },
  ),
  'global-model-missing': scenario('The ARN without a region is not allowed', 'iam-global-model-missing', {
    model: GLOBAL_SONNET,
    build: changed(devMay(allow(INVOKE, [PROFILES, 'arn:aws:bedrock:us-*::foundation-model/*']))),
  }),
  'explicit-deny': scenario('A policy of the user denies the prompt', 'iam-explicit-deny', {
    build: changed((world) => {
      developer(world).inline.NoPrompts = policy(deny('bedrock:Invoke*'))
    }),
  }),
  boundary: scenario('The permissions boundary leaves Bedrock out', 'permissions-boundary', {
    build: changed((world) => setBoundary(world, READ, allow('s3:*'))),
  }),
  'session-policy': scenario('The session was made with a policy that leaves prompts out', 'session-policy', {
    credentials: keyVariables('ASIA', 'SCOPED'),
    build: changed((world) =>
      addKey(world, 'ASIA', 'SCOPED', {
        kind: 'role',
        account: ACCOUNT,
        role: DEVELOPER_ROLE,
        session: 'scoped-session',
        policy: policy(READ),
      }),
    ),
  }),
  'scp-deny': scenario('The organisation denies prompts', 'scp-deny', {
    build: changed((world) => {
      const denial = scp('examplepolicyid111', deny('bedrock:Invoke*'))
      mainAccount(world).scps = [[FULL_AWS_ACCESS], [FULL_AWS_ACCESS, denial]]
    }),
  }),
  'scp-region-deny': scenario('The organisation denies a destination region', 'scp-deny', {
    build: changed((world) => {
      const away = { StringNotEquals: { 'aws:RequestedRegion': ['us-east-1', 'us-east-2'] } }
      const denial = scp('examplepolicyid222', deny('bedrock:Invoke*', '*', away))
      mainAccount(world).scps = [[FULL_AWS_ACCESS, denial]]
    }),
  }),
  'scp-allow-list': scenario("Bedrock's prompts are not on the organisation's list", 'scp-not-allowed', {
    build: changed((world) => {
      const list = scp(
        'examplepolicyid333',
        allow(['s3:*', 'iam:*', 'sts:*', 'bedrock:Get*', 'bedrock:List*']),
      )
      mainAccount(world).scps = [[FULL_AWS_ACCESS], [list]]
    }),
  }),
  'masked-scp': scenario(
    'No policy allows the prompt, and the organisation denies it',
    'iam-permission-missing',
    {
      build: changed((world) => {
        devMay()(world)
        mainAccount(world).scps = [[FULL_AWS_ACCESS, scp('examplepolicyid444', deny('bedrock:Invoke*'))]]
      }),
    },
  ),
  rcp: scenario('A resource control policy denies prompts', 'resource-control-policy', {
    build: changed((world) => {
      const arn = 'arn:aws:organizations::111122223333:policy/o-exampleorgid/resource_control_policy/p-rcp1'
      mainAccount(world).rcps = [{ arn, document: policy(deny('bedrock:Invoke*')) }]
    }),
  }),
  'vpc-endpoint-policy': scenario("The VPC endpoint's policy leaves prompts out", 'vpc-endpoint-policy', {
    build: changed((world) => {
      mainAccount(world).vpcEndpointPolicy = policy(allow(['bedrock:Get*', 'bedrock:List*']))
    }),
  }),
  guardrail: scenario('A forced guardrail that the user may not apply', 'guardrail-permission-missing', {
    build: changed((world) => {
      devMay(allow(INVOKE))(world)
      mainAccount(world).bedrock.guardrails = [GUARDRAIL]
    }),
  }),
  'no-list-permission': scenario(
    'Prompts are allowed, listing models is not',
    'discovery-permission-missing',
    {
      build: changed((world) =>
        replacePolicies(developer(world), allow(INVOKE), allow(['iam:Get*', 'iam:List*', 'iam:Simulate*'])),
      ),
    },
  ),
  'no-simulate': scenario('Prompts work, policies may not be read', 'simulation-denied', {
    build: changed((world) => {
      developer(world).attached = ['arn:aws:iam::aws:policy/AmazonBedrockLimitedAccess']
    }),
  }),
}

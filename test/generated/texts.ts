import { agreementRequest, formRequest } from '../../src/core/bedrock/accessRequest.ts'
import { leastPolicy } from '../../src/core/bedrock/policy.ts'
import {
  managedPolicyCommand,
  POLICY_FORMATS,
  POLICY_NAME,
  type PolicyPrincipal,
  policyAs,
} from '../../src/core/bedrock/policyFormats.ts'
import { partitionOf } from '../../src/core/bedrock/regions.ts'
import type { AuthKind } from '../../src/core/choice.ts'
import type { SafeguardInput } from '../../src/core/security/safeguards/template.ts'
import { SAFEGUARD_FORMATS, SAFEGUARD_IDS, safeguardText } from '../../src/core/security/safeguards.ts'
import { systemProfiles } from '../sandbox/bedrock/catalogue.ts'
import { newAccount } from '../sandbox/build.ts'

/** A text that users are given to run or to keep. */
export interface GeneratedText {
  /** What it is and for whom, such as `alarms for a global profile in us-east-1`. */
  name: string
  format: 'cli' | 'cloudformation' | 'json' | 'terraform'
  region: string
  text: string
}

const ACCOUNT = '111122223333'
const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0'

/** Every kind of id that Cline may send, in every partition that has Bedrock, and regions of every kind. */
const CHOICES: { name: string; region: string; modelId: string; regions: string[] }[] = [
  {
    name: 'a European profile',
    region: 'eu-central-1',
    modelId: `eu.${SONNET}`,
    regions: ['eu-central-1', 'eu-west-1'],
  },
  {
    name: 'a global profile from the oldest region',
    region: 'us-east-1',
    modelId: `global.${SONNET}`,
    regions: [],
  },
  {
    name: 'a model on demand',
    region: 'ap-southeast-2',
    modelId: 'amazon.nova-pro-v1:0',
    regions: ['ap-southeast-2'],
  },
  { name: 'a region to be switched on', region: 'me-central-1', modelId: `global.${SONNET}`, regions: [] },
  {
    name: 'an application profile in GovCloud',
    region: 'us-gov-west-1',
    modelId: `arn:aws-us-gov:bedrock:us-gov-west-1:${ACCOUNT}:application-inference-profile/abc123def456`,
    regions: ['us-gov-west-1', 'us-gov-east-1'],
  },
  {
    name: 'a GovCloud profile',
    region: 'us-gov-east-1',
    modelId: `us-gov.${SONNET}`,
    regions: ['us-gov-east-1', 'us-gov-west-1'],
  },
  {
    name: 'the sovereign cloud',
    region: 'eusc-de-east-1',
    modelId: 'amazon.nova-lite-v1:0',
    regions: ['eusc-de-east-1'],
  },
  { name: 'China', region: 'cn-north-1', modelId: SONNET, regions: ['cn-north-1'] },
  {
    name: 'an imported model',
    region: 'us-west-2',
    modelId: `arn:aws:bedrock:us-west-2:${ACCOUNT}:imported-model/abcdef123456`,
    regions: ['us-west-2'],
  },
  { name: 'no model', region: 'eu-west-3', modelId: '', regions: ['eu-west-3'] },
]

/** What the templates of the security step are made for. */
export const SAFEGUARD_INPUTS: [name: string, input: SafeguardInput][] = CHOICES.map(
  ({ name, region, modelId, regions }, index) => [
    name,
    {
      account: ACCOUNT,
      region,
      partition: partitionOf(region),
      modelId,
      regions,
      // From next to nothing to more than any budget's default.
      dayUsd: 0.02 * 9 ** index,
      dayOutputTokens: 10 * 7 ** index,
    },
  ],
)

const PRINCIPALS: PolicyPrincipal[] = [
  { kind: 'user', name: 'cline' },
  { kind: 'user', name: 'o.hara+bedrock=dev,1@example.com' },
  { kind: 'role', name: 'BedrockDeveloper' },
  { kind: 'role', name: '_x' },
  { kind: 'sso-role', name: 'PowerUserAccess' },
  { kind: 'unknown', name: '' },
]

const AUTHS: AuthKind[] = ['profile', 'api-key']

function policies(): GeneratedText[] {
  return CHOICES.filter(({ modelId }) => modelId !== '').flatMap(({ name, region, modelId }) =>
    AUTHS.flatMap((auth) =>
      PRINCIPALS.flatMap((principal) =>
        [true, false].flatMap((extras) => {
          const profiles = systemProfiles(
            region,
            newAccount(ACCOUNT, 'texts', partitionOf(region) === 'aws-us-gov' ? 'aws-us-gov' : 'aws'),
          ).map(({ id, arn, name, type, arns }) => ({
            id,
            arn,
            name,
            type,
            status: 'ACTIVE',
            modelArns: [...arns],
          }))
          const policy = leastPolicy({
            // Plan mode may have a model of its own.
            modelIds: extras ? [modelId, 'amazon.nova-micro-v1:0'] : [modelId],
            region,
            account: ACCOUNT,
            auth,
            profiles,
            discovery: extras,
            firstUse: extras,
          })
          const input = {
            policy,
            name: POLICY_NAME,
            principal,
            account: ACCOUNT,
            partition: partitionOf(region),
          }
          const what = `the policy for ${name}, ${auth}, ${principal.kind} "${principal.name}"${extras ? ', with extras' : ''}`
          return POLICY_FORMATS.map((format) => ({
            name: what,
            format,
            region,
            text: policyAs(format, input),
          }))
        }),
      ),
    ),
  )
}

function requests(): GeneratedText[] {
  const form = {
    companyName: 'O\'Hara & Søn "Ltd" 株式会社',
    companyWebsite: 'https://example.com/?a=1&b=$HOME',
    intendedUsers: '0' as const,
    industryOption: 'Other',
    otherIndustryOption: 'Ships; `boats`',
    useCases: 'First line\nsecond line $(date) %s\\n',
  }
  return CHOICES.flatMap(({ name, region }) => {
    const input = { account: ACCOUNT, region, baseModelId: SONNET }
    return [
      { name: `the form for ${name}`, format: 'cli' as const, region, text: formRequest(input, form) },
      {
        name: `the agreement for ${name}`,
        format: 'cli' as const,
        region,
        text: agreementRequest(input, 'https://example.com/terms?x=$(y)'),
      },
      ...PRINCIPALS.map((principal) => ({
        name: `AWS's own policy for ${name}, ${principal.kind} "${principal.name}"`,
        format: 'cli' as const,
        region,
        text: managedPolicyCommand(principal, partitionOf(region)),
      })),
    ]
  })
}

/** Where a budget's text says that it is made. */
const budgetRegion = (partition: string): string =>
  ({ 'aws-cn': 'cn-northwest-1', 'aws-eusc': 'eusc-de-east-1' })[partition] ?? 'us-east-1'

const safeguards = (): GeneratedText[] =>
  SAFEGUARD_INPUTS.flatMap(([name, input]) =>
    SAFEGUARD_IDS.flatMap((id) =>
      SAFEGUARD_FORMATS.map((format) => ({
        name: `${id} for ${name}`,
        format,
        region: id === 'budget' ? budgetRegion(input.partition) : input.region,
        text: safeguardText(id, format, input),
      })),
    ),
  )

/** Every generated text in every variant that differs in form. */
export const generatedTexts = (): GeneratedText[] => [...safeguards(), ...policies(), ...requests()]

/** Values for the variables that the scripts ask for. */
export const SCRIPT_ENV = {
  EMAIL: "o'hara+aws@example.com",
  VPC_ID: 'vpc-0123456789abcdef0',
  SUBNET_IDS: 'subnet-0123456789abcdef0 subnet-0123456789abcdef1',
  CIDR: '10.0.0.0/16',
  TARGET_ID: 'ou-abcd-12345678',
  PAYER: '444455556666',
  INSTANCE_ARN: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  PERMISSION_SET_ARN: 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef',
}

/** The texts of one form that differ in text or region. */
export const distinctTexts = (texts: GeneratedText[], format: GeneratedText['format']): GeneratedText[] => [
  ...new Map(
    texts.filter((each) => each.format === format).map((each) => [`${each.region} ${each.text}`, each]),
  ).values(),
]

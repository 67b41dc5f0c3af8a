import type { Partition } from '../world.ts'

/** Regions of Bedrock per partition, as botocore's endpoint list had them in 2026. */
export const BEDROCK_REGIONS: Record<Partition, readonly string[]> = {
  aws: [
    'af-south-1',
    'ap-east-2',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-6',
    'ap-southeast-7',
    'ca-central-1',
    'ca-west-1',
    'eu-central-1',
    'eu-central-2',
    'eu-north-1',
    'eu-south-1',
    'eu-south-2',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'il-central-1',
    'me-central-1',
    'me-south-1',
    'mx-central-1',
    'sa-east-1',
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2',
  ],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
  'aws-cn': [],
}

export type Prefix = 'us' | 'us-gov' | 'eu' | 'apac' | 'au' | 'jp' | 'global'

/** Which source region may call a profile of this prefix, and where its requests may then run. */
export type Geography = Record<string, readonly string[]>

const US = ['us-east-1', 'us-east-2', 'us-west-2']
const EU = ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-3']
const APAC = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
]

function sameForAll(regions: readonly string[]): Geography {
  return Object.fromEntries(regions.map((region) => [region, regions]))
}

/** The empty destination is AWS's region-less ARN: anywhere. */
const anywhere: Geography = Object.fromEntries(BEDROCK_REGIONS.aws.map((region) => [region, [region, '']]))

export const GEOGRAPHIES: Record<Prefix, Geography> = {
  us: { ...sameForAll(US), 'us-west-1': ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'] },
  'us-gov': sameForAll(BEDROCK_REGIONS['aws-us-gov']),
  eu: sameForAll(EU),
  apac: sameForAll(APAC),
  au: sameForAll(['ap-southeast-2', 'ap-southeast-4']),
  jp: sameForAll(['ap-northeast-1', 'ap-northeast-3']),
  global: anywhere,
}

/** How profile names begin in ListInferenceProfiles. */
export const PREFIX_NAMES: Record<Prefix, string> = {
  us: 'US',
  'us-gov': 'US-GOV',
  eu: 'EU',
  apac: 'APAC',
  au: 'AU',
  jp: 'JP',
  global: 'Global',
}

/** AWS's partitions in which Bedrock exists, and `aws-cn`, where it does not. */
export type Partition = 'aws' | 'aws-us-gov' | 'aws-cn' | 'aws-eusc' | 'aws-iso'

/** One region in which Bedrock is offered. */
export interface BedrockRegion {
  /** Such as `eu-central-1`. */
  id: string
  /** The city or state that AWS names it by. */
  place: string
  /** An account must switch it on before use. */
  optIn: boolean
}

// Source: botocore's endpoint list for `bedrock` (May 2026); the SDK's endpoint rules carry no list.
const COMMERCIAL: readonly [string, string, boolean][] = [
  ['us-east-1', 'N. Virginia', false],
  ['us-east-2', 'Ohio', false],
  ['us-west-1', 'N. California', false],
  ['us-west-2', 'Oregon', false],
  ['ca-central-1', 'Canada Central', false],
  ['ca-west-1', 'Calgary', true],
  ['mx-central-1', 'Mexico', true],
  ['sa-east-1', 'São Paulo', false],
  ['eu-central-1', 'Frankfurt', false],
  ['eu-central-2', 'Zurich', true],
  ['eu-north-1', 'Stockholm', false],
  ['eu-south-1', 'Milan', true],
  ['eu-south-2', 'Spain', true],
  ['eu-west-1', 'Ireland', false],
  ['eu-west-2', 'London', false],
  ['eu-west-3', 'Paris', false],
  ['ap-east-2', 'Taipei', true],
  ['ap-northeast-1', 'Tokyo', false],
  ['ap-northeast-2', 'Seoul', false],
  ['ap-northeast-3', 'Osaka', false],
  ['ap-south-1', 'Mumbai', false],
  ['ap-south-2', 'Hyderabad', true],
  ['ap-southeast-1', 'Singapore', false],
  ['ap-southeast-2', 'Sydney', false],
  ['ap-southeast-3', 'Jakarta', true],
  ['ap-southeast-4', 'Melbourne', true],
  ['ap-southeast-5', 'Malaysia', true],
  ['ap-southeast-6', 'New Zealand', true],
  ['ap-southeast-7', 'Thailand', true],
  ['af-south-1', 'Cape Town', true],
  ['il-central-1', 'Tel Aviv', true],
  ['me-central-1', 'UAE', true],
  ['me-south-1', 'Bahrain', true],
]

const toRegion = ([id, place, optIn]: readonly [string, string, boolean]): BedrockRegion => ({
  id,
  place,
  optIn,
})

const REGIONS: Record<Partition, BedrockRegion[]> = {
  aws: COMMERCIAL.map(toRegion),
  'aws-us-gov': [
    { id: 'us-gov-west-1', place: 'GovCloud West', optIn: false },
    { id: 'us-gov-east-1', place: 'GovCloud East', optIn: false },
  ],
  'aws-eusc': [{ id: 'eusc-de-east-1', place: 'Brandenburg', optIn: false }],
  'aws-cn': [],
  'aws-iso': [],
}

/** Every Bedrock region of a partition, in a fixed order. */
export const bedrockRegions = (partition: Partition): BedrockRegion[] => REGIONS[partition]

/** The partition that a region's name belongs to. */
export function partitionOf(region: string): Partition {
  if (region.startsWith('us-gov-')) {
    return 'aws-us-gov'
  }
  if (region.startsWith('cn-')) {
    return 'aws-cn'
  }
  if (region.startsWith('eusc-')) {
    return 'aws-eusc'
  }
  return /^(us|eu)-iso/.test(region) ? 'aws-iso' : 'aws'
}

/** The region whose STS knows every key of the partition, and where its IAM lives. */
export function homeRegion(region: string): string {
  switch (partitionOf(region)) {
    case 'aws-us-gov':
      return 'us-gov-west-1'
    case 'aws-cn':
      return 'cn-north-1'
    case 'aws-eusc':
      return 'eusc-de-east-1'
    default:
      return 'us-east-1'
  }
}

import { DNS_SUFFIXES, REGION_TABLE } from './regionTable.ts'

/** AWS's partitions in which Bedrock exists, and `aws-cn`, where it does not. */
export type Partition = 'aws' | 'aws-us-gov' | 'aws-cn' | 'aws-eusc' | 'aws-iso'

/** One region in which Bedrock is offered. */
export interface BedrockRegion {
  /** Such as `eu-central-1`. */
  id: string
  /** The city or state that AWS names it by. */
  place: string
  /** AWS's word for the part of the world, such as `Europe`. */
  geography: string
  /** An account must switch it on before use. */
  optIn: boolean
  /** Has an endpoint for FIPS 140. */
  fips: boolean
}

const GEOGRAPHIES = ['US', 'Canada', 'Mexico', 'South America', 'Europe', 'Asia Pacific']

const rank = (geography: string): number => (GEOGRAPHIES.indexOf(geography) + 100) % 100

const REGIONS = REGION_TABLE.map(([partition, id, place, geography, optIn, fips]) => ({
  partition,
  region: { id, place, geography, optIn, fips },
})).sort((a, b) => rank(a.region.geography) - rank(b.region.geography))

/** Every Bedrock region of a partition that can be reached from the internet, by geography. */
export const bedrockRegions = (partition: Partition): BedrockRegion[] =>
  partition === 'aws-iso'
    ? []
    : REGIONS.filter((row) => row.partition === partition).map(({ region }) => region)

/** The geography of a region, such as `Europe`; `undefined` where AWS's list does not have it. */
export const geographyOf = (region: string): string | undefined =>
  REGIONS.find((row) => row.region.id === region)?.region.geography

/** What the names of AWS's hosts end with in a region's partition. */
export const dnsSuffix = (region: string): string => DNS_SUFFIXES[partitionOf(region)] ?? 'amazonaws.com'

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

/** Regions that need no switching on and could stand in for another, those of its geography first. */
export function alternativeRegions(region: string): string[] {
  const all = bedrockRegions(partitionOf(region)).filter(({ id, optIn }) => id !== region && !optIn)
  const geography = bedrockRegions(partitionOf(region)).find(({ id }) => id === region)?.geography
  const near = all.filter((each) => each.geography === geography).map(({ id }) => id)
  const home = homeRegion(region)
  return [...new Set([...near, ...(home === region ? [] : [home])])]
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

import { bedrockRegions, partitionOf } from '../bedrock/regions.ts'
import { NEWER_REGIONS, WITHOUT_BEDROCK } from '../bedrock/regionTable.ts'
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import { suggest } from './suggest.ts'

const PARTITIONS = ['aws', 'aws-us-gov', 'aws-eusc'] as const
const NAME = /^[a-z]{2,4}(?:-gov|-isob?|-de)?-(?:north|south|east|west|central)(?:east|west)?-\d$/

const listed = (): string[] =>
  PARTITIONS.flatMap((partition) => bedrockRegions(partition).map(({ id }) => id))

/** True for a region in which Bedrock was offered when this list was made. */
export const isListedRegion = (region: string): boolean => listed().includes(region)

/** The diagnosis of a name that is no region with Bedrock, with those that could be meant. */
export const regionInvalid = (region: string): Diagnosis => ({
  id: 'region-invalid',
  facts: { region: region.slice(0, 60), suggestions: suggestions(region, listed()) },
})

/**
 * Says what is wrong with a region's name; `undefined` when it can be called. A well-formed name that is not
 * on the list, of a kind that is, passes: AWS opens regions more often than this list is renewed.
 */
export function checkRegionShape(region: string | undefined): Diagnosis | undefined {
  if (region === undefined || region.trim() === '') {
    return { id: 'region-missing', facts: {} }
  }
  const regions = listed()
  if (regions.includes(region) || NEWER_REGIONS.includes(region)) {
    return undefined
  }
  const partition = partitionOf(region)
  const exists = partition !== 'aws-cn' && partition !== 'aws-iso' && !WITHOUT_BEDROCK.includes(region)
  const kind = region.slice(0, region.lastIndexOf('-'))
  if (exists && NAME.test(region) && regions.some((id) => id.startsWith(`${kind}-`))) {
    return undefined
  }
  return regionInvalid(region)
}

function suggestions(region: string, regions: string[]): string[] {
  const plain = region
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_.]+/g, '-')
  // `us-east-1a` is an availability zone of `us-east-1`.
  const exact = [plain, plain.replace(/(\d)[a-z]$/, '$1')].find((name) => regions.includes(name))
  if (exact !== undefined) {
    return [exact]
  }
  return partitionOf(plain) === 'aws-cn' ? ['ap-southeast-1', 'ap-northeast-1'] : suggest(plain, regions)
}

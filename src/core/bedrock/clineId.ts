import { catalogueModel } from '../settings/catalogue.ts'
import { partitionOf } from './regions.ts'

/**
 * Families that the newer of Cline's bundles takes for callable through profiles only, whatever the region's
 * list says. The rule and its regions are those of @cline/llms (providers/vendors/bedrock), and
 * test/contract/cline/ids.test.ts holds them against the published package, id by id.
 */
const PROFILE_ONLY: readonly RegExp[] = [
  /^anthropic\.claude-(?:3-7-|(?!\d|v\d|instant))/,
  /^amazon\.nova-(?:2|lite|micro|premier|pro)/,
  /^deepseek\./,
  /^meta\.llama(?:3-[23]|4)-/,
  /^mistral\.pixtral-large-/,
]

const COUNTRIES: Readonly<Record<string, string>> = {
  'ap-northeast-1': 'jp',
  'ap-northeast-3': 'jp',
  'ap-southeast-2': 'au',
  'ap-southeast-4': 'au',
}

/** Prefixes that Cline tries in a region, in its order. */
function prefixes(region: string): string[] {
  const [, area = ''] = /^(us-gov|us|eu|ap)-/.exec(region) ?? []
  if (area !== 'ap') {
    return area === '' ? [] : [area]
  }
  const country = COUNTRIES[region]
  return country === undefined ? ['apac'] : [country, 'apac']
}

/**
 * What the newer of Cline's bundles makes of an id as this extension writes it: the same id, but for a bare
 * one of a family above, before which it puts the region's geography where its catalogue has the result.
 */
export function sentByCline(id: string, region: string): string {
  if (!PROFILE_ONLY.some((family) => family.test(id))) {
    return id
  }
  const routed = prefixes(region).map((prefix) => `${prefix}.${id}`)
  return routed.find((each) => catalogueModel(each) !== undefined) ?? id
}

/** The ARN by which both bundles call a model on demand, in the region and unchanged. */
export const onDemandArn = (modelId: string, region: string): string =>
  `arn:${partitionOf(region)}:bedrock:${region}::foundation-model/${modelId}`

/**
 * The id to check, prompt and write for one that was typed: the same where both bundles send it as it is, else the
 * model's ARN. A model that cannot be called on demand has no such ARN and keeps its id, which the region's list
 * then refuses with the ids that can be had.
 * @param onDemand whether the region's list has it on demand; `undefined` where there is no list
 */
export const idToUse = (typed: string, region: string, onDemand: boolean | undefined): string =>
  onDemand === false || sentByCline(typed, region) === typed ? typed : onDemandArn(typed, region)

/** Why a model is used by its ARN: what the newer bundle makes of its plain id; `undefined` where that stays. */
export function changedId(arn: string, region: string): { plain: string; sent: string } | undefined {
  const plain = arn.startsWith(onDemandArn('', region)) ? arn.slice(onDemandArn('', region).length) : ''
  const sent = sentByCline(plain, region)
  return sent === plain ? undefined : { plain, sent }
}

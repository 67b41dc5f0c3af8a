import {
  applicationProfiles,
  modelArn,
  modelsIn,
  type Profile,
  systemProfiles,
} from '../../../sandbox/bedrock/catalogue.ts'
import { BEDROCK_REGIONS } from '../../../sandbox/bedrock/geographies.ts'
import type { Model } from '../../../sandbox/bedrock/models.ts'
import { ACCOUNT, addApiKey, addKey, emptyWorld, newAccount, newUser } from '../../../sandbox/build.ts'
import { IAM_HOME, OPT_IN_REGIONS } from '../../../sandbox/regions.ts'
import type { Account, Partition, World } from '../../../sandbox/world.ts'

export const REGIONS: Record<'aws' | 'aws-us-gov', readonly string[]> = {
  aws: BEDROCK_REGIONS.aws,
  'aws-us-gov': BEDROCK_REGIONS['aws-us-gov'],
}
export const HOME = IAM_HOME
export const CLINE_USER = 'cline'

/** One thing to choose, as the sandbox knows it: the judge's own view, not the product's. */
export interface Candidate {
  id: string
  kind: 'on-demand' | 'geo' | 'global' | 'application'
  /** What AWS asks about besides the models; absent on demand. */
  profileArn?: string
  /** Models that a prompt may run on. */
  modelArns: readonly string[]
  model: string
}

/** An account with an administrator, and a user "cline" who may do nothing yet. */
export function policyWorld(partition: Partition, region: string): { world: World; account: Account } {
  const world = emptyWorld()
  const account = newAccount(ACCOUNT, 'policies', partition)
  account.optInRegions = [...OPT_IN_REGIONS]
  account.bedrock.dataRetention = 'aws_review'
  world.unsignedRegion = region
  world.accounts[ACCOUNT] = account
  account.users.admin = newUser('admin', 'AdministratorAccess')
  account.users[CLINE_USER] = newUser(CLINE_USER)
  addKey(world, 'AKIA', 'ADMIN', { kind: 'user', account: ACCOUNT, user: 'admin' })
  addKey(world, 'AKIA', 'CLINE', { kind: 'user', account: ACCOUNT, user: CLINE_USER })
  addApiKey(world, 'cline', CLINE_USER)
  addApplicationProfiles(account, region)
  return { world, account }
}

/** Application profiles copied from a geography's, from a global one, and from a single model. */
function addApplicationProfiles(account: Account, region: string): void {
  const system = systemProfiles(region, account).filter(({ model }) => answers(model))
  const sources = [
    system.find(({ id }) => !id.startsWith('global.'))?.arns,
    system.find(({ id }) => id.startsWith('global.'))?.arns,
    directModels(account, region)
      .slice(0, 1)
      .flatMap(({ modelArns }) => modelArns),
  ]
  sources.forEach((models, index) => {
    if (models !== undefined && models.length > 0) {
      account.bedrock.applicationProfiles.push({
        id: `app${index}example`,
        name: `team ${index}`,
        region,
        models: [...models],
      })
    }
  })
}

const fromProfile = (profile: Profile, kind: Candidate['kind']): Candidate => ({
  id: kind === 'application' ? profile.arn : profile.id,
  kind,
  profileArn: profile.arn,
  modelArns: profile.arns,
  model: profile.model.id,
})

const answers = ({ output, legacy }: Model): boolean => output.includes('TEXT') && legacy === undefined

/** Models on demand, by their ids and by their ARNs: both can be sent. */
function directModels(account: Account, region: string): Candidate[] {
  return modelsIn(region)
    .filter((model) => model.onDemand.includes(region) && answers(model))
    .flatMap((model) => {
      const arn = modelArn(account.partition, region, model.id)
      return [model.id, arn].map(
        (id): Candidate => ({ id, kind: 'on-demand', modelArns: [arn], model: model.id }),
      )
    })
}

/** Everything that can be called in a region; legacy models are refused for another reason. */
export function candidates(account: Account, region: string): Candidate[] {
  return [
    ...directModels(account, region),
    ...systemProfiles(region, account)
      .filter(({ model }) => answers(model))
      .map((profile) => fromProfile(profile, profile.id.startsWith('global.') ? 'global' : 'geo')),
    ...applicationProfiles(region, account).map((profile) => fromProfile(profile, 'application')),
  ]
}

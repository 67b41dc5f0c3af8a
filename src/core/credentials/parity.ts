import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import type { Identity } from '../wizard/state.ts'
import type { AwsFiles, AwsProfile } from './awsFiles.ts'
import { has } from './profileKind.ts'

/** Who a profile says it is for. */
export interface ExpectedIdentity {
  account?: string
  /** The role's or permission set's name. */
  role?: string
}

/** Account and role as the profile's own entries name them; `undefined` for one that names nobody. */
export function expectedIdentity({ settings }: Pick<AwsProfile, 'settings'>): ExpectedIdentity | undefined {
  const role = /:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(settings.role_arn ?? '')
  if (role !== null) {
    return { account: role[1] ?? '', role: role[2] ?? '' }
  }
  if (has(settings, 'sso_account_id') || has(settings, 'sso_role_name')) {
    return {
      ...(has(settings, 'sso_account_id') && { account: (settings.sso_account_id ?? '').trim() }),
      ...(has(settings, 'sso_role_name') && { role: (settings.sso_role_name ?? '').trim() }),
    }
  }
  const login = /:(?:iam|sts)::(\d{12}):/.exec(settings.login_session ?? '')
  return login === null ? undefined : { account: login[1] ?? '' }
}

/** True when AWS names another account or another role than the profile does. */
export function isUnexpected(expected: ExpectedIdentity, { account, kind, name }: Identity): boolean {
  const otherAccount = expected.account !== undefined && expected.account !== account
  const isRole = kind === 'role' || kind === 'sso-role'
  const otherRole = expected.role !== undefined && !(isRole && name === expected.role)
  return otherAccount || otherRole
}

/** The warning that the keys of a profile belong to somebody else than its entries say. */
export function checkParity(files: AwsFiles, name: string, identity: Identity): Diagnosis | undefined {
  const profile = files.profiles.find((each) => each.name === name)
  const expected = profile && expectedIdentity(profile)
  if (profile === undefined || expected === undefined || !isUnexpected(expected, identity)) {
    return undefined
  }
  const wanted = [expected.account, expected.role].filter((part) => part !== undefined)
  const leftover = has(profile.settings, 'aws_access_key_id')
  return {
    id: 'identity-unexpected',
    facts: {
      profile: name,
      path: leftover && profile.inCredentials ? files.credentialsPath : files.configPath,
      account: identity.account,
      principal: identity.arn,
      resource: wanted.join(' · '),
      ...(leftover && { parameter: 'aws_access_key_id' }),
    },
  }
}

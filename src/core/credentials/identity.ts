import type { CallerIdentity } from '../bedrock/types.ts'
import type { Identity } from '../wizard/state.ts'
import type { AwsFiles } from './awsFiles.ts'

const SSO_ROLE = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/

/** Takes an STS ARN apart: the kind of principal and the name people know it by. */
export function describeIdentity(identity: CallerIdentity): Identity {
  const resource = identity.arn.split(':').slice(5).join(':')
  const [type = '', ...rest] = resource.split('/')
  const base = { account: identity.account, arn: identity.arn }
  switch (type) {
    case 'root':
      return { ...base, kind: 'root', name: 'root' }
    case 'user':
      return { ...base, kind: 'user', name: rest.at(-1) ?? resource }
    case 'assumed-role': {
      const role = rest[0] ?? resource
      const sso = SSO_ROLE.exec(role)
      return sso ? { ...base, kind: 'sso-role', name: sso[1] ?? role } : { ...base, kind: 'role', name: role }
    }
    case 'federated-user':
      return { ...base, kind: 'federated', name: rest.join('/') }
    default:
      return { ...base, kind: 'other', name: resource }
  }
}

/** The role's name in an assumed-role ARN: what GetRole asks for. */
export function roleNameOf(arn: string): string | undefined {
  return /:assumed-role\/([^/]+)\//.exec(arn)?.[1]
}

/** The region of the portal behind a profile of Identity Center. */
export function ssoRegionOf(
  files: Pick<AwsFiles, 'profiles' | 'ssoSessions'>,
  name: string,
): string | undefined {
  const settings = files.profiles.find((profile) => profile.name === name)?.settings
  return files.ssoSessions[settings?.sso_session ?? '']?.sso_region ?? settings?.sso_region
}

/** The ARN that IAM knows an Identity Center role by; in us-east-1 the path names no region. */
export function ssoRoleArn(
  { account, arn }: Pick<Identity, 'account' | 'arn'>,
  role: string,
  ssoRegion: string,
): string {
  const where = ssoRegion === 'us-east-1' ? '' : `${ssoRegion}/`
  return `arn:${arn.split(':')[1] ?? 'aws'}:iam::${account}:role/aws-reserved/sso.amazonaws.com/${where}${role}`
}

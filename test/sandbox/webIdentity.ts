import { SandboxError } from './errors.ts'
import { issueTemporaryKey } from './keys.ts'
import { accountOf, roleArn } from './principals.ts'
import type { XmlValue } from './query.ts'
import { type WebIdentity, type World, worldNow } from './world.ts'

function known(world: World, token: string): WebIdentity {
  const identity = world.webIdentities.find((candidate) => candidate.token === token)
  if (!identity) {
    throw new SandboxError(
      400,
      'InvalidIdentityToken',
      'No OpenIDConnect provider found in your account for https://example.com',
    )
  }
  if (identity.expires <= worldNow(world)) {
    throw new SandboxError(
      400,
      'ExpiredTokenException',
      'Token expired: current date/time must be before the expiration date/time',
    )
  }
  return identity
}

/** AssumeRoleWithWebIdentity: nobody signs it, the token of the provider is the proof. */
export function assumeRoleWithWebIdentity(
  world: World,
  params: URLSearchParams,
): { [name: string]: XmlValue } {
  const arn = params.get('RoleArn') ?? ''
  const session = params.get('RoleSessionName') ?? ''
  const identity = known(world, params.get('WebIdentityToken') ?? '')
  const id = arn.split(':')[4] ?? ''
  const account = Object.hasOwn(world.accounts, id) ? accountOf(world, id) : undefined
  const role =
    account && Object.values(account.roles).find((candidate) => roleArn(account, candidate) === arn)
  const trusted = role?.trust.statements.some(
    ({ effect, actions, otherPrincipals }) =>
      effect === 'Allow' &&
      (actions ?? []).includes('sts:assumerolewithwebidentity') &&
      (otherPrincipals ?? []).includes(identity.provider),
  )
  if (!account || !role || !trusted) {
    throw new SandboxError(403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity')
  }
  const key = issueTemporaryKey(world, { kind: 'role', account: id, role: role.name, session }, 3600)
  return {
    SubjectFromWebIdentityToken: identity.subject,
    Provider: identity.provider,
    AssumedRoleUser: {
      AssumedRoleId: `${role.roleId}:${session}`,
      Arn: `arn:${account.partition}:sts::${id}:assumed-role/${role.name}/${session}`,
    },
    Credentials: {
      AccessKeyId: key.id,
      SecretAccessKey: key.secret,
      SessionToken: key.sessionToken,
      Expiration: new Date(key.expires ?? 0).toISOString().replace('.000Z', 'Z'),
    },
  }
}

import type { RequestContext } from './conditions.ts'
import { MANAGED_POLICIES } from './managedPolicies.ts'
import type { Layers } from './policy.ts'
import type { Caller } from './wire.ts'
import type { Account, KeyOwner, NamedPolicy, PolicySet, Role, User, World } from './world.ts'

export function accountOf(world: World, id: string): Account {
  const account = world.accounts[id]
  if (!account) throw new Error(`The scenario has no account ${id}`)
  return account
}

export function userArn(account: Account, user: User): string {
  return `arn:${account.partition}:iam::${account.id}:user${user.path}${user.name}`
}

export function roleArn(account: Account, role: Role): string {
  return `arn:${account.partition}:iam::${account.id}:role${role.path}${role.name}`
}

/** A managed policy, of AWS or of the account; undefined where there is none of that ARN. */
export function managedPolicy(account: Account, arn: string): NamedPolicy | undefined {
  if (Object.hasOwn(account.policies, arn)) return account.policies[arn]
  // Partitions have their own copies of AWS's policies.
  const asInAws = arn.replace(/^arn:aws-[a-z-]+:iam::aws:/, 'arn:aws:iam::aws:')
  return Object.hasOwn(MANAGED_POLICIES, asInAws) ? MANAGED_POLICIES[asInAws] : undefined
}

/** All identity-based policies of a user or role; inline ones go by their name. */
export function identityPolicies(account: Account, set: PolicySet): NamedPolicy[] {
  const attached = set.attached.flatMap((arn) => managedPolicy(account, arn) ?? [])
  const inline = Object.entries(set.inline).map(([arn, document]) => ({ arn, document }))
  return [...attached, ...inline]
}

/** The user or role behind a key; undefined for the root user and for what was deleted since. */
export function principalOf(world: World, owner: KeyOwner): User | Role | undefined {
  const account = accountOf(world, owner.account)
  if (owner.kind === 'user') return account.users[owner.user]
  return owner.kind === 'role' ? account.roles[owner.role] : undefined
}

/** The caller as GetCallerIdentity describes it; undefined when the user or role is gone. */
export function callerOf(world: World, owner: KeyOwner, auth: Caller['auth']): Caller | undefined {
  const account = accountOf(world, owner.account)
  const base = { account: account.id, partition: account.partition, auth }
  if (owner.kind === 'root') {
    const arn = `arn:${account.partition}:iam::${account.id}:root`
    return { ...base, arn, principalArn: arn, userId: account.id, kind: 'root' }
  }
  if (owner.kind === 'user') {
    const user = account.users[owner.user]
    if (!user) return undefined
    const arn = userArn(account, user)
    return { ...base, arn, principalArn: arn, userId: user.userId, kind: 'user' }
  }
  const role = account.roles[owner.role]
  if (!role) return undefined
  const arn = `arn:${account.partition}:sts::${account.id}:assumed-role/${role.name}/${owner.session}`
  const userId = `${role.roleId}:${owner.session}`
  return { ...base, arn, principalArn: roleArn(account, role), userId, kind: 'assumed-role' }
}

/** Every policy that bears on the owner of a key. */
export function layersOf(world: World, owner: KeyOwner): Layers {
  const account = accountOf(world, owner.account)
  const principal = principalOf(world, owner)
  const boundary = principal?.boundary ? managedPolicy(account, principal.boundary) : undefined
  return {
    identity: owner.kind === 'root' ? 'root' : principal ? identityPolicies(account, principal) : [],
    scps: account.scps,
    rcps: account.rcps,
    vpcEndpoint: account.vpcEndpointPolicy,
    ...(boundary ? { boundary } : {}),
    ...(owner.kind === 'role' && owner.policy ? { session: owner.policy } : {}),
  }
}

/** Condition keys that are known for every call of this caller. */
export function principalContext(caller: Caller, owner: KeyOwner): RequestContext {
  const name = owner.kind === 'user' ? { 'aws:username': [owner.user] } : {}
  const mfa = owner.kind === 'role' && owner.mfa !== undefined ? [`${owner.mfa}`] : undefined
  return {
    'aws:principalarn': [caller.principalArn],
    'aws:principalaccount': [caller.account],
    'aws:principaltype': [{ user: 'User', 'assumed-role': 'AssumedRole', root: 'Account' }[caller.kind]],
    'aws:userid': [caller.userId],
    'aws:securetransport': ['true'],
    ...name,
    ...(mfa ? { 'aws:multifactorauthpresent': mfa } : {}),
  }
}

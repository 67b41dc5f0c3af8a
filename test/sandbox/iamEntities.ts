import { SandboxError } from './errors.ts'
import { principalOf, roleArn, userArn } from './principals.ts'
import { type QueryCall, required } from './query.ts'
import type { Role, User } from './world.ts'

/** The user named, or the calling one; the caller's right is looked at before whether there is such a user. */
export function findUser(call: QueryCall, action: string): User {
  const calling = call.owner.kind === 'user' ? principalOf(call.world, call.owner) : undefined
  const name = call.params.get('UserName') ?? calling?.name
  if (!name) {
    throw new SandboxError(
      400,
      'ValidationError',
      'Must specify userName when calling with non-User credentials',
    )
  }
  const user = Object.hasOwn(call.account.users, name) ? call.account.users[name] : undefined
  const { partition, id } = call.account
  call.authorize(action, user ? userArn(call.account, user) : `arn:${partition}:iam::${id}:user/${name}`)
  if (!user) throw new SandboxError(404, 'NoSuchEntity', `The user with name ${name} cannot be found.`)
  return user
}

/** The role named; the caller's right is looked at first. */
export function findRole(call: QueryCall, action: string): Role {
  const name = required(call, 'RoleName')
  const role = Object.hasOwn(call.account.roles, name) ? call.account.roles[name] : undefined
  const { partition, id } = call.account
  call.authorize(action, role ? roleArn(call.account, role) : `arn:${partition}:iam::${id}:role/${name}`)
  if (!role) throw new SandboxError(404, 'NoSuchEntity', `The role with name ${name} cannot be found.`)
  return role
}

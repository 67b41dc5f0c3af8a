import { randomBytes } from 'node:crypto'
import { SandboxError } from './errors.ts'
import { findRole, findUser } from './iamEntities.ts'
import { parsePolicy } from './policyParser.ts'
import { managedPolicy } from './principals.ts'
import { type QueryCall, type QueryOperation, required, type XmlValue } from './query.ts'
import { type Account, type PolicySet, worldNow } from './world.ts'

type Find = (call: QueryCall, action: string) => PolicySet

function noPolicy(arn: string): SandboxError {
  return new SandboxError(404, 'NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`)
}

function attachments(account: Account, arn: string): number {
  const sets: PolicySet[] = [...Object.values(account.users), ...Object.values(account.roles)]
  return sets.filter((set) => set.attached.includes(arn)).length
}

function describe(account: Account, arn: string): XmlValue {
  const own = Object.hasOwn(account.policies, arn) ? account.policies[arn] : undefined
  return {
    PolicyName: own?.name ?? arn.split('/').at(-1),
    PolicyId: own?.id ?? 'ANPAIFIR6V6BVTRAHWINE',
    Arn: arn,
    Path: '/',
    DefaultVersionId: 'v1',
    AttachmentCount: attachments(account, arn),
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: own?.createDate ?? '2015-02-06T18:39:46Z',
    UpdateDate: own?.createDate ?? '2015-02-06T18:39:46Z',
  }
}

const createPolicy: QueryOperation = (call) => {
  const name = required(call, 'PolicyName')
  const arn = `arn:${call.account.partition}:iam::${call.account.id}:policy${call.params.get('Path') ?? '/'}${name}`
  call.authorize('iam:CreatePolicy', arn)
  const document = parsePolicy(required(call, 'PolicyDocument'))
  if (Object.hasOwn(call.account.policies, arn)) {
    throw new SandboxError(
      409,
      'EntityAlreadyExists',
      `A policy called ${name} already exists. Duplicate names are not allowed.`,
    )
  }
  call.account.policies[arn] = {
    arn,
    name,
    document,
    id: `ANPA${randomBytes(8).toString('hex').toUpperCase()}`,
    createDate: new Date(worldNow(call.world)).toISOString(),
  }
  return { Policy: describe(call.account, arn) }
}

const getPolicy: QueryOperation = (call) => {
  const arn = required(call, 'PolicyArn')
  call.authorize('iam:GetPolicy', arn)
  if (!managedPolicy(call.account, arn)) {
    throw new SandboxError(404, 'NoSuchEntity', `Policy ${arn} was not found.`)
  }
  return { Policy: describe(call.account, arn) }
}

const deletePolicy: QueryOperation = (call) => {
  const arn = required(call, 'PolicyArn')
  call.authorize('iam:DeletePolicy', arn)
  if (!Object.hasOwn(call.account.policies, arn)) {
    throw new SandboxError(404, 'NoSuchEntity', `Policy ${arn} was not found.`)
  }
  if (attachments(call.account, arn) > 0) {
    throw new SandboxError(409, 'DeleteConflict', 'Cannot delete a policy attached to entities.')
  }
  delete call.account.policies[arn]
  return undefined
}

const attach =
  (action: string, find: Find): QueryOperation =>
  (call) => {
    const set = find(call, action)
    const arn = required(call, 'PolicyArn')
    if (!managedPolicy(call.account, arn)) throw noPolicy(arn)
    if (!set.attached.includes(arn)) set.attached.push(arn)
    return undefined
  }

const detach =
  (action: string, find: Find): QueryOperation =>
  (call) => {
    const set = find(call, action)
    const arn = required(call, 'PolicyArn')
    if (!set.attached.includes(arn)) {
      throw new SandboxError(404, 'NoSuchEntity', `Policy ${arn} was not found.`)
    }
    set.attached = set.attached.filter((other) => other !== arn)
    return undefined
  }

const listAttached =
  (action: string, find: Find): QueryOperation =>
  (call) => ({
    AttachedPolicies: find(call, action).attached.map((arn) => ({
      PolicyName: arn.split('/').at(-1),
      PolicyArn: arn,
    })),
    IsTruncated: false,
  })

const putInline =
  (action: string, find: Find): QueryOperation =>
  (call) => {
    const set = find(call, action)
    set.inline[required(call, 'PolicyName')] = parsePolicy(required(call, 'PolicyDocument'))
    return undefined
  }

const deleteInline =
  (action: string, find: Find, kind: 'user' | 'role'): QueryOperation =>
  (call) => {
    const set = find(call, action)
    const name = required(call, 'PolicyName')
    if (!Object.hasOwn(set.inline, name)) {
      throw new SandboxError(404, 'NoSuchEntity', `The ${kind} policy with name ${name} cannot be found.`)
    }
    delete set.inline[name]
    return undefined
  }

/** The operations that create, hang on, take off and delete policies; what they change counts at once. */
export const IAM_POLICY_OPERATIONS: Record<string, QueryOperation> = {
  CreatePolicy: createPolicy,
  GetPolicy: getPolicy,
  DeletePolicy: deletePolicy,
  AttachUserPolicy: attach('iam:AttachUserPolicy', findUser),
  AttachRolePolicy: attach('iam:AttachRolePolicy', findRole),
  DetachUserPolicy: detach('iam:DetachUserPolicy', findUser),
  DetachRolePolicy: detach('iam:DetachRolePolicy', findRole),
  ListAttachedUserPolicies: listAttached('iam:ListAttachedUserPolicies', findUser),
  ListAttachedRolePolicies: listAttached('iam:ListAttachedRolePolicies', findRole),
  PutUserPolicy: putInline('iam:PutUserPolicy', findUser),
  PutRolePolicy: putInline('iam:PutRolePolicy', findRole),
  DeleteUserPolicy: deleteInline('iam:DeleteUserPolicy', findUser, 'user'),
  DeleteRolePolicy: deleteInline('iam:DeleteRolePolicy', findRole, 'role'),
}

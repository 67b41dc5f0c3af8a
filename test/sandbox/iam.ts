import { SandboxError } from './errors.ts'
import { findRole, findUser } from './iamEntities.ts'
import { IAM_POLICY_OPERATIONS } from './iamPolicies.ts'
import { roleArn, userArn } from './principals.ts'
import { type QueryOperation, required, type XmlValue } from './query.ts'
import { simulatePrincipalPolicy } from './simulate.ts'

export const IAM_NAMESPACE = 'https://iam.amazonaws.com/doc/2010-05-08/'

const SERVICE = 'bedrock.amazonaws.com'

const getUser: QueryOperation = (call) => {
  if (call.owner.kind === 'root' && !call.params.get('UserName')) {
    return { User: { UserId: call.account.id, Arn: call.caller.arn, CreateDate: '2024-01-01T00:00:00Z' } }
  }
  const user = findUser(call, 'iam:GetUser')
  return {
    User: {
      Path: user.path,
      UserName: user.name,
      UserId: user.userId,
      Arn: userArn(call.account, user),
      CreateDate: user.createDate,
      PermissionsBoundary: boundaryOf(user.boundary),
    },
  }
}

function boundaryOf(arn: string | undefined): XmlValue {
  return arn ? { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn } : undefined
}

const getRole: QueryOperation = (call) => {
  const role = findRole(call, 'iam:GetRole')
  return {
    Role: {
      Path: role.path,
      RoleName: role.name,
      RoleId: role.roleId,
      Arn: roleArn(call.account, role),
      CreateDate: role.createDate,
      AssumeRolePolicyDocument: encodeURIComponent(role.trust.text),
      MaxSessionDuration: role.maxSessionSeconds,
      PermissionsBoundary: boundaryOf(role.boundary),
    },
  }
}

const listAccessKeys: QueryOperation = (call) => {
  const user = findUser(call, 'iam:ListAccessKeys')
  const keys = Object.values(call.world.accessKeys).filter(
    ({ owner, sessionToken }) =>
      owner.kind === 'user' &&
      owner.account === call.account.id &&
      owner.user === user.name &&
      sessionToken === undefined,
  )
  return {
    AccessKeyMetadata: keys.map((key) => ({
      UserName: user.name,
      AccessKeyId: key.id,
      Status: key.status,
      CreateDate: key.createDate,
    })),
    IsTruncated: false,
  }
}

const getAccessKeyLastUsed: QueryOperation = (call) => {
  const id = required(call, 'AccessKeyId')
  const key = Object.hasOwn(call.world.accessKeys, id) ? call.world.accessKeys[id] : undefined
  const owner = key?.owner
  const user =
    owner?.kind === 'user' && owner.account === call.account.id ? call.account.users[owner.user] : undefined
  call.authorize('iam:GetAccessKeyLastUsed', user ? userArn(call.account, user) : '*')
  if (!user) throw new SandboxError(404, 'NoSuchEntity', `The Access Key with id ${id} cannot be found`)
  const used = key?.lastUsed
  return {
    UserName: user.name,
    AccessKeyLastUsed: {
      LastUsedDate: used?.date,
      ServiceName: used?.service ?? 'N/A',
      Region: used?.region ?? 'N/A',
    },
  }
}

const listServiceSpecificCredentials: QueryOperation = (call) => {
  const user = findUser(call, 'iam:ListServiceSpecificCredentials')
  const service = call.params.get('ServiceName')
  const keys = call.world.apiKeys.filter(
    (key) => key.account === call.account.id && key.user === user.name && (service ?? SERVICE) === SERVICE,
  )
  return {
    ServiceSpecificCredentials: keys.map((key) => ({
      UserName: user.name,
      Status: key.status,
      CreateDate: key.createDate,
      ServiceSpecificCredentialId: key.id,
      ServiceName: SERVICE,
      ServiceCredentialAlias: key.alias,
      ExpirationDate: key.expires === undefined ? undefined : new Date(key.expires).toISOString(),
    })),
    IsTruncated: false,
  }
}

const listMfaDevices: QueryOperation = (call) => {
  const user = findUser(call, 'iam:ListMFADevices')
  return {
    MFADevices: Object.keys(user.mfa).map((serial) => ({
      UserName: user.name,
      SerialNumber: serial,
      EnableDate: user.createDate,
    })),
    IsTruncated: false,
  }
}

const getAccountSummary: QueryOperation = (call) => {
  call.authorize('iam:GetAccountSummary', '*')
  const rootKeys = Object.values(call.world.accessKeys).some(
    ({ owner }) => owner.kind === 'root' && owner.account === call.account.id,
  )
  return {
    SummaryMap: new Map([
      ['Users', Object.keys(call.account.users).length],
      ['Roles', Object.keys(call.account.roles).length],
      ['AccountMFAEnabled', 1],
      ['AccountAccessKeysPresent', rootKeys ? 1 : 0],
    ]),
  }
}

/** The operations of IAM that this AWS has. */
export const IAM_OPERATIONS: Record<string, QueryOperation> = {
  GetUser: getUser,
  GetRole: getRole,
  ListAccessKeys: listAccessKeys,
  GetAccessKeyLastUsed: getAccessKeyLastUsed,
  ListServiceSpecificCredentials: listServiceSpecificCredentials,
  ListMFADevices: listMfaDevices,
  GetAccountSummary: getAccountSummary,
  SimulatePrincipalPolicy: simulatePrincipalPolicy,
  ...IAM_POLICY_OPERATIONS,
}

import { conditionHolds, matches, type RequestContext } from './conditions.ts'
import { SandboxError } from './errors.ts'
import { issueTemporaryKey } from './keys.ts'
import { type Decision, decide } from './policy.ts'
import type { Statement } from './policyDocument.ts'
import { parsePolicy } from './policyParser.ts'
import { accountOf, layersOf, principalContext, principalOf, roleArn } from './principals.ts'
import { type QueryCall, type QueryOperation, required } from './query.ts'
import type { Account, Role } from './world.ts'

export const STS_NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/'

const getCallerIdentity: QueryOperation = ({ caller }) => ({
  Arn: caller.arn,
  UserId: caller.userId,
  Account: caller.account,
})

const getAccessKeyInfo: QueryOperation = (call) => {
  call.authorize('sts:GetAccessKeyInfo', '*')
  const key = call.world.accessKeys[required(call, 'AccessKeyId')]
  if (!key) throw new SandboxError(400, 'ValidationError', 'The access key ID is not valid.')
  return { Account: key.owner.account }
}

function findRole(call: QueryCall, arn: string): { account: Account; role: Role } | undefined {
  const id = arn.split(':')[4] ?? ''
  const account = Object.hasOwn(call.world.accounts, id) ? accountOf(call.world, id) : undefined
  const role =
    account && Object.values(account.roles).find((candidate) => roleArn(account, candidate) === arn)
  return account && role ? { account, role } : undefined
}

function invalidMfa(message: string): SandboxError {
  return new SandboxError(403, 'AccessDenied', message)
}

/** Whether the call carries a code; wrong ones are refused at once, whatever the trust policy says. */
function checkMfa(call: QueryCall): boolean {
  const serial = call.params.get('SerialNumber')
  if (!serial) return false
  const principal = principalOf(call.world, call.owner)
  const codes = principal && 'mfa' in principal ? principal.mfa : {}
  if (!Object.hasOwn(codes, serial)) {
    throw invalidMfa(
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    )
  }
  if (codes[serial] !== call.params.get('TokenCode')) {
    throw invalidMfa('MultiFactorAuthentication failed with invalid MFA one time pass code. ')
  }
  return true
}

type Trust = 'named' | 'account' | 'denied' | 'none'

function trusteeFits(statement: Statement, call: QueryCall): 'named' | 'account' | undefined {
  const { caller } = call
  const account = [caller.account, `arn:${caller.partition}:iam::${caller.account}:root`]
  const names = statement.principals ?? []
  if (names.some((name) => name === caller.principalArn || name === caller.arn)) return 'named'
  return names.some((name) => name === '*' || account.includes(name)) ? 'account' : undefined
}

function trustOf(role: Role, call: QueryCall, context: RequestContext): Trust {
  const fitting = role.trust.statements.filter(
    (statement) =>
      (statement.actions ?? []).some((pattern) => matches(pattern, 'sts:assumerole')) &&
      trusteeFits(statement, call) &&
      statement.conditions.every((condition) => conditionHolds(condition, context)),
  )
  if (fitting.some((statement) => statement.effect === 'Deny')) return 'denied'
  if (fitting.some((statement) => trusteeFits(statement, call) === 'named')) return 'named'
  return fitting.length > 0 ? 'account' : 'none'
}

// A trust policy that names the caller itself needs no further Allow, within one account.
function coveredByTrust(decision: Decision, trust: Trust, sameAccount: boolean): boolean {
  if (decision.allowed) return true
  return trust === 'named' && sameAccount && !decision.explicit && decision.layer === 'identity-based policy'
}

function checkMayAssume(call: QueryCall, arn: string, mfa: boolean): { account: Account; role: Role } {
  const refused = new SandboxError(
    403,
    'AccessDenied',
    `User: ${call.caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
  )
  const found = findRole(call, arn)
  if (!found) throw refused
  const externalId = call.params.get('ExternalId')
  const context = {
    ...principalContext(call.caller, call.owner),
    'sts:rolesessionname': [call.params.get('RoleSessionName') ?? ''],
    ...(externalId === null ? {} : { 'sts:externalid': [externalId] }),
    ...(mfa ? { 'aws:multifactorauthpresent': ['true'] } : {}),
  }
  const trust = trustOf(found.role, call, context)
  const decision = decide(layersOf(call.world, call.owner), {
    action: 'sts:AssumeRole',
    resource: arn,
    context,
  })
  const sameAccount = found.account.id === call.caller.account
  if (trust === 'none' || trust === 'denied' || !coveredByTrust(decision, trust, sameAccount)) throw refused
  return found
}

function checkDuration(call: QueryCall, role: Role): number {
  const seconds = Number(call.params.get('DurationSeconds') ?? 3600)
  if (!(seconds >= 900 && seconds <= 43_200)) {
    throw new SandboxError(
      400,
      'ValidationError',
      `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900`,
    )
  }
  const limit = call.owner.kind === 'role' ? 3600 : role.maxSessionSeconds
  if (seconds > limit) {
    const message =
      call.owner.kind === 'role'
        ? 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.'
        : 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
    throw new SandboxError(400, 'ValidationError', message)
  }
  return seconds
}

const assumeRole: QueryOperation = (call) => {
  const arn = required(call, 'RoleArn')
  const session = required(call, 'RoleSessionName')
  if (!/^[\w+=,.@-]{2,64}$/.test(session)) {
    throw new SandboxError(
      400,
      'ValidationError',
      `1 validation error detected: Value '${session}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
    )
  }
  if (call.owner.kind === 'root') {
    throw new SandboxError(403, 'AccessDenied', 'Roles may not be assumed by root accounts.')
  }
  const mfa = checkMfa(call)
  const { account, role } = checkMayAssume(call, arn, mfa)
  const seconds = checkDuration(call, role)
  const policy = call.params.get('Policy')
  const key = issueTemporaryKey(
    call.world,
    {
      kind: 'role',
      account: account.id,
      role: role.name,
      session,
      mfa,
      ...(policy ? { policy: parsePolicy(policy) } : {}),
    },
    seconds,
  )
  return {
    AssumedRoleUser: {
      AssumedRoleId: `${role.roleId}:${session}`,
      Arn: `arn:${account.partition}:sts::${account.id}:assumed-role/${role.name}/${session}`,
    },
    Credentials: {
      AccessKeyId: key.id,
      SecretAccessKey: key.secret,
      SessionToken: key.sessionToken,
      Expiration: new Date(key.expires ?? 0).toISOString().replace('.000Z', 'Z'),
    },
  }
}

/** The operations of STS that this AWS has. */
export const STS_OPERATIONS: Record<string, QueryOperation> = {
  GetCallerIdentity: getCallerIdentity,
  GetAccessKeyInfo: getAccessKeyInfo,
  AssumeRole: assumeRole,
}

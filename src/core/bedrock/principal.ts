import { describeIdentity } from '../credentials/identity.ts'
import type { PolicyPrincipal } from './policyFormats.ts'

/** Whom a policy has to be attached to, read from an STS ARN. */
export function principalOf(arn: string, account: string): PolicyPrincipal {
  const { kind, name } = describeIdentity({ account, arn, userId: '' })
  return kind === 'user' || kind === 'role' || kind === 'sso-role'
    ? { kind, name }
    : { kind: 'unknown', name: '' }
}

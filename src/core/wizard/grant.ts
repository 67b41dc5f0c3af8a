import { leastPolicy, type PolicyDocument } from '../bedrock/policy.ts'
import {
  managedPolicyCommand,
  POLICY_NAME,
  type PolicyFormat,
  type PolicyPrincipal,
  policyAs,
} from '../bedrock/policyFormats.ts'
import { partitionOf } from '../bedrock/regions.ts'
import { scpRequest } from '../bedrock/scpRequest.ts'
import type { InferenceProfile } from '../bedrock/types.ts'
import type { AuthKind } from '../choice.ts'
import type { Explanation } from '../diagnosis/diagnosis.ts'

/** What the policies are made from; it changes only with the choice. */
export interface GrantBasis {
  modelIds: string[]
  region: string
  account: string
  auth: AuthKind
  principal: PolicyPrincipal
  /** The chosen profiles only. */
  profiles: InferenceProfile[]
}

/** The texts that can be copied. */
export type GrantText = PolicyFormat | 'managed' | 'scp'

/** The policy for the choice: its texts, and its creation through IAM where the user wants that. */
export interface GrantState {
  basis: GrantBasis
  /** Also allow reading the lists. */
  discovery: boolean
  /** Also allow what the first use in an account needs. */
  firstUse: boolean
  texts: Record<GrantText, string>
  /** What creating it would do; IAM Identity Center's roles are changed elsewhere. */
  apply: GrantApply
}

export interface GrantApply {
  status: 'idle' | 'preview' | 'running' | 'done' | 'undoing' | 'undone' | 'failed'
  name: string
  run: number
  failure?: Explanation
  /** A policy of the wanted name is there already and was left alone. */
  renamed?: boolean
}

/** A policy that was made here: undo removes exactly it. */
export interface CreatedPolicy {
  arn: string
  name: string
  principal: PolicyPrincipal
}

/** The policy document of a grant. */
export const grantPolicy = ({
  basis,
  discovery,
  firstUse,
}: Omit<GrantState, 'texts' | 'apply'>): PolicyDocument => leastPolicy({ ...basis, discovery, firstUse })

function textsOf(grant: Omit<GrantState, 'texts' | 'apply'>, name: string): GrantState['texts'] {
  const { basis } = grant
  const policy = grantPolicy(grant)
  const partition = partitionOf(basis.region)
  const input = { policy, name, principal: basis.principal, account: basis.account, partition }
  return {
    json: policyAs('json', input),
    cli: policyAs('cli', input),
    cloudformation: policyAs('cloudformation', input),
    terraform: policyAs('terraform', input),
    managed: managedPolicyCommand(basis.principal, partition),
    scp: scpRequest({ account: basis.account, region: basis.region, modelIds: basis.modelIds, policy }),
  }
}

/** A grant for a new choice. */
export function newGrant(basis: GrantBasis, extras: { discovery: boolean; firstUse: boolean }): GrantState {
  const parts = { basis, ...extras }
  return {
    ...parts,
    texts: textsOf(parts, POLICY_NAME),
    apply: { status: 'idle', name: POLICY_NAME, run: 0 },
  }
}

/** The same grant with other extras or another name. */
export function changedGrant(
  grant: GrantState,
  change: Partial<Pick<GrantState, 'discovery' | 'firstUse' | 'apply'>>,
): GrantState {
  const next = { ...grant, ...change }
  return { ...next, texts: textsOf(next, next.apply.name) }
}

/** Another name for a policy whose own is taken, so that the old one stays untouched. */
export function nextName(name: string): string {
  const [, base = name, count = '1'] = /^(.*?)(?:-(\d+))?$/.exec(name) ?? []
  return `${base}-${Number(count) + 1}`
}

/** Only users and roles of IAM itself can get a policy by IAM's calls, and no API key may make them. */
export const canApply = ({ basis }: GrantState): boolean =>
  basis.auth !== 'api-key' && (basis.principal.kind === 'user' || basis.principal.kind === 'role')

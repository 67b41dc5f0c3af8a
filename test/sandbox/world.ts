import type { PolicyDocument } from './policyDocument.ts'

export type Partition = 'aws' | 'aws-us-gov' | 'aws-cn'

/** A policy with the name or ARN under which denials and simulations mention it. */
export interface NamedPolicy {
  arn: string
  document: PolicyDocument
}

/** Policies of one principal. `attached` are ARNs of managed policies, `inline` by policy name. */
export interface PolicySet {
  attached: string[]
  inline: Record<string, PolicyDocument>
  /** ARN of a managed policy. */
  boundary?: string
}

export interface User extends PolicySet {
  name: string
  path: string
  userId: string
  createDate: string
  /** Serial number (ARN) to the one code it accepts. */
  mfa: Record<string, string>
  groups: string[]
}

export interface Role extends PolicySet {
  name: string
  path: string
  roleId: string
  createDate: string
  trust: PolicyDocument
  maxSessionSeconds: number
}

/** Whose key it is. A role's session keeps what was decided when it was made. */
export type KeyOwner =
  | { kind: 'user'; account: string; user: string }
  | { kind: 'root'; account: string }
  | { kind: 'role'; account: string; role: string; session: string; policy?: PolicyDocument; mfa?: boolean }

export interface AccessKey {
  id: string
  secret: string
  owner: KeyOwner
  status: 'Active' | 'Inactive'
  createDate: string
  /** Only of temporary keys. */
  sessionToken?: string
  /** Milliseconds of AWS's clock; only of temporary keys. */
  expires?: number
  lastUsed?: { date: string; service: string; region: string }
}

/** A long-term Bedrock API key (ABSK…), a service-specific credential of an IAM user. */
export interface ApiKey {
  id: string
  account: string
  user: string
  alias: string
  token: string
  status: 'Active' | 'Inactive'
  createDate: string
  /** Milliseconds of AWS's clock; without it the key never ends. */
  expires?: number
}

/** One sign-in at the IAM Identity Center portal. */
export interface SsoToken {
  token: string
  person: string
  region: string
  expires: number
  refreshToken?: string
}

/** A token of an identity provider outside AWS, such as a Kubernetes service account's. */
export interface WebIdentity {
  token: string
  /** ARN of the provider in the account. */
  provider: string
  subject: string
  expires: number
}

/** What the portal offers a person: a role in an account. */
export interface SsoAssignment {
  person: string
  account: string
  /** Name of the permission set, as in `sso_role_name`. */
  permissionSet: string
  /** Name of the role in the account: AWSReservedSSO_…. */
  role: string
}

/** A renewable sign-in of `aws login`. */
export interface LoginGrant {
  refreshToken: string
  owner: KeyOwner
  /** Why a renewal is refused; without it, it works. */
  refusal?: 'TOKEN_EXPIRED' | 'USER_CREDENTIALS_CHANGED' | 'INSUFFICIENT_PERMISSIONS'
}

export type AgreementStatus = 'AVAILABLE' | 'PENDING' | 'NOT_AVAILABLE' | 'ERROR'

/** Answers of Bedrock that do not follow from policies; `bedrock/behaviours.ts` knows their words. */
export type BedrockAnswer =
  | 'account-not-activated'
  | 'account-not-authorized'
  | 'input-too-long'
  | 'internal-error'
  | 'marketplace-missing'
  | 'model-end-of-life'
  | 'model-error'
  | 'model-legacy'
  | 'model-not-enabled'
  | 'model-not-offered'
  | 'model-not-ready'
  | 'model-timeout'
  | 'operation-not-allowed'
  | 'overloaded'
  | 'parameter-rejected'
  | 'payment-invalid'
  | 'quota-exceeded'
  | 'quota-zero'
  | 'service-unavailable'
  | 'stream-model-error'
  | 'stream-throttled'
  | 'subscription-failed'
  | 'subscription-pending'
  | 'throttled'
  | 'throttled-api'
  | 'tools-unsupported'
  | 'unsupported-country'
  | 'verification-pending'

export interface BedrockBehaviour {
  /** `operation` as in the SDK (Converse, ListFoundationModels…); `modelId` is the base model id. */
  when: { operation?: string; modelId?: string; region?: string }
  answer: BedrockAnswer
  /** Answer this often, then behave; without it, always. */
  times?: number
}

export interface ApplicationProfile {
  id: string
  name: string
  region: string
  /** ARNs of foundation models. */
  models: string[]
}

/** What an account is to Bedrock, beside its policies. All by base model id (without us. and the like). */
export interface BedrockAccount {
  /** What PutUseCaseForModelAccess stored; null: no form. */
  useCaseForm: Buffer | null
  /** Missing entry: AVAILABLE. */
  agreements: Record<string, AgreementStatus>
  /** How long a new agreement stays PENDING, in milliseconds; without it two minutes. */
  agreementDelayMs?: number
  /** Words of an agreement in state ERROR. */
  agreementErrors: Record<string, string>
  /** Missing entry: AVAILABLE. */
  entitlements: Record<string, 'AVAILABLE' | 'NOT_AVAILABLE'>
  /** Missing entry: AUTHORIZED. */
  authorization: Record<string, 'AUTHORIZED' | 'NOT_AUTHORIZED'>
  /** default, none, aws_review, provider_data_share, inherit. */
  dataRetention: string
  /** As GetModelInvocationLoggingConfiguration shows it; null: off. */
  loggingConfig: Record<string, unknown> | null
  /** ARNs of the guardrails the account enforces on every prompt. */
  guardrails: string[]
  behaviours: BedrockBehaviour[]
  applicationProfiles: ApplicationProfile[]
}

export interface Account {
  id: string
  name: string
  partition: Partition
  /** Opt-in regions that are switched on; regions that are on by default need no mention. */
  optInRegions: string[]
  /** Regions in which STS answers RegionDisabledException. */
  stsDisabled: string[]
  users: Record<string, User>
  roles: Record<string, Role>
  /** Customer managed policies by ARN. */
  policies: Record<string, NamedPolicy & { id: string; name: string; createDate: string }>
  /** From root to account; at each level some policy has to allow. Empty: no organisation. */
  scps: NamedPolicy[][]
  /** Resource control policies: only their Deny is looked at. */
  rcps: NamedPolicy[]
  /** Policy of the VPC endpoint that Bedrock calls go through; null: no endpoint. */
  vpcEndpointPolicy: PolicyDocument | null
  bedrock: BedrockAccount
}

/** Everything the local AWS knows. A scenario builds one, calls change it. */
export interface World {
  accounts: Record<string, Account>
  /** By access key id. */
  accessKeys: Record<string, AccessKey>
  apiKeys: ApiKey[]
  ssoTokens: SsoToken[]
  ssoAssignments: SsoAssignment[]
  loginGrants: LoginGrant[]
  webIdentities: WebIdentity[]
  /** Region that calls without a signed region (bearer keys) are taken to be made to. */
  unsignedRegion: string
  /** Clock of this AWS minus clock of this computer. */
  clockOffsetSeconds: number
}

/** Now, in milliseconds, by the clock of this AWS. */
export function worldNow(world: World): number {
  return Date.now() + world.clockOffsetSeconds * 1000
}

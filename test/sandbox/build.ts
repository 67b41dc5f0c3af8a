import { createHash } from 'node:crypto'
import { parsePolicy } from './policyParser.ts'
import type {
  AccessKey,
  Account,
  ApiKey,
  BedrockAccount,
  KeyOwner,
  NamedPolicy,
  Partition,
  PolicySet,
  Role,
  User,
  World,
} from './world.ts'

const DAY = 86_400_000

/** The account that every scenario has, and its usual people. */
export const ACCOUNT = '123456789012'
export const DEVELOPER_ROLE = 'BedrockDeveloper'
export const SSO_ROLE = 'AWSReservedSSO_PowerUserAccess_0123456789abcdef'
export const SSO_PERSON = 'dev@example.com'

/** So many days ago, ISO. */
export function daysAgo(days: number): string {
  return new Date(Date.now() - days * DAY).toISOString().replace(/\.\d{3}/, '')
}

export function policy(...statements: object[]): ReturnType<typeof parsePolicy> {
  return parsePolicy({ Version: '2012-10-17', Statement: statements })
}

export function allow(
  actions: string | string[],
  resources: string | string[] = '*',
  condition?: object,
): object {
  return statement('Allow', actions, resources, condition)
}

export function deny(
  actions: string | string[],
  resources: string | string[] = '*',
  condition?: object,
): object {
  return statement('Deny', actions, resources, condition)
}

function statement(
  Effect: 'Allow' | 'Deny',
  Action: string | string[],
  Resource: string | string[],
  condition?: object,
): object {
  return { Effect, Action, Resource, ...(condition ? { Condition: condition } : {}) }
}

/** A service control policy of the organisation that the scenarios know. */
export function scp(id: string, ...statements: object[]): NamedPolicy {
  const arn = `arn:aws:organizations::111122223333:policy/o-exampleorgid/service_control_policy/p-${id}`
  return { arn, document: policy(...statements) }
}

/** The SCP that every organisation starts with. */
export const FULL_AWS_ACCESS: NamedPolicy = {
  arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
  document: policy(allow('*')),
}

function managed(...names: string[]): string[] {
  return names.map((name) => `arn:aws:iam::aws:policy/${name}`)
}

/** An id as AWS makes them: a prefix and capital letters and digits, always the same for one name. */
function uniqueId(prefix: string, name: string): string {
  return `${prefix}${createHash('sha256').update(name).digest('hex').slice(0, 17).toUpperCase()}`
}

/** 20 characters, plainly made up: AKIASANDBOXDEV222222. */
export function fakeKeyId(prefix: 'AKIA' | 'ASIA', label: string): string {
  return `${prefix}SANDBOX${label}`.padEnd(20, '2').slice(0, 20)
}

/** 40 characters, plainly made up. */
export function fakeSecret(label: string): string {
  return `EXAMPLE/sandbox/${label}/`.padEnd(40, 'x').slice(0, 40)
}

export function fakeToken(label: string): string {
  return Buffer.from(`EXAMPLE session token ${label} `.padEnd(120, '.')).toString('base64')
}

/** In the form of a long-term Bedrock API key. */
export function fakeApiKey(label: string): string {
  return `ABSK${Buffer.from(`BedrockAPIKey-${label}-at-${ACCOUNT}:`.padEnd(96, 'EXAMPLE')).toString('base64')}`
}

export function newUser(name: string, ...policies: string[]): User {
  return {
    name,
    path: '/',
    userId: uniqueId('AIDA', name),
    createDate: daysAgo(400),
    mfa: {},
    groups: [],
    attached: managed(...policies),
    inline: {},
  }
}

export function newRole(name: string, trust: object, ...policies: string[]): Role {
  return {
    name,
    path: '/',
    roleId: uniqueId('AROA', name),
    createDate: daysAgo(400),
    trust: parsePolicy({ Version: '2012-10-17', Statement: [trust] }, 'trust'),
    maxSessionSeconds: 3600,
    attached: managed(...policies),
    inline: {},
  }
}

export function trustAccount(account = ACCOUNT, condition?: object): object {
  return {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'sts:AssumeRole',
    ...(condition ? { Condition: condition } : {}),
  }
}

/** A Bedrock in which nothing stands in the way of any model. */
export function openBedrock(): BedrockAccount {
  const form = {
    companyName: 'Example Corp',
    companyWebsite: 'https://example.com',
    intendedUsers: '0',
    industryOption: 'Software',
    otherIndustryOption: '',
    useCases: 'Writing code with Cline',
  }
  return {
    useCaseForm: Buffer.from(JSON.stringify(form)),
    agreements: {},
    agreementErrors: {},
    entitlements: {},
    authorization: {},
    dataRetention: 'default',
    loggingConfig: {
      cloudWatchConfig: {
        logGroupName: '/bedrock/invocations',
        roleArn: `arn:aws:iam::${ACCOUNT}:role/BedrockLogs`,
      },
      textDataDeliveryEnabled: true,
    },
    guardrails: [],
    behaviours: [],
    applicationProfiles: [],
  }
}

export function newAccount(id: string, name: string, partition: Partition = 'aws'): Account {
  return {
    id,
    name,
    partition,
    optInRegions: [],
    stsDisabled: [],
    users: {},
    roles: {},
    policies: {},
    scps: [],
    rcps: [],
    vpcEndpointPolicy: null,
    bedrock: openBedrock(),
  }
}

export function emptyWorld(): World {
  return {
    accounts: {},
    accessKeys: {},
    apiKeys: [],
    ssoTokens: [],
    ssoAssignments: [],
    loginGrants: [],
    webIdentities: [],
    unsignedRegion: 'us-east-1',
    clockOffsetSeconds: 0,
  }
}

/** Adds a key with the fake secret of its label; ASIA labels get a session token. */
export function addKey(
  world: World,
  prefix: 'AKIA' | 'ASIA',
  label: string,
  owner: KeyOwner,
  changes: Partial<AccessKey> = {},
): AccessKey {
  const id = fakeKeyId(prefix, label)
  const temporary = { sessionToken: fakeToken(label), expires: Date.now() + 3_600_000 }
  const key: AccessKey = {
    id,
    secret: fakeSecret(label),
    owner,
    status: 'Active',
    createDate: daysAgo(20),
    ...(prefix === 'ASIA' ? temporary : {}),
    ...changes,
  }
  world.accessKeys[id] = key
  return key
}

export function addApiKey(world: World, label: string, user: string, changes: Partial<ApiKey> = {}): ApiKey {
  const key: ApiKey = {
    id: uniqueId('ACCA', label),
    account: ACCOUNT,
    user,
    alias: `${user}-at-${ACCOUNT}`,
    token: fakeApiKey(label),
    status: 'Active',
    createDate: daysAgo(3),
    expires: Date.now() + 60 * DAY,
    ...changes,
  }
  world.apiKeys.push(key)
  return key
}

/** The account of the scenarios, to be changed by them. */
export function mainAccount(world: World): Account {
  const account = world.accounts[ACCOUNT]
  if (!account) throw new Error('The world was built without its main account')
  return account
}

/** The user "dev" of the scenarios. */
export function developer(world: World): User {
  const user = mainAccount(world).users.dev
  if (!user) throw new Error('The world was built without its user')
  return user
}

export function replacePolicies(set: PolicySet, ...statements: object[]): void {
  set.attached = []
  set.inline = { Bedrock: policy(...statements) }
}

/**
 * A world in which everything works: user dev (key, API key, `aws login`), a role it may assume, a role
 * behind single sign-on.
 */
export function healthyWorld(): World {
  const world = emptyWorld()
  const account = newAccount(ACCOUNT, 'Example development')
  world.accounts[ACCOUNT] = account
  const dev = newUser('dev', 'AmazonBedrockLimitedAccess', 'IAMReadOnlyAccess')
  dev.inline.AssumeDeveloper = policy(allow('sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/*`))
  dev.mfa[`arn:aws:iam::${ACCOUNT}:mfa/dev`] = '123456'
  account.users.dev = dev
  account.users['BedrockAPIKey-x1y2'] = newUser('BedrockAPIKey-x1y2', 'AmazonBedrockLimitedAccess')
  account.roles[DEVELOPER_ROLE] = newRole(
    DEVELOPER_ROLE,
    trustAccount(),
    'AmazonBedrockLimitedAccess',
    'IAMReadOnlyAccess',
  )
  const federated = {
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/AWSSSO` },
  }
  const ssoRole = newRole(
    SSO_ROLE,
    { ...federated, Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'] },
    'PowerUserAccess',
    'IAMReadOnlyAccess',
  )
  ssoRole.path = '/aws-reserved/sso.amazonaws.com/'
  account.roles[SSO_ROLE] = ssoRole
  const owner: KeyOwner = { kind: 'user', account: ACCOUNT, user: 'dev' }
  addKey(world, 'AKIA', 'DEV', owner)
  addApiKey(world, 'x1y2', 'BedrockAPIKey-x1y2')
  world.loginGrants.push({ refreshToken: 'EXAMPLE-login-refresh-token', owner })
  world.ssoTokens.push({
    token: 'aoaAAAAAexample-sso-access-token',
    person: SSO_PERSON,
    region: 'us-east-1',
    expires: Date.now() + 8 * 3_600_000,
    refreshToken: 'EXAMPLE-sso-refresh-token',
  })
  world.ssoAssignments.push({
    person: SSO_PERSON,
    account: ACCOUNT,
    permissionSet: 'PowerUserAccess',
    role: SSO_ROLE,
  })
  return world
}

import { createHash } from 'node:crypto'
import {
  ACCOUNT,
  addKey,
  DEVELOPER_ROLE,
  fakeApiKey,
  fakeKeyId,
  fakeSecret,
  fakeToken,
  healthyWorld,
  mainAccount,
  newRole,
  newUser,
  trustAccount,
} from '../sandbox/build.ts'
import { demoHome } from '../sandbox/home.ts'
import { type Metadata, startMetadata } from '../sandbox/metadata.ts'
import { type Sandbox, startSandbox } from '../sandbox/server.ts'
import { computeSignature, formatAmzDate, sha256 } from '../sandbox/signature.ts'
import type { World } from '../sandbox/world.ts'

/** One source of credentials and what is to come of it: an identity, or a diagnosis. */
export interface SourceRow {
  title: string
  auth: 'profile' | 'default' | 'keys' | 'api-key'
  profile?: string
  /** Variables beside those that lead to the local AWS. */
  env?: Record<string, string>
  /** The principal's name as a person knows it. */
  who?: string
  /** An id of the project's list. With `who` it is a warning, alone a failure. */
  diagnosis?: string
}

/** A local AWS, a machine in it, and files with a profile of every kind. */
export interface Sources {
  sandbox: Sandbox
  metadata: Metadata
  files(home: string): Record<string, string>
  rows: SourceRow[]
  stop(): Promise<void>
}

const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/example.com`
const FAR = '2099-01-01T00:00:00Z'
const START = 'https://legacy.awsapps.com/start'
const TOKEN = 'aoaAAAAAexample-sso-access-token'
const DEV = { AWS_ACCESS_KEY_ID: fakeKeyId('AKIA', 'DEV'), AWS_SECRET_ACCESS_KEY: fakeSecret('DEV') }
const TEMP = {
  AWS_ACCESS_KEY_ID: fakeKeyId('ASIA', 'TEMP'),
  AWS_SECRET_ACCESS_KEY: fakeSecret('TEMP'),
  AWS_SESSION_TOKEN: fakeToken('TEMP'),
}

const section = (head: string, entries: Record<string, string>): string =>
  [`[${head}]`, ...Object.entries(entries).map(([name, value]) => `${name} = ${value}`), ''].join('\n')
const keys = (variables: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name.toLowerCase(), value]))
const arn = (role: string): string => `arn:aws:iam::${ACCOUNT}:role/${role}`
const cache = (id: string): string => `.aws/sso/cache/${createHash('sha1').update(id).digest('hex')}.json`

function buildWorld(): World {
  const world = healthyWorld()
  const account = mainAccount(world)
  const trust = (principal: object, action: string, condition?: object) => ({
    Effect: 'Allow',
    Principal: principal,
    Action: action,
    ...(condition && { Condition: condition }),
  })
  account.roles.Partner = newRole(
    'Partner',
    trustAccount(ACCOUNT, { StringEquals: { 'sts:ExternalId': 'agreed-upon' } }),
    'AmazonBedrockLimitedAccess',
  )
  account.roles.Workload = newRole(
    'Workload',
    trust({ Federated: PROVIDER }, 'sts:AssumeRoleWithWebIdentity'),
    'AmazonBedrockLimitedAccess',
  )
  account.roles.Machine = newRole(
    'Machine',
    trust({ Service: 'ec2.amazonaws.com' }, 'sts:AssumeRole'),
    'PowerUserAccess',
  )
  account.users.old = newUser('old', 'AmazonBedrockLimitedAccess')
  addKey(world, 'AKIA', 'OLD', { kind: 'user', account: ACCOUNT, user: 'old' })
  addKey(world, 'ASIA', 'TEMP', { kind: 'role', account: ACCOUNT, role: DEVELOPER_ROLE, session: 'dev' })
  const subject = 'system:serviceaccount:dev:cline'
  world.webIdentities.push({
    token: 'example-web-token',
    provider: PROVIDER,
    subject,
    expires: Date.parse(FAR),
  })
  return world
}

/** A short-lived API key as AWS's own generator makes it: a presigned call in base64. */
export function shortApiKey(lifetimeSeconds: number, issued = Date.now()): string {
  const date = formatAmzDate(issued)
  const day = date.slice(0, 8)
  const credential = `${DEV.AWS_ACCESS_KEY_ID}/${day}/us-east-1/bedrock/aws4_request`
  const query = [
    'Action=CallWithBearerToken',
    'X-Amz-Algorithm=AWS4-HMAC-SHA256',
    `X-Amz-Credential=${encodeURIComponent(credential)}`,
    `X-Amz-Date=${date}`,
    `X-Amz-Expires=${lifetimeSeconds}`,
    'X-Amz-SignedHeaders=host',
  ].join('&')
  const signature = computeSignature(DEV.AWS_SECRET_ACCESS_KEY, {
    method: 'POST',
    rawPath: '/',
    rawQuery: query,
    headers: { host: 'bedrock.amazonaws.com' },
    signedHeaders: ['host'],
    payloadHash: sha256(''),
    date,
    scope: { day, region: 'us-east-1', service: 'bedrock' },
  })
  const url = `bedrock.amazonaws.com/?${query}&X-Amz-Signature=${signature}&Version=1`
  return `bedrock-api-key-${Buffer.from(url).toString('base64')}`
}

function configFile(home: string): string {
  const base = demoHome()['.aws/config'] ?? ''
  const role = (name: string, more: Record<string, string>) =>
    section(`profile ${name}`, { role_arn: arn(DEVELOPER_ROLE), region: 'us-east-1', ...more })
  const legacy = {
    sso_start_url: START,
    sso_region: 'us-east-1',
    sso_account_id: ACCOUNT,
    sso_role_name: 'PowerUserAccess',
  }
  return [
    base,
    section('profile keys-in-config', keys(DEV)),
    section('profile legacy-sso', legacy),
    section('profile lapsed-sso', { ...legacy, sso_start_url: 'https://lapsed.awsapps.com/start' }),
    section('profile never-sso', { ...legacy, sso_start_url: 'https://never.awsapps.com/start' }),
    section('profile leftover', { ...legacy, region: 'us-east-1' }),
    role('partner', { role_arn: arn('Partner'), source_profile: 'dev', external_id: 'agreed-upon' }),
    role('stranger', { role_arn: arn('Partner'), source_profile: 'dev', external_id: 'guessed' }),
    role('role-of-sso', { source_profile: 'team-sso' }),
    role('role-of-environment', { credential_source: 'Environment' }),
    role('role-of-container', { credential_source: 'EcsContainer' }),
    role('role-of-instance', { credential_source: 'Ec2InstanceMetadata' }),
    role('role-of-nobody', { credential_source: 'Ec2Instance' }),
    role('role-with-code', { source_profile: 'dev', mfa_serial: `arn:aws:iam::${ACCOUNT}:mfa/dev` }),
    role('circle-a', { source_profile: 'circle-b' }),
    role('circle-b', { source_profile: 'circle-a' }),
    role('workload', { role_arn: arn('Workload'), web_identity_token_file: `${home}/.aws/web-token` }),
    role('workload-elsewhere', { role_arn: arn('Workload'), web_identity_token_file: '/nowhere/token' }),
    section('profile broken-helper', { credential_process: 'echo not-json' }),
    section('profile never-login', { login_session: `arn:aws:iam::${ACCOUNT}:user/nobody` }),
  ].join('\n')
}

function homeFiles(home: string): Record<string, string> {
  const token = (expiresAt: string) =>
    JSON.stringify({ startUrl: START, region: 'us-east-1', accessToken: TOKEN, expiresAt })
  const base = demoHome()
  return {
    ...base,
    '.aws/config': configFile(home),
    '.aws/credentials': [
      base['.aws/credentials'] ?? '',
      section('temporary', keys(TEMP)),
      section('temporary-half', keys({ ...TEMP, AWS_SESSION_TOKEN: '' })),
      section('half', { aws_access_key_id: DEV.AWS_ACCESS_KEY_ID }),
      section('leftover', {
        aws_access_key_id: fakeKeyId('AKIA', 'OLD'),
        aws_secret_access_key: fakeSecret('OLD'),
      }),
    ].join('\n'),
    '.aws/web-token': 'example-web-token',
    [cache(START)]: token(FAR),
    [cache('https://lapsed.awsapps.com/start')]: token('2025-01-01T00:00:00Z'),
  }
}

function rowsFor(metadata: Metadata): SourceRow[] {
  const profile = (
    name: string,
    rest: Omit<SourceRow, 'title' | 'auth'> & { title?: string },
  ): SourceRow => ({
    title: `profile ${name}`,
    auth: 'profile',
    profile: name,
    ...rest,
  })
  return [
    profile('dev', { who: 'dev' }),
    profile('keys-in-config', { who: 'dev' }),
    profile('temporary', { who: DEVELOPER_ROLE }),
    profile('temporary-half', { diagnosis: 'access-key-invalid' }),
    profile('team-sso', { who: 'PowerUserAccess' }),
    profile('legacy-sso', { who: 'PowerUserAccess' }),
    profile('lapsed-sso', { diagnosis: 'sso-session-expired' }),
    profile('never-sso', { diagnosis: 'sso-login-required' }),
    profile('leftover', { who: 'old', diagnosis: 'identity-unexpected' }),
    profile('bedrock-role', { who: DEVELOPER_ROLE }),
    profile('partner', { who: 'Partner' }),
    profile('stranger', { diagnosis: 'assume-role-denied' }),
    profile('role-of-sso', { who: DEVELOPER_ROLE }),
    profile('role-of-environment', { who: DEVELOPER_ROLE, env: DEV }),
    profile('role-of-container', { who: DEVELOPER_ROLE, env: metadata.containerEnv }),
    profile('role-of-instance', { who: DEVELOPER_ROLE, env: metadata.instanceEnv }),
    profile('role-of-nobody', { diagnosis: 'credential-source-invalid' }),
    profile('role-with-code', { diagnosis: 'mfa-unsupported-by-cline' }),
    profile('circle-a', { diagnosis: 'profile-cycle' }),
    profile('workload', { who: 'Workload' }),
    profile('workload-elsewhere', { diagnosis: 'web-identity-token-missing' }),
    profile('helper', { who: 'dev' }),
    profile('broken-helper', { diagnosis: 'credential-process-failed' }),
    profile('login', { who: 'dev' }),
    profile('never-login', { diagnosis: 'aws-login-required' }),
    profile('only-a-region', { diagnosis: 'profile-incomplete' }),
    profile('half', { diagnosis: 'profile-incomplete' }),
    profile('not-there', { diagnosis: 'profile-not-found' }),
    profile('dev', {
      title: 'a profile before other keys in the environment',
      who: 'dev',
      env: { AWS_ACCESS_KEY_ID: fakeKeyId('AKIA', 'OLD'), AWS_SECRET_ACCESS_KEY: fakeSecret('OLD') },
    }),
    { title: 'keys of the environment', auth: 'default', env: DEV, who: 'dev' },
    { title: 'temporary keys of the environment', auth: 'default', env: TEMP, who: DEVELOPER_ROLE },
    {
      title: 'the profile that the environment names',
      auth: 'default',
      env: { AWS_PROFILE: 'team-sso', ...DEV },
      who: 'PowerUserAccess',
    },
    {
      title: 'a profile that the environment names, with keys of somebody else in it',
      auth: 'default',
      env: { AWS_PROFILE: 'leftover' },
      who: 'old',
      diagnosis: 'identity-unexpected',
    },
    {
      title: 'web identity of the environment',
      auth: 'default',
      env: { AWS_ROLE_ARN: arn('Workload'), AWS_WEB_IDENTITY_TOKEN_FILE: '~/.aws/web-token' },
      who: 'Workload',
    },
    { title: 'the container', auth: 'default', env: metadata.containerEnv, who: 'Machine' },
    { title: 'the instance', auth: 'default', env: metadata.instanceEnv, who: 'Machine' },
    { title: 'nothing at all', auth: 'default', diagnosis: 'credentials-not-found' },
    { title: 'typed keys', auth: 'keys', env: DEV, who: 'dev' },
    { title: 'typed temporary keys', auth: 'keys', env: TEMP, who: DEVELOPER_ROLE },
    {
      title: 'typed temporary keys without their token',
      auth: 'keys',
      env: { ...TEMP, AWS_SESSION_TOKEN: '' },
      diagnosis: 'access-key-invalid',
    },
    {
      title: 'a long-lived API key',
      auth: 'api-key',
      env: { AWS_BEARER_TOKEN_BEDROCK: fakeApiKey('x1y2') },
      who: 'ABSK…',
    },
    {
      title: 'a short-lived API key',
      auth: 'api-key',
      env: { AWS_BEARER_TOKEN_BEDROCK: shortApiKey(3600) },
      who: 'bedrock-api-key-…',
    },
    {
      title: 'a short-lived API key past its end',
      auth: 'api-key',
      env: { AWS_BEARER_TOKEN_BEDROCK: shortApiKey(60, Date.now() - 3_600_000) },
      diagnosis: 'api-key-expired',
    },
  ]
}

/** Starts AWS and the machine. The SSO role of the local AWS may assume roles, as a power user may. */
export async function startSources(): Promise<Sources> {
  const world = buildWorld()
  const sandbox = await startSandbox({ world })
  const metadata = await startMetadata(sandbox.world, {
    kind: 'role',
    account: ACCOUNT,
    role: 'Machine',
    session: 'i-0123456789abcdef0',
  })
  return {
    sandbox,
    metadata,
    files: homeFiles,
    rows: rowsFor(metadata),
    async stop() {
      await Promise.all([sandbox.stop(), metadata.stop()])
    },
  }
}

/** The environment of one row: the local AWS, the home, and what the row sets. */
export function envOf({ sandbox }: Sources, row: SourceRow, home: string): Record<string, string> {
  const set = Object.fromEntries(
    Object.entries(row.env ?? {}).map(([name, value]) => [name, value.replace(/^~/, home)]),
  )
  return {
    HOME: home,
    PATH: process.env.PATH ?? '',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...sandbox.env(),
    ...set,
  }
}

import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  ACCOUNT,
  addKey,
  DEVELOPER_ROLE,
  fakeApiKey,
  healthyWorld,
  mainAccount,
  newRole,
  newUser,
  trustAccount,
} from './build.ts'
import type { Service } from './callRecord.ts'
import type { Fault } from './faults.ts'
import type { OverrideRule } from './overrides.ts'
import { OPT_IN_REGIONS } from './regions.ts'
import { type Sandbox, startSandbox } from './server.ts'
import type { AccessKey, KeyOwner, World } from './world.ts'

const ADMINISTRATOR = 'AdministratorAccess'

/** One recorded situation, as the README beside the recorded cases describes it. */
export interface RecordedCase extends Partial<OverrideRule> {
  id: string
  expect: string | null
  kind?: 'local' | 'transport' | 'healthy'
  auth?: 'keys' | 'profile' | 'api-key' | 'default'
  profile?: string
  region?: string | null
  model?: string
  identity?: string
  files?: Record<string, string>
  env?: Record<string, string>
  also?: OverrideRule[]
  fault?: Fault | 'reset'
  serverClockOffsetSeconds?: number
}

/** A case brought to life. Nothing of `secrets` may show up in any output. */
export interface StagedCase {
  /** Everything a client needs: endpoints, HOME, credentials, the case's own variables. */
  env: Record<string, string>
  home: string
  region: string | null
  model: string
  auth: 'keys' | 'profile' | 'api-key' | 'default'
  profile: string | undefined
  secrets: string[]
  sandbox: Sandbox
  /** Stops the sandbox and removes the home. */
  stop: () => Promise<void>
}

/** Reads a list of recorded cases. Throws when the file is missing or no list. */
export function readCases(path: string): RecordedCase[] {
  const list: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (!Array.isArray(list)) throw new Error(`${path} holds no list of cases`)
  return list as RecordedCase[]
}

/** Puts the caller of the case into the world, allowed to do everything. */
function addCaller(world: World, arn: string): KeyOwner {
  const account = mainAccount(world)
  const [, kind = '', name = '', session = ''] = /:([a-z-]+)(?:\/([^/]+))?(?:\/(.+))?$/.exec(arn) ?? []
  if (kind === 'root') return { kind: 'root', account: ACCOUNT }
  if (kind === 'user') {
    account.users[name] = newUser(name, ADMINISTRATOR)
    return { kind: 'user', account: ACCOUNT, user: name }
  }
  account.roles[name] = newRole(name, trustAccount(), ADMINISTRATOR)
  return { kind: 'role', account: ACCOUNT, role: name, session }
}

// "Every call not mentioned works": no region is off, no retention mode in the way, every policy wide open.
function caseWorld(one: RecordedCase): { world: World; key: AccessKey } {
  const world = healthyWorld()
  const account = mainAccount(world)
  account.optInRegions = [...OPT_IN_REGIONS]
  account.bedrock.dataRetention = 'aws_review'
  const openTo = ADMINISTRATOR
  for (const name of Object.keys(account.users)) account.users[name] = newUser(name, openTo)
  account.roles[DEVELOPER_ROLE] = newRole(DEVELOPER_ROLE, trustAccount(), openTo)
  const owner = addCaller(world, one.identity ?? `arn:aws:iam::${ACCOUNT}:user/dev`)
  const temporary = owner.kind === 'role' || JSON.stringify(one.files ?? {}).includes('{{SESSION_TOKEN}}')
  const key = addKey(world, temporary ? 'ASIA' : 'AKIA', 'CASE', owner)
  world.unsignedRegion = one.region ?? 'us-east-1'
  world.clockOffsetSeconds = one.serverClockOffsetSeconds ?? 0
  return { world, key }
}

function placeholders(key: AccessKey): Record<string, string> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    ACCESS_KEY_ID: key.id,
    SECRET_ACCESS_KEY: key.secret,
    SESSION_TOKEN: key.sessionToken ?? 'EXAMPLE-unused-session-token',
    EC_PRIVATE_KEY: privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
  }
}

function fill(text: string, values: Record<string, string>, json: boolean): string {
  return text.replace(/\{\{([A-Z_]+)\}\}/g, (whole, name: string) => {
    const value = values[name] ?? whole
    return json ? JSON.stringify(value).slice(1, -1) : value
  })
}

function writeHome(one: RecordedCase, values: Record<string, string>): string {
  const home = mkdtempSync(join(tmpdir(), 'sandbox-case-'))
  for (const [path, text] of Object.entries(one.files ?? {})) {
    const file = join(home, path.replace(/^~\//, ''))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, fill(text, values, file.endsWith('.json')), { mode: 0o600 })
  }
  return home
}

function credentialVariables(one: RecordedCase, key: AccessKey): Record<string, string> {
  const auth = one.auth ?? 'keys'
  if (one.kind === 'local' || auth === 'profile') return {}
  if (auth === 'api-key') return { AWS_BEARER_TOKEN_BEDROCK: fakeApiKey('x1y2') }
  return {
    AWS_ACCESS_KEY_ID: key.id,
    AWS_SECRET_ACCESS_KEY: key.secret,
    ...(key.sessionToken ? { AWS_SESSION_TOKEN: key.sessionToken } : {}),
  }
}

const SECRET_FIELD = /"(?:accessToken|refreshToken|clientSecret|secretAccessKey|sessionToken)":\s*"([^"{]+)"/g

/** Everything that has to stay hidden: keys, tokens in files, and bearer keys. */
function secretsOf(one: RecordedCase, values: Record<string, string>, env: Record<string, string>): string[] {
  const inFiles = Object.values(one.files ?? {}).flatMap((text) =>
    [...text.matchAll(SECRET_FIELD)].flatMap((match) => match[1] ?? []),
  )
  const keyBody = (values.EC_PRIVATE_KEY ?? '').split('\n')[1] ?? ''
  const { SECRET_ACCESS_KEY: secret = '', SESSION_TOKEN: token = '' } = values
  const bearer = env.AWS_BEARER_TOKEN_BEDROCK ?? ''
  return [secret, token, keyBody, bearer, ...inFiles].filter((text) => text !== '')
}

function ruleOf(one: RecordedCase): OverrideRule[] {
  const { service, operation, http, stream, regions } = one
  if (!service || !operation || !(http || stream)) return []
  return [
    {
      service,
      operation,
      ...(regions ? { regions } : {}),
      ...(http ? { http } : {}),
      ...(stream ? { stream } : {}),
    },
  ]
}

async function applyFault(sandbox: Sandbox, service: Service, fault: Fault | 'reset'): Promise<void> {
  if (fault === 'reset') sandbox.override({ service, operation: '*', reset: true })
  else await sandbox.setFault(service, fault)
}

/** Starts a sandbox in which the recorded situation holds, with its home and variables. */
export async function stageCase(one: RecordedCase): Promise<StagedCase> {
  const { world, key } = caseWorld(one)
  const sandbox = await startSandbox({ world })
  for (const rule of [...ruleOf(one), ...(one.also ?? [])]) sandbox.override(rule)
  if (one.service && one.fault) await applyFault(sandbox, one.service, one.fault)
  const values = placeholders(key)
  const home = writeHome(one, values)
  const own = Object.entries(one.env ?? {}).map(([name, text]) => [name, fill(text, values, false)] as const)
  const env = {
    ...sandbox.env(),
    AWS_EC2_METADATA_DISABLED: 'true',
    HOME: home,
    USERPROFILE: home,
    ...credentialVariables(one, key),
    ...Object.fromEntries(own),
  }
  return {
    env,
    home,
    region: one.region === undefined ? 'us-east-1' : one.region,
    model: one.model ?? 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    auth: one.auth ?? 'keys',
    profile: one.profile,
    secrets: secretsOf(one, values, env),
    sandbox,
    stop: async () => {
      await sandbox.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { until } from '../../../lib/until.ts'
import { DEVELOPER_ROLE } from '../../../sandbox/build.ts'
import type { WireRequest } from '../../../sandbox/wire.ts'
import type { Place } from '../../cli/place.ts'

const program = (name: string): string => new URL(`../programs/${name}.mjs`, import.meta.url).pathname
const MODULES = new URL('../../../cline/node_modules/', import.meta.url).pathname
const KEY_VARIABLES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_BEARER_TOKEN_BEDROCK',
]
const USER = /:user\/dev$/
const ROLE = new RegExp(`:assumed-role/${DEVELOPER_ROLE}/`)

/** One way of authentication: what is asked of `apply`, and what Cline must make of it. */
export interface Way {
  scenario: string
  auth: string[]
  /** As Cline's own schema calls it. */
  authentication: string
  principal: RegExp
  profile?: string
  /** The chain finds its keys in the environment, for Cline as for us. */
  keepsKeys?: boolean
}

/** Every way of authentication that the page offers. */
export const WAYS: Record<string, Way> = {
  'typed keys': { scenario: 'healthy', auth: ['--auth', 'keys'], authentication: 'iam', principal: USER },
  'typed keys with a session token': {
    scenario: 'healthy-role',
    auth: ['--auth', 'keys'],
    authentication: 'iam',
    principal: ROLE,
  },
  'a profile with keys': {
    scenario: 'healthy',
    auth: ['--auth', 'profile', '--profile', 'dev'],
    authentication: 'profile',
    profile: 'dev',
    principal: USER,
  },
  'a profile that assumes a role': {
    scenario: 'healthy',
    auth: ['--auth', 'profile', '--profile', 'bedrock-role'],
    authentication: 'profile',
    profile: 'bedrock-role',
    principal: ROLE,
  },
  'a profile with a helper program': {
    scenario: 'healthy',
    auth: ['--auth', 'profile', '--profile', 'helper'],
    authentication: 'profile',
    profile: 'helper',
    principal: USER,
  },
  'single sign-on': {
    scenario: 'sso-role',
    auth: ['--auth', 'profile', '--profile', 'team-sso'],
    authentication: 'profile',
    profile: 'team-sso',
    principal: /assumed-role\/AWSReservedSSO_/,
  },
  'the default chain': {
    scenario: 'healthy',
    auth: ['--auth', 'default'],
    authentication: 'iam',
    principal: USER,
    keepsKeys: true,
  },
  'a Bedrock API key': {
    scenario: 'api-key',
    auth: ['--auth', 'api-key'],
    authentication: 'apikey',
    principal: /:user\/BedrockAPIKey-x1y2$/,
  },
}

/** What Cline's process finds around it: its own folder, and none of what only we are to use. */
function clineEnv(place: Place, way: Way): Record<string, string> {
  const { BEDROCK_SETUP_HOME: _, ...env } = place.env
  const kept = Object.entries(env).filter(
    ([variable]) =>
      // Cline's own endpoint setting must do; the SDK's variable would hide a missing one.
      variable !== 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME' &&
      (way.keepsKeys === true || !KEY_VARIABLES.includes(variable)),
  )
  return { ...Object.fromEntries(kept), CLINE_DIR: place.at('.cline') }
}

/** Chats by Cline's published code (`next`) or by the rules of its older bundle, and tells what it read and said. */
export function ask(place: Place, way: Way, name: 'next' | 'legacy'): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [program(name), place.at('.cline/data'), MODULES],
      { env: clineEnv(place, way), timeout: 60_000 },
      (error, out, err) =>
        error ? reject(new Error(`${out}${err}`)) : resolve(JSON.parse(out.trim().split('\n').at(-1) ?? '')),
    )
  })
}

/** The prompts that AWS was sent, word for word. */
export const promptsOf = ({ sandbox }: Place): WireRequest[] =>
  sandbox.requests.filter(({ rawPath }) => /\/(converse|invoke)/.test(rawPath))

/**
 * Gives a task to the last release of Cline that was built on its older core, which it shares with the older
 * bundle of the extension, and resolves with the first prompt that it sends. Nothing but loopback is there for it.
 */
export async function firstPromptOfOlderCline(place: Place, way: Way): Promise<WireRequest> {
  const before = promptsOf(place).length
  const cli = `${MODULES}cline-cli-2/dist/cli.mjs`
  const child = spawn(
    process.execPath,
    ['--import', program('loopbackOnly'), cli, '--json', '--yolo', '--cwd', place.home, 'Reply with pong'],
    { env: { ...clineEnv(place, way), CLINE_NO_AUTO_UPDATE: '1' }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk
    })
  }
  const ended = once(child, 'exit')
  try {
    await until(() => promptsOf(place).length > before || child.exitCode !== null, 'a prompt of Cline')
    const [first] = promptsOf(place).slice(before)
    if (first === undefined) {
      throw new Error(`Cline ended without a prompt: ${said.slice(-2000)}`)
    }
    return first
  } finally {
    child.kill('SIGKILL')
    await ended
  }
}

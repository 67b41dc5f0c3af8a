import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { DEVELOPER_ROLE } from '../../sandbox/build.ts'
import { SONNET } from '../../sandbox/scenario.ts'
import { inPlace, type Place } from '../cli/place.ts'

const program = (name: string): string => new URL(`programs/${name}.mjs`, import.meta.url).pathname
const MODULES = new URL('../../cline/node_modules/', import.meta.url).pathname
const KEY_VARIABLES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_BEARER_TOKEN_BEDROCK',
]
const USER = /:user\/dev$/
const ROLE = new RegExp(`:assumed-role/${DEVELOPER_ROLE}/`)

/** One way of authentication: what is asked of `apply`, and what Cline must make of it. */
interface Way {
  scenario: string
  auth: string[]
  /** As Cline's own schema calls it. */
  authentication: string
  principal: RegExp
  profile?: string
  /** The chain finds its keys in the environment, for Cline as for us. */
  keepsKeys?: boolean
}

const WAYS: Record<string, Way> = {
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

function ask(place: Place, way: Way, name: string, args: string[]): Promise<Record<string, unknown>> {
  const { BEDROCK_SETUP_HOME: _, ...env } = place.env
  const kept = Object.entries(env).filter(
    ([variable]) =>
      // Cline's own endpoint setting must do; the SDK's variable would hide a missing one.
      variable !== 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME' &&
      (way.keepsKeys === true || !KEY_VARIABLES.includes(variable)),
  )
  return new Promise((resolve, reject) => {
    const options = {
      env: { ...Object.fromEntries(kept), CLINE_DIR: place.at('.cline') },
      timeout: 60_000,
    }
    execFile(
      process.execPath,
      [program(name), place.at('.cline/data'), ...args],
      options,
      (error, out, err) =>
        error ? reject(new Error(`${out}${err}`)) : resolve(JSON.parse(out.trim().split('\n').at(-1) ?? '')),
    )
  })
}

/** The prompt that AWS saw last, with its caller. */
function lastPrompt({ sandbox }: Place) {
  const found = sandbox.log.findLast(({ operation }) => operation === 'ConverseStream')
  return found && { ...found, principal: undefined, arn: found.principal }
}

async function applied(place: Place, way: Way): Promise<void> {
  const args = [...way.auth, '--region', 'us-east-1', '--model', SONNET, '--endpoint', place.sandbox.url]
  const { code, out, err } = await place.run(['apply', ...args])
  assert.equal(code, 0, out + err)
}

function assertAnswered(place: Place, way: Way, httpVersion: '1.1' | '2'): void {
  const prompt = lastPrompt(place)
  assert.match(prompt?.arn ?? '', way.principal)
  const { status, modelId, region, auth } = prompt ?? {}
  const bearer = way.authentication === 'apikey'
  assert.deepEqual(
    { status, modelId, region, auth, httpVersion: prompt?.httpVersion },
    { status: 200, modelId: SONNET, region: 'us-east-1', auth: bearer ? 'bearer' : 'sigv4', httpVersion },
  )
}

describe('Cline answers through what was written, as the caller that was chosen', () => {
  for (const [what, way] of Object.entries(WAYS)) {
    const expected = {
      last: 'bedrock',
      provider: 'bedrock',
      model: SONNET,
      region: 'us-east-1',
      authentication: way.authentication,
      ...(way.profile !== undefined && { profile: way.profile }),
      text: 'pong',
    }

    it(`with ${what}`, () =>
      inPlace(async (place) => {
        await applied(place, way)
        const published = await ask(place, way, 'next', [MODULES])
        assert.deepEqual(published, { imported: false, ...expected }, 'its published code, by providers.json')
        assertAnswered(place, way, '1.1')

        const { provider, model, region, text } = expected
        const older = await ask(place, way, 'legacy', [])
        assert.deepEqual(older, { provider, model, region, text }, 'by the rules of its older bundle')
        assertAnswered(place, way, '2')

        rmSync(place.at('.cline/data/settings'), { recursive: true })
        const imported = await ask(place, way, 'next', [MODULES])
        assert.deepEqual(imported, { imported: true, ...expected }, 'its published code, by the other files')
        assertAnswered(place, way, '1.1')
      }, way.scenario))
  }

  it('a setting that was taken back leaves Cline without Bedrock', () =>
    inPlace(async (place) => {
      const way = WAYS['typed keys'] as Way
      await applied(place, way)
      assert.equal((await place.run(['undo'])).code, 0)
      await assert.rejects(ask(place, way, 'next', [MODULES]))
    }))
})

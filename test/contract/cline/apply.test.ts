import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type RecordedCase, type StagedCase, stage } from '../cases/standIn.ts'

const CLI = new URL('../../../dist/cli.js', import.meta.url).pathname
const MODEL = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'
const HEALTHY: RecordedCase = { id: 'healthy', kind: 'healthy', expect: null }
const FILES = ['globalState.json', 'secrets.json', 'settings/providers.json', 'settings/models.json']

interface Run {
  code: number
  out: string
  err: string
}

function cli(args: string[], env: Record<string, string>): Promise<Run> {
  return new Promise((done) => {
    execFile(process.execPath, [CLI, ...args], { env, timeout: 60_000 }, (error, out, err) =>
      done({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
    )
  })
}

const dataDir = (staged: StagedCase) => join(staged.env.HOME ?? '', '.cline', 'data')
const path = (staged: StagedCase, file: string) => join(dataDir(staged), file)
const read = (staged: StagedCase, file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path(staged, file), 'utf8')) as Record<string, unknown>
const put = (staged: StagedCase, file: string, text: string) => {
  mkdirSync(dirname(path(staged, file)), { recursive: true })
  writeFileSync(path(staged, file), text)
}
const snapshot = (staged: StagedCase) =>
  FILES.map((file) => (existsSync(path(staged, file)) ? readFileSync(path(staged, file), 'utf8') : undefined))
const applyArgs = (staged: StagedCase, ...more: string[]) => ['apply', ...staged.args.slice(2), ...more]

async function staged<T>(recorded: RecordedCase, body: (staged: StagedCase) => Promise<T>): Promise<T> {
  const case_ = await stage(recorded)
  try {
    return await body(case_)
  } finally {
    await case_.close()
  }
}

describe('apply and undo on the command line', () => {
  it('sets both modes for keys, with secrets only where they belong and only for the user', () =>
    staged(HEALTHY, async (it) => {
      const run = await cli(applyArgs(it), it.env)
      assert.equal(run.code, 0, run.out + run.err)
      for (const secret of it.secrets) {
        assert.ok(!run.out.includes(secret), 'a secret was printed')
      }
      const state = read(it, 'globalState.json')
      for (const mode of ['plan', 'act']) {
        assert.equal(state[`${mode}ModeApiProvider`], 'bedrock')
        assert.equal(state[`${mode}ModeApiModelId`], MODEL)
        assert.equal(state[`${mode}ModeAwsBedrockCustomSelected`], true)
        assert.equal(
          state[`${mode}ModeAwsBedrockCustomModelBaseId`],
          'anthropic.claude-sonnet-4-5-20250929-v1:0',
        )
      }
      assert.equal(state.awsAuthentication, 'credentials')
      assert.equal(state.awsUseCrossRegionInference, true)
      assert.equal(state.awsUseGlobalInference, false)
      assert.equal(state.welcomeViewCompleted, true)
      assert.equal(read(it, 'secrets.json').awsAccessKey, it.env.AWS_ACCESS_KEY_ID)
      for (const file of ['secrets.json', 'settings/providers.json']) {
        assert.equal(statSync(path(it, file)).mode & 0o777, 0o600, file)
      }
    }))

  it('changes no byte and makes no backup when the same choice is applied again', () =>
    staged(HEALTHY, async (it) => {
      await cli(applyArgs(it), it.env)
      const first = snapshot(it)
      const again = await cli(applyArgs(it, '--json'), it.env)
      assert.equal(again.code, 0)
      const outcome = JSON.parse(again.out) as { applied: boolean; changed: boolean; backup?: string }
      assert.deepEqual([outcome.applied, outcome.changed, outcome.backup], [false, false, undefined])
      assert.deepEqual(snapshot(it), first)
    }))

  it('restores every byte, and removes what was not there before', () =>
    staged(HEALTHY, async (it) => {
      put(it, 'globalState.json', '{\n\t"planModeApiProvider" : "openrouter",\n\t"other": [1, 2]\n}')
      put(it, 'secrets.json', '{"openRouterApiKey":"EXAMPLE-or-key"}')
      const before = snapshot(it)
      assert.equal((await cli(applyArgs(it), it.env)).code, 0)
      assert.notDeepEqual(snapshot(it), before)
      assert.match(readFileSync(path(it, 'globalState.json'), 'utf8'), /"other": \[1, 2\]/, 'layout kept')
      assert.equal(read(it, 'secrets.json').openRouterApiKey, 'EXAMPLE-or-key')
      const undone = await cli(['undo'], it.env)
      assert.equal(undone.code, 0, undone.out)
      assert.ok(!undone.out.includes('EXAMPLE-or-key'), 'the diff masks other people’s secrets too')
      assert.deepEqual(snapshot(it), before)
      assert.equal((await cli(['undo'], it.env)).code, 1, 'there is nothing left to undo')
    }))

  it('takes back only its own keys where Cline has written since', () =>
    staged(HEALTHY, async (it) => {
      put(it, 'globalState.json', '{"planModeApiProvider":"openrouter"}')
      await cli(applyArgs(it), it.env)
      put(it, 'globalState.json', JSON.stringify({ ...read(it, 'globalState.json'), later: 'kept' }))
      const undone = await cli(['undo', '--json'], it.env)
      const outcome = JSON.parse(undone.out) as { merged: string[] }
      assert.deepEqual(outcome.merged, [path(it, 'globalState.json')])
      assert.deepEqual(read(it, 'globalState.json'), { planModeApiProvider: 'openrouter', later: 'kept' })
    }))

  it('shows the diff and writes nothing with --dry-run', () =>
    staged(HEALTHY, async (it) => {
      const run = await cli(applyArgs(it, '--dry-run'), it.env)
      assert.match(run.out, /\+.*"actModeApiProvider": "bedrock"/)
      assert.ok(!existsSync(dataDir(it)))
    }))

  it('sets only one mode with --mode act', () =>
    staged(HEALTHY, async (it) => {
      await cli(applyArgs(it, '--mode', 'act'), it.env)
      const state = read(it, 'globalState.json')
      assert.equal(state.actModeApiProvider, 'bedrock')
      assert.equal(state.planModeApiProvider, undefined)
    }))

  it('writes Cline’s endpoint setting from --endpoint, and never the SDK’s variables', () =>
    staged(HEALTHY, async (it) => {
      await cli(applyArgs(it), it.env)
      assert.equal(read(it, 'globalState.json').awsBedrockEndpoint, undefined)
      const endpoint = it.env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME ?? ''
      await cli(applyArgs(it, '--endpoint', endpoint), it.env)
      assert.equal(read(it, 'globalState.json').awsBedrockEndpoint, endpoint)
    }))

  it('writes nothing when a check fails, and does with --force', () =>
    staged(
      {
        ...HEALTHY,
        service: 'bedrock-runtime',
        operation: 'ConverseStream',
        http: {
          status: 400,
          headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'ValidationException' },
          body: '{"message":"Operation not allowed"}',
        },
      },
      async (it) => {
        assert.equal((await cli(applyArgs(it), it.env)).code, 1)
        assert.ok(!existsSync(dataDir(it)))
        assert.equal((await cli(applyArgs(it, '--force'), it.env)).code, 0)
        assert.equal(read(it, 'globalState.json').actModeApiProvider, 'bedrock')
      },
    ))

  const rubbish: [string, string, string][] = [
    ['a globalState.json with rubbish', 'globalState.json', '{ not json'],
    ['a byte order mark', 'globalState.json', '\uFEFF{}'],
    ['a list instead of an object', 'secrets.json', '[]'],
    [
      'a provider that Cline would not accept',
      'settings/providers.json',
      '{"version":1,"providers":{"cline":{"settings":{}}}}',
    ],
    [
      'a version that is newer than known',
      'settings/providers.json',
      '{"version":2,"providers":{},"modes":{}}',
    ],
  ]
  for (const [what, file, text] of rubbish) {
    it(`refuses ${what}, even with --force, and says which file`, () =>
      staged(HEALTHY, async (it) => {
        put(it, file, text)
        const before = snapshot(it)
        const run = await cli(applyArgs(it, '--force'), it.env)
        assert.equal(run.code, 1)
        assert.ok(run.out.includes(path(it, file)), run.out)
        assert.deepEqual(snapshot(it), before)
      }))
  }

  it('leaves nothing of its own in Cline’s folder', () =>
    staged(HEALTHY, async (it) => {
      await cli(applyArgs(it), it.env)
      const left = readdirSync(dataDir(it), { recursive: true }).map(String).sort()
      assert.deepEqual(left, ['globalState.json', 'secrets.json', 'settings', 'settings/providers.json'])
    }))
})

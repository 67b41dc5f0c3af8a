import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  ACCOUNT,
  allow,
  developer,
  fakeApiKey,
  fakeKeyId,
  fakeSecret,
  policy,
} from '../../../sandbox/build.ts'
import { SONNET } from '../../../sandbox/scenario.ts'
import { type Sandbox, startSandbox } from '../../../sandbox/server.ts'

const SCRIPT = new URL('witness.py', import.meta.url).pathname
const ID = fakeKeyId('AKIA', 'DEV')

interface Refusal {
  code: string
  message: string
  status: number
  requestId: string
}

/** A program of AWS's own that is installed here. */
interface Witness {
  command: string
  version: string
}

/** The programs of this name that answer, one of each version: in PATH and where Debian puts them. */
function installed(name: string, args: string[], read: RegExp): Witness[] {
  const found = new Map<string, Witness>()
  for (const command of [name, `/usr/bin/${name}`]) {
    const { status, stdout = '' } = spawnSync(command, args, { encoding: 'utf8', timeout: 30_000 })
    const version = read.exec(stdout)?.[1]
    if (status === 0 && version !== undefined && !found.has(version)) {
      found.set(version, { command, version })
    }
  }
  return [...found.values()]
}

// Decided while the tests are named: what is not installed is said once, and there is no pending test.
const pythons = installed('python3', ['-c', 'import boto3; print(boto3.__version__)'], /^(\d+\.\d+\.\d+)/)
const clis = installed('aws', ['--version'], /^aws-cli\/(\S+)/)
for (const [what, found] of Object.entries({ boto3: pythons, 'the AWS CLI': clis })) {
  if (found.length === 0) {
    console.log(
      `${what} was not found here: the local AWS is held against the AWS SDK and Cline's stack only.`,
    )
  }
}

function assertRefused(refusal: Refusal | null, status: number, code: string, message: RegExp): void {
  assert.deepEqual([refusal?.status, refusal?.code], [status, code])
  assert.match(refusal?.message ?? '', message)
  assert.match(refusal?.requestId ?? '', /^[\da-f-]{36}$/, 'a request id')
}

/** boto3 and version 1 of the AWS CLI since the calls used here, version 2 since it has them. */
function knowsBedrock(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major === 2 ? minor >= 28 : minor >= 42
}

/** What witness.py prints; null where that release of boto3 is too old. */
interface Said {
  sts: Record<'arn' | 'assumed' | 'keyInfo', string> &
    Record<'wrongSecret' | 'stranger' | 'noSuchRole', Refusal>
  iam: Record<string, unknown> & Record<'noSuchUser' | 'mayNotCreate', Refusal>
  sso: Record<string, unknown> & { wrongToken: Refusal }
  bedrock: (Record<'models' | 'pages' | 'profiles', number> & { noSuchModel: Refusal }) | null
  runtime: (Record<string, unknown> & { plainId: Refusal }) | null
  bearer: string | null
}

describe('programs that this project did not write understand the local AWS', () => {
  let sandbox: Sandbox
  let home: string
  before(async () => {
    sandbox = await startSandbox()
    developer(sandbox.world).inline.Info = policy(allow('sts:GetAccessKeyInfo'))
    home = mkdtempSync(join(tmpdir(), 'witness-'))
  })
  after(async () => {
    await sandbox.stop()
    rmSync(home, { recursive: true, force: true })
  })

  const run = (command: string, args: string[], more: Record<string, string> = {}) =>
    new Promise<{ code: number; out: string; err: string }>((done) => {
      const env = {
        PATH: process.env.PATH ?? '',
        HOME: home,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_ACCESS_KEY_ID: ID,
        AWS_SECRET_ACCESS_KEY: fakeSecret('DEV'),
        ...more,
      }
      execFile(command, args, { env, timeout: 60_000 }, (error, out, err) =>
        done({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
      )
    })

  it('names those that are installed', () => {
    const names = [
      ...pythons.map(({ version }) => `boto3 ${version}`),
      ...clis.map(({ version }) => `aws ${version}`),
    ]
    console.log(`      installed: ${names.join(', ') || 'none'}`)
    assert.ok(names.every((name) => /\d$/.test(name)))
  })

  for (const { command, version } of pythons) {
    describe(`boto3 ${version}`, () => {
      let said: Said
      before(async () => {
        const more = { WITNESS_API_KEY: fakeApiKey('x1y2') }
        const { out, err } = await run(command, [SCRIPT, sandbox.url], more)
        assert.ok(out.startsWith('{'), err)
        said = JSON.parse(out) as Said
      })

      it('STS: who one is, a role assumed, and AWS’s own refusals', () => {
        const { arn, assumed, keyInfo, ...refusals } = said.sts
        assert.deepEqual(
          [arn, assumed, keyInfo],
          [
            `arn:aws:iam::${ACCOUNT}:user/dev`,
            `arn:aws:sts::${ACCOUNT}:assumed-role/BedrockDeveloper/witness`,
            ACCOUNT,
          ],
        )
        assertRefused(refusals.wrongSecret, 403, 'SignatureDoesNotMatch', /^The request signature we/)
        assertRefused(refusals.stranger, 403, 'InvalidClientTokenId', /^The security token included/)
        assertRefused(
          refusals.noSuchRole,
          403,
          'AccessDenied',
          /not authorized to perform: sts:AssumeRole on/,
        )
      })

      it('IAM: users, roles, keys, API keys, a simulation, and refusals', () => {
        const { noSuchUser, mayNotCreate, ...rest } = said.iam
        assert.deepEqual(rest, {
          user: 'dev',
          created: true,
          role: '2012-10-17',
          keys: [[ID, 'Active']],
          lastUsed: ['AccessKeyLastUsed', 'ResponseMetadata', 'UserName'],
          specific: 'bedrock.amazonaws.com',
          decisions: [
            ['bedrock:InvokeModel', 'allowed'],
            ['ec2:RunInstances', 'implicitDeny'],
          ],
        })
        assertRefused(noSuchUser, 404, 'NoSuchEntity', /nobody cannot be found/)
        assertRefused(mayNotCreate, 403, 'AccessDenied', /not authorized to perform: iam:CreatePolicy on/)
      })

      it('single sign-on: accounts, roles, keys, and a token that is none', () => {
        const { wrongToken, ...rest } = said.sso
        assert.deepEqual(rest, { account: ACCOUNT, role: 'PowerUserAccess', expires: true })
        assertRefused(wrongToken, 401, 'UnauthorizedException', /^Session token not found or invalid$/)
      })

      it('Bedrock, where this release knows it: lists, pages, access', () => {
        assert.ok(said.bedrock !== null || !knowsBedrock(version), 'the calls are there')
        if (said.bedrock !== null) {
          const { noSuchModel, pages, models, profiles, ...rest } = said.bedrock
          assert.ok(
            models > 10 && profiles > 10 && pages === Math.ceil(profiles / 5),
            `${profiles} in ${pages}`,
          )
          assert.deepEqual(rest, {
            profileModels: 3,
            model: SONNET.replace('us.', ''),
            availability: 'AUTHORIZED',
            form: true,
            offers: 1,
            logging: true,
          })
          assertRefused(noSuchModel, 404, 'ResourceNotFoundException', /foundation model/)
        }
      })

      it('Bedrock Runtime, where this release knows it: whole, streamed, raw, by key and by API key', () => {
        assert.ok(said.runtime !== null || !knowsBedrock(version), 'the calls are there')
        if (said.runtime !== null) {
          const { plainId, ...rest } = said.runtime
          assert.deepEqual(rest, { whole: 'pong', stream: ['pong', 'end_turn', true], invoke: 'pong' })
          assertRefused(plainId, 400, 'ValidationException', /on-demand throughput isn’t supported/)
          assert.equal(said.bearer, 'pong')
        }
      })
    })
  }

  for (const { command, version } of clis) {
    it(`aws ${version}: the command line of AWS itself`, async () => {
      const aws = async (...args: string[]) => {
        const where = ['--endpoint-url', sandbox.url, '--region', 'us-east-1', '--output', 'json']
        return await run(command, [...args, ...where])
      }
      const ok = async (...args: string[]) => {
        const { code, out, err } = await aws(...args)
        assert.equal(code, 0, err)
        return JSON.parse(out) as Record<string, unknown>
      }
      assert.equal((await ok('sts', 'get-caller-identity')).Arn, `arn:aws:iam::${ACCOUNT}:user/dev`)
      const simulated = await ok(
        ...['iam', 'simulate-principal-policy', '--policy-source-arn', `arn:aws:iam::${ACCOUNT}:user/dev`],
        ...['--action-names', 'bedrock:InvokeModel'],
      )
      assert.match(JSON.stringify(simulated), /"EvalDecision":"allowed"/)
      const refused = await aws('iam', 'get-user', '--user-name', 'nobody')
      assert.notEqual(refused.code, 0)
      assert.match(refused.err, /\(NoSuchEntity\) when calling the GetUser operation: .*nobody/)
      if (knowsBedrock(version)) {
        const { modelSummaries } = await ok('bedrock', 'list-foundation-models')
        assert.ok(Array.isArray(modelSummaries) && modelSummaries.length > 10)
        const messages = '[{"role":"user","content":[{"text":"Reply with the word pong"}]}]'
        const answer = await ok('bedrock-runtime', 'converse', '--model-id', SONNET, '--messages', messages)
        assert.match(JSON.stringify(answer), /"text":"pong"/)
      }
    })
  }
})

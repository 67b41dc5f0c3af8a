import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RecordedCase, type StagedCase, stage } from '../cases/standIn.ts'

const CLI = new URL('../../../dist/cli.js', import.meta.url).pathname
const HEALTHY: RecordedCase = { id: 'healthy', kind: 'healthy', expect: null }
const PROFILE: RecordedCase = {
  ...HEALTHY,
  auth: 'profile',
  profile: 'work',
  files: {
    '~/.aws/credentials':
      '[work]\naws_access_key_id = AKIATESTCASE22222222\naws_secret_access_key = caseSecretcaseSecretcaseSecretcaseSecre0\n',
  },
}

interface Run {
  code: number
  out: string
}

function cli(args: string[], { env }: StagedCase): Promise<Run> {
  return new Promise((done) => {
    execFile(process.execPath, [CLI, ...args], { env, timeout: 60_000 }, (error, out, err) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, out: out + err }),
    )
  })
}

async function staged(recorded: RecordedCase, body: (staged: StagedCase) => Promise<void>): Promise<void> {
  const case_ = await stage(recorded)
  try {
    await body(case_)
  } finally {
    await case_.close()
  }
}

const apply = (it: StagedCase, ...more: string[]) =>
  cli(['apply', ...it.args.slice(2), '--no-prompt', ...more], it)
const stateOf = (it: StagedCase): Record<string, unknown> =>
  JSON.parse(readFileSync(join(it.env.HOME ?? '', '.cline/data/globalState.json'), 'utf8')) as Record<
    string,
    unknown
  >
const json = (run: Run) => JSON.parse(run.out) as Record<string, unknown>

interface Listed {
  name: string
  takenBack: boolean
  to: Record<string, unknown>
}

const list = async (it: StagedCase) => json(await cli(['undo', '--list', '--json'], it)).backups as Listed[]

describe('going back on the command line', () => {
  it('lists the writes, goes back to before a named one, and shows it first', () =>
    staged(PROFILE, async (it) => {
      assert.match((await cli(['backups'], it)).out, /There are no backups/)
      await apply(it)
      const first = stateOf(it)
      await apply(it, '--mode', 'act', '--endpoint', 'https://vpce.example.com', '--force')
      const [second] = await list(it)
      assert.equal(second?.to.profile, 'work')
      const dry = await cli(['undo', '--to', second?.name ?? '', '--dry-run'], it)
      assert.match(dry.out, /- .*awsBedrockEndpoint/)
      assert.equal((await cli(['undo', '--to', second?.name ?? ''], it)).code, 0)
      assert.deepEqual(stateOf(it), first)
      const text = (await cli(['undo', '--list'], it)).out
      assert.match(text, /Bedrock · .* · us-east-1 · profile work/)
      assert.match(text, /taken back/)
    }))

  it('says so when there is no backup of that name', () =>
    staged(PROFILE, async (it) => {
      await apply(it)
      const run = await cli(['undo', '--to', 'yesterday'], it)
      assert.equal(run.code, 1)
      assert.match(run.out, /no backup with the name yesterday/)
    }))

  it('deletes one backup or all, and says when there was none of that name', () =>
    staged(PROFILE, async (it) => {
      await apply(it)
      const [only] = await list(it)
      assert.equal((await cli(['backups', '--delete', 'yesterday'], it)).code, 1)
      assert.match((await cli(['backups', '--delete', only?.name ?? ''], it)).out, /deleted: 1/)
      assert.deepEqual(await list(it), [])
      await apply(it, '--mode', 'act', '--endpoint', 'https://vpce.example.com', '--force')
      assert.match((await cli(['backups', '--delete-all'], it)).out, /deleted: 1/)
      assert.equal((await cli(['undo'], it)).code, 1, 'nothing is left to undo')
    }))

  it('says what Cline is set to now, and offers to delete keys that it needs no more', () =>
    staged(HEALTHY, async (it) => {
      const keys = await apply(it)
      assert.match(keys.out, /Cline is set to: Bedrock · .* · us-east-1 · access keys/)
      const args = it.args.slice(2)
      args[args.indexOf('--auth') + 1] = 'default'
      const chain = await cli(['apply', ...args, '--no-prompt'], it)
      assert.match(chain.out, /Cline is set to: Bedrock · .* · AWS default chain/)
      assert.match(chain.out, /bedrock-setup backups --delete-all/)
    }))
})

describe('an organisation’s remote configuration on the command line', () => {
  const manage = (it: StagedCase, providerSettings: object) => {
    const data = join(it.env.HOME ?? '', '.cline/data')
    const copy = join(data, 'remote-config-workspace/.cline/remote-config/cache')
    mkdirSync(copy, { recursive: true })
    writeFileSync(join(data, 'globalState.json'), '{"lastManagedOrganizationId":"org-1"}')
    writeFileSync(join(copy, 'bundle.json'), JSON.stringify({ remoteConfig: { providerSettings } }))
  }
  const withoutRegion = (it: StagedCase) => {
    const args = it.args.slice(2)
    args.splice(args.indexOf('--region'), 2)
    return ['apply', ...args, '--no-prompt']
  }

  it('gives the region, which is left as it is', () =>
    staged(PROFILE, async (it) => {
      manage(it, { AwsBedrock: { awsRegion: 'us-east-1' } })
      const run = await cli(withoutRegion(it), it)
      assert.equal(run.code, 0, run.out)
      assert.match(run.out, /Decided by your organisation and left alone: region us-east-1/)
      assert.deepEqual([stateOf(it).awsRegion, stateOf(it).awsProfile], [undefined, 'work'])
    }))

  it('refuses another region even with --force, and names the one that is decided', () =>
    staged(PROFILE, async (it) => {
      manage(it, { AwsBedrock: { awsRegion: 'eu-west-1' } })
      const run = await apply(it, '--force')
      assert.equal(run.code, 1)
      assert.match(run.out, /region eu-west-1/)
      assert.equal(stateOf(it).awsProfile, undefined)
    }))

  it('stops where another provider is wanted', () =>
    staged(PROFILE, async (it) => {
      manage(it, { Anthropic: {} })
      const run = await apply(it, '--force', '--json')
      assert.equal(run.code, 1)
      assert.match(run.out, /"diagnosis": "cline-managed"/)
      assert.equal(stateOf(it).awsProfile, undefined)
    }))
})

describe('named setups on the command line', () => {
  it('keep the present setting, switch back to it, and go', () =>
    staged(PROFILE, async (it) => {
      await apply(it)
      const work = stateOf(it)
      assert.match((await cli(['setups', 'save', 'work'], it)).out, /Kept as "work": Bedrock/)
      await apply(it, '--endpoint', 'https://vpce.example.com', '--force')
      assert.notDeepEqual(stateOf(it), work)
      assert.match((await cli(['setups'], it)).out, /^work {2}Bedrock · .* · profile work$/m)
      const used = await cli(['setups', 'use', 'work', '--no-prompt'], it)
      assert.equal(used.code, 0, used.out)
      assert.match(used.out, /- .*awsBedrockEndpoint/, 'the change is shown')
      assert.deepEqual(stateOf(it), work)
      assert.equal((await cli(['setups', 'delete', 'work'], it)).code, 0)
      assert.match((await cli(['setups'], it)).out, /There are no named setups/)
      assert.equal((await cli(['setups', 'use', 'work'], it)).code, 1)
    }))

  it('refuse to keep keys in a plain file, and say where they can be kept', () =>
    staged(HEALTHY, async (it) => {
      await apply(it)
      const run = await cli(['setups', 'save', 'work'], it)
      assert.equal(run.code, 1)
      assert.match(run.out, /Only VS Code has a safe place/)
      assert.deepEqual(json(await cli(['setups', '--json'], it)).setups, [])
    }))

  it('have nothing to keep while Cline is not set to Bedrock', () =>
    staged(HEALTHY, async (it) => {
      const run = await cli(['setups', 'save', 'work'], it)
      assert.equal(run.code, 1)
      assert.match(run.out, /not set to Bedrock/)
    }))

  for (const wrong of [
    ['setups', 'keep'],
    ['setups', 'use'],
    ['setups', 'list', 'x'],
    ['backups', 'x'],
  ]) {
    it(`take "${wrong.join(' ')}" for a mistake`, () =>
      staged(HEALTHY, async (it) => assert.equal((await cli(wrong, it)).code, 2)))
  }
})

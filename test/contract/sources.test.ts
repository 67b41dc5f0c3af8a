import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import type { CredentialsOutcome } from '../../src/app/checks/credentials.ts'
import { checkCredentials } from '../../src/app/checks/credentials.ts'
import { openRun } from '../../src/app/doctor.ts'
import type { AuthSource } from '../../src/core/choice.ts'
import { Secret } from '../../src/core/secret.ts'
import { envOf, type SourceRow, type Sources, startSources } from '../lib/sources.ts'
import { fakeCline } from '../unit/wizard/fakes.ts'
import { adapter, makeHome, NEVER, withProcessEnv } from './aws/support.ts'

const CLI = new URL('../../dist/cli.js', import.meta.url).pathname

interface Report {
  checks: { id: string; status: string; diagnosis?: string; summary: string }[]
}

const authOf = ({ auth, profile = '', env = {} }: SourceRow): AuthSource => {
  const secret = (name: string) => new Secret(env[name] ?? '')
  switch (auth) {
    case 'profile':
      return { kind: 'profile', profile }
    case 'keys':
      return {
        kind: 'keys',
        accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
        secretAccessKey: secret('AWS_SECRET_ACCESS_KEY'),
        ...(env.AWS_SESSION_TOKEN && { sessionToken: secret('AWS_SESSION_TOKEN') }),
      }
    case 'api-key':
      return { kind: 'api-key', apiKey: secret('AWS_BEARER_TOKEN_BEDROCK') }
    default:
      return { kind: 'default' }
  }
}

describe('every source of credentials that Cline can use', () => {
  let sources: Sources
  let place: ReturnType<typeof makeHome>

  before(async () => {
    sources = await startSources()
    place = makeHome({})
    for (const [path, text] of Object.entries(sources.files(place.home))) {
      place.write(path, text)
    }
  })
  after(async () => {
    await sources.stop()
    place.remove()
  })

  const engine = (row: SourceRow): Promise<CredentialsOutcome> => {
    const env = envOf(sources, row, place.home)
    return withProcessEnv(env, () => {
      const deps = {
        aws: adapter(env),
        cline: fakeCline(),
        clock: { now: () => Date.now() },
        platform: 'linux' as const,
      }
      return checkCredentials(openRun(deps, { auth: authOf(row), region: 'us-east-1' }, NEVER))
    })
  }

  const commandLine = (row: SourceRow): Promise<Report> => {
    const profile = row.profile === undefined ? [] : ['--profile', row.profile]
    const args = ['doctor', '--json', '--no-prompt', '--auth', row.auth, ...profile, '--region', 'us-east-1']
    const env = envOf(sources, row, place.home)
    return new Promise((done) => {
      execFile(process.execPath, [CLI, ...args], { env, timeout: 60_000 }, (_error, stdout, stderr) =>
        done(JSON.parse(stdout || JSON.stringify({ checks: [], stderr })) as Report),
      )
    })
  }

  it('is told alike by the engine and by the command line', async function () {
    this.timeout(180_000)
    const wrong: string[] = []
    const statusOf = ({ who, diagnosis }: SourceRow) =>
      who === undefined ? 'fail' : diagnosis === undefined ? 'pass' : 'warn'
    // Side by side, as many as the machine has cores: each row has its own process and home is only read.
    const waiting = [...sources.rows]
    for (const row of sources.rows) {
      const { result, identity } = await engine(row)
      const found = [result.status, result.diagnosis?.id, identity?.name]
      const wanted = [statusOf(row), row.diagnosis, row.who]
      if (JSON.stringify(found) !== JSON.stringify(wanted)) {
        wrong.push(`engine, ${row.title}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`)
      }
    }
    const worker = async () => {
      for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
        const report = await commandLine(row)
        const check = report.checks.find(({ id }) => id === 'credentials')
        if (check?.status !== statusOf(row) || check.diagnosis !== row.diagnosis) {
          wrong.push(`command line, ${row.title}: ${JSON.stringify(check ?? report)}`)
        }
      }
    }
    await Promise.all([worker(), worker()])
    assert.deepEqual(wrong, [])
    assert.ok(sources.rows.length > 40)
  })

  it('bills nothing and shows no secret', async () => {
    assert.ok(sources.sandbox.log.every(({ billed }) => !billed))
    const told = await Promise.all(sources.rows.slice(0, 6).map(commandLine))
    assert.ok(!/EXAMPLE\/sandbox|aoaAAAA|IQoJ/.test(JSON.stringify(told)))
  })

  it('asks the instance only with a token of its own', () => {
    const asked = sources.metadata.log.filter((line) => line.includes('security-credentials'))
    assert.ok(asked.length > 0)
    assert.ok(asked.every((line) => line.endsWith(' 200')))
  })
})

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { fakeApiKey, fakeKeyId, fakeSecret } from '../../sandbox/build.ts'
import { demoHome } from '../../sandbox/home.ts'
import { makeHome } from '../aws/support.ts'

const CLI = new URL('../../../dist/cli.js', import.meta.url).pathname
const KEYS = { AWS_ACCESS_KEY_ID: fakeKeyId('AKIA', 'DEV'), AWS_SECRET_ACCESS_KEY: fakeSecret('DEV') }

interface Where {
  schemaVersion: number
  machine: string
  values: { value: string; sources: { name: string; value: string; state: string; alarm?: boolean }[] }[]
}

async function where(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number; out: string }> {
  const { home, remove } = makeHome(demoHome())
  try {
    return await new Promise((done) => {
      const all = { HOME: home, PATH: process.env.PATH ?? '', ...env }
      execFile(process.execPath, [CLI, 'where', ...args], { env: all }, (error, stdout, stderr) =>
        done({ code: Number(error?.code ?? 0), out: stdout || stderr }),
      )
    })
  } finally {
    remove()
  }
}

const json = async (args: string[], env: Record<string, string> = {}): Promise<Where> =>
  JSON.parse((await where([...args, '--json'], env)).out) as Where

const winner = (report: Where, value: string): string | undefined =>
  report.values.find((each) => each.value === value)?.sources.find(({ state }) => state === 'used')?.name

describe('where each value comes from, on the command line', () => {
  it('names winner and losers in Cline’s order, without a call and without a secret', async () => {
    const env = { ...KEYS, AWS_PROFILE: 'team-sso', AWS_REGION: 'us-west-2', AWS_SESSION_TOKEN: ' ' }
    const report = await json(['--auth', 'profile', '--profile', 'dev'], env)
    assert.equal(report.schemaVersion, 1)
    assert.equal(winner(report, 'profile'), 'Chosen here')
    assert.equal(winner(report, 'keys'), '[dev] keys in the credentials file')
    assert.equal(winner(report, 'region'), 'AWS_REGION')
    assert.match(winner(report, 'files') ?? '', /usual place/)
    const keys = report.values.find(({ value }) => value === 'keys')?.sources ?? []
    assert.equal(keys.find(({ name }) => name === 'AWS_ACCESS_KEY_ID')?.state, 'not-read')
    assert.equal(keys.find(({ name }) => name === 'AWS_SESSION_TOKEN')?.state, 'blank')
    const text = JSON.stringify(report)
    assert.ok(!text.includes(KEYS.AWS_SECRET_ACCESS_KEY) && !text.includes(KEYS.AWS_ACCESS_KEY_ID))
  })

  it('masks what keys and API keys it was given', async () => {
    const keys = await where(['--auth', 'keys'], KEYS)
    assert.match(keys.out, /Typed here\s+AKIA…2222/)
    const api = await where(['--auth', 'api-key'], { AWS_BEARER_TOKEN_BEDROCK: fakeApiKey('x1y2') })
    assert.match(api.out, /Typed here\s+\[set\]/)
    assert.ok(!api.out.includes(fakeApiKey('x1y2')))
  })

  it('names the machine', async () => {
    const wsl = await json(['--auth', 'default'], { WSL_DISTRO_NAME: 'Ubuntu' })
    assert.match(wsl.machine, /WSL \(Ubuntu\)/)
    const codespace = await where(['--auth', 'default'], { CODESPACES: 'true', CODESPACE_NAME: 'fluffy' })
    assert.match(codespace.out, /codespace fluffy/)
  })

  it('asks for the way in like the other commands', async () => {
    assert.equal((await where([])).code, 2)
    assert.match((await where(['--help'])).out, /where/)
  })
})

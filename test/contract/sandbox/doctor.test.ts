import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { SCENARIOS } from '../../sandbox/scenarios.ts'
import { startSandbox } from '../../sandbox/server.ts'

const CLI = new URL('../../../dist/cli.js', import.meta.url).pathname

interface Report {
  overall: string
  checks: { id: string; status: string; diagnosis?: string; summary: string }[]
}

describe('doctor names what is wrong in each scenario of the local AWS', () => {
  for (const [name, scenario] of Object.entries(SCENARIOS)) {
    it(`${name} → ${scenario.expect ?? 'healthy'}`, async () => {
      const sandbox = await startSandbox({ scenario: name })
      const home = mkdtempSync(join(tmpdir(), 'scenario-'))
      try {
        for (const [path, text] of Object.entries(scenario.home())) {
          mkdirSync(dirname(join(home, path)), { recursive: true })
          writeFileSync(join(home, path), text, { mode: 0o600 })
        }
        const profile = scenario.profile === undefined ? [] : ['--profile', scenario.profile]
        const args = [
          'doctor',
          '--json',
          '--auth',
          scenario.auth,
          ...profile,
          '--region',
          scenario.region,
          '--model',
          scenario.model,
        ]
        const env = {
          HOME: home,
          PATH: process.env.PATH ?? '',
          AWS_EC2_METADATA_DISABLED: 'true',
          BEDROCK_SETUP_HOME: join(home, 'store'),
          ...sandbox.env(),
          ...scenario.credentials,
        }
        const out = await new Promise<string>((done) => {
          execFile(process.execPath, [CLI, ...args], { env, timeout: 60_000 }, (_error, stdout, stderr) =>
            done(stdout || stderr),
          )
        })
        const report = JSON.parse(out) as Report
        const found = report.checks.filter(
          (check) => check.diagnosis !== undefined && check.id !== 'cline-settings',
        )
        const worst =
          found.find((check) => check.status === 'fail') ??
          found.find((check) => check.diagnosis === scenario.expect)
        assert.equal(worst?.diagnosis ?? null, scenario.expect, out)
      } finally {
        await sandbox.stop()
        rmSync(home, { recursive: true, force: true })
      }
    })
  }
})

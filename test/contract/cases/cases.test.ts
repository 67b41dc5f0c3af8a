import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { type RecordedCase, stage } from './standIn.ts'

const SHARED = new URL(process.env.SHARED_CASES ?? '../../../../shared/cases/', import.meta.url)
const CLI = new URL('../../../dist/cli.js', import.meta.url).pathname

interface Report {
  overall: string
  checks: { id: string; status: string; diagnosis?: string; summary: string }[]
}

/** The one diagnosis that the user reads first: of the first failure, else of the first warning. */
function headline({ checks }: Report): string | null {
  const about = checks.filter((check) => check.id !== 'cline-settings' && check.id !== 'security')
  const first =
    about.find((check) => check.status === 'fail') ?? about.find((check) => check.status === 'warn')
  return first?.diagnosis ?? null
}

function doctor(args: string[], env: Record<string, string>): Promise<string> {
  return new Promise((done) => {
    execFile(process.execPath, [CLI, ...args], { env, timeout: 60_000 }, (_error, stdout, stderr) =>
      done(stdout === '' ? stderr : stdout),
    )
  })
}

function load(name: string): RecordedCase[] {
  return JSON.parse(readFileSync(new URL(name, SHARED), 'utf8')) as RecordedCase[]
}

describe('the command line names the cause of every recorded failure', () => {
  if (!existsSync(SHARED)) {
    it('has no recorded cases beside this checkout', () => {
      console.log('shared/cases is not here: only the rows of test/unit/diagnosis were judged.')
    })
    return
  }
  for (const recorded of [...load('aws-errors.json'), ...load('local.json')]) {
    it(`${recorded.id} → ${recorded.expect ?? 'healthy'}`, async () => {
      const staged = await stage(recorded)
      try {
        const output = await doctor(staged.args, staged.env)
        for (const secret of staged.secrets) {
          assert.ok(!output.includes(secret), 'a secret was printed')
        }
        const report = JSON.parse(output) as Report
        assert.equal(headline(report), recorded.expect, JSON.stringify(report.checks, null, 1))
      } finally {
        await staged.close()
      }
    })
  }
})

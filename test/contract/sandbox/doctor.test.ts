import assert from 'node:assert/strict'
import type { Scenario } from '../../sandbox/scenario.ts'
import { SCENARIOS } from '../../sandbox/scenarios.ts'
import { inPlace } from '../cli/place.ts'
import { type ReportJson, readReport } from '../cli/report.ts'

const argsFor = ({ auth, profile, region, model }: Scenario): string[] => [
  '--auth',
  auth,
  ...(profile === undefined ? [] : ['--profile', profile]),
  '--region',
  region,
  '--model',
  model,
]

/** The check that names the cause, and the cause: the first failure, else the warning that is expected. */
function named({ checks }: ReportJson, expect: string | null) {
  const about = checks.filter(
    ({ id, diagnosis }) =>
      diagnosis !== undefined && (id !== 'cline-settings' || expect?.startsWith('cline-') === true),
  )
  return about.find(({ status }) => status === 'fail') ?? about.find(({ diagnosis }) => diagnosis === expect)
}

describe('doctor names what is wrong in each scenario of the local AWS', () => {
  const seen = new Map<string, string[]>()

  for (const [name, scenario] of Object.entries(SCENARIOS)) {
    it(`${name} → ${scenario.expect ?? 'healthy'}`, () =>
      inPlace(async ({ run, secrets }) => {
        const { code, out, err } = await run(['doctor', '--json', ...argsFor(scenario)])
        const report = readReport(out)
        const found = named(report, scenario.expect)
        assert.equal(found?.diagnosis ?? null, scenario.expect, out)
        assert.equal(code, report.overall === 'fail' ? 1 : 0)
        for (const secret of secrets) {
          assert.ok(!`${out}${err}`.includes(secret), 'a secret was printed')
        }
        // The permissions check, which is advice, often names the cause beside the prompt that fails of it.
        for (const { id } of report.checks.filter(
          ({ diagnosis }) => found && diagnosis === found.diagnosis,
        )) {
          seen.set(id, [...(seen.get(id) ?? []), name])
        }
      }, name))
  }

  it('there are at least twenty broken ones, two or more for each check', () => {
    assert.ok(new Set([...seen.values()].flat()).size >= 20)
    const few = [
      'credentials',
      'region',
      'model-access',
      'permissions',
      'test-prompt',
      'cline-settings',
      'security',
    ].filter((check) => (seen.get(check)?.length ?? 0) < 2)
    assert.deepEqual(few, [], JSON.stringify([...seen]))
  })
})

import assert from 'node:assert/strict'
import { headline, type Judged, judgeAll, loadCases, OWN_CASES, type Report } from './run.ts'
import type { RecordedCase } from './standIn.ts'

const SHARED = new URL(process.env.SHARED_CASES ?? '../../../../shared/cases/', import.meta.url)

/** One test a case; the cases themselves run together, as many as the machine can. */
function promise(title: string, cases: readonly RecordedCase[]): void {
  describe(title, function () {
    this.timeout(600_000)
    let outcomes = new Map<string, Promise<Judged>>()
    let right = 0
    before(() => {
      outcomes = judgeAll(cases)
      // Each is awaited below, by a test of its own.
      for (const outcome of outcomes.values()) {
        outcome.catch(() => undefined)
      }
    })
    after(() => console.log(`    ${title}: ${right} of ${cases.length} cases`))
    for (const recorded of cases) {
      it(`${recorded.id} → ${recorded.expect ?? 'healthy'}`, async () => {
        const outcome = await outcomes.get(recorded.id)
        assert.ok(outcome !== undefined)
        assert.deepEqual(outcome.leaked, [], 'a secret was printed')
        const report = JSON.parse(outcome.output) as Report
        assert.equal(headline(report), recorded.expect, JSON.stringify(report.checks, null, 1))
        right += 1
      })
    }
  })
}

const shared = loadCases(SHARED)
if (shared.length === 0) {
  console.log('shared/cases is not beside this checkout: only the own cases are judged.')
} else {
  promise('the command line names the cause of every shared case', shared)
}
promise('the command line names the cause of every own case', loadCases(OWN_CASES))

import assert from 'node:assert/strict'
import { DIAGNOSIS_IDS } from '../../../src/core/diagnosis/ids.ts'
import type { CheckJson } from './place.ts'

const CHECKS = [
  'credentials',
  'region',
  'model-access',
  'permissions',
  'test-prompt',
  'cline-settings',
  'security',
]
const KEYS = ['id', 'status', 'diagnosis', 'summary', 'remedies', 'durationMs']

/** The one document of `doctor --json`. */
export interface ReportJson {
  schemaVersion: number
  overall: 'pass' | 'warn' | 'fail'
  checks: CheckJson[]
}

function assertCheck(check: CheckJson): void {
  const troubled = check.status === 'fail' || check.status === 'warn'
  assert.deepEqual(Object.keys(check), troubled ? KEYS : KEYS.filter((key) => key !== 'diagnosis'))
  assert.ok(['pass', 'warn', 'fail', 'skip'].includes(check.status), check.status)
  assert.ok(typeof check.summary === 'string' && check.summary !== '', `${check.id} says nothing`)
  assert.ok(Number.isInteger(check.durationMs) && check.durationMs >= 0)
  assert.ok(check.remedies.every((remedy) => typeof remedy === 'string' && remedy !== ''))
  if (troubled) {
    assert.ok((DIAGNOSIS_IDS as readonly string[]).includes(check.diagnosis ?? ''), check.diagnosis)
    assert.ok(check.remedies.length > 0, `${check.id} is a dead end`)
  }
}

/** Reads a report and holds it against the promised form: every check once, in order, and no other key. */
export function readReport(out: string): ReportJson {
  const report = JSON.parse(out) as ReportJson
  assert.deepEqual(Object.keys(report), ['schemaVersion', 'overall', 'checks'])
  assert.equal(report.schemaVersion, 1)
  assert.deepEqual(
    report.checks.map(({ id }) => id),
    CHECKS,
  )
  report.checks.forEach(assertCheck)
  const has = (status: string) => report.checks.some((check) => check.status === status)
  assert.equal(report.overall, has('fail') ? 'fail' : has('warn') ? 'warn' : 'pass')
  return report
}

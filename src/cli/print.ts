import { t } from '@vscode/l10n'
import type { DoctorReport } from '../app/doctor.ts'
import type { CheckResult } from '../core/checks/check.ts'
import { redact } from '../core/diagnosis/redact.ts'
import type { Preview } from '../core/settings/types.ts'

const MARKS = { pass: '✓', warn: '!', fail: '✗', skip: '–' } as const

/** The machine-readable form of a check. */
export const checkJson = (check: CheckResult) => ({
  id: check.id,
  status: check.status,
  ...(check.diagnosis !== undefined && { diagnosis: check.diagnosis.id }),
  summary: redact(check.summary),
  remedies: (check.explanation?.remedies ?? []).map((remedy) => redact(remedy.text)),
  durationMs: Math.round(check.durationMs),
  ...(check.explanation !== undefined && {
    details: Object.fromEntries(check.explanation.details.map(({ label, value }) => [label, redact(value)])),
  }),
})

/** The one document of `--json`. */
export const reportJson = (report: DoctorReport): string =>
  JSON.stringify({ schemaVersion: 1, overall: report.overall, checks: report.checks.map(checkJson) }, null, 2)

/** The report for people. */
export function reportText(report: DoctorReport): string {
  const lines = report.checks.flatMap(checkLines)
  const verdict = {
    pass: t('Everything works.'),
    warn: t('It works; see the warnings.'),
    fail: t('It does not work yet; see what failed.'),
  }[report.overall]
  return [...lines, '', verdict].join('\n')
}

function checkLines(check: CheckResult): string[] {
  const head = `${MARKS[check.status]} ${check.id}  ${redact(check.summary)}  (${Math.round(check.durationMs)} ms)`
  const { explanation } = check
  if (explanation === undefined) {
    return [head]
  }
  return [
    head,
    `    ${redact(explanation.what)}`,
    `    ${redact(explanation.why)}`,
    ...explanation.remedies.map((remedy, index) => `    ${index + 1}. ${redact(remedy.text)}`),
    ...explanation.details.map(({ label, value }) => `      ${label}: ${redact(value)}`),
  ]
}

/** The masked diff of a preview. */
export const previewText = (preview: Preview): string =>
  preview.changed ? preview.files.map((file) => file.diff).join('\n') : t('Nothing to change.')

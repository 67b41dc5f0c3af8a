import { t } from '@vscode/l10n'
import type { CheckResult } from '../checks/check.ts'
import { redact } from '../diagnosis/redact.ts'
import { type Examined, MARKS, remedyText, reportJson } from './doctorJson.ts'

/** Where the report was made, as label and value; nothing personal. */
export interface ReportPlace {
  /** ISO 8601. */
  at: string
  facts: { label: string; value: string }[]
}

/**
 * The report that people put into tickets: Markdown to read, and the document of `doctor --json` below it.
 * Secrets and account numbers are taken out of all of it.
 */
export function healthReport(report: Examined, place: ReportPlace): string {
  const verdict = {
    pass: t('Everything works.'),
    warn: t('It works; see the warnings.'),
    fail: t('It does not work yet; see what failed.'),
  }[report.overall]
  const json = JSON.stringify(reportJson(report, true), null, 2)
  const text = [
    `# ${t('Bedrock for Cline: health report')}`,
    '',
    verdict,
    '',
    ...table(
      [t('Where'), t('What')],
      [[t('Made at'), place.at], ...place.facts.map(({ label, value }) => [label, value])],
    ),
    '',
    ...table(
      [t('Check'), t('Result'), t('Time')],
      report.checks.map((check) => [
        check.id,
        `${MARKS[check.status]} ${check.summary}`,
        `${Math.round(check.durationMs)} ms`,
      ]),
    ),
    '',
    ...report.checks.flatMap(trouble),
    `## JSON`,
    '',
    '```json',
    json,
    '```',
    '',
  ].join('\n')
  return redact(text, { accountIds: true })
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(head),
  row(head.map(() => '---')),
  ...rows.map(row),
]

/** What a check that is not content says, what to do, and AWS's own words with the request id. */
function trouble({ id, explanation }: CheckResult): string[] {
  if (explanation === undefined) {
    return []
  }
  return [
    `## ${id}: ${explanation.title}`,
    '',
    explanation.what,
    '',
    explanation.why,
    '',
    ...explanation.remedies.map((remedy) => `- ${remedyText(remedy).replaceAll('\n', '\n  ')}`),
    '',
    ...explanation.details.map(({ label, value }) => `- ${label}: \`${value.replaceAll('`', "'")}\``),
    '',
  ]
}

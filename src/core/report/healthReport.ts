import { t } from '@vscode/l10n'
import type { CheckResult } from '../checks/check.ts'
import type { Origin, OriginSource } from '../credentials/originTypes.ts'
import { redact } from '../diagnosis/redact.ts'
import { durationWords } from '../numbers.ts'
import { type Examined, MARKS, remedyText, reportJson } from './doctorJson.ts'
import type { ReportSection } from './reportRows.ts'

/** What a report tells besides the checks. */
export interface ReportContext {
  /** ISO 8601. */
  at: string
  /** BCP 47, such as `zh-cn`: of numbers. */
  language: string
  /** An ISO 8601 time in the reader's words, with its zone. */
  when: (iso: string) => string
  /** The user's home folder, which is shown as `~`. */
  home: string
  sections: ReportSection[]
  origins: readonly Origin[]
}

/**
 * The report that people put into tickets: Markdown to read, with times in the reader's words, and below it the
 * document of `doctor --json` with all of that under `report`, with times as ISO 8601. Secrets, account numbers and
 * what names a person are taken out of all of it.
 */
export function healthReport(report: Examined, context: ReportContext): string {
  const verdict = {
    pass: t('Everything works.'),
    warn: t('It works; see the warnings.'),
    fail: t('It does not work yet; see what failed.'),
  }[report.overall]
  const text = [
    `# ${t('Bedrock for Cline: health report')}`,
    '',
    verdict,
    '',
    t('Made at {0}.', context.when(context.at)),
    '',
    ...checkTable(report.checks, context.language),
    '',
    ...report.checks.flatMap(trouble),
    ...context.sections.filter(({ rows }) => rows.length > 0).flatMap(sectionLines),
    ...originLines(context.origins),
    '## JSON',
    '',
    '```json',
    JSON.stringify({ ...reportJson(report, true), report: contextJson(context) }, null, 2),
    '```',
    '',
  ].join('\n')
  return redact(withoutHome(text, context.home), { accountIds: true })
}

// JSON writes a backslash as two.
const withoutHome = (text: string, home: string): string =>
  home.length < 2 ? text : text.replaceAll(home, '~').replaceAll(home.replaceAll('\\', '\\\\'), '~')

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(head),
  row(head.map(() => '---')),
  ...rows.map(row),
]

function checkTable(checks: readonly CheckResult[], language: string): string[] {
  return table(
    [t('Check'), t('Result'), t('Diagnosis'), t('Time')],
    checks.map((check) => [
      check.id,
      `${MARKS[check.status]} ${withRequestId(check)}`,
      check.diagnosis === undefined ? '' : `\`${check.diagnosis.id}\``,
      durationWords(check.durationMs, language),
    ]),
  )
}

// By it AWS's support and CloudTrail find the very call.
function withRequestId({ summary, facts, explanation }: CheckResult): string {
  const label = t('AWS request id')
  const found = [...(explanation?.details ?? []), ...facts].find((each) => each.label === label)
  return found === undefined ? summary : t('{0} ({1})', summary, `${label} ${found.value}`)
}

/** What a check that is not content says, what to do, and AWS's own words with the request id. */
function trouble({ id, explanation }: CheckResult): string[] {
  if (explanation === undefined) {
    return []
  }
  return [
    `## ${t('{0}: {1}', id, explanation.title)}`,
    '',
    explanation.what,
    '',
    explanation.why,
    '',
    ...explanation.remedies.map((remedy) => `- ${remedyText(remedy).replaceAll('\n', '\n  ')}`),
    '',
    ...explanation.details.map(
      ({ label, value }) => `- ${t('{0}: {1}', label, `\`${value.replaceAll('`', "'")}\``)}`,
    ),
    '',
  ]
}

const sectionLines = ({ title, rows }: ReportSection): string[] => [
  `## ${title}`,
  '',
  ...table(
    [t('What'), t('Value')],
    rows.map(({ label, value }) => [label, value]),
  ),
  '',
]

function stateWords({ state }: OriginSource): string {
  const words = {
    used: t('used'),
    shadowed: t('loses'),
    'not-read': t('not read'),
    empty: t('empty'),
    blank: t('only blanks'),
  }
  return words[state]
}

function originLines(origins: readonly Origin[]): string[] {
  const rows = origins.flatMap(({ value, sources }) =>
    sources.map((source) => [
      value,
      source.name,
      source.value,
      `${source.alarm === true ? '! ' : ''}${stateWords(source)}`,
      source.note ?? '',
    ]),
  )
  return rows.length === 0
    ? []
    : [
        `## ${t('Where each value comes from')}`,
        '',
        ...table([t('Value'), t('Source'), t('Says'), t('State'), t('Note')], rows),
        '',
      ]
}

/** The same for programs: keys that are the same in every language. */
const contextJson = ({ at, sections, origins }: ReportContext) => ({
  at,
  ...Object.fromEntries(
    sections.map(({ key, rows }) => [key, Object.fromEntries(rows.map((each) => [each.key, each.value]))]),
  ),
  origins,
})

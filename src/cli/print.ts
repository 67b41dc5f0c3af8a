import { t } from '@vscode/l10n'
import type { DoctorReport } from '../app/doctor.ts'
import type { CheckResult } from '../core/checks/check.ts'
import type { Explanation, Remedy } from '../core/diagnosis/diagnosis.ts'
import { redact } from '../core/diagnosis/redact.ts'
import type { Preview, WriteFacts } from '../core/settings/types.ts'

/** The first character of a check's line. */
export const MARKS = { pass: '✓', warn: '!', fail: '✗', skip: '–' } as const

/** A remedy without buttons: what the page would open or copy stands in the text. */
export function remedyText({ text, action }: Remedy): string {
  switch (action?.kind) {
    case 'open-url':
      return `${text} ${action.url}`
    case 'open-file':
      return `${text} ${action.path}${action.line === undefined ? '' : `:${action.line}`}`
    case 'open-settings':
      return `${text} (${action.query})`
    case 'copy':
      return text.includes(action.text) ? text : `${text}\n${action.text}`
    default:
      return text
  }
}

/** The title says what is wrong, the sentence after it where. */
const sentence = ({ title, what }: Explanation): string => `${title}. ${what}`

/** The machine-readable form of a check; with `verbose` also AWS's own words and request id. */
export const checkJson = (check: CheckResult, verbose: boolean) => ({
  id: check.id,
  status: check.status,
  ...(check.diagnosis !== undefined && { diagnosis: check.diagnosis.id }),
  summary: redact(check.explanation === undefined ? check.summary : sentence(check.explanation)),
  remedies: (check.explanation?.remedies ?? []).map((remedy) => redact(remedyText(remedy))),
  durationMs: Math.round(check.durationMs),
  ...(check.notes !== undefined && { notes: check.notes.map(({ text }) => redact(text)) }),
  // What nobody knows yet is told in AWS's own words, asked for or not.
  ...((verbose || check.diagnosis?.id === 'unknown') && { details: detailsOf(check) }),
})

const detailsOf = ({ facts, explanation }: CheckResult): Record<string, string> =>
  Object.fromEntries(
    [...facts, ...(explanation?.details ?? [])].map(({ label, value }) => [label, redact(value)]),
  )

/** The document of `--json`, to which `apply` adds what it did. */
export const reportJson = (report: DoctorReport, verbose: boolean) => ({
  schemaVersion: 1,
  overall: report.overall,
  checks: report.checks.map((check) => checkJson(check, verbose)),
})

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

const indented = (text: string, by: string): string => text.replaceAll('\n', `\n${by}`)

function checkLines(check: CheckResult): string[] {
  const { explanation } = check
  const time = check.status === 'skip' ? '' : `  (${Math.round(check.durationMs)} ms)`
  const head = `${MARKS[check.status]} ${check.id}  ${redact(check.summary)}${time}`
  const notes = (check.notes ?? []).map(({ text }) => `    ${t('Note: {0}', redact(text))}`)
  if (explanation === undefined) {
    return [head, ...notes]
  }
  return [
    head,
    ...notes,
    `    ${redact(explanation.what)}`,
    `    ${redact(explanation.why)}`,
    ...explanation.remedies.map(
      (remedy, index) => `    ${index + 1}. ${indented(redact(remedyText(remedy)), '       ')}`,
    ),
    ...explanation.details.map(
      ({ label, value }) => `      ${label}: ${indented(redact(value), '        ')}`,
    ),
  ]
}

/** The masked diff of a preview. */
export const previewText = (preview: Preview): string =>
  preview.changed ? preview.files.map((file) => file.diff).join('\n') : t('Nothing to change.')

/** What else is known of Cline's files: where they are, what is decided elsewhere, what may be kept. */
export function aboutText(about: WriteFacts | undefined): string[] {
  if (about === undefined) {
    return []
  }
  const { place, locked, unusedApiKey } = about
  const decided = Object.entries(locked).map(([field, value]) => `${field} ${String(value)}`)
  return [
    '',
    t('Cline’s settings are in {0}.', place.dataDirs.join(', ')),
    ...(decided.length > 0
      ? [t('Decided by your organisation and left alone: {0}', decided.join(', '))]
      : []),
    ...(unusedApiKey
      ? [t('Cline’s Bedrock API key is no longer used; --keep-api-key leaves it in place.')]
      : []),
  ]
}

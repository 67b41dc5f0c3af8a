import { t } from '@vscode/l10n'
import type { DoctorReport } from '../app/doctor.ts'
import type { CheckResult } from '../core/checks/check.ts'
import { redact } from '../core/diagnosis/redact.ts'
import { durationWords } from '../core/numbers.ts'
import { MARKS, remedyText } from '../core/report/doctorJson.ts'
import type { Preview, WriteFacts } from '../core/settings/types.ts'

/** A text without control characters: what AWS, a proxy or a file says must not steer the terminal. */
export const printable = (text: string): string =>
  text.replace(/\p{Cc}/gu, (char) => (char === '\n' || char === '\t' ? char : ''))

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

/** One check for people, with its remedies. */
export function checkLines(check: CheckResult): string[] {
  const { explanation } = check
  const summary = redact(check.summary)
  const timed = check.status === 'skip' ? summary : t('{0} ({1})', summary, durationWords(check.durationMs))
  const head = `${MARKS[check.status]} ${check.id}  ${timed}`
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
      ({ label, value }) => `      ${t('{0}: {1}', label, indented(redact(value), '        '))}`,
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

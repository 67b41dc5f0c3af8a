import { t } from '@vscode/l10n'
import type { CheckResult } from '../checks/check.ts'
import type { Explanation, Remedy } from '../diagnosis/diagnosis.ts'
import { redact } from '../diagnosis/redact.ts'
import { durationWords } from '../numbers.ts'

/** All checks of one examination, in the order of `CHECK_IDS`. */
export interface Examined {
  overall: 'pass' | 'warn' | 'fail'
  checks: CheckResult[]
}

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
      return t('{0} ({1})', text, action.query)
    case 'copy':
      return text.includes(action.text) ? text : `${text}\n${action.text}`
    case 'retry':
      return action.afterSeconds > 0 ? t('{0} ({1})', text, durationWords(action.afterSeconds * 1000)) : text
    default:
      return text
  }
}

/** The title says what is wrong, the sentence after it where. */
const sentence = ({ title, what }: Explanation): string => t('{0}. {1}', title, what)

/** The machine-readable form of a check; with `verbose` also notes, AWS's own words and request id. */
const checkJson = (check: CheckResult, verbose: boolean) => ({
  id: check.id,
  status: check.status,
  ...(check.diagnosis !== undefined && { diagnosis: check.diagnosis.id }),
  summary: redact(check.explanation === undefined ? check.summary : sentence(check.explanation)),
  remedies: (check.explanation?.remedies ?? []).map((remedy) => redact(remedyText(remedy))),
  durationMs: Math.round(check.durationMs),
  ...(verbose && check.notes !== undefined && { notes: check.notes.map(({ text }) => redact(text)) }),
  ...(verbose && { details: detailsOf(check) }),
})

const detailsOf = ({ facts, explanation }: CheckResult): Record<string, string> =>
  Object.fromEntries(
    [...facts, ...(explanation?.details ?? [])].map(({ label, value }) => [label, redact(value)]),
  )

/** The document of `--json`, to which `apply` adds what it did. */
export const reportJson = (report: Examined, verbose: boolean) => ({
  schemaVersion: 1,
  overall: report.overall,
  checks: report.checks.map((check) => checkJson(check, verbose)),
})

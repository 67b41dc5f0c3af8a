import { t } from '@vscode/l10n'
import type { Origin, OriginSource } from '../credentials/originTypes.ts'
import { redact } from '../diagnosis/redact.ts'

const MARKS = { used: '✓', shadowed: '·', 'not-read': '·', empty: '!', blank: '!' } as const

/** Where each value comes from, winner and losers, as lines of text. No secret. */
export const originsText = (machine: string, origins: readonly Origin[]): string =>
  [machine, ...origins.flatMap(({ value, sources }) => ['', value, ...sourceLines(sources)])].join('\n')

function sourceLines(sources: readonly OriginSource[]): string[] {
  if (sources.length === 0) {
    return [`  – ${t('nothing sets it')}`]
  }
  const width = Math.max(...sources.map(({ name }) => name.length))
  return sources.map(({ name, value, state, note, alarm }) => {
    const mark = alarm === true ? '!' : MARKS[state]
    const shown = state === 'empty' ? t('(empty)') : state === 'blank' ? t('(only blanks)') : redact(value)
    return `  ${mark} ${name.padEnd(width)}  ${shown}${note === undefined ? '' : `  — ${note}`}`
  })
}

import { parseTime } from '../credentials/time.ts'

/** US dollars in the editor's language, such as `$1.20`. */
export const moneyWords = (usd: number, language: string): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency: 'USD', maximumFractionDigits: 2 }).format(
    usd,
  )

/** A count in the editor's language, such as `1,204`. */
export const countWords = (count: number, language: string): string =>
  new Intl.NumberFormat(language).format(count)

/** A duration in the editor's language, such as `230 ms` or `2.4 sec`. */
export function durationWords(ms: number, language: string): string {
  const [value, unit, maximumFractionDigits] = ms < 1000 ? [ms, 'millisecond', 0] : [ms / 1000, 'second', 1]
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits }).format(value)
}

/** A day in the editor's language; a text that is no time stays as it is. */
export function dayWords(iso: string, language: string): string {
  const time = parseTime(iso)
  return time === undefined
    ? iso
    : new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(time)
}

/** Minutes and seconds, such as `2:05`. */
export function clockWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

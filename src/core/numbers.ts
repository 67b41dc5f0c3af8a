import { t } from '@vscode/l10n'
import { parseTime } from './credentials/time.ts'

/**
 * BCP 47: the language of the texts, which the translations name themselves. Numbers inside a sentence follow it, in
 * the editor as on the command line.
 */
const textLanguage = (): string => t('en')

/** US dollars, such as `$1.20`; a token's price can be far below a cent, so small amounts keep four digits. */
export const moneyWords = (usd: number, language = textLanguage()): string =>
  dollars(usd, language, usd < 0.1 ? 4 : 2)

/** A price in US dollars as AWS writes it, such as `0.000003`, with all its digits; other texts stay. */
export function priceWords(price: string, language = textLanguage()): string {
  const usd = Number(price)
  return price.trim() === '' || Number.isNaN(usd) ? price : dollars(usd, language, 10)
}

const dollars = (usd: number, language: string, maximumFractionDigits: number): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency: 'USD', maximumFractionDigits }).format(usd)

/** A count, such as `1,204`. */
export const countWords = (count: number, language = textLanguage()): string =>
  new Intl.NumberFormat(language).format(count)

/** A duration, such as `230 ms`, `2.4 sec` or `3 min`. Chinese units stand apart from digits, as in all texts. */
export function durationWords(ms: number, language = textLanguage()): string {
  const [value, unit, maximumFractionDigits] = inUnits(ms)
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits })
    .format(value)
    .replace(/(\d)(?=\p{Script=Han})/u, '$1 ')
}

function inUnits(ms: number): [value: number, unit: string, fractionDigits: number] {
  if (ms < 1000) {
    return [ms, 'millisecond', 0]
  }
  return ms < 120_000 ? [ms / 1000, 'second', 1] : [Math.ceil(ms / 60_000), 'minute', 0]
}

/** A time with its zone, such as `May 1, 2026, 10:00:00 AM UTC`, for who reads it elsewhere; other text stays. */
export const timeWords = (iso: string, language = textLanguage()): string =>
  dateWords(iso, language, { dateStyle: 'medium', timeStyle: 'long' })

/** A day, the same in every time zone; a text that is no time stays as it is. */
export const dayWords = (iso: string, language = textLanguage()): string =>
  dateWords(iso, language, { dateStyle: 'medium', timeZone: 'UTC' })

function dateWords(iso: string, language: string, options: Intl.DateTimeFormatOptions): string {
  const time = parseTime(iso)
  return time === undefined ? iso : new Intl.DateTimeFormat(language, options).format(time)
}

/** Minutes and seconds, such as `2:05`. */
export function clockWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

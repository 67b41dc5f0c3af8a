const ISO = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:Z|UTC|([+-])(\d{2}):?(\d{2}))$/
const BASIC = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/
const DAY = 86_400_000

/** Milliseconds since 1970 of an ISO 8601 time, extended or in AWS's basic form; `undefined` for anything else. */
export function parseTime(text: string): number | undefined {
  const match = BASIC.exec(text) ?? ISO.exec(text)
  if (match === null) {
    return undefined
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) {
    return undefined
  }
  const offset = (Number(match[8] ?? 0) * 60 + Number(match[9] ?? 0)) * (match[7] === '-' ? -1 : 1)
  return daysSince1970(year, month, day) * DAY + ((hour * 60 + minute - offset) * 60 + second) * 1000
}

/** `2026-01-31T09:00:00Z` for milliseconds since 1970. */
export function formatTime(ms: number): string {
  const days = Math.floor(ms / DAY)
  const seconds = Math.floor((ms - days * DAY) / 1000)
  const [year, month, day] = civil(days)
  const date = `${pad(year, 4)}-${pad(month)}-${pad(day)}`
  return `${date}T${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}Z`
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0')

// The core has no clock and so no Date: the calendar in whole 400-year cycles that start on 1 March.
function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const cycle = Math.floor(shifted / 400)
  const inCycle = shifted - cycle * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  return (
    cycle * 146_097 +
    inCycle * 365 +
    Math.floor(inCycle / 4) -
    Math.floor(inCycle / 100) +
    dayOfYear -
    719_468
  )
}

function civil(days: number): [number, number, number] {
  const shifted = days + 719_468
  const cycle = Math.floor(shifted / 146_097)
  const dayOfCycle = shifted - cycle * 146_097
  const yearOfCycle = Math.floor(
    (dayOfCycle -
      Math.floor(dayOfCycle / 1460) +
      Math.floor(dayOfCycle / 36_524) -
      Math.floor(dayOfCycle / 146_096)) /
      365,
  )
  const dayOfYear =
    dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100))
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
  return [yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0), month, day]
}

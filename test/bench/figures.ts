/** The middle value; of an even number the lower one. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[(values.length - 1) >> 1] ?? Number.NaN

/** Several measurements as `median (least – most)`. */
export const spread = (values: readonly number[], unit = 'ms'): string =>
  `${median(values).toFixed(0)} ${unit} (${Math.min(...values).toFixed(0)} – ${Math.max(...values).toFixed(0)})`

/** One figure beside what it should stay below. */
export const against = (what: string, value: number, limit: number, unit: string): string =>
  `${what.padEnd(34)} ${value.toFixed(1).padStart(9)} ${unit}  ${((100 * value) / limit).toFixed(0).padStart(4)} % of ${limit} ${unit}`

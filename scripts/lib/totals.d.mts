/** The sums of mocha's totals in an output: a script may run mocha more than once. */
export function totals(output: string): { passed: number; failed: number }
/** What a finished script counts as; a script that failed without naming a failed test counts as one. */
export function verdict(
  name: string,
  code: number | null,
  output: string,
): { name: string; ok: boolean; passed: number; failed: number; ranNothing: boolean }

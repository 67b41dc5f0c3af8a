import { existsSync, readFileSync } from 'node:fs'

/** What the suite writes at its end: proof that it ran, since a dead extension host reports success. */
export interface SuiteResult {
  passes: number
  failures: number
  /** Mocha's report, as it would stand in a terminal. */
  report: string
}

/** Name of the variable that tells the suite where to leave its result. */
export const resultVariable = 'BEDROCK_SETUP_TEST_RESULT'

/** Reads the result; throws when there is none or nothing ran, whatever VS Code's exit code was. */
export function readSuiteResult(file: string): SuiteResult {
  if (!existsSync(file)) {
    throw new Error('The extension host ended without a result: it died, or the suite could not be loaded.')
  }
  const result = JSON.parse(readFileSync(file, 'utf8')) as SuiteResult
  if (result.passes + result.failures === 0) {
    throw new Error('The suite ran no test.')
  }
  return result
}

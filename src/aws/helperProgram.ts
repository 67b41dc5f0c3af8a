import { AsyncLocalStorage } from 'node:async_hooks'
import { exec } from 'node:child_process'
import { promisify } from 'node:util'
import { externalDataInterceptor } from '@smithy/core/config'
import { startsProgram as profileStartsProgram } from '../core/credentials/originProfile.ts'
import type { SharedFiles } from './profiles.ts'
import { mergedProfile } from './profiles.ts'

// A helper may ask the user in a window of its own, so it gets time; none may hold a check for ever.
const HELPER_MS = 120_000
const MAX_OUTPUT = 1024 * 1024

const surroundings = new AsyncLocalStorage<{ env: NodeJS.ProcessEnv }>()

/** Runs a `credential_process` with our environment, and says of a failure only how it ended. */
function runHelper(command: string, done: (error: Error | null, output?: { stdout: string }) => void): void {
  const env = surroundings.getStore()?.env
  const limits = { timeout: HELPER_MS, maxBuffer: MAX_OUTPUT, windowsHide: true }
  exec(command, { ...limits, ...(env !== undefined && { env }) }, (error, stdout) => {
    // Node's own text holds the command and what it printed: both may be secret.
    const end = error?.killed ? 'was stopped' : `ended with exit code ${error?.code ?? 'unknown'}`
    done(error === null ? null : new Error(`The profile's credential_process ${end}.`), { stdout })
  })
}

/** Runs `work` with the SDK starting helper programs through `runHelper`. */
export async function withHelpers<T>(env: NodeJS.ProcessEnv, work: () => Promise<T>): Promise<T> {
  externalDataInterceptor.interceptToken('exec', helperForSdk)
  return await surroundings.run({ env }, work)
}

// The SDK promisifies what it gets: without this symbol it would take the first result only.
const helperForSdk = Object.assign(runHelper, { [promisify.custom]: promisify(runHelper) })

/** A text of the SDK without the command and output that Node puts behind "Command failed". */
export const withoutCommand = (message: string): string =>
  /^(?:Error: )?Command failed:/.test(message) ? "The profile's credential_process failed." : message

/** True when resolving the profile would start a program. */
export const startsProgram = (files: SharedFiles, name: string): boolean =>
  profileStartsProgram((each) => {
    const settings = mergedProfile(files, each)
    return settings && { name: each, settings: definedEntries(settings) }
  }, name)

const definedEntries = (settings: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )

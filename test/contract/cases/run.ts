import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { type RecordedCase, stage } from './standIn.ts'

const CLI = new URL('../../../dist/cli.js', import.meta.url).pathname
/** The project's own cases, in the form of the shared ones. */
export const OWN_CASES = new URL('./recorded/', import.meta.url)

/** What `doctor --json` prints, as far as cases look at it. */
export interface Report {
  overall: string
  checks: {
    id: string
    status: string
    diagnosis?: string
    summary: string
    notes?: string[]
    remedies: string[]
    details?: Record<string, string>
  }[]
}

/** One case's outcome. */
export interface Judged {
  output: string
  /** Secrets of the case that were printed. There must be none. */
  leaked: string[]
}

/** The one diagnosis that the user reads first: of the first failure, else of the first warning. */
export function headline({ checks }: Report): string | null {
  const about = checks.filter((check) => check.id !== 'cline-settings' && check.id !== 'security')
  const first =
    about.find((check) => check.status === 'fail') ?? about.find((check) => check.status === 'warn')
  return first?.diagnosis ?? null
}

/** Both lists of a folder; none where the folder is not at hand. */
export function loadCases(folder: URL): RecordedCase[] {
  const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as RecordedCase[]
  return existsSync(folder) ? [...read('aws-errors.json'), ...read('local.json')] : []
}

/** Runs the command line on one staged situation. */
export async function judge(recorded: RecordedCase, extra: readonly string[] = []): Promise<Judged> {
  const staged = await stage(recorded)
  try {
    const output = await doctor([...staged.args, ...extra], staged.env)
    return { output, leaked: staged.secrets.filter((secret) => output.includes(secret)) }
  } finally {
    await staged.close()
  }
}

function doctor(args: string[], env: Record<string, string>): Promise<string> {
  return new Promise((done) => {
    execFile(process.execPath, [CLI, ...args], { env, timeout: 60_000 }, (_error, stdout, stderr) =>
      done(stdout === '' ? stderr : stdout),
    )
  })
}

/** Judges many cases, a few at a time; each outcome can be awaited on its own. */
export function judgeAll(cases: readonly RecordedCase[]): Map<string, Promise<Judged>> {
  const waiting: (() => void)[] = []
  let free = availableParallelism() + 1
  const turn = async (): Promise<void> => {
    if (free > 0) {
      free -= 1
      return
    }
    await new Promise<void>((go) => waiting.push(go))
  }
  const pass = () => {
    const next = waiting.shift()
    if (next === undefined) {
      free += 1
    } else {
      next()
    }
  }
  const run = async (recorded: RecordedCase) => {
    await turn()
    try {
      return await judge(recorded)
    } finally {
      pass()
    }
  }
  return new Map(cases.map((recorded) => [recorded.id, run(recorded)]))
}

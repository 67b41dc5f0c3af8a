import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findScenario } from '../../sandbox/scenarios.ts'
import { type Sandbox, startSandbox } from '../../sandbox/server.ts'

/** The built command line. */
export const CLI = new URL('../../../dist/cli.js', import.meta.url).pathname

/** How a run of the command line ended. */
export interface Run {
  code: number
  out: string
  err: string
}

/** One check of `--json`. */
export interface CheckJson {
  id: string
  status: string
  diagnosis?: string
  summary: string
  remedies: string[]
  durationMs: number
}

/** A local AWS, a home that fits it, and the command line between them. */
export interface Place {
  sandbox: Sandbox
  home: string
  /** For the command line: the local AWS, the home, and the keys of its user "dev". */
  env: Record<string, string>
  /** A path below the home. */
  at(path: string): string
  write(path: string, text: string): void
  read(path: string): string
  /** Every file below Cline's folder with its text; empty when there is none. */
  cline(): Record<string, string>
  /** Runs the built command line. `env` adds to the place's; an undefined value takes a variable away. */
  run(args: string[], env?: Record<string, string | undefined>): Promise<Run>
  /** Everything that must never be seen in an output. */
  secrets: string[]
}

/** The usual arguments of the healthy user with keys. */
export const KEYS = [
  '--auth',
  'keys',
  '--region',
  'us-east-1',
  '--model',
  'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
]

/** The usual arguments with a profile. */
export const profileArgs = (profile: string): string[] => [
  '--auth',
  'profile',
  '--profile',
  profile,
  ...KEYS.slice(2),
]

function start(env: Record<string, string | undefined>, args: string[]): Promise<Run> {
  const set = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return new Promise((done) => {
    execFile(
      process.execPath,
      [CLI, ...args],
      { env: Object.fromEntries(set), timeout: 60_000 },
      (error, out, err) =>
        done({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
    )
  })
}

function filesBelow(folder: string): Record<string, string> {
  if (!existsSync(folder)) {
    return {}
  }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort()
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]))
}

/** Runs a body with a place of its own, and removes that afterwards. */
export async function inPlace<T>(body: (place: Place) => Promise<T>, scenario = 'healthy'): Promise<T> {
  const sandbox = await startSandbox({ scenario, record: true })
  const { home: files, credentials } = findScenario(scenario)
  const home = mkdtempSync(join(tmpdir(), 'cli-'))
  const at = (path: string) => join(home, path)
  const write = (path: string, text: string) => {
    mkdirSync(dirname(at(path)), { recursive: true })
    writeFileSync(at(path), text, { mode: 0o600 })
  }
  for (const [path, text] of Object.entries(files())) {
    write(path, text)
  }
  const env = {
    HOME: home,
    PATH: process.env.PATH ?? '',
    AWS_EC2_METADATA_DISABLED: 'true',
    BEDROCK_SETUP_HOME: join(home, 'store'),
    ...sandbox.env(),
    ...credentials,
  }
  const {
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_SESSION_TOKEN: token,
    AWS_BEARER_TOKEN_BEDROCK: key,
  } = credentials
  try {
    return await body({
      sandbox,
      home,
      env,
      at,
      write,
      read: (path) => readFileSync(at(path), 'utf8'),
      cline: () => filesBelow(at('.cline')),
      run: (args, more = {}) => start({ ...env, ...more }, args),
      secrets: [secret, token, key].filter((each) => each !== undefined),
    })
  } finally {
    await sandbox.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

/** The checks of a `--json` run. */
export const checksOf = ({ out }: Run): CheckJson[] => (JSON.parse(out) as { checks: CheckJson[] }).checks

/** The diagnosis of a check, or null. */
export const diagnosisOf = (run: Run, id: string): string | null =>
  checksOf(run).find((check) => check.id === id)?.diagnosis ?? null

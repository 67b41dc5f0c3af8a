import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * The options of each command of the AWS CLI that the texts use; true for those it demands. Written from the AWS
 * CLI's own models by `npm run lint:generated -- --write`.
 */
const COMMANDS = JSON.parse(readFileSync(new URL('awsCliOptions.json', import.meta.url), 'utf8')) as Record<
  string,
  Record<string, boolean>
>
const EVERYWHERE = ['region', 'query', 'output']

/** One call of `aws`, as the shell would make it. */
export interface AwsCall {
  command: string
  options: Record<string, string>
}

// The scripts run for real, with an `aws` that only writes down how it was called.
const RECORDER = `aws() { for each in "$@"; do printf '%s\\0' "$each"; done >> "$CALLS"; printf '\\n\\0' >> "$CALLS"; echo made-by-aws; }
sleep() { :; }
`

/** Runs a script in a POSIX shell against an `aws` that only notes its arguments; they are given back call by call. */
export function recordedCalls(script: string, env: Record<string, string>, cwd: string): string[][] {
  const file = join(cwd, 'calls')
  execFileSync('sh', ['-c', `${RECORDER}${script}`], {
    cwd,
    env: { PATH: process.env.PATH ?? '', CALLS: file, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return readFileSync(file, 'utf8')
    .split('\n\0')
    .map((call) => call.split('\0').slice(0, -1))
    .filter((words) => words.length > 0)
}

/** The calls of a script, taken apart. */
export function callsOf(script: string, env: Record<string, string>): AwsCall[] {
  const folder = mkdtempSync(join(tmpdir(), 'generated-'))
  try {
    return recordedCalls(script, env, folder).map(parseCall)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function parseCall(words: string[]): AwsCall {
  const first = words.findIndex((word) => word.startsWith('--'))
  const options: Record<string, string> = {}
  let name = ''
  for (const word of words.slice(first)) {
    if (word.startsWith('--')) {
      name = word.slice(2)
      options[name] = ''
    } else {
      options[name] = options[name] === '' ? word : `${options[name]} ${word}`
    }
  }
  return { command: words.slice(0, first).join(' '), options }
}

/** What the AWS CLI would refuse in a call. */
export function callProblems({ command, options }: AwsCall): string[] {
  const known = COMMANDS[command]
  if (known === undefined) {
    return [`"aws ${command}" is unknown`]
  }
  return [
    ...Object.keys(options)
      .filter((option) => !(option in known) && !EVERYWHERE.includes(option))
      .map((option) => `"aws ${command}" does not take --${option}`),
    ...Object.entries(known)
      .filter(([option, required]) => required && !(option in options))
      .map(([option]) => `"aws ${command}" needs --${option}`),
  ]
}

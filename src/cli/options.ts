import { parseArgs } from 'node:util'
import type { AuthKind } from '../core/choice.ts'

/** A command line, understood. */
export interface CliOptions {
  command: 'doctor' | 'apply' | 'undo' | 'where'
  json: boolean
  auth?: AuthKind
  profile?: string
  region?: string
  model?: string
  endpoint?: string
  prompt: boolean
  dryRun: boolean
  force: boolean
  mode?: 'plan' | 'act'
  lang?: string
}

/** What to do: run a command, print help, or refuse with a reason. */
export type Parsed =
  | { kind: 'run'; options: CliOptions }
  | { kind: 'help' }
  | { kind: 'version' }
  | { kind: 'usage'; problem: string }

const AUTH: readonly string[] = ['profile', 'keys', 'api-key', 'default']
const COMMANDS: readonly string[] = ['doctor', 'apply', 'undo', 'where']
const usage = (problem: string): Parsed => ({ kind: 'usage', problem })

/** Reads the arguments after `node cli.js`. Secrets never come this way. */
export function parseCommandLine(argv: readonly string[]): Parsed {
  let parsed: ReturnType<typeof read>
  try {
    parsed = read(argv)
  } catch (error) {
    return usage(error instanceof Error ? error.message : String(error))
  }
  const { values, positionals } = parsed
  if (values.help === true) {
    return { kind: 'help' }
  }
  if (values.version === true) {
    return { kind: 'version' }
  }
  const [command, ...rest] = positionals
  if (command === undefined || !COMMANDS.includes(command)) {
    return usage(command === undefined ? 'No command given.' : `Unknown command "${command}".`)
  }
  if (rest.length > 0) {
    return usage(`Unexpected argument "${rest[0]}".`)
  }
  return check(command as CliOptions['command'], values)
}

const read = (argv: readonly string[]) =>
  parseArgs({
    args: [...argv],
    allowPositionals: true,
    strict: true,
    options: {
      json: { type: 'boolean' },
      auth: { type: 'string' },
      profile: { type: 'string' },
      region: { type: 'string' },
      model: { type: 'string' },
      endpoint: { type: 'string' },
      'no-prompt': { type: 'boolean' },
      'dry-run': { type: 'boolean' },
      force: { type: 'boolean' },
      mode: { type: 'string' },
      lang: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
    },
  })

type Values = ReturnType<typeof read>['values']

function check(command: CliOptions['command'], values: Values): Parsed {
  const problem = command === 'undo' ? undefined : (authProblem(values) ?? applyProblem(command, values))
  if (problem !== undefined) {
    return usage(problem)
  }
  const { auth, profile, region, model, endpoint, mode, lang } = values
  return {
    kind: 'run',
    options: {
      command,
      json: values.json === true,
      prompt: values['no-prompt'] !== true,
      dryRun: values['dry-run'] === true,
      force: values.force === true,
      ...(auth !== undefined && { auth: auth as AuthKind }),
      ...(profile !== undefined && { profile }),
      ...(region !== undefined && { region }),
      ...(model !== undefined && { model }),
      ...(endpoint !== undefined && { endpoint }),
      ...(mode !== undefined && { mode: mode as 'plan' | 'act' }),
      ...(lang !== undefined && { lang }),
    },
  }
}

function authProblem({ auth, profile }: Values): string | undefined {
  if (auth === undefined || !AUTH.includes(auth)) {
    return `--auth must be one of ${AUTH.join(', ')}.`
  }
  if (auth === 'profile' && (profile === undefined || profile === '')) {
    return '--auth profile needs --profile NAME.'
  }
  return auth !== 'profile' && profile !== undefined ? '--profile goes with --auth profile only.' : undefined
}

function applyProblem(command: string, { model, mode, endpoint }: Values): string | undefined {
  if (mode !== undefined && mode !== 'plan' && mode !== 'act') {
    return '--mode must be plan or act.'
  }
  if (command === 'apply' && (model === undefined || model.trim() === '')) {
    return 'apply needs --model ID.'
  }
  return endpoint !== undefined && !isHttpUrl(endpoint)
    ? '--endpoint must be an http or https URL without a query.'
    : undefined
}

function isHttpUrl(text: string): boolean {
  try {
    const url = new URL(text)
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.search === '' && url.hash === ''
  } catch {
    return false
  }
}

import { parseArgs } from 'node:util'
import { t } from '@vscode/l10n'
import { isOtherBedrockService } from '../core/bedrock/address.ts'
import { POLICY_FORMATS, type PolicyFormat } from '../core/bedrock/policyFormats.ts'
import type { AuthKind } from '../core/choice.ts'

/** A command line, understood. */
export interface CliOptions {
  command: 'doctor' | 'apply' | 'policy' | 'undo' | 'where' | 'backups' | 'setups'
  json: boolean
  auth?: AuthKind
  profile?: string
  region?: string
  model?: string
  /** Another model for Cline's plan mode. */
  planModel?: string
  endpoint?: string
  prompt: boolean
  dryRun: boolean
  force: boolean
  /** With `json`: facts and AWS's own words too. */
  verbose: boolean
  mode?: 'plan' | 'act'
  /** `apply`: leave a Bedrock API key that is no longer used. */
  keepApiKey?: boolean
  /** `policy`: the form of the text, and what else it allows. */
  format?: PolicyFormat
  discovery?: boolean
  firstUse?: boolean
  /** `undo`: only list. */
  list?: boolean
  /** `undo`: the write to go back to before. */
  to?: string
  /** `backups`: the one that goes. */
  delete?: string
  deleteAll?: boolean
  /** `setups`: what to do, and with which. */
  action?: SetupAction
  name?: string
  lang?: string
}

/** What can be done with named setups. */
export type SetupAction = 'list' | 'save' | 'use' | 'delete'

/** What to do: run a command, print help, or refuse with a reason. */
export type Parsed =
  | { kind: 'run'; options: CliOptions }
  | { kind: 'help' }
  | { kind: 'version' }
  | { kind: 'usage'; problem: string }

const AUTH: readonly string[] = ['profile', 'keys', 'api-key', 'default']
const COMMANDS: readonly string[] = ['doctor', 'apply', 'policy', 'undo', 'where', 'backups', 'setups']
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
    return usage(
      command === undefined ? t('No command was given.') : t('There is no command "{0}".', command),
    )
  }
  if (command === 'setups') {
    return setupCommand(rest, values)
  }
  if (rest.length > 0) {
    return usage(t('The argument "{0}" is one too many.', rest[0] ?? ''))
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
      'plan-model': { type: 'string' },
      endpoint: { type: 'string' },
      'no-prompt': { type: 'boolean' },
      'dry-run': { type: 'boolean' },
      verbose: { type: 'boolean' },
      force: { type: 'boolean' },
      mode: { type: 'string' },
      'keep-api-key': { type: 'boolean' },
      format: { type: 'string' },
      discovery: { type: 'boolean' },
      'first-use': { type: 'boolean' },
      list: { type: 'boolean' },
      to: { type: 'string' },
      delete: { type: 'string' },
      'delete-all': { type: 'boolean' },
      lang: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
    },
  })

type Values = ReturnType<typeof read>['values']

function check(command: CliOptions['command'], values: Values): Parsed {
  const needsNoChoice = command === 'undo' || command === 'backups' || command === 'setups'
  const problem = needsNoChoice ? undefined : (authProblem(values) ?? applyProblem(command, values))
  if (problem !== undefined) {
    return usage(problem)
  }
  const { auth, profile, region, model, endpoint, mode, lang } = values
  const planModel = values['plan-model']?.trim()
  return {
    kind: 'run',
    options: {
      command,
      json: values.json === true,
      prompt: values['no-prompt'] !== true,
      dryRun: values['dry-run'] === true,
      force: values.force === true,
      verbose: values.verbose === true,
      ...(auth !== undefined && { auth: auth as AuthKind }),
      ...(profile !== undefined && { profile }),
      ...(region !== undefined && { region }),
      ...(model !== undefined && { model }),
      ...(planModel !== undefined && planModel !== model?.trim() && { planModel }),
      ...policyOptions(command, values),
      ...(endpoint !== undefined && { endpoint }),
      ...(mode !== undefined && { mode: mode as 'plan' | 'act' }),
      ...(lang !== undefined && { lang }),
      ...backupOptions(values),
    },
  }
}

const policyOptions = (command: CliOptions['command'], values: Values) => ({
  ...(command === 'policy' && { format: (values.format ?? 'json') as PolicyFormat }),
  ...(values.discovery === true && { discovery: true }),
  ...(values['first-use'] === true && { firstUse: true }),
})

const backupOptions = (values: Values) => ({
  ...(values['keep-api-key'] === true && { keepApiKey: true }),
  ...(values.list === true && { list: true }),
  ...(values.to !== undefined && { to: values.to }),
  ...(values.delete !== undefined && { delete: values.delete }),
  ...(values['delete-all'] === true && { deleteAll: true }),
})

/** `setups`, `setups save NAME`, `setups use NAME`, `setups delete NAME`. */
function setupCommand([action = 'list', name, ...more]: readonly string[], values: Values): Parsed {
  if (!['list', 'save', 'use', 'delete'].includes(action)) {
    return usage(t('There is no command "{0}".', `setups ${action}`))
  }
  if (more.length > 0 || (action === 'list' && name !== undefined)) {
    return usage(t('The argument "{0}" is one too many.', more[0] ?? name ?? ''))
  }
  if (action !== 'list' && name === undefined) {
    return usage(t('{0} needs a name.', `setups ${action}`))
  }
  const parsed = check('setups', values)
  if (parsed.kind !== 'run') {
    return parsed
  }
  const options = { ...parsed.options, action: action as SetupAction, ...(name !== undefined && { name }) }
  return { kind: 'run', options }
}

function authProblem({ auth, profile }: Values): string | undefined {
  if (auth === undefined || !AUTH.includes(auth)) {
    return t('--auth must be one of {0}.', AUTH.join(', '))
  }
  if (auth === 'profile' && (profile === undefined || profile === '')) {
    return t('--auth profile needs --profile NAME.')
  }
  return auth !== 'profile' && profile !== undefined
    ? t('--profile goes with --auth profile only.')
    : undefined
}

function applyProblem(command: string, values: Values): string | undefined {
  const { model, mode, endpoint } = values
  if (mode !== undefined && mode !== 'plan' && mode !== 'act') {
    return t('--mode must be plan or act.')
  }
  if ((command === 'apply' || command === 'policy') && (model === undefined || model.trim() === '')) {
    return t('{0} needs --model ID.', command)
  }
  const other = otherProblem(command, values)
  if (other !== undefined) {
    return other
  }
  if (endpoint === undefined) {
    return undefined
  }
  if (!isPlainUrl(endpoint)) {
    return t('--endpoint must be an http or https URL without a query, a user name or a password.')
  }
  return isOtherBedrockService(new URL(endpoint).hostname)
    ? t('--endpoint names another service of AWS; prompts go to bedrock-runtime.')
    : undefined
}

/** What belongs to one command only, or not together. */
function otherProblem(command: string, values: Values): string | undefined {
  const planModel = values['plan-model']
  const { format, mode, discovery } = values
  if (planModel !== undefined && planModel.trim() === '') {
    return t('--plan-model needs an id.')
  }
  if (planModel !== undefined && mode !== undefined) {
    return t('--plan-model sets both modes; leave --mode out.')
  }
  if (format !== undefined && !POLICY_FORMATS.some((each) => each === format)) {
    return t('--format must be one of {0}.', POLICY_FORMATS.join(', '))
  }
  const isOfPolicy = format !== undefined || discovery === true || values['first-use'] === true
  return isOfPolicy && command !== 'policy'
    ? t('{0} go with {1} only.', '--format, --discovery, --first-use', 'policy')
    : undefined
}

function isPlainUrl(text: string): boolean {
  if (!URL.canParse(text)) {
    return false
  }
  const { protocol, search, hash, username, password } = new URL(text)
  return /^https?:$/.test(protocol) && `${search}${hash}${username}${password}` === ''
}

/** The language asked for, found before anything is said about the arguments. */
export function languageOf(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((each) => each === '--lang' || each.startsWith('--lang='))
  return at < 0 ? undefined : (argv[at]?.split('=')[1] ?? argv[at + 1])
}

import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { config as configureL10n, t } from '@vscode/l10n'
import { createAws } from './aws/adapter.ts'
import { authFromEnv } from './cli/authFromEnv.ts'
import { apply, CANCELLED, type CliDeps, doctor } from './cli/commands.ts'
import { helpText, usageText } from './cli/help.ts'
import { backups, undo } from './cli/history.ts'
import { proxyNotice } from './cli/notice.ts'
import { type CliOptions, languageOf, parseCommandLine } from './cli/options.ts'
import { policy } from './cli/policy.ts'
import { printable } from './cli/print.ts'
import { progressOn } from './cli/progress.ts'
import { setups } from './cli/setups.ts'
import { where } from './cli/where.ts'
import { editorStorage } from './cline/editorStorage.ts'
import { createClineFiles } from './cline/files.ts'
import { installedVersions } from './cline/installed.ts'
import { createSetups } from './cline/setups.ts'
import { machineSentence, placeOf } from './core/credentials/machine.ts'
import { redact } from './core/diagnosis/redact.ts'

const { argv, env, platform, stdout, stderr } = process

/** Chinese when asked for or when the shell speaks it; the bundle lies beside `dist`. */
function speak(lang: string | undefined): void {
  const wanted = (lang ?? (env.LC_ALL || env.LC_MESSAGES || env.LANG) ?? '').toLowerCase().replace('_', '-')
  if (wanted.startsWith('zh')) {
    const bundle = new URL('../media/l10n/bundle.l10n.zh-cn.json', import.meta.url)
    configureL10n({ contents: JSON.parse(readFileSync(bundle, 'utf8')) })
  }
}

function depsFor(options: CliOptions, signal: AbortSignal): CliDeps {
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const clock = { now: () => Date.now() }
  return {
    // Each finds the home as its own owner does: the AWS SDK looks at HOME first, Cline asks the system.
    aws: createAws({ env, clock, log, allowHelpers: () => true }),
    cline: createClineFiles({
      env,
      homeDir: homedir(),
      clock,
      clineVersions: () => installedVersions(homedir()),
      clineStorage: editorStorage(env, homedir(), platform),
    }),
    clock,
    platform: platform === 'win32' || platform === 'darwin' ? platform : 'linux',
    print: (text) => stdout.write(`${printable(text)}\n`),
    complain: (text) => stderr.write(`${printable(text)}\n`),
    auth: authFromEnv(options, env),
    signal,
    ...progressOn(stderr, options),
  }
}

const setupsHere = (deps: CliDeps, options: CliOptions): Promise<number> =>
  setups({ ...deps, setups: createSetups({ env, homeDir: homedir(), clock: deps.clock }) }, options)

const inContainer = () => existsSync('/.dockerenv') || existsSync('/run/.containerenv')

const whereHere = (deps: CliDeps, options: CliOptions): Promise<number> =>
  where({ ...deps, machine: machineSentence(placeOf(env, inContainer())) }, options)

async function run(options: CliOptions): Promise<number> {
  const controller = new AbortController()
  process.once('SIGINT', () => controller.abort())
  process.once('SIGTERM', () => controller.abort())
  const notice = proxyNotice(options, env)
  if (notice !== undefined) {
    stderr.write(`${notice}\n`)
  }
  const commands = { doctor, apply, policy, undo, backups, setups: setupsHere, where: whereHere }
  const code = await commands[options.command](depsFor(options, controller.signal), options)
  if (code === CANCELLED) {
    stderr.write(`${t('Cancelled. Nothing was written.')}\n`)
  }
  return code
}

async function main(): Promise<number> {
  speak(languageOf(argv.slice(2)))
  const parsed = parseCommandLine(argv.slice(2))
  switch (parsed.kind) {
    case 'help':
      stdout.write(`${helpText()}\n`)
      return 0
    case 'version': {
      const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
      stdout.write(`${(manifest as { version: string }).version}\n`)
      return 0
    }
    case 'usage':
      stderr.write(`${parsed.problem}\n\n${usageText()}\n`)
      return 2
    default:
      return await run(parsed.options)
  }
}

// `doctor … | head` closes the pipe early; that is no fault.
stdout.on('error', () => process.exit())

try {
  process.exitCode = await main()
} catch (error) {
  // A bug: said in one line, without whatever the error carries along.
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  stderr.write(`${t('Something unexpected went wrong: {0}', redact(`${name}: ${message}`))}\n`)
  process.exitCode = 1
}

import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { config as configureL10n } from '@vscode/l10n'
import { createAws } from './aws/adapter.ts'
import { authFromEnv } from './cli/authFromEnv.ts'
import { apply, type CliDeps, doctor, undo } from './cli/commands.ts'
import { helpText } from './cli/help.ts'
import { type CliOptions, parseCommandLine } from './cli/options.ts'
import { where } from './cli/where.ts'
import { createClineFiles } from './cline/files.ts'
import { machineSentence, placeOf } from './core/credentials/machine.ts'

const { argv, env, platform, stdout, stderr } = process

/** Chinese when asked for or when the shell speaks it; the bundle lies beside `dist`. */
function speak(lang: string | undefined): void {
  const wanted = (lang ?? env.LC_ALL ?? env.LANG ?? '').toLowerCase().replace('_', '-')
  if (wanted.startsWith('zh')) {
    const bundle = new URL('../media/l10n/bundle.l10n.zh-cn.json', import.meta.url)
    configureL10n({ contents: JSON.parse(readFileSync(bundle, 'utf8')) })
  }
}

function depsFor(options: CliOptions, signal: AbortSignal): CliDeps {
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const clock = { now: () => Date.now() }
  return {
    aws: createAws({ env, homeDir: env.HOME ?? homedir(), clock, log, allowHelpers: () => true }),
    cline: createClineFiles({ env, homeDir: env.HOME ?? homedir(), clock }),
    clock,
    platform: platform === 'win32' || platform === 'darwin' ? platform : 'linux',
    print: (text) => stdout.write(`${text}\n`),
    auth: authFromEnv(options, env),
    signal,
  }
}

const inContainer = () => existsSync('/.dockerenv') || existsSync('/run/.containerenv')

const whereHere = (deps: CliDeps, options: CliOptions): Promise<number> =>
  where({ ...deps, machine: machineSentence(placeOf(env, inContainer())) }, options)

async function main(): Promise<number> {
  const parsed = parseCommandLine(argv.slice(2))
  speak(parsed.kind === 'run' ? parsed.options.lang : undefined)
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
      stderr.write(`${parsed.problem}\n\n${helpText()}\n`)
      return 2
    default: {
      const controller = new AbortController()
      process.once('SIGINT', () => controller.abort())
      const deps = depsFor(parsed.options, controller.signal)
      return await { doctor, apply, undo, where: whereHere }[parsed.options.command](deps, parsed.options)
    }
  }
}

process.exitCode = await main()

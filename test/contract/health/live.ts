import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type HealthMonitor, startHealthMonitor } from '../../../src/app/health/healthMonitor.ts'
import { createAws } from '../../../src/aws/adapter.ts'
import { credentialPaths } from '../../../src/aws/watchPaths.ts'
import { createClineFiles } from '../../../src/cline/files.ts'
import { locateCline } from '../../../src/cline/locate.ts'
import type { HealthFacts } from '../../../src/core/health/facts.ts'
import type { Health } from '../../../src/core/health/health.ts'
import type { HealthNews } from '../../../src/core/health/news.ts'
import { watchFiles } from '../../../src/host/fileWatch.ts'
import { demoHome, type HomeOptions } from '../../sandbox/home.ts'
import { type Sandbox, startSandbox } from '../../sandbox/server.ts'

/** Health as it runs in a window, on real files and the local AWS, with the editor's part left out. */
export interface Live {
  sandbox: Sandbox
  home: string
  monitor: HealthMonitor
  shown: Health[]
  news: HealthNews[]
  /** Looks that AWS was asked for so far. */
  looks(): number
  path(...parts: string[]): string
  read(...parts: string[]): string
  /** The three ways in which tools put a new text in a file's place. */
  edit(path: string, text: string): void
  renameOver(path: string, text: string): void
  deleteAndCreate(path: string, text: string): void
  /** Sets Cline to Bedrock with these further keys of its state. */
  setCline(change: Record<string, unknown>): void
  /** Health's own clock goes forward; timers and AWS's clock do not. */
  advance(milliseconds: number): void
  stop(): Promise<void>
}

/** Starts it with a home in which every profile works, Cline set to the profile. */
export async function startLive(options: {
  profile: string
  home?: HomeOptions
  env?: (home: string) => Record<string, string>
}): Promise<Live> {
  const home = mkdtempSync(join(tmpdir(), 'bsc-health-'))
  const path = (...parts: string[]) => join(home, ...parts)
  const edit = (file: string, text: string) => {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text, { mode: 0o600 })
  }
  for (const [name, text] of Object.entries(demoHome(options.home))) {
    edit(path(name), text)
  }
  const renameOver = (file: string, text: string) => {
    edit(`${file}.new`, text)
    renameSync(`${file}.new`, file)
  }
  const setCline = (change: Record<string, unknown>) =>
    renameOver(
      path('.cline/data/globalState.json'),
      JSON.stringify({
        actModeApiProvider: 'bedrock',
        actModeApiModelId: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
        awsAuthentication: 'profile',
        awsRegion: 'us-east-1',
        ...change,
      }),
    )
  setCline({ awsProfile: options.profile })
  const sandbox = await startSandbox()
  const env = { ...sandbox.env(), AWS_EC2_METADATA_DISABLED: 'true', HOME: home, ...options.env?.(home) }
  // The SDK's own clients for sign-ins and roles read the process's variables.
  const restore = borrowVariables(env)
  let ahead = 0
  const clock = { now: () => Date.now() + ahead }
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const shown: Health[] = []
  const news: HealthNews[] = []
  let kept: HealthFacts | undefined
  const monitor = startHealthMonitor({
    aws: createAws({ env, homeDir: home, clock, log }),
    cline: createClineFiles({ env, homeDir: home, clock }),
    clock,
    platform: 'linux',
    log,
    timers: {
      after(milliseconds, run) {
        const timer = setTimeout(run, milliseconds)
        return () => clearTimeout(timer)
      },
    },
    environment: { profile: 'default', hasKeys: false },
    load: () => kept,
    save(facts) {
      kept = facts
    },
    publish: (health) => void shown.push(health),
    tell: (each) => void news.push(each),
    network: () => '',
    hasConsent: () => false,
    clineRuns: () => true,
    onSource: () => {},
  })
  const paths = [
    ...locateCline({ env, homeDir: home, clock }).files.map((file) => file.path),
    ...credentialPaths({ env, homeDir: home }),
  ]
  const watch = watchFiles(paths, () => void monitor.filesChanged(), { home })
  await monitor.idle()
  return {
    sandbox,
    home,
    monitor,
    shown,
    news,
    looks: () => sandbox.log.filter(({ operation }) => operation === 'GetCallerIdentity').length,
    path,
    read: (...parts) => readFileSync(path(...parts), 'utf8'),
    edit,
    renameOver,
    deleteAndCreate(file, text) {
      unlinkSync(file)
      edit(file, text)
    },
    setCline,
    advance(milliseconds) {
      ahead += milliseconds
    },
    async stop() {
      watch.dispose()
      monitor.dispose()
      await monitor.idle()
      await sandbox.stop()
      restore()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** Sets variables of this process; gives what puts the old ones back. */
function borrowVariables(env: Record<string, string>): () => void {
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, env)
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) {
        delete process.env[name]
      } else {
        process.env[name] = value
      }
    }
  }
}

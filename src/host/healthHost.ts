import { networkInterfaces } from 'node:os'
import { t } from '@vscode/l10n'
import { commands, type Memento, window, workspace } from 'vscode'
import { type HealthMonitor, startHealthMonitor } from '../app/health/healthMonitor.ts'
import type { HealthEnvironment } from '../app/health/look.ts'
import type { Aws, ClineFiles, Log } from '../app/ports.ts'
import type { StepId } from '../core/checks/check.ts'
import type { AwsFiles } from '../core/credentials/awsFiles.ts'
import { type HealthFacts, type HealthSetup, usesBedrock } from '../core/health/facts.ts'
import type { Health } from '../core/health/health.ts'
import { type HealthNews, lossOf } from '../core/health/news.ts'
import { findCline } from './clineExtension.ts'
import type { DisposableStore } from './disposables.ts'
import { type FileWatcher, watchFiles } from './fileWatch.ts'
import { type HealthActions, showHealthDetails, showHealthMenu } from './healthMenu.ts'
import { withoutLinks } from './notices.ts'
import { HEALTH_KEY, storedFacts } from './statusBar.ts'

const CONSENT_KEY = 'bedrockSetup.backgroundPrograms'

/** What health needs of this window. */
export interface HealthHostDeps {
  memento: Memento
  paint: (health: Health) => void
  aws: Aws
  cline: ClineFiles
  log: Log
  platform: 'win32' | 'darwin' | 'linux'
  environment: HealthEnvironment
  /** Cline's files that say what it is set to. */
  clinePaths: readonly string[]
  /** AWS's files and caches, with those that profiles name once these are read. */
  awsPaths: (files?: Pick<AwsFiles, 'profiles'>) => string[]
  /** Shows the wizard; with a step, that step for this setting of Cline's. */
  open: (step?: StepId, setup?: HealthSetup) => void
  undo: () => Promise<void>
  signIn: (profile: string) => Promise<unknown>
  /** Shows the form for the successor of the key that Cline holds. */
  rotated: (kind: 'keys' | 'api-key') => void
}

/** Health of this window: the status bar's source, its menu and its notifications. */
export interface HealthHost {
  readonly monitor: HealthMonitor
  menu(): Promise<void>
  /** At the user's word: looks, and says what came of it. */
  validate(): Promise<void>
}

/** Starts watching, until `own` ends. Nothing is asked of AWS before something happens. */
export function startHealth(own: DisposableStore, deps: HealthHostDeps): HealthHost {
  let watched = ''
  let watch: FileWatcher | undefined
  let awsPaths = deps.awsPaths()
  let untold: HealthNews | undefined
  let told = false
  let settingsOnly = true

  function rewatch(facts: HealthFacts | undefined): boolean {
    const paths =
      facts !== undefined && usesBedrock(facts.setup) ? [...deps.clinePaths, ...awsPaths] : deps.clinePaths
    const key = JSON.stringify(paths)
    if (key !== watched) {
      watched = key
      watch?.dispose()
      watch = watchFiles(paths, (path) => changed(path.endsWith('globalState.json')), {
        onError: (error) => deps.log.error('watching', error),
      })
      return true
    }
    return false
  }

  /** All changes of one calm become one comparison. */
  function changed(settings = false): void {
    settingsOnly &&= settings
    if (!told) {
      told = true
      queueMicrotask(() => {
        const only = settingsOnly
        told = false
        settingsOnly = true
        void monitor.filesChanged(only)
      })
    }
  }

  function tell(news: HealthNews): void {
    if (window.state.focused) {
      void notify(news)
    } else {
      // A window that is not in front waits until the user comes back to it.
      untold = news
    }
  }

  async function notify(news: HealthNews): Promise<void> {
    const { last } = monitor.facts ?? {}
    const target = news.kind === 'broken' ? last?.signIn : undefined
    const labels = { signIn: t('Sign in'), open: t('Open the wizard'), details: t('Details') }
    const buttons = [...(target === undefined ? [] : [labels.signIn]), labels.open, labels.details]
    const show = news.kind === 'broken' ? window.showErrorMessage : window.showWarningMessage
    const answer = await show(withoutLinks(news.text), ...buttons)
    if (answer === labels.signIn && target !== undefined) {
      await deps.signIn(target.profile)
    } else if (answer === labels.open) {
      deps.open(last?.step ?? 'credentials', monitor.facts?.setup)
    } else if (answer === labels.details) {
      await showHealthDetails(monitor.health)
    }
  }

  own.add({ dispose: () => watch?.dispose() })
  const consents = () => deps.memento.get<string[]>(CONSENT_KEY) ?? []
  const monitor = startHealthMonitor({
    aws: deps.aws,
    cline: deps.cline,
    clock: { now: () => Date.now() },
    platform: deps.platform,
    log: deps.log,
    timers: {
      after(milliseconds, run) {
        const timer = setTimeout(run, milliseconds)
        return () => clearTimeout(timer)
      },
    },
    environment: deps.environment,
    load: () => storedFacts(deps.memento),
    save: (facts) => void deps.memento.update(HEALTH_KEY, facts),
    publish(health, facts) {
      deps.paint(health)
      rewatch(facts)
    },
    tell,
    network: addresses,
    // In Restricted Mode no program is started, whatever was agreed.
    hasConsent: (profile) => workspace.isTrusted && consents().includes(profile),
    clineRuns: () => findCline().running,
    onSource({ files }) {
      awsPaths = deps.awsPaths(files)
      if (rewatch(monitor.facts)) {
        // What changed between the reading and the new watchers would go unseen.
        changed()
      }
    },
  })
  own.add(monitor)
  // The state also changes for other reasons, and when a window opens.
  let here = window.state.focused
  own.add(
    window.onDidChangeWindowState(({ focused }) => {
      const came = focused && !here
      here = focused
      if (!came) {
        return
      }
      const news = untold
      untold = undefined
      if (news !== undefined && (news.kind !== 'broken' || monitor.health.kind === 'broken')) {
        void notify(news)
      }
      watch?.recheck()
      monitor.trigger('focus')
    }),
  )

  async function validate(): Promise<void> {
    const health = await monitor.validate()
    if (health.kind === 'broken') {
      await notify({ kind: 'broken', text: lossOf(health.sentence) })
    } else {
      void window.showInformationMessage(withoutLinks(health.sentence))
    }
  }

  return {
    monitor,
    validate,
    menu: () => showHealthMenu(monitor.health, actionsFor(deps, monitor, { validate, consents })),
  }
}

function actionsFor(
  deps: HealthHostDeps,
  monitor: HealthMonitor,
  own: { validate: () => Promise<void>; consents: () => string[] },
): HealthActions {
  const { health, facts } = monitor
  const set = health.kind !== 'not-set-up'
  const target = facts?.last?.signIn ?? facts?.signIn
  const program = monitor.program
  const kind = facts?.setup.auth
  return {
    open: () => (health.kind === 'broken' ? deps.open(facts?.last?.step, facts?.setup) : deps.open()),
    undo: deps.undo,
    ...(set && { validate: own.validate }),
    ...(set && (kind === 'keys' || kind === 'api-key') && { rotated: () => deps.rotated(kind) }),
    ...(set && target !== undefined && { signIn: { target, run: () => deps.signIn(target.profile) } }),
    ...(health.restartNeeded && { reload: reloadWindow }),
    ...(program !== undefined && {
      program: {
        profile: program,
        allowed: own.consents().includes(program),
        async set(allowed: boolean) {
          const others = own.consents().filter((each) => each !== program)
          await deps.memento.update(CONSENT_KEY, allowed ? [...others, program] : others)
          await (allowed ? own.validate() : undefined)
        },
      },
    }),
  }
}

async function reloadWindow(): Promise<void> {
  await commands.executeCommand('workbench.action.reloadWindow')
}

/** This computer's addresses towards others, as one text. */
function addresses(): string {
  return Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .sort()
    .join(' ')
}

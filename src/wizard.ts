import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { config as configureL10n } from '@vscode/l10n'
import type { ExtensionContext, WebviewPanel } from 'vscode'
import { env as editor, UIKind, window, workspace } from 'vscode'
import { guardHeld, guardWrites } from './app/guardWrites.ts'
import { followPrompts } from './app/health/followPrompts.ts'
import type { Aws } from './app/ports.ts'
import { homeOf } from './aws/environment.ts'
import { createSignIn, systemTimers } from './aws/signIn.ts'
import { credentialPaths } from './aws/watchPaths.ts'
import { untilCalm } from './cline/calm.ts'
import { createClaimDoor } from './cline/claimDoor.ts'
import { claimsNow, claimsOf } from './cline/claimsOf.ts'
import { createClineFiles } from './cline/files.ts'
import { locateCline } from './cline/locate.ts'
import type { ClineOptions } from './cline/options.ts'
import { findOtherApps } from './cline/otherApps.ts'
import { createSetups } from './cline/setups.ts'
import type { StepId } from './core/checks/check.ts'
import { isElsewhere } from './core/credentials/machine.ts'
import type { HealthSetup } from './core/health/facts.ts'
import type { Health } from './core/health/health.ts'
import type { Place } from './core/quickPicks/screen.ts'
import type { WizardState } from './core/wizard/state.ts'
import { tellBlankPage } from './host/blankPage.ts'
import { findCline } from './host/clineExtension.ts'
import { createContextKeys } from './host/contextKeys.ts'
import type { DisposableStore } from './host/disposables.ts'
import { type HealthHost, startHealth } from './host/healthHost.ts'
import { lazyAws } from './host/lazyAws.ts'
import { toLog } from './host/log.ts'
import { preferredInterface, rememberInterface } from './host/native/interfaceSetting.ts'
import { createQuickSetup, keyPlace, quickPlace } from './host/native/quickSetup.ts'
import { readProxySettings } from './host/proxySettings.ts'
import { createReports, type Reports } from './host/report.ts'
import { startDriftNotice } from './host/running/driftNotice.ts'
import type { RunningCline } from './host/running/runningCline.ts'
import { createRunningView } from './host/running/runningView.ts'
import { createWriteGuard } from './host/running/writeGuard.ts'
import { createSettingsCommands, trustedFolders } from './host/settingsCommands.ts'
import { signInFromCommand } from './host/signInCommand.ts'
import { createTextView } from './host/textView.ts'
import { attachWizard, createWizardPanel, type WizardPanelDeps } from './host/wizardPanel.ts'
import { shareSession, type WizardSession } from './host/wizardSession.ts'
import { showFailure } from './host/writeAsked.ts'

/** The wizard as the eager part sees it. */
export interface Wizard {
  /** Shows the page, or the quick picks where they are preferred; with a step it is checked again. */
  open(step?: StepId): void
  openQuick(): void
  readonly reports: Reports
  restore(panel: WebviewPanel): void
  undo(): Promise<void>
  /** The writes of Cline's settings, to look at, go back to, or delete. */
  history(): Promise<void>
  /** Settings under names, to switch between. */
  setups(): Promise<void>
  /** Signs in to AWS for the named profile, or for one that the user picks. True when it worked. */
  signIn(profile?: string): Promise<boolean>
  readonly health: Pick<HealthHost, 'menu' | 'validate'>
}

/** Each bundle has a copy of the translator of its own, and each must be told the language. */
function speak(translations: string): void {
  if (translations !== '') {
    configureL10n({ contents: translations })
  }
}

/** Composes the adapters. Runs at first use; what must end goes into `own` at once, as a later part may fail. */
export function startWizard(input: {
  context: ExtensionContext
  own: DisposableStore
  translations: string
  running: RunningCline
  paint: (health: Health) => void
}): Wizard {
  speak(input.translations)
  const { env, platform: os } = process
  const platform = os === 'win32' || os === 'darwin' ? os : 'linux'
  const { own } = input
  const channel = own.add(window.createOutputChannel('Bedrock for Cline', { log: true }))
  const log = toLog(channel)
  const clock = { now: () => Date.now() }
  // Each finds the home as its own owner does: AWS's SDK looks at HOME first, which on Windows may be Git Bash's
  // or Emacs's; Cline asks the system.
  const clineHome = homedir()
  const awsHome = homeOf({ env })
  const options: ClineOptions = {
    env,
    homeDir: clineHome,
    clock,
    clineStorage: clineStorage(input.context),
    clineVersions: async () => {
      const { version } = findCline()
      return version === undefined ? [] : [version]
    },
    get workspaces() {
      return trustedFolders()
    },
  }
  const { running } = input
  const guard = createWriteGuard(running, {
    claimsOf: (request, print) => claimsOf(options, request, print),
    claimsNow: () => claimsNow(options),
    untilCalm,
    trouble: (error) => log.error('The notes for a running Cline could not be written.', error),
  })
  const cline = guardWrites(createClineFiles(options), guard)
  const settings = own.add(
    createSettingsCommands({
      context: input.context,
      cline,
      setups: createSetups(options),
      platform,
      log,
      reload: () => running.reload(),
    }),
  )
  const aws: Aws = lazyAws(async () => {
    const { createAws } = await import('./aws/adapter.ts')
    const proxy = readProxySettings()
    return createAws({
      env,
      homeDir: awsHome,
      clock,
      log,
      allowHelpers: () => workspace.isTrusted,
      translations: input.translations,
      ...(proxy !== undefined && { proxy }),
    })
  })
  const signIn = own.add(
    createSignIn({
      env,
      homeDir: awsHome,
      platform,
      log,
      timers: systemTimers,
      mayStart: () => workspace.isTrusted,
      deviceCode: () => isElsewhere({ remote: editor.remoteName }) || editor.uiKind === UIKind.Web,
    }),
  )
  const contextKeys = own.add(createContextKeys(input.context.globalState))
  let follow: (state: WizardState) => void = () => {}
  const shared = shareSession({
    ...input,
    onState(state) {
      contextKeys.follow(state)
      follow(state)
    },
    diffs: settings.diffs,
    aws,
    cline,
    log,
    signIn,
    timers: systemTimers,
    env,
    platform,
    runningView: createRunningView(running, platform, () =>
      findOtherApps(options, { extensionFolder: input.context.extensionPath }),
    ),
  })
  const deps: WizardPanelDeps = {
    extensionUri: input.context.extensionUri,
    log,
    translations: input.translations,
    shared,
    timers: systemTimers,
    onBlank: (panel) => {
      void tellBlankPage({
        openAgain() {
          panel.dispose()
          showPage()
        },
        openQuickPicks: () => quick.open(),
      })
    },
  }
  let open: WebviewPanel | undefined
  const keep = (panel: WebviewPanel) => {
    open = panel
    panel.onDidDispose(() => {
      // A later one stays the one that is shown.
      if (open === panel) {
        open = undefined
      }
    })
  }
  const showPage = () => {
    if (open === undefined) {
      keep(createWizardPanel(deps))
    } else {
      open.reveal()
    }
  }
  const texts = own.add(createTextView())
  const quick = createQuickSetup({
    shared,
    diffs: settings.diffs,
    texts,
    openPage(always) {
      if (always) {
        void rememberInterface('page')
      }
      showPage()
    },
  })
  /** Shows what the user prefers, on the wizard as `prepare` leaves it. */
  const show = (at?: Place, prepare: (session: WizardSession) => void = () => {}) => {
    const session = shared.join(() => {})
    prepare(session)
    if (preferredInterface() === 'quickPick') {
      quick.open(at)
    } else {
      showPage()
    }
    session.dispose()
  }
  const showTrouble = (step: StepId, setup?: HealthSetup) => {
    const isKey = step === 'credentials' && (setup?.auth === 'keys' || setup?.auth === 'api-key')
    const at = isKey ? keyPlace(setup?.auth) : quickPlace(step)
    show(at, (session) => goToTrouble(session, step, setup))
  }
  const signInNamed = (profile?: string) => signInFromCommand({ aws, signIn, platform }, profile)
  const named = env.AWS_PROFILE || undefined
  const health = startHealth(own, {
    memento: input.context.globalState,
    paint: input.paint,
    aws,
    cline,
    log,
    platform,
    environment: {
      profile: named ?? 'default',
      hasKeys: named === undefined && Boolean(env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY),
    },
    clinePaths: locateCline({ env, homeDir: clineHome, clock })
      .files.filter(({ role }) => role !== 'models')
      .map(({ path }) => path),
    awsPaths: (files) => credentialPaths({ env, homeDir: awsHome }, files),
    open: (step, setup) => (step === undefined ? show() : showTrouble(step, setup)),
    undo: settings.undo,
    signIn: signInNamed,
    rotated: (kind) => show(keyPlace(kind), (session) => openRotation(session, kind)),
  })
  startDriftNotice(own, {
    running,
    held: guardHeld(createClaimDoor(options), guard),
    showFailure: (failure) => showFailure(failure, platform),
    trouble: (error) => log.error('Watching over Cline’s settings', error),
  })
  follow = followPrompts(health.monitor, clock)
  // Also where the system tells nothing of changed files.
  signIn.onSignedIn(() => void health.monitor.filesChanged())
  return {
    open: (step) => (step === undefined ? show() : showTrouble(step)),
    openQuick: () => quick.open(),
    reports: createReports({
      shared,
      aws,
      cline,
      own: String(input.context.extension.packageJSON.version),
      home: clineHome,
      env,
      now: clock.now,
    }),
    health,
    restore: (panel) => keep(attachWizard(deps, panel)),
    undo: settings.undo,
    history: settings.history,
    setups: settings.setups,
    signIn: signInNamed,
  }
}

/** Where VS Code keeps what belongs to Cline: beside what belongs to us. */
const clineStorage = ({ globalStorageUri }: ExtensionContext): string[] =>
  ['saoudrizwan.claude-dev', 'saoudrizwan.cline-nightly'].map((id) =>
    join(dirname(globalStorageUri.fsPath), id),
  )

/** The form for a new key, in the first step. */
function openRotation(session: WizardSession, kind: 'keys' | 'api-key'): void {
  void session.send({ type: 'goTo', step: 'credentials' })
  void session.send({ type: 'openRotation', kind })
}

/** Opens the step where health found the trouble, on Cline's own setting unless another is being tried. */
function goToTrouble(session: WizardSession, step: StepId, setup: HealthSetup | undefined): void {
  const { method, profile } = session.state.credentials
  if (method === 'profile' && profile === undefined && setup?.profile !== undefined) {
    void session.send({ type: 'chooseProfile', profile: setup.profile })
    return
  }
  const auth = setup?.auth
  // What Cline holds is not known here, so there is nothing to check again; a new key is what helps.
  if (step === 'credentials' && (auth === 'keys' || auth === 'api-key')) {
    openRotation(session, auth)
    return
  }
  void session.send({ type: 'goTo', step })
  void session.send({ type: 'check', check: step === 'credentials' ? 'credentials' : 'region' })
}

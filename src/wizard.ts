import { homedir } from 'node:os'
import type { ExtensionContext, WebviewPanel } from 'vscode'
import { env as editor, UIKind, window, workspace } from 'vscode'
import type { Aws } from './app/ports.ts'
import { createSignIn, systemTimers } from './aws/signIn.ts'
import { createClineFiles } from './cline/files.ts'
import { isElsewhere } from './core/credentials/machine.ts'
import type { WizardState } from './core/wizard/state.ts'
import { lazyAws } from './host/lazyAws.ts'
import { toLog } from './host/log.ts'
import { readProxySettings } from './host/proxySettings.ts'
import { signInFromCommand } from './host/signInCommand.ts'
import { undoLastWrite } from './host/undoCommand.ts'
import { attachWizard, createWizardPanel } from './host/wizardPanel.ts'
import { shareSession } from './host/wizardSession.ts'
import { writeWrapperProfile } from './host/wrapperProfile.ts'

/** The wizard as the eager part sees it. */
export interface Wizard {
  /** Shows the page, the one that is open already or a new one. */
  open(): void
  restore(panel: WebviewPanel): void
  undo(): Promise<void>
  /** Signs in to AWS for the named profile, or for one that the user picks. True when it worked. */
  signIn(profile?: string): Promise<boolean>
}

/** Composes the adapters. Runs once, at first use. */
export function startWizard(input: {
  context: ExtensionContext
  translations: string
  onState: (state: WizardState) => void
}): Wizard {
  const { env, platform: os } = process
  const platform = os === 'win32' || os === 'darwin' ? os : 'linux'
  const channel = window.createOutputChannel('Bedrock for Cline', { log: true })
  input.context.subscriptions.push(channel)
  const log = toLog(channel)
  const clock = { now: () => Date.now() }
  const homeDir = env.HOME ?? homedir()
  const cline = createClineFiles({ env, homeDir, clock })
  const aws: Aws = lazyAws(async () => {
    const { createAws } = await import('./aws/adapter.ts')
    const proxy = readProxySettings()
    return createAws({
      env,
      homeDir,
      clock,
      log,
      allowHelpers: () => workspace.isTrusted,
      ...(proxy !== undefined && { proxy }),
    })
  })
  const signIn = createSignIn({
    env,
    homeDir,
    platform,
    log,
    timers: systemTimers,
    mayStart: () => workspace.isTrusted,
    deviceCode: () => isElsewhere({ remote: editor.remoteName }) || editor.uiKind === UIKind.Web,
  })
  input.context.subscriptions.push(signIn)
  const shared = shareSession({
    ...input,
    aws,
    cline,
    log,
    signIn,
    env,
    platform,
    wrapProfile: (profile) => writeWrapperProfile(aws, profile),
  })
  const deps = { extensionUri: input.context.extensionUri, log, translations: input.translations, shared }
  let open: WebviewPanel | undefined
  const keep = (panel: WebviewPanel) => {
    open = panel
    panel.onDidDispose(() => {
      open = undefined
    })
  }
  return {
    open() {
      if (open === undefined) {
        keep(createWizardPanel(deps))
      } else {
        open.reveal()
      }
    },
    restore: (panel) => keep(attachWizard(deps, panel)),
    undo: () => undoLastWrite(cline, platform),
    signIn: (profile) => signInFromCommand({ aws, signIn, platform }, profile),
  }
}

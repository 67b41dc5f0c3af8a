import { arch, release } from 'node:os'
import { t } from '@vscode/l10n'
import { commands, env, ProgressLocation, UIKind, version, window, workspace } from 'vscode'
import { readOrigins } from '../app/effects/origins.ts'
import type { Examination } from '../app/examination.ts'
import type { Aws, ClineFiles } from '../app/ports.ts'
import { healthReport, type ReportContext } from '../core/report/healthReport.ts'
import {
  clineSection,
  networkSection,
  type ReportCline,
  type ReportNetwork,
  type ReportSection,
  subjectSection,
  writesSection,
} from '../core/report/reportRows.ts'
import type { WizardState } from '../core/wizard/state.ts'
import { findBundle, findCline, secondEdition } from './clineExtension.ts'
import { readProxySettings } from './proxySettings.ts'
import type { SharedSession } from './wizardSession.ts'

/** The two commands of the report. */
export interface Reports {
  /** Opens it as a document beside its preview. */
  open(): Promise<void>
  /** Puts it on the clipboard. */
  copy(): Promise<void>
}

/** What a report is made from. */
export interface ReportDeps {
  shared: SharedSession
  aws: Aws
  cline: ClineFiles
  /** This extension's version. */
  own: string
  home: string
  env: NodeJS.ProcessEnv
  now: () => number
}

/** Makes reports of the wizard's choice, else of what Cline is set to. */
export function createReports(deps: ReportDeps): Reports {
  const { shared, cline } = deps

  async function context(examined: Examination, state: WizardState): Promise<ReportContext> {
    const { of, auth, profile, region, endpoint } = examined
    const choice = {
      auth,
      ...(profile !== undefined && { profile }),
      ...(region !== undefined && { region }),
      ...(endpoint !== undefined && { endpoint }),
    }
    const origins = of === 'answers' ? state.credentials.origins : undefined
    const [own, history, sources] = await Promise.all([
      readCline(cline, state),
      cline.history(),
      origins ?? readOrigins(deps, choice),
    ])
    const { language } = env
    const words = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long' })
    const when = (iso: string) => words.format(new Date(iso))
    return {
      at: new Date(deps.now()).toISOString(),
      language,
      when,
      home: deps.home,
      sections: [
        subjectSection(examined),
        clineSection(own),
        writesSection(history.ok ? history.value : [], when),
        networkSection(readNetwork(deps.env)),
        hostSection(deps.own),
      ],
      origins: sources,
    }
  }

  async function make(): Promise<string | undefined> {
    const session = shared.join(() => {})
    try {
      const options = {
        location: ProgressLocation.Notification,
        title: t('Making the health report…'),
        cancellable: true,
      }
      return await window.withProgress(options, async (_, token) => {
        const stop = new AbortController()
        token.onCancellationRequested(() => stop.abort())
        const examined = await session.examine(stop.signal)
        return stop.signal.aborted
          ? undefined
          : healthReport(examined, await context(examined, session.state))
      })
    } finally {
      session.dispose()
    }
  }
  return {
    async open() {
      const content = await make()
      if (content !== undefined) {
        const document = await workspace.openTextDocument({ language: 'markdown', content })
        await window.showTextDocument(document)
        await commands.executeCommand('markdown.showPreviewToSide', document.uri)
      }
    },
    async copy() {
      const content = await make()
      if (content !== undefined) {
        await env.clipboard.writeText(content)
        window.setStatusBarMessage(
          t('The diagnostics were copied, without secrets, account numbers and e-mail addresses.'),
          5000,
        )
      }
    },
  }
}

/** Versions and the kind of host: what a reader of the report must know and nothing more. */
function hostSection(own: string): ReportSection {
  const kind = env.uiKind === UIKind.Web ? 'web' : 'desktop'
  const row = (key: string, label: string, value: string) => ({ key, label, value })
  return {
    key: 'host',
    title: t('Where it was made'),
    rows: [
      row('extension', 'Bedrock Setup for Cline', own),
      row('editor', 'VS Code', `${version} · ${env.appName} · ${kind}`),
      row('remote', t('Runs in'), remoteKind()),
      row('system', t('System'), `${process.platform} ${release()} · ${arch()} · Node ${process.version}`),
      row('language', t('Language'), env.language),
      row('restricted', t('Restricted mode'), workspace.isTrusted ? t('no') : t('yes')),
    ],
  }
}

/** Such as `wsl` or `ssh-remote`; the name of a server that VS Code is served from stays out. */
function remoteKind(): string {
  const { remoteName } = env
  if (remoteName === undefined) {
    return t('this computer')
  }
  return env.uiKind === UIKind.Web && !/^[a-z]+(-[a-z]+)*$/.test(remoteName)
    ? t('a server, shown in a browser')
    : remoteName.replace(/[:+].*/, '')
}

/** This window's Cline and its files as they are now. */
async function readCline(cline: ClineFiles, { running }: WizardState): Promise<ReportCline> {
  const [status, found] = await Promise.all([cline.status(), findBundle()])
  const second = secondEdition()
  const bundle = found ?? running.bundle
  const { installed, version: release, running: runs } = findCline()
  return {
    installed,
    running: runs,
    seen: running,
    ...(release !== undefined && { version: release }),
    ...(second !== undefined && { second }),
    ...(bundle !== undefined && { bundle }),
    ...(status.ok ? { status: status.value } : { trouble: status.failure.message }),
  }
}

function readNetwork(environment: NodeJS.ProcessEnv): ReportNetwork {
  const proxy = readProxySettings()
  return {
    env: environment,
    ...(proxy?.https !== undefined && { editorProxy: proxy.https }),
    ...(proxy?.strictSSL !== undefined && { strictSsl: proxy.strictSSL }),
  }
}

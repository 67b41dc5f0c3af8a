import { arch, release } from 'node:os'
import { t } from '@vscode/l10n'
import { commands, env, ProgressLocation, UIKind, version, window, workspace } from 'vscode'
import { healthReport, type ReportPlace } from '../core/report/healthReport.ts'
import { findCline } from './clineExtension.ts'
import type { SharedSession } from './wizardSession.ts'

/** The two commands of the report. */
export interface Reports {
  /** Opens it as a document beside its preview. */
  open(): Promise<void>
  /** Puts it on the clipboard. */
  copy(): Promise<void>
}

/** Makes reports of the choice that the wizard has at the moment; `own` is this extension's version. */
export function createReports(shared: SharedSession, own: string, now: () => number): Reports {
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
        const report = await session.examine(stop.signal)
        return stop.signal.aborted ? undefined : healthReport(report, place(own, now()))
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
          t('The diagnostics were copied, without secrets and account numbers.'),
          5000,
        )
      }
    },
  }
}

/** Versions and the kind of host: what a reader of the report must know and nothing more. */
function place(own: string, at: number): ReportPlace {
  const cline = findCline()
  const kind = env.uiKind === UIKind.Web ? 'web' : 'desktop'
  return {
    at: new Date(at).toISOString(),
    facts: [
      { label: 'Bedrock Setup for Cline', value: own },
      { label: 'Cline', value: cline.installed ? (cline.version ?? '?') : t('not installed') },
      { label: 'VS Code', value: `${version} · ${env.appName} · ${kind}` },
      { label: t('Runs in'), value: env.remoteName?.replace(/:.*/, '') ?? t('this computer') },
      { label: t('System'), value: `${process.platform} ${release()} · ${arch()} · Node ${process.version}` },
      { label: t('Language'), value: env.language },
      { label: t('Restricted mode'), value: workspace.isTrusted ? t('no') : t('yes') },
    ],
  }
}

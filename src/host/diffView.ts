import { t } from '@vscode/l10n'
import { commands, type Disposable, EventEmitter, Uri, workspace } from 'vscode'
import type { FilePreview } from '../core/settings/types.ts'

const SCHEME = 'bedrock-setup'

/** Shows the masked preview in VS Code's diff editor. */
export interface DiffView extends Disposable {
  open(file: FilePreview): Promise<void>
}

/** Registers the read-only documents behind the diff. They hold masked text only. */
export function createDiffView(): DiffView {
  const texts = new Map<string, string>()
  const changed = new EventEmitter<Uri>()
  const registration = workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
  })
  const put = (side: 'before' | 'after', path: string, text: string): Uri => {
    const uri = Uri.from({ scheme: SCHEME, path: `/${side}/${path.replaceAll('\\', '/')}` })
    texts.set(uri.toString(), text)
    changed.fire(uri)
    return uri
  }
  return {
    async open(file) {
      const before = put('before', file.path, file.before ?? '')
      const after = put('after', file.path, file.after ?? '')
      const name = file.path.split(/[\\/]/).at(-1) ?? file.path
      await commands.executeCommand('vscode.diff', before, after, t('{0} (secrets masked)', name), {
        preview: true,
      })
    },
    dispose() {
      registration.dispose()
      changed.dispose()
      texts.clear()
    },
  }
}

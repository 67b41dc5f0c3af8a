import { t } from '@vscode/l10n'
import { commands, type Disposable, EventEmitter, Uri, workspace } from 'vscode'
import type { FilePreview } from '../core/settings/types.ts'

/** Shows the masked preview in VS Code's diff editor. */
export interface DiffView extends Disposable {
  open(file: FilePreview, title?: string): Promise<void>
}

/**
 * Registers the read-only documents behind the diff. They hold masked text only.
 * @param scheme of the documents; two views at once need two
 */
export function createDiffView(scheme = 'bedrock-setup'): DiffView {
  const texts = new Map<string, string>()
  const changed = new EventEmitter<Uri>()
  const registration = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
  })
  const put = (side: 'before' | 'after', path: string, text: string): Uri => {
    const uri = Uri.from({ scheme, path: `/${side}/${path.replaceAll('\\', '/')}` })
    texts.set(uri.toString(), text)
    changed.fire(uri)
    return uri
  }
  return {
    async open(file, title) {
      const before = put('before', file.path, file.before ?? '')
      const after = put('after', file.path, file.after ?? '')
      const name = file.path.split(/[\\/]/).at(-1) ?? file.path
      const caption = t('{0} (secrets masked)', title ?? name)
      await commands.executeCommand('vscode.diff', before, after, caption, { preview: true })
    },
    dispose() {
      registration.dispose()
      changed.dispose()
      texts.clear()
    },
  }
}

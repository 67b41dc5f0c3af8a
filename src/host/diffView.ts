import { t } from '@vscode/l10n'
import { commands, type Disposable, EventEmitter, Uri, workspace } from 'vscode'
import type { FilePreview } from '../core/settings/types.ts'

/** Shows masked previews in VS Code's own diff editor. */
export interface DiffView extends Disposable {
  open(file: FilePreview, title?: string, options?: { preserveFocus: boolean }): Promise<void>
  /** All files of a change in one editor. */
  openAll(title: string, files: readonly FilePreview[]): Promise<void>
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
    // The same path on both sides: else VS Code takes the change for a renaming.
    const uri = Uri.from({ scheme, path: Uri.file(path).path, query: side })
    texts.set(uri.toString(), text)
    changed.fire(uri)
    return uri
  }
  const sidesOf = ({ path, before = '', after = '' }: FilePreview): [Uri, Uri] => [
    put('before', path, before),
    put('after', path, after),
  ]
  return {
    async open(file, title, options) {
      const name = file.path.split(/[\\/]/).at(-1) ?? file.path
      const caption = t('{0} (secrets masked)', title ?? name)
      await commands.executeCommand('vscode.diff', ...sidesOf(file), caption, {
        preview: true,
        ...options,
      })
    },
    async openAll(title, files) {
      const [only] = files
      if (files.length === 1 && only !== undefined) {
        await this.open(only)
        return
      }
      const resources = files.map((file) => [Uri.file(file.path), ...sidesOf(file)])
      await commands.executeCommand('vscode.changes', t('{0} (secrets masked)', title), resources)
    },
    dispose() {
      registration.dispose()
      changed.dispose()
      texts.clear()
    },
  }
}

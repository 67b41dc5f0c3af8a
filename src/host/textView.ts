import { type Disposable, EventEmitter, languages, Uri, ViewColumn, window, workspace } from 'vscode'
import type { ShownText } from '../core/quickPicks/screen.ts'

/** Shows texts in editors that cannot be written to. */
export interface TextView extends Disposable {
  /** Beside what is open; the keyboard stays where it is. */
  show(shown: ShownText): Promise<void>
}

const SCHEME = 'bedrock-setup-text'

/** Registers the read-only documents. The same name again shows the new text in the same tab. */
export function createTextView(): TextView {
  const texts = new Map<string, string>()
  const changed = new EventEmitter<Uri>()
  const registration = workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
  })
  return {
    async show({ name, language, text }) {
      const uri = Uri.from({ scheme: SCHEME, path: `/${name.replaceAll('/', '∕')}` })
      texts.set(uri.toString(), text)
      changed.fire(uri)
      const document = await workspace.openTextDocument(uri)
      await languages.setTextDocumentLanguage(document, language)
      await window.showTextDocument(document, {
        // Beside nothing there would be an empty half.
        viewColumn: window.tabGroups.activeTabGroup.tabs.length === 0 ? ViewColumn.Active : ViewColumn.Beside,
        preserveFocus: true,
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

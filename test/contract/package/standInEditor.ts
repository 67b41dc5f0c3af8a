/** What the extension has asked of the editor and has not ended. */
export interface StandInEditor {
  /** The `vscode` module. */
  readonly api: Record<string, unknown>
  /** How often each thing is registered now, such as `commands.registerCommand bedrockSetup.open`. */
  registered(): Record<string, number>
  /** Runs a command as the palette does. */
  run(command: string): Promise<unknown>
  /** The errors shown, with their buttons. */
  readonly errors: { text: string; buttons: string[] }[]
  /** The button that is pressed on the next error. */
  answer: string | undefined
  /** What the editor does not manage, by name as in `registered`, and how often. */
  readonly faults: Map<string, number>
  /** What the status bar said, one after the other, as a screen reader says it. */
  readonly said: string[]
  /** Commands of the editor's own that were run. */
  readonly ran: string[]
}

const REGISTERS = /^(?:register|onDid|create)/

/** As much of VS Code as a start needs: it registers, shows, and now and then does not manage. */
export function standInEditor(): StandInEditor {
  const live: string[] = []
  const commands = new Map<string, (...args: unknown[]) => unknown>()
  const thing = (name: string): object =>
    new Proxy(
      { dispose: () => live.includes(name) && live.splice(live.indexOf(name), 1) },
      {
        get: (own, key) => Reflect.get(own, key) ?? (() => undefined),
        set(_own, key, value) {
          if (key === 'accessibilityInformation') {
            editor.said.push(value.label)
          }
          return true
        },
      },
    )
  const register =
    (name: string) =>
    (...args: unknown[]) => {
      const [first, second] = args
      const full = typeof first === 'string' ? `${name} ${first}` : name
      const left = editor.faults.get(full) ?? 0
      if (left > 0) {
        editor.faults.set(full, left - 1)
        throw new Error(`no ${full}`)
      }
      // As VS Code does.
      if (name === 'commands.registerCommand' && live.includes(full)) {
        throw new Error(`command '${first}' already exists`)
      }
      live.push(full)
      if (name === 'commands.registerCommand') {
        commands.set(String(first), second as () => unknown)
      }
      return thing(full)
    }
  const part = (name: string, own: object): object =>
    new Proxy(own, {
      get(known, key) {
        const value = Reflect.get(known, key)
        const isAsked = value === undefined && typeof key === 'string' && REGISTERS.test(key)
        return isAsked ? register(`${name}.${key}`) : value
      },
    })
  const uri = (path: string) => ({ fsPath: path, path, toString: () => path })
  class EventEmitter {
    event = () => thing('event')
    fire(): void {}
    dispose(): void {}
  }
  const editor: StandInEditor = {
    api: {
      window: part('window', {
        state: { focused: true },
        tabGroups: part('window.tabGroups', {}),
        async showErrorMessage(text: string, ...buttons: string[]) {
          editor.errors.push({ text, buttons })
          const { answer } = editor
          editor.answer = undefined
          return answer
        },
        showInformationMessage: async () => undefined,
      }),
      workspace: part('workspace', { isTrusted: true, getConfiguration: () => ({ get: () => undefined }) }),
      commands: part('commands', {
        async executeCommand(command: string) {
          editor.ran.push(command)
        },
      }),
      extensions: part('extensions', { getExtension: () => undefined, all: [] }),
      env: { appName: 'stand-in', language: 'en', uiKind: 1 },
      l10n: { bundle: undefined },
      UIKind: { Desktop: 1, Web: 2 },
      ViewColumn: { Active: -1, Beside: -2 },
      StatusBarAlignment: { Left: 1, Right: 2 },
      ThemeColor: class {},
      MarkdownString: class {
        appendMarkdown(): void {}
      },
      Uri: { file: uri },
      EventEmitter,
    },
    registered() {
      const counts: Record<string, number> = {}
      for (const name of live) {
        counts[name] = (counts[name] ?? 0) + 1
      }
      return counts
    },
    run: async (command) => await commands.get(command)?.(),
    errors: [],
    answer: undefined,
    faults: new Map(),
    said: [],
    ran: [],
  }
  return editor
}

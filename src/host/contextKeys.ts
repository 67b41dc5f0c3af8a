import { commands, type Disposable, type Memento, window } from 'vscode'
import type { CheckState, WizardState } from '../core/wizard/state.ts'

const MEMORY = 'bedrockSetup.achieved'

const isGood = ({ status }: CheckState) => status === 'pass' || status === 'warn'

/** The real results that tick off the walkthrough's steps. */
const results = ({ credentials, prompt, review, security }: WizardState): Record<string, boolean> => ({
  'bedrockSetup.credentialsWork': isGood(credentials.check),
  'bedrockSetup.modelAnswered': isGood(prompt.check),
  'bedrockSetup.settingsWritten': review.status === 'written',
  'bedrockSetup.securityChecked': security.status === 'ready' && (security.practices?.length ?? 0) > 0,
})

/**
 * A key is on for a moment only: VS Code's walkthrough ticks a step off when its key turns on, keeps the tick,
 * and overlooks keys that were on before it was first looked at.
 */
async function pulse(key: string): Promise<void> {
  await commands.executeCommand('setContext', key, true)
  await commands.executeCommand('setContext', key, false)
}

/** Follows the wizard. */
export interface ContextKeys extends Disposable {
  follow(state: WizardState): void
}

/** Tells the walkthrough what has worked, at once and again when a tab without a document opens, as its own is. */
export function createContextKeys(memento: Memento): ContextKeys {
  const achieved = new Set(memento.get<string[]>(MEMORY) ?? [])
  const tellAnew = () => Promise.all([...achieved].map(pulse))
  const tabs = window.tabGroups.onDidChangeTabs(({ opened, changed }) => {
    if ([...opened, ...changed].some(({ input }) => input === undefined)) {
      void tellAnew()
    }
  })
  void tellAnew()
  return {
    follow(state) {
      for (const [key, value] of Object.entries(results(state))) {
        if (value && !achieved.has(key)) {
          achieved.add(key)
          void pulse(key)
          void memento.update(MEMORY, [...achieved])
        }
      }
    },
    dispose: () => tabs.dispose(),
  }
}

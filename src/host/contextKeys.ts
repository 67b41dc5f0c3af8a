import { commands } from 'vscode'
import type { CheckState, WizardState } from '../core/wizard/state.ts'

const isGood = ({ status }: CheckState) => status === 'pass' || status === 'warn'

/** The real results that tick off the walkthrough's steps. */
const results = ({ credentials, prompt, review, security }: WizardState): Record<string, boolean> => ({
  'bedrockSetup.credentialsWork': isGood(credentials.check),
  'bedrockSetup.modelAnswered': isGood(prompt.check),
  'bedrockSetup.settingsWritten': review.status === 'written',
  'bedrockSetup.securityChecked': security.status === 'ready' && (security.practices?.length ?? 0) > 0,
})

/** Tells VS Code's `when` clauses and the walkthrough what has worked; only changes go out. */
export function followContextKeys(): (state: WizardState) => void {
  const known = new Map<string, boolean>()
  return (state) => {
    for (const [key, value] of Object.entries(results(state))) {
      if (known.get(key) !== value) {
        known.set(key, value)
        void commands.executeCommand('setContext', key, value)
      }
    }
  }
}

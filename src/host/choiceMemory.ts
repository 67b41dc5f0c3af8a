import type { Memento } from 'vscode'
import { type RememberedChoice, remember } from '../core/wizard/remember.ts'
import type { WizardState } from '../core/wizard/state.ts'

const CHOICE_KEY = 'bedrockSetup.choice'

/** The answers of the wizard beyond the life of its window. */
export interface ChoiceMemory {
  readonly last: RememberedChoice | undefined
  /** Keeps the state's answers; a state that has the same ones, such as each piece of an answer, writes nothing. */
  keep(state: WizardState): void
}

/** Opens it in VS Code's own memory for this extension. */
export function openChoiceMemory(memento: Pick<Memento, 'get' | 'update'>): ChoiceMemory {
  let kept = ''
  return {
    get last() {
      return memento.get<RememberedChoice>(CHOICE_KEY)
    },
    keep(state) {
      const choice = remember(state)
      const text = JSON.stringify(choice)
      if (text !== kept) {
        kept = text
        void memento.update(CHOICE_KEY, choice)
      }
    },
  }
}

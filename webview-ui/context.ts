import type { TemplateResult } from 'lit'
import type { WizardState } from '../src/core/wizard/state.ts'
import type { Send } from './bridge.ts'

/** What belongs to the page alone and is forgotten with it. Never holds a secret. */
export interface Ui {
  modelSearch: string
  /** Draw every model that was found, not only the first ones. */
  allModels: boolean
  policyFormat: string
  /** The list chooses a model for planning alone. */
  forPlan: boolean
  /** What was said yes to and as whom, before something that binds; used up by doing it. */
  consent?: string | undefined
}

/** What every part of the page is drawn from. */
export interface Page {
  state: WizardState
  send: Send
  ui: Ui
  /** One sentence after something was done, such as "Copied."; empty for none. */
  notice: string
  /** Draws again after a change of `ui`. */
  refresh: () => void
}

/** How one step is drawn. */
export type StepBody = (page: Page) => TemplateResult

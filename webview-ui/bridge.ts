import type { Intent } from '../src/core/wizard/intents.ts'
import type { WizardState } from '../src/core/wizard/state.ts'

interface VsCodeApi {
  postMessage(message: Intent): void
}

declare function acquireVsCodeApi(): VsCodeApi

/** The way to the host: intents go up. */
export type Send = (intent: Intent) => void

interface StateMessage {
  type: 'state'
  state: WizardState
}

// The host is trusted, yet other extensions' scripts in the page's frame may post messages, too.
const isStateMessage = (message: unknown): message is StateMessage =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'state'

/** Joins the page to its host: `onState` gets each whole state. VS Code gives its door out only once. */
export function connect(onState: (state: WizardState) => void): Send {
  const vscode = acquireVsCodeApi()
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isStateMessage(data)) {
      onState(data.state)
    }
  })
  return (intent) => vscode.postMessage(intent)
}

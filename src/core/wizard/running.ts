import type { Explanation } from '../diagnosis/diagnosis.ts'
import type { ClineBundle } from '../running/version.ts'
import { go, stay, type Transition } from './common.ts'
import type { WizardState } from './state.ts'

/** How far the running Cline has taken up what was written; `changed`: something else changed it since. */
export type TakeUpPhase = 'none' | 'confirming' | 'confirmed' | 'probable' | 'changed' | 'failed'

/** Another window of this editor in which there is a Cline. */
export interface OtherWindow {
  pid: number
  /** The workspace's name; empty for a window without one. */
  name: string
  /** It was loaded before the last write, so its Cline has the older settings in memory. */
  stale: boolean
  /** It was asked to offer its reload. */
  asked: boolean
}

/** Another program with a Cline that shares the same settings. */
export interface OtherApp {
  name: string
  /** It was seen running. */
  running: boolean
}

/** Clines in memory: each keeps the settings that it started with and writes them back. */
export interface RunningStep {
  phase: TakeUpPhase
  windows: OtherWindow[]
  apps: OtherApp[]
  /** Which half of a combined Cline runs in this window, once it is up. */
  bundle?: ClineBundle
}

/** What was seen of the running Clines. */
export interface RunningSeen {
  type: 'runningSeen'
  running: RunningStep
  /** In words, when what was written was lost for good. */
  failure?: Explanation
}

/** Before anything was seen. */
export const NOTHING_RUNS: RunningStep = { phase: 'none', windows: [], apps: [] }

export function runningSeen(state: WizardState, { running, failure }: RunningSeen): Transition {
  if (failure === undefined) {
    return stay({ ...state, running })
  }
  return stay({ ...state, running, review: { ...state.review, failure } })
}

/** Asks one of the windows that were seen; another number is not passed on. */
export function askReload(state: WizardState, { pid }: { pid: number }): Transition {
  const known = state.running.windows.some((each) => each.pid === pid)
  return known ? go(state, { type: 'host', action: { kind: 'ask-reload', pid } }) : stay(state)
}

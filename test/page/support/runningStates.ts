import type { RunningStep } from '../../../src/core/wizard/running.ts'
import type { WizardState } from '../../../src/core/wizard/state.ts'
import { at, explained } from './fixtures.ts'

const WINDOWS: RunningStep['windows'] = [
  { pid: 4242, name: 'api', stale: true, asked: false },
  { pid: 4343, name: '', stale: true, asked: true },
  { pid: 4444, name: 'reloaded', stale: false, asked: false },
]

/** The page of a step while Clines run here and elsewhere. */
export const whileRunning = (step: 'review' | 'done', change: Partial<RunningStep>): WizardState =>
  at(step, (draft) => {
    draft.running = { phase: 'none', windows: WINDOWS, apps: [], ...change }
    if (step === 'done') {
      draft.review.status = 'written'
      draft.review.reloadNeeded = false
    }
  })

/** What the page shows of running Clines, by name. */
export function runningStates(): Record<string, WizardState> {
  const apps = [
    { name: 'Cursor', running: true },
    { name: 'JetBrains', running: false },
  ]
  const lost = whileRunning('done', { phase: 'failed', windows: [] })
  lost.review.failure = explained('What was written is gone again')
  const old = at('credentials', (draft) => {
    draft.host.cline = { installed: true, version: '3.65.0', running: true, tooOld: true }
  })
  return {
    'running-review': whileRunning('review', { apps }),
    'running-confirming': whileRunning('done', { phase: 'confirming', windows: [] }),
    'running-confirmed': whileRunning('done', { phase: 'confirmed', apps, bundle: 'next' }),
    'running-probable': whileRunning('done', { phase: 'probable', windows: [] }),
    'running-changed': whileRunning('done', { phase: 'changed', windows: [] }),
    'running-failed': lost,
    'cline-too-old': old,
  }
}

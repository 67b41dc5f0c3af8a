import type { WizardState } from '../../../src/core/wizard/state.ts'
import { at, failed, running } from './fixtures.ts'

/** Empty, loading and offline: what each step shows while there is nothing to show. */
export function waitingStates(): Record<string, WizardState> {
  return {
    'credentials-empty': at('credentials', (draft) => {
      draft.credentials.profiles = []
    }),
    'region-loading': at('region', (draft) => {
      draft.region.chosen = 'eu-central-1'
      draft.region.check = running()
    }),
    'region-offline': at('region', (draft) => {
      draft.region.chosen = 'eu-central-1'
      draft.region.check = failed('region', 'AWS cannot be reached from here')
      draft.region.options = draft.region.options.map((each) => ({ ...each, probe: 'unavailable' as const }))
    }),
    'region-partial': at('region', (draft) => {
      draft.region.chosen = 'eu-central-1'
      draft.region.check = running()
      draft.region.options = draft.region.options.map((each, index) => ({
        ...each,
        probe: index === 0 ? ('available' as const) : ('running' as const),
      }))
    }),
    'model-loading': at('model-access', (draft) => {
      delete draft.model.options
    }),
    'test-prompt-failed': at('test-prompt', (draft) => {
      draft.prompt.status = 'failed'
      draft.prompt.check = failed('test-prompt', 'The model is asked too often just now')
    }),
    'test-prompt-stopped': at('test-prompt', (draft) => {
      draft.prompt.status = 'stopped'
      draft.prompt.answer = 'Hello from'
    }),
    'review-loading': at('review', (draft) => {
      draft.review = { status: 'planning', files: [], warnings: [], reloadNeeded: false }
    }),
  }
}

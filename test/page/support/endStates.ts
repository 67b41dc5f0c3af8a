import type { WizardState } from '../../../src/core/wizard/state.ts'
import { at, explained } from './fixtures.ts'
import { gallery } from './gallery.ts'

const surveyed = (): WizardState['security'] => {
  const { security } = gallery()
  const { shown: _, ...rest } = security?.security ?? { status: 'idle', run: 0 }
  return rest
}

/** The last three steps, in the states that come late or seldom. */
export const endStates = (): Record<string, WizardState> => ({
  'review-unchanged': at('review', (draft) => {
    draft.review.changed = false
    draft.review.files = []
  }),
  'review-writing': at('review', (draft) => {
    draft.review.status = 'writing'
  }),
  'review-written': at('review', (draft) => {
    draft.review.status = 'written'
    draft.review.backup = '2026-05-01T10-00-00'
    draft.reached = 'done'
  }),
  'review-not-readable': at('review', (draft) => {
    draft.review = {
      status: 'failed',
      files: [],
      warnings: [],
      reloadNeeded: false,
      failure: explained('Cline’s settings cannot be read'),
    }
  }),
  'done-without-cline': at('done', (draft) => {
    draft.host.cline = { installed: false, running: false, tooOld: false }
  }),
  'done-undoing': at('done', (draft) => {
    draft.review.status = 'undoing'
  }),
  'done-restored': at('done', (draft) => {
    for (const part of [draft.credentials, draft.region, draft.model, draft.prompt]) {
      part.check = { status: 'idle', run: 0 }
    }
    draft.model.permissions = { status: 'idle', run: 0 }
    draft.host.cline = { ...draft.host.cline, version: '4.2.0', nightly: true }
  }),
  'security-plain': at('security', (draft) => {
    draft.security = surveyed()
  }),
  'security-again': at('security', (draft) => {
    draft.security = { ...surveyed(), status: 'running' }
  }),
})

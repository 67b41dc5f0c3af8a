import type { LockedFields } from '../../../src/core/settings/managed.ts'
import type { WriteFacts } from '../../../src/core/settings/types.ts'
import type { WizardState } from '../../../src/core/wizard/state.ts'
import { at } from './fixtures.ts'

const LOCKED: LockedFields = { region: 'eu-west-1', crossRegion: true, promptCache: false }

const about = (change: Partial<WriteFacts> = {}): WriteFacts => ({
  separateModels: false,
  unusedApiKey: false,
  locked: {},
  place: {
    dataDirs: ['/home/someone/.cline/data'],
    providers: ['/home/someone/.cline/data/settings/providers.json'],
    variables: [],
  },
  ...change,
})

const installed = (draft: WizardState): void => {
  draft.host.cline = { installed: true, version: '4.1.13', running: false, tooOld: false }
}

/** The write in the states that only some users meet. */
export const writeStates = (): Record<string, WizardState> => ({
  'review-questions': at('review', (draft) => {
    installed(draft)
    draft.review.about = about({
      separateModels: true,
      unusedApiKey: true,
      place: {
        dataDirs: ['/srv/cline', '/home/someone/.cline/data'],
        providers: ['/srv/cline/settings/providers.json'],
        variables: ['CLINE_DATA_DIR'],
      },
    })
  }),
  'review-managed': at('review', (draft) => {
    installed(draft)
    draft.locked = LOCKED
    draft.review.about = about({ locked: LOCKED })
  }),
  'region-managed': at('region', (draft) => {
    draft.locked = LOCKED
    draft.region.chosen = 'eu-west-1'
  }),
  'done-old-keys': at('done', (draft) => {
    draft.review.keepsOldKeys = true
    draft.review.now = {
      provider: 'bedrock',
      modelId: 'eu.example-model',
      region: 'eu-west-1',
      auth: 'profile',
      profile: 'dev',
    }
  }),
})

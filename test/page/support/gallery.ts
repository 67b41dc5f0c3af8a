import type { WizardState } from '../../../src/core/wizard/state.ts'
import {
  answered,
  at,
  explained,
  failed,
  grant,
  passed,
  running,
  SONNET,
  signedIn,
  surveyed,
  warned,
} from './fixtures.ts'

/** The states in which each step is judged for readability. */
export function gallery(): Record<string, WizardState> {
  return {
    credentials: at('credentials', (draft) => {
      signedIn(draft)
      draft.reached = 'region'
    }),
    'credentials-keys': at('credentials', (draft) => {
      draft.credentials.method = 'keys'
      draft.credentials.entryProblem = explained('The secret has a blank in it')
    }),
    'credentials-failed': at('credentials', (draft) => {
      draft.credentials.profile = 'broken'
      draft.credentials.check = failed('credentials', 'The profile has no credentials')
      draft.credentials.fileProblems = ['Line 4 of ~/.aws/config could not be read.']
      draft.host.trusted = false
      draft.host.cline.installed = false
    }),
    'credentials-loading': at('credentials', (draft) => {
      delete draft.credentials.profiles
      draft.credentials.check = running()
    }),
    region: at('region', (draft) => {
      draft.region.chosen = 'eu-central-1'
      draft.region.suggested = 'eu-central-1'
      draft.region.check = passed('region', 'eu-central-1 answers with 3 models.')
      draft.region.endpoint = 'https://vpce-example.bedrock-runtime.eu-central-1.vpce.amazonaws.com'
      draft.region.options = draft.region.options.map((each, index) => {
        const probe = (['available', 'denied', 'unavailable'] as const)[index] ?? 'running'
        return { ...each, probe, latencyMs: 120 * (index + 1) }
      })
      draft.reached = 'model-access'
    }),
    'model-access': at('model-access', (draft) => {
      draft.model.chosen = SONNET
      draft.model.check = passed('model-access', 'This account may use the model.')
      draft.model.permissions = warned('permissions', 'IAM could not be asked.')
      draft.model.grant = grant()
      draft.reached = 'test-prompt'
    }),
    'model-access-failed': at('model-access', (draft) => {
      draft.model.chosen = SONNET
      draft.model.check = failed('model-access', 'The model is not enabled for this account')
      draft.model.permissions = running()
    }),
    'test-prompt': at('test-prompt', (draft) => {
      answered(draft)
      draft.reached = 'review'
    }),
    'test-prompt-waiting': at('test-prompt', (draft) => {
      draft.prompt.status = 'failed'
      draft.prompt.check = failed('test-prompt', 'Too many requests at the moment')
      draft.retry = { run: 7, of: 'test-prompt', id: 'throttled', attempt: 0, secondsLeft: 29 }
    }),
    'region-wrapper': at('region', (draft) => {
      draft.region.chosen = 'eu-central-1'
      draft.region.check = warned('region', 'Cline would sign in in the wrong region')
      const given = draft.region.check.result?.explanation
      given?.remedies.unshift({
        text: 'Add a profile for Cline.',
        label: 'Show the new profile',
        action: { kind: 'write-wrapper-profile', profile: 'work' },
      })
      draft.credentials.wrapper = {
        run: 8,
        source: 'work',
        status: 'planned',
        name: 'work-for-cline',
        preview: {
          id: 'p1',
          path: '/home/someone/.aws/config',
          text: '[profile work-for-cline]\ncredential_process = aws configure export-credentials --profile work --format process\n',
          isNew: false,
        },
      }
      draft.reached = 'model-access'
    }),
    'test-prompt-running': at('test-prompt', (draft) => {
      draft.prompt.status = 'running'
      draft.prompt.answer = 'Hello'
      draft.prompt.check = running()
    }),
    review: at('review', (draft) => {
      draft.host.proxy = true
      draft.review.warnings = [explained('Another data directory is set')]
    }),
    'review-failed': at('review', (draft) => {
      draft.review.status = 'failed'
      draft.review.failure = explained('The file changed meanwhile')
    }),
    'review-undone': at('review', (draft) => {
      draft.review = { status: 'undone', files: [], warnings: [], reloadNeeded: false }
    }),
    'done-failed': at('done', (draft) => {
      draft.review.status = 'failed'
      draft.review.failure = explained('The backup is gone')
    }),
    'security-loading': at('security', (draft) => {
      draft.security = { status: 'running', run: 4 }
    }),
    'security-nobody': at('security'),
    security: at('security', (draft) => {
      draft.security = surveyed()
    }),
    done: at('done'),
    'done-reload': at('done', (draft) => {
      draft.review.reloadNeeded = true
    }),
  }
}

import assert from 'node:assert/strict'
import {
  firstPlace,
  placeAfter,
  placeBefore,
  placeOfStep,
  settle,
} from '../../../src/core/quickPicks/places.ts'
import type { Place } from '../../../src/core/quickPicks/screen.ts'
import { screenOf } from '../../../src/core/quickPicks/screens.ts'
import type { SignInState } from '../../../src/core/wizard/credentialState.ts'
import type { WizardState } from '../../../src/core/wizard/state.ts'
import {
  at,
  edited,
  explained,
  failed,
  opened,
  passed,
  running,
  SONNET,
  signedIn,
} from '../../page/support/fixtures.ts'
import { gallery } from '../../page/support/gallery.ts'
import { input, labels, pick } from './looking.ts'

const PLACES: Place[] = [
  'method',
  'profile',
  'access-key-id',
  'secret-access-key',
  'session-token',
  'api-key',
  'credentials',
  'sign-in-code',
  'region',
  'region-check',
  'model',
  'model-id',
  'model-check',
  'prompt',
  'answer',
  'review',
  'done',
]

describe('The set-up in quick picks', () => {
  it('is never a dead end: every place has a row or a field that does something, or work under way', () => {
    for (const [name, state] of Object.entries(gallery())) {
      for (const place of PLACES) {
        const screen = screenOf(settle(place, state), state)
        const open =
          screen.kind === 'input' ||
          screen.busy ||
          screen.items.some(({ act }) => act.type !== 'none') ||
          placeBefore(screen.at, state) !== undefined
        assert.ok(open, `${name} at ${place}`)
        assert.ok(screen.step >= 1 && screen.step <= screen.total)
        assert.notEqual(screen.placeholder, '', `${name} at ${place} says what to do`)
      }
    }
  })

  it('leads back to the start from every place', () => {
    for (const state of Object.values(gallery())) {
      for (const place of PLACES.filter((each) => each !== 'done')) {
        let at: Place | undefined = place
        for (let steps = 0; at !== 'method' && at !== undefined && steps < 20; steps += 1) {
          at = placeBefore(at, state)
        }
        assert.equal(at, 'method', place)
      }
    }
  })

  it('offers the ways to sign in with the chosen one under the keyboard', () => {
    const keys = edited(opened(), (draft) => {
      draft.credentials.method = 'keys'
    })
    const screen = pick('method', keys)
    assert.deepEqual(labels(screen).slice(0, 4), [
      'AWS profile',
      'Access keys',
      'Bedrock API key',
      'AWS default chain',
    ])
    assert.equal(screen.active, 1)
    assert.deepEqual(screen.items[1]?.act, {
      type: 'send',
      intent: { type: 'chooseMethod', method: 'keys' },
      to: 'access-key-id',
    })
  })

  it('waits for the profiles, lists them with what is known, and has a way on when there are none', () => {
    const reading = edited(opened(), (draft) => {
      delete draft.credentials.profiles
    })
    assert.equal(pick('profile', reading).busy, true)
    const screen = pick('profile', opened())
    assert.deepEqual(labels(screen).slice(0, 3), ['default', 'work', 'broken'])
    assert.equal(screen.items[1]?.description, '111122223333 · PowerUserAccess')
    assert.equal(screen.items[2]?.icon, 'warning')
    const none = edited(opened(), (draft) => {
      draft.credentials.profiles = []
    })
    assert.deepEqual(pick('profile', none).items[0]?.act, { type: 'go', to: 'method' })
  })

  it('hides every secret while it is typed and collects the keys into one intent', () => {
    const state = opened()
    assert.equal(input('access-key-id', state).secret, false)
    for (const place of ['secret-access-key', 'session-token', 'api-key'] as const) {
      assert.equal(input(place, state).secret, true, place)
      assert.equal(input(place, state).value, '', place)
    }
    assert.deepEqual(input('access-key-id', state).submit('AKIAEXAMPLE'), {
      type: 'keep',
      field: 'accessKeyId',
      value: 'AKIAEXAMPLE',
      to: 'secret-access-key',
    })
    assert.equal(input('secret-access-key', state).submit('x').type, 'keep')
    assert.equal(input('session-token', state).optional, true)
    assert.deepEqual(input('session-token', state).submit(''), {
      type: 'useKeys',
      intent: 'useKeys',
      sessionToken: '',
      to: 'credentials',
    })
    assert.deepEqual(input('api-key', state).submit('ABSK'), {
      type: 'send',
      intent: { type: 'useApiKey', apiKey: 'ABSK' },
      to: 'credentials',
    })
  })

  it('returns to the field whose entry was refused and says why', () => {
    const refused = edited(opened(), (draft) => {
      draft.credentials.method = 'keys'
      draft.credentials.entryProblem = explained('The secret has a blank in it')
    })
    assert.equal(settle('credentials', refused), 'access-key-id')
    assert.equal(input('access-key-id', refused).problem, 'The secret has a blank in it')
    const other = edited(refused, (draft) => {
      draft.credentials.method = 'profile'
    })
    assert.equal(settle('credentials', other), 'credentials', 'an old problem of another way holds nobody up')
  })

  it('opens the way on only when the check has passed', () => {
    const checking = at('credentials', (draft) => {
      draft.credentials.profile = 'work'
      draft.credentials.check = running()
    })
    assert.equal(pick('credentials', checking).busy, true)
    assert.ok(!labels(pick('credentials', checking)).includes('Continue'))
    const good = pick('credentials', at('credentials', signedIn))
    assert.equal(good.items[0]?.label, 'Continue')
    assert.match(good.items[0]?.description ?? '', /111122223333/)
    const bad = at('credentials', (draft) => {
      draft.credentials.check = failed('credentials', 'Refused')
    })
    assert.ok(!labels(pick('credentials', bad)).includes('Continue'))
  })

  it('tells a failure with what happened, why, each remedy and AWS’s own words to copy', () => {
    const state = at('model-access', (draft) => {
      draft.model.chosen = SONNET
      draft.model.check = failed('model-access', 'The model is not enabled')
    })
    const { items } = pick('model-check', state)
    assert.equal(items[0]?.label, 'The model is not enabled')
    assert.match(items[0]?.detail ?? '', /AWS refused the call/)
    const act = items[0]?.act
    assert.ok(act?.type === 'show', 'a line is short, so the whole can be read beside')
    assert.match(
      act.shown.text,
      /AWS refused the call[\s\S]*No policy[\s\S]*1\. Ask an administrator[\s\S]*Request id/,
    )
    assert.deepEqual(
      items.slice(1, 6).map(({ label }) => label),
      ['Ask an administrator to allow it.', 'Copy request', 'Try again', 'Copy details', 'Check again'],
    )
    assert.deepEqual(items[2]?.act, {
      type: 'send',
      intent: { type: 'remedy', of: 'model-access', index: 1 },
      to: 'model-check',
    })
  })

  it('follows a remedy to where its result will be', () => {
    assert.equal(placeAfter({ kind: 'choose-region', region: 'us-east-1' }, 'model-check'), 'region-check')
    assert.equal(placeAfter({ kind: 'choose-model', modelId: 'x' }, 'answer'), 'model-check')
    assert.equal(placeAfter({ kind: 'choose-profile', profile: 'x' }, 'credentials'), 'credentials')
    assert.equal(placeAfter({ kind: 'go-to-step', step: 'region' }, 'answer'), 'region')
    assert.equal(placeAfter({ kind: 'retry', afterSeconds: 1 }, 'answer'), 'answer')
    for (const step of ['credentials', 'region', 'model-access', 'test-prompt', 'review', 'done'] as const) {
      assert.ok(PLACES.includes(placeOfStep(step)))
    }
  })

  it('puts the region of the user’s settings and the recommended model first', () => {
    const regions = at('region', (draft) => {
      draft.region.suggested = 'us-east-1'
    })
    assert.equal(pick('region', regions).items[0]?.label, 'us-east-1')
    assert.match(pick('region', regions).items[0]?.description ?? '', /from your AWS settings/)
    const models = pick('model', at('model-access'))
    assert.equal(
      models.items[0]?.detail,
      `${SONNET} · The newest that Cline knows and stays in Europe.`,
      'a recommendation gives its reason',
    )
    assert.equal(models.items[1]?.label, 'Use another id or ARN')
    assert.deepEqual(input('model-id', at('model-access')).submit(' an-id '), {
      type: 'send',
      intent: { type: 'chooseModel', modelId: 'an-id' },
      to: 'model-check',
    })
  })

  it('lets a running prompt be stopped and shows the answer', () => {
    const state = at('test-prompt', (draft) => {
      draft.prompt.status = 'running'
      draft.prompt.answer = 'Hello\nthere'
      draft.prompt.check = running()
    })
    const screen = pick('answer', state)
    assert.equal(screen.busy, true)
    assert.deepEqual(labels(screen), ['Answer', 'Stop'])
    assert.equal(screen.items[0]?.detail, 'Hello there')
  })

  it('shows each file with its changes before it writes, and writes just what was shown', () => {
    const screen = pick('review', at('review'))
    assert.deepEqual(screen.items[0]?.act, {
      type: 'send',
      intent: { type: 'apply', previewId: 'preview-1' },
    })
    assert.equal(screen.items[1]?.label, 'providers.json')
    assert.equal(screen.items[1]?.description, '+1 −1 · Open diff')
    assert.equal(screen.items[1]?.act.type, 'diff')
    const planning = edited(at('review'), (draft) => {
      draft.review.status = 'planning'
    })
    assert.ok(!labels(pick('review', planning)).includes('Write Cline’s settings'))
    assert.equal(settle('review', at('done')), 'done')
  })

  it('ends with what next, and with the way back', () => {
    assert.equal(firstPlace(at('done')), 'done')
    assert.equal(firstPlace(opened()), 'method')
    assert.deepEqual(labels(pick('done', at('done'))), [
      'Open Cline',
      'Give Cline a first task',
      'Close',
      'work · eu-central-1 · eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
      'Undo',
      'Security and cost',
      'Named setups',
      'History',
    ])
    const undone = edited(at('done'), (draft) => {
      draft.review.status = 'undone'
    })
    assert.equal(settle('done', undone), 'done')
    assert.equal(settle('review', undone), 'done', 'what was undone is told in one place')
    assert.deepEqual(labels(pick('done', undone)), ['Back to the test prompt', 'Close'])
    assert.equal(settle('done', at('region')), 'method')
  })

  it('passes a region that only warns or was skipped', () => {
    const state = at('region', (draft) => {
      draft.region.check = { ...passed('region', 'Unknown.'), status: 'skip' }
    })
    assert.equal(pick('region-check', state).items[0]?.label, 'Continue')
  })

  it('says of a region what the page says: whether it has the models, how many others, and how near they stay', () => {
    const said = (chosen: string, planModel?: string) => {
      const state = at('region', (draft) => {
        draft.region.check = passed('region', 'Fine.')
        draft.model.options = options
        draft.model.chosen = chosen
        if (planModel !== undefined) {
          draft.model.planModel = planModel
        }
      })
      return pick('region-check', state).items[0]?.description ?? ''
    }
    const { options = [] } = at('model-access').model
    const [first, second] = options.map(({ id }) => id)
    assert.ok(first !== undefined && second !== undefined)
    assert.match(
      said(first),
      new RegExp(`^your model and ${options.length - 1} others · (Stays in|Only this|May run)`),
    )
    assert.match(said(first, second), new RegExp(`both your models and ${options.length - 2} others`))
    assert.match(said('eu.not-there'), new RegExp(`${options.length} choices of models$`))
  })

  it('shows a wait that can be ended, and a profile before it is added', () => {
    const state = at('credentials', (draft) => {
      signedIn(draft)
      draft.credentials.check = failed('credentials', 'Too many requests')
      draft.retry = { run: 7, of: 'credentials', id: 'throttled', attempt: 0, secondsLeft: 65 }
      draft.credentials.wrapper = {
        run: 8,
        source: 'work',
        status: 'planned',
        name: 'work-for-cline',
        preview: { id: 'p1', path: '~/.aws/config', text: '[profile work-for-cline]\n', isNew: false },
      }
    })
    const { items } = pick('credentials', state)
    const labels = items.map(({ label }) => label)
    for (const label of ['Checking again in 1:05', 'Check now', 'Stop waiting', 'Not now']) {
      assert.ok(labels.includes(label), label)
    }
    assert.deepEqual(items.find(({ label }) => label === 'Add it and use it')?.act, {
      type: 'send',
      intent: { type: 'addWrapper', previewId: 'p1' },
      to: 'credentials',
    })
    assert.ok(items.some(({ detail }) => detail === '[profile work-for-cline]'))
  })

  it('names variables that act against the choice', () => {
    const state = at('credentials', (draft) => {
      signedIn(draft)
      const { result } = draft.credentials.check
      if (result !== undefined) {
        result.notes = [{ text: 'AWS_PROFILE is set.', harmful: false }]
      }
    })
    assert.ok(pick('credentials', state).items.some(({ label }) => label === 'AWS_PROFILE is set.'))
  })

  it('leads through a sign-in: the code to compare, the page to open, the way out', () => {
    const start = opened()
    const signIn: SignInState = { run: 1, profile: 'work', via: 'sso', status: 'running', asksForCode: false }
    const during = (change: Partial<SignInState>): WizardState => ({
      ...start,
      credentials: { ...start.credentials, signIn: { ...signIn, ...change } },
    })
    assert.deepEqual(labels(pick('credentials', during({}))), [
      'The AWS CLI is starting.',
      'Cancel the sign-in',
    ])
    const waiting = pick('credentials', during({ url: 'https://device.example', code: 'ABCD-EFGH' }))
    assert.deepEqual(labels(waiting), ['Open sign-in page', 'ABCD-EFGH', 'Copy code', 'Cancel the sign-in'])
    assert.equal(waiting.busy, true)
    const asking = during({ url: 'https://signin.example', asksForCode: true })
    assert.ok(labels(pick('credentials', asking)).includes('Enter code'))
    const entered = input('sign-in-code', asking)
    assert.equal(entered.secret, true)
    assert.deepEqual(entered.submit('one-time'), {
      type: 'send',
      intent: { type: 'enterSignInCode', code: 'one-time' },
      to: 'credentials',
    })
    assert.equal(settle('sign-in-code', asking), 'sign-in-code')
    assert.equal(settle('sign-in-code', start), 'credentials')
    const failed = during({ status: 'failed', problem: explained('The AWS CLI is not installed here') })
    assert.ok(labels(pick('credentials', failed)).includes('The AWS CLI is not installed here'))
    assert.ok(labels(pick('credentials', failed)).includes('Close'))
  })
})

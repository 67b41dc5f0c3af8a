import assert from 'node:assert/strict'
import type { CheckState, WizardState } from '../../src/core/wizard/state.ts'
import { at, failed, grant, models, passed, running, SONNET, signedIn, warned } from './support/fixtures.ts'
import { type Harness, startHarness } from './support/harness.ts'

const LIMIT = 0.02
const WIDTHS = [300, 600, 1100]

/** The states of one check from its start to an end; each is drawn after the one before. */
type Course = [name: string, states: WizardState[]]

const ends = (id: 'credentials' | 'region' | 'model-access' | 'permissions' | 'test-prompt') =>
  ({
    passes: passed(id, 'This is what came of it, in one sentence.', 9),
    warns: { ...warned(id, 'It works, with a remark.'), run: 9 },
    fails: { ...failed(id, 'AWS refused the call'), run: 9 },
  }) satisfies Record<string, CheckState>

function credentials(end: CheckState): WizardState[] {
  return [
    at('credentials', (draft) => {
      draft.credentials.profile = 'work'
      draft.credentials.check = running()
    }),
    at('credentials', (draft) => {
      if (end.status === 'fail') {
        draft.credentials.profile = 'work'
      } else {
        signedIn(draft)
        draft.reached = 'region'
      }
      draft.credentials.check = end
    }),
  ]
}

function region(end: CheckState): WizardState[] {
  const chosen = (check: CheckState) =>
    at('region', (draft) => {
      draft.region.chosen = 'eu-central-1'
      draft.region.check = check
      draft.reached = end === check && end.status !== 'fail' ? 'model-access' : 'region'
    })
  return [chosen(running()), chosen(end)]
}

function model(end: CheckState): WizardState[] {
  const base = (edit: (draft: WizardState) => void) =>
    at('model-access', (draft) => {
      draft.model.options = models()
      draft.model.chosen = SONNET
      edit(draft)
    })
  const checked = (draft: WizardState) => {
    draft.model.check = end
    draft.model.grant = grant()
    draft.reached = end.status === 'fail' ? 'model-access' : 'test-prompt'
  }
  return [
    base((draft) => {
      draft.model.check = running()
      draft.model.permissions = running(10)
    }),
    base((draft) => {
      checked(draft)
      draft.model.permissions = running(10)
    }),
    base((draft) => {
      checked(draft)
      draft.model.permissions = { ...failed('permissions', 'IAM says no'), run: 10 }
    }),
  ]
}

function prompt(end: CheckState): WizardState[] {
  const speaking = (answer: string) =>
    at('test-prompt', (draft) => {
      draft.prompt.status = 'running'
      draft.prompt.check = running()
      draft.prompt.answer = answer
    })
  return [
    speaking(''),
    speaking('def is_prime(n):'),
    speaking('def is_prime(n):\n  if n < 2:\n    return False\n  return all(n % d for d in range(2, n))'),
    at('test-prompt', (draft) => {
      draft.prompt.status = end.status === 'fail' ? 'failed' : 'done'
      draft.prompt.answer =
        'def is_prime(n):\n  if n < 2:\n    return False\n  return all(n % d for d in range(2, n))'
      draft.prompt.stats = {
        inputTokens: 412,
        outputTokens: 9,
        firstTokenMs: 640,
        totalMs: 1210,
        toolUsed: true,
      }
      draft.prompt.check = end
      draft.reached = end.status === 'fail' ? 'test-prompt' : 'review'
    }),
  ]
}

const review = (): WizardState[] => [
  at('review', (draft) => {
    draft.review = { status: 'planning', files: [], warnings: [], reloadNeeded: false }
  }),
  at('review'),
]

const waiting = (): WizardState[] => [
  at('credentials', (draft) => {
    delete draft.credentials.profiles
  }),
  at('credentials'),
]

function courses(): Course[] {
  const each = Object.entries
  return [
    ['the profiles are read', waiting()],
    ...each(ends('credentials')).map(([end, check]): Course => [`credentials: ${end}`, credentials(check)]),
    ...each(ends('region')).map(([end, check]): Course => [`region: ${end}`, region(check)]),
    ...each(ends('model-access')).map(([end, check]): Course => [`model: ${end}`, model(check)]),
    ...each(ends('test-prompt')).map(([end, check]): Course => [`test prompt: ${end}`, prompt(check)]),
    ['the changes are planned', review()],
  ]
}

describe('Nothing jumps under one’s eyes', () => {
  let harness: Harness
  let most = 0
  before(async () => {
    harness = await startHarness()
  })
  after(async () => {
    await harness.close()
    console.log(`    layout shift: at most ${most.toFixed(4)} in ${courses().length * WIDTHS.length} courses`)
  })

  for (const [name, [first, ...rest]] of courses()) {
    it(`when a check ends: ${name}`, async () => {
      for (const width of WIDTHS) {
        const { page, show } = await harness.open(first, { width })
        await page.evaluate(`window.shift = 0
          window.watcher = new PerformanceObserver((list) => {
            for (const { value, hadRecentInput } of list.getEntries()) shift += hadRecentInput ? 0 : value
          })
          watcher.observe({ type: 'layout-shift' })`)
        for (const state of rest) {
          await show(state)
        }
        const shift = await page.evaluate<number>(`new Promise((done) => requestAnimationFrame(() => {
          for (const { value } of watcher.takeRecords()) shift += value
          done(shift)
        }))`)
        most = Math.max(most, shift)
        assert.ok(shift <= LIMIT, `${shift.toFixed(4)} at ${width} px`)
      }
    })
  }

  it('is measured by something that sees a jump', async () => {
    const { page } = await harness.open(at('credentials'))
    const shift = await page.evaluate<number>(`new Promise((done) => {
      let sum = 0
      new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { sum += value }))
        .observe({ type: 'layout-shift' })
      document.querySelector('.step').style.paddingTop = '200px'
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum), 50)))
    })`)
    assert.ok(shift > LIMIT, String(shift))
  })
})

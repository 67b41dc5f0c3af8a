import assert from 'node:assert/strict'
import type { CheckState, WizardState } from '../../src/core/wizard/state.ts'
import type { Course } from './support/course.ts'
import { longCourses } from './support/courses.ts'
import { at, failed, grant, models, passed, running, SONNET, signedIn, warned } from './support/fixtures.ts'
import { type Harness, type OpenPage, startHarness } from './support/harness.ts'

const LIMIT = 0.02
const WIDTHS = [300, 600, 1100]

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
  const each = <T>(of: Record<string, T>, what: string, course: (end: T) => WizardState[]): Course[] =>
    Object.entries(of).map(([end, check]) => ({ name: `${what}: ${end}`, states: course(check) }))
  return [
    { name: 'the profiles are read', states: waiting() },
    ...each(ends('credentials'), 'credentials', credentials),
    ...each(ends('region'), 'region', region),
    ...each(ends('model-access'), 'model', model),
    ...each(ends('test-prompt'), 'test prompt', prompt),
    { name: 'the changes are planned', states: review() },
    ...longCourses(),
  ]
}

/** Notes what moves from now on. */
const WATCH = `window.moves = []
  window.note = (list) => {
    for (const { value, hadRecentInput, sources } of list) {
      const parts = sources.map(({ node, previousRect: a, currentRect: b }) =>
        (node?.className || node?.nodeName || '?') + ' ' + a.y + '+' + a.height + '→' + b.y + '+' + b.height)
      if (!hadRecentInput) moves.push({ value, parts })
    }
  }
  window.watcher = new PerformanceObserver((list) => note(list.getEntries()))
  watcher.observe({ type: 'layout-shift' })`

/** What moved since the last look. */
const MOVES = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
  note(watcher.takeRecords())
  done(moves.splice(0))
})))`

interface Move {
  value: number
  parts: string[]
}

/** What moves by itself in a course, once its first state stands and the reader is where they look. */
async function watched({ page, show }: OpenPage, { states, open = [], lookingAt }: Course): Promise<Move[]> {
  const [first, ...rest] = states
  await show(at(first?.step === 'done' ? 'security' : 'done'))
  await show(first as WizardState)
  for (const summary of open) {
    // Not clicked, as input would excuse what moves in the half second after it.
    await page.evaluate(`for (const each of document.querySelectorAll('summary'))
      if (each.textContent.trim() === ${JSON.stringify(summary)}) each.parentElement.open = true`)
  }
  if (lookingAt !== undefined) {
    await page.locator(lookingAt).first().scrollIntoViewIfNeeded()
  }
  await page.evaluate(MOVES)
  for (const state of rest) {
    await show(state)
  }
  return page.evaluate<Move[]>(MOVES)
}

describe('Nothing jumps under one’s eyes', () => {
  let harness: Harness
  let most = 0
  // A page for each width, as a change of size counts as the user's doing and would excuse every jump after it.
  const pages = new Map<number, OpenPage>()
  before(async () => {
    harness = await startHarness()
    for (const width of WIDTHS) {
      const open = await harness.open(at('credentials'), { width, beside: true })
      await open.page.evaluate(WATCH)
      pages.set(width, open)
    }
  })
  after(async () => {
    await harness.close()
    console.log(`    layout shift: at most ${most.toFixed(4)} in ${courses().length * WIDTHS.length} courses`)
  })

  for (const course of courses()) {
    it(`while one looks on: ${course.name}`, async () => {
      for (const [width, page] of pages) {
        const moves = await watched(page, course)
        const shift = moves.reduce((sum, { value }) => sum + value, 0)
        most = Math.max(most, shift)
        assert.ok(shift <= LIMIT, `${shift.toFixed(4)} at ${width} px: ${JSON.stringify(moves)}`)
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

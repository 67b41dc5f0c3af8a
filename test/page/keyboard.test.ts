import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { WizardState } from '../../src/core/wizard/state.ts'
import { accessStates } from './support/accessStates.ts'
import { courseStates } from './support/courseStates.ts'
import { longCourses } from './support/courses.ts'
import { at, edited, grant, models, running, SONNET, warned } from './support/fixtures.ts'
import { type Harness, type OpenPage, startHarness } from './support/harness.ts'

const course = (name: string): WizardState[] => longCourses().find((each) => each.name === name)?.states ?? []

const POLICY = course('the policy: created and taken back')
const ROTATION = course('a rotation: checked, written')
const FORM = course('the use-case form: sent and waited for')
const OFFER = accessStates()['access-offer'] as WizardState
const MODEL_FIRST = courseStates()['model-first'] as WizardState

const checking = ({ model }: WizardState): void => {
  model.check = running(8)
  model.permissions = running(9)
}
const prompt = at('test-prompt')
const sent = edited(prompt, (draft) => {
  draft.prompt.status = 'running'
  draft.prompt.check = running()
})
const stopped = edited(prompt, (draft) => {
  draft.prompt.status = 'stopped'
})
const remarked = at('model-access', (draft) => {
  draft.model.check = warned('model-access', 'It works, with a remark.')
})
const taken = edited(POLICY[3] as WizardState, (draft) => {
  delete draft.model.created
  draft.model.grant = { ...grant(), apply: { ...grant().apply, status: 'undone' } }
  checking(draft)
})
const undone = courseStates()['policy-undone'] as WizardState
const accepting = edited(OFFER, ({ model }) => {
  model.access.accepting = 'running'
})

interface Loss {
  what: string
  before: WizardState | undefined
  /** What makes the control ready, by keyboard or mouse. */
  ready?: (page: Page) => Promise<void>
  control: string | RegExp
  after: WizardState | undefined
  /** The words that the keyboard stands on then. */
  stands: string
}

const LOSSES: Loss[] = [
  {
    what: 'the part that took its place',
    before: undone,
    control: 'Create it in AWS…',
    after: POLICY[0],
    stands: 'What will be created',
  },
  {
    what: 'the part that it was in',
    before: POLICY[0],
    control: 'Create and attach it',
    after: POLICY[1],
    stands: 'What will be created',
  },
  {
    what: 'the check that runs because of it',
    before: POLICY[2],
    control: 'Take it back',
    after: taken,
    stands: 'Model access check',
  },
  {
    what: 'its own check, when it repeats that',
    before: remarked,
    control: 'Try again',
    after: edited(remarked, checking),
    stands: 'Model access check',
  },
  {
    what: 'the answer that it asked for',
    before: prompt,
    control: 'Send test prompt',
    after: sent,
    stands: 'Answer',
  },
  {
    what: 'the control that is left beside it',
    before: sent,
    control: 'Stop',
    after: stopped,
    stands: 'Send test prompt',
  },
  {
    what: 'the words of progress',
    before: course('the write: done and taken back')[0],
    control: 'Write Cline’s settings',
    after: course('the write: done and taken back')[1],
    stands: 'Writing…',
  },
  {
    what: 'the sign-in that it began',
    before: course('a sign-in: failed')[0],
    control: /^Sign in for/,
    after: course('a sign-in: failed')[1],
    stands: 'Sign-in for work',
  },
  {
    what: 'the key that is checked',
    before: ROTATION[0],
    control: 'Check the new key',
    after: ROTATION[1],
    stands: 'New key for Cline',
  },
  {
    what: 'the agreement that is being accepted',
    before: OFFER,
    ready: (page) => page.getByRole('checkbox', { name: /^I accept/ }).press('Space'),
    control: 'Accept the agreement',
    after: accepting,
    stands: 'AWS Marketplace agreement',
  },
]

interface Stand {
  words: string
  tag: string
  /** CSS pixels of what has the ring. */
  height: number
  width: number
  ring: boolean
  inView: boolean
}

/** Where the keyboard is and how that looks. */
const STAND = `(() => {
  const { activeElement: at } = document
  const { top, bottom, height, width } = at.getBoundingClientRect()
  const bar = document.querySelector('.actions').getBoundingClientRect()
  const { outlineStyle, outlineWidth } = getComputedStyle(at)
  return {
    words: at.textContent.trim(),
    tag: at.tagName,
    height,
    width,
    ring: at.tagName.startsWith('VSCODE-') || (outlineStyle !== 'none' && outlineWidth !== '0px'),
    inView: top >= 0 && bottom <= innerHeight && (at.closest('.actions') !== null || bottom <= bar.top),
  }
})()`

/** Every place on the page, so that what moves is found. */
const PLACES = `[scrollY, ...[...document.querySelectorAll('main *:not([role=status] *)')].filter((each) => each.checkVisibility()).map((each) => {
  const { x, y, width, height } = each.getBoundingClientRect()
  return [each.tagName, x, y, width, height].join(' ')
})]`

/** What the live region was given since the last call. */
const HEARD = `(() => {
  const region = document.querySelector('[role=status]')
  window.heard ??= []
  window.ears ??= new MutationObserver(() => heard.push(region.textContent.trim()))
  ears.observe(region, { childList: true, characterData: true, subtree: true })
  return heard.splice(0)
})()`

/** Controls of a state, and which of them the next state has no more or has switched off. */
const CONTROLS = `window.buttons = [...document.querySelectorAll('.step vscode-button:not([disabled])')], undefined`
const LOST = 'buttons.flatMap((each, at) => (each.isConnected && !each.disabled ? [] : [at]))'

describe('When a control goes away, the keyboard comes to', () => {
  let harness: Harness
  let open: OpenPage
  before(async () => {
    harness = await startHarness()
    open = await harness.open(at('credentials'))
  })
  after(() => harness.close())

  /** Shows a state as if one came from another step. */
  async function arrive(state: WizardState): Promise<void> {
    await open.show(at(state.step === 'done' ? 'security' : 'done'))
    await open.show(state)
    // A key, so that the focus counts as the keyboard's.
    await open.page.keyboard.press('Shift')
  }

  const stand = (): Promise<Stand> => open.page.evaluate<Stand>(STAND)
  const heard = (): Promise<string[]> => open.page.evaluate<string[]>(HEARD)

  /** Goes to the control by keyboard and lets the state come that takes it away. */
  async function lose({ before, ready, control, after }: Omit<Loss, 'what' | 'stands'>): Promise<void> {
    const { page, show } = open
    await arrive(before as WizardState)
    await ready?.(page)
    const button = page.getByRole('button', { name: control }).first()
    await button.scrollIntoViewIfNeeded()
    await button.focus()
    await heard()
    await show(after as WizardState)
  }

  for (const { what, stands, ...loss } of LOSSES) {
    it(`${what}, with a small ring: ${stands}`, async () => {
      await lose(loss)
      const now = await stand()
      assert.equal(now.words, stands)
      assert.ok(now.ring && now.inView, `it is seen: ${JSON.stringify(now)}`)
      assert.ok(now.height < 50 && now.width < 300, `the ring is small: ${JSON.stringify(now)}`)
    })

    it(`${what}, and nothing moves for it: ${stands}`, async () => {
      await lose(loss)
      const withRing = await open.page.evaluate<string[]>(PLACES)
      await open.page.evaluate('document.activeElement.blur()')
      assert.deepEqual(await open.page.evaluate(PLACES), withRing)
    })

    it(`${what}, which is heard once: ${stands}`, async () => {
      await lose(loss)
      const { words } = await stand()
      assert.ok(!(await heard()).includes(words), 'what the keyboard stands on is read by itself')
    })
  }

  it('the model that was chosen, when the list folds itself away', async () => {
    await arrive(MODEL_FIRST)
    await open.page.locator('.model-row').first().focus()
    await open.show(
      edited(MODEL_FIRST, (draft) => {
        draft.model.options = models()
        draft.model.chosen = SONNET
        checking(draft)
      }),
    )
    assert.equal((await stand()).words, 'Anthropic Claude Sonnet 4.5')
  })

  it('words that can have it only while they do: then the next control has its turn', async () => {
    await lose({ before: ROTATION[0], control: 'Check the new key', after: ROTATION[1] })
    const left = () => open.page.evaluate<number>('document.querySelectorAll("h3[tabindex]").length')
    assert.equal(await left(), 1)
    await open.page.keyboard.press('Tab')
    assert.equal(await left(), 0)
    assert.equal((await stand()).words, 'Cancel')
  })

  it('no words that are heard as well; to who has it elsewhere they are told', async () => {
    const [before, after] = course('a sign-in: failed')
    await arrive(before as WizardState)
    await open.page.evaluate('document.activeElement.blur()')
    await heard()
    await open.show(after as WizardState)
    assert.deepEqual(await heard(), ['Sign-in for work'])
  })

  it('what one waits for, whose words it reads; all other news is still told', async () => {
    const [filled, sending, waiting, , done] = FORM
    await lose({ before: filled, control: 'Copy the form for the administrator', after: sending })
    await open.show(waiting as WizardState)
    assert.equal((await stand()).words, 'Waiting for AWS')
    assert.deepEqual(await heard(), [])
    await open.show(done as WizardState)
    assert.match((await heard()).join(), /^Passed: No blocker found/)
  })

  /** The keyboard's place after each loss of a control between two states. */
  async function afterEachLoss(state: WizardState, next: WizardState): Promise<Stand[]> {
    const { page, show } = open
    await arrive(state)
    await page.evaluate(CONTROLS)
    await show(next)
    const found: Stand[] = []
    for (const lost of await page.evaluate<number[]>(LOST)) {
      await show(state)
      await page.evaluate(CONTROLS)
      await page.evaluate(`buttons[${lost}].focus({ preventScroll: true })`)
      await show(next)
      found.push(await stand())
    }
    return found
  }

  for (const { name, states } of longCourses()) {
    it(`something small in every course: ${name}`, async () => {
      for (const [index, next] of states.slice(1).entries()) {
        for (const now of await afterEachLoss(states[index] as WizardState, next)) {
          assert.notEqual(now.tag, 'BODY')
          assert.ok(now.height < 60, JSON.stringify(now))
        }
      }
    })
  }
})

import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import type { Remedy } from '../../src/core/diagnosis/diagnosis.ts'
import type { WizardState } from '../../src/core/wizard/state.ts'
import { at, edited, explained, failed, passed, signedIn } from './support/fixtures.ts'
import { type Harness, startHarness } from './support/harness.ts'

const SCREENSHOTS = 'test-results/screenshots'
const RETRY: Remedy = {
  text: 'Wait a little and try again.',
  label: 'Check again',
  action: { kind: 'retry', afterSeconds: 30 },
}

/** A failed test prompt that offers these remedies. */
const failedPrompt = (remedies: Remedy[], edit: (draft: WizardState) => void = () => {}) =>
  at('test-prompt', (draft) => {
    draft.prompt.check = failed('test-prompt', 'Too many requests')
    draft.prompt.status = 'failed'
    const { result } = draft.prompt.check
    if (result !== undefined) {
      result.explanation = explained('Too many requests', remedies)
    }
    edit(draft)
  })

const waiting = (secondsLeft: number) =>
  failedPrompt([RETRY], (draft) => {
    draft.retry = { run: 7, of: 'test-prompt', id: 'throttled', attempt: 0, secondsLeft }
  })

describe('The page offers what can be done', () => {
  let harness: Harness
  before(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true })
    harness = await startHarness()
  })
  after(() => harness.close())

  it('and shows a wait as a countdown that can be cut short or stopped', async () => {
    const { page, show, intents } = await harness.open(failedPrompt([RETRY]))
    await show(waiting(30))
    assert.match((await page.getByRole('timer').textContent()) ?? '', /0:30/)
    await show(waiting(29))
    assert.match((await page.getByRole('timer').textContent()) ?? '', /0:29/)
    assert.equal(await page.getByRole('button', { name: 'Check again', exact: true }).count(), 0)
    await page.getByRole('button', { name: 'Check now' }).click()
    await page.getByRole('button', { name: 'Stop waiting' }).click()
    assert.deepEqual(await intents(), [{ type: 'retryNow' }, { type: 'cancelRetry' }])
    await page.screenshot({ path: `${SCREENSHOTS}/page-countdown.png`, fullPage: true })
  })

  it('and tells a listener of the wait once, not of each second', async () => {
    const { page, show } = await harness.open(failedPrompt([RETRY]))
    const heard = () => page.locator('[role="status"], [aria-live="polite"]').first().textContent()
    await show(waiting(900))
    assert.match((await heard()) ?? '', /15:00/)
    await show(waiting(899))
    assert.doesNotMatch((await heard()) ?? '', /14:59/)
    assert.equal(await page.getByRole('timer').getAttribute('aria-live'), 'off')
  })

  it('and no button that leads to where the user is, or may not go yet', async () => {
    const go = (step: 'test-prompt' | 'model-access' | 'review'): Remedy => ({
      text: `To ${step}.`,
      label: `Go to ${step}`,
      action: { kind: 'go-to-step', step },
    })
    const { page } = await harness.open(failedPrompt([go('test-prompt'), go('model-access'), go('review')]))
    const labels = await page.locator('.remedies vscode-button').allTextContents()
    assert.deepEqual(
      labels.map((label) => label.trim()),
      ['Go to model-access'],
    )
    assert.equal(await page.locator('.remedies > li').count(), 3, 'the words stay')
  })

  it('and shows a profile for Cline before it is added', async () => {
    const text = '[profile work-for-cline]\ncredential_process = aws configure export-credentials\n'
    const state = at('credentials', (draft) => {
      signedIn(draft)
      const check = failed('credentials', 'Cline would sign in in the wrong region')
      if (check.result !== undefined) {
        check.result.explanation = explained('Cline would sign in in the wrong region', [
          {
            text: 'Add a profile.',
            label: 'Show the new profile',
            action: { kind: 'write-wrapper-profile', profile: 'work' },
          },
        ])
      }
      draft.credentials.check = { ...check, status: 'warn' }
    })
    const { page, show, intents } = await harness.open(state)
    await page.getByRole('button', { name: 'Show the new profile' }).click()
    await show(
      edited(state, (draft) => {
        draft.credentials.wrapper = {
          run: 9,
          source: 'work',
          status: 'planned',
          name: 'work-for-cline',
          preview: { id: 'p1', path: '~/.aws/config', text, isNew: false },
        }
      }),
    )
    assert.equal(await page.locator('pre.preview').textContent(), text.trimEnd())
    await page.screenshot({ path: `${SCREENSHOTS}/page-wrapper-profile.png`, fullPage: true })
    await page.getByRole('button', { name: 'Add it and use it' }).click()
    assert.deepEqual(await intents(), [
      { type: 'remedy', of: 'credentials', index: 0 },
      { type: 'addWrapper', previewId: 'p1' },
    ])
  })

  it('and names variables that act against the choice', async () => {
    const { page } = await harness.open(
      at('credentials', (draft) => {
        signedIn(draft)
        draft.credentials.check = passed('credentials', 'The credentials work.')
        if (draft.credentials.check.result !== undefined) {
          draft.credentials.check.result.notes = [
            { text: 'AWS_BEARER_TOKEN_BEDROCK is set in the environment.', harmful: true },
          ]
        }
      }),
    )
    assert.ok(await page.getByText('AWS_BEARER_TOKEN_BEDROCK is set').isVisible())
    await page.screenshot({ path: `${SCREENSHOTS}/page-shadow-note.png`, fullPage: true })
  })

  it("and AWS's own words at once when nothing is known", async () => {
    const state = failedPrompt([RETRY], (draft) => {
      const given = draft.prompt.check.result?.explanation
      if (given !== undefined) {
        given.id = 'unknown'
      }
    })
    const { page } = await harness.open(state)
    assert.ok(await page.getByText('User is not authorized to perform: bedrock:InvokeModel').isVisible())
    assert.ok(await page.getByRole('button', { name: 'Copy details' }).isVisible())
  })
})

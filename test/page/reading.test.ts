import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { at, edited, explained, failed, opened, passed, running, signedIn } from './support/fixtures.ts'
import { gallery } from './support/gallery.ts'
import { type Harness, startHarness } from './support/harness.ts'
import { everyState } from './support/states.ts'

const SCREENSHOTS = 'test-results/screenshots'

/** Something is under way, and all one can do is stop it. */
const WAITS = ['sign-in-starting', 'rotation-checking', 'review-writing', 'done-undoing']

describe('The page can be read and used', () => {
  let harness: Harness
  before(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true })
    harness = await startHarness()
  })
  after(() => harness.close())

  for (const [name, state] of Object.entries(gallery())) {
    it(`in a column of 300 px without scrolling sideways: ${name}`, async () => {
      const { page } = await harness.open(state, { width: 300 })
      const wide = await page.evaluate<string[]>(`[...document.querySelectorAll('main *')]
        .filter((each) => each.getBoundingClientRect().right > 300.5 && !each.closest('.sr-only, vscode-option'))
        .map((each) => each.tagName + '.' + each.className)`)
      assert.deepEqual(wide, [])
      assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth')) <= 300)
      await page.screenshot({ path: `${SCREENSHOTS}/page-${name}-narrow.png`, fullPage: true })
    })
  }

  it('in forced colours: the chosen radio is not told from the others by a lost background', async () => {
    const { page } = await harness.open(opened(), { forcedColors: true })
    const dot = await page.evaluate<string>(`(() => {
      const radio = document.querySelector('vscode-radio[aria-checked="true"]')
      return getComputedStyle(radio.shadowRoot.querySelector('[part="checked-indicator"]')).forcedColorAdjust
    })()`)
    assert.equal(dot, 'none')
    await page.screenshot({ path: `${SCREENSHOTS}/page-credentials-forced-colors.png`, fullPage: true })
  })

  it('with one primary action in each step and state, and none while there is nothing to do but wait', async () => {
    const { page, show } = await harness.open(opened())
    for (const [name, state] of Object.entries(everyState())) {
      await show(state)
      const wanted = WAITS.includes(name) ? 0 : 1
      assert.equal(await page.locator('vscode-button[appearance="primary"]').count(), wanted, name)
    }
  })

  it('from the step’s heading on: it gets the focus when the step opens, and only then', async () => {
    const { page, show } = await harness.open(at('credentials', signedIn))
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'BODY')
    await show(at('region'))
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Where does Bedrock run?')
    await page.getByRole('button', { name: 'Compare all regions' }).focus()
    await show(
      edited(at('region'), (draft) => {
        draft.region.check = running()
      }),
    )
    assert.equal(await page.evaluate('document.activeElement.textContent.trim()'), 'Compare all regions')
  })

  it('with the current step told in the list of steps', async () => {
    const { page } = await harness.open(at('model-access'))
    const current = page.locator('[aria-current="step"]')
    assert.equal(await current.count(), 1)
    assert.match((await current.textContent()) ?? '', /Model/)
  })

  it('by ear: each result and each notice once', async () => {
    const { page, show } = await harness.open(
      at('credentials', (draft) => {
        draft.credentials.check = running(5)
      }),
    )
    const heard = () =>
      page
        .getByRole('status')
        .textContent()
        .then((text) => text?.trim())
    assert.equal(await heard(), '')
    const done = at('credentials', (draft) => {
      signedIn(draft)
      draft.credentials.check = passed('credentials', 'The credentials work.', 5)
    })
    await show(done)
    assert.equal(await heard(), 'Passed: The credentials work.')
    await page.evaluate(`window.spoken = 0
      new MutationObserver(() => (spoken += 1)).observe(document.querySelector('[role=status]'), {
        childList: true, characterData: true, subtree: true })`)
    await show(
      edited(done, (draft) => {
        draft.prompt.text = 'other'
      }),
    )
    assert.equal(await page.evaluate('spoken'), 0)
    await show(
      edited(done, (draft) => {
        draft.notice = { text: 'Copied.', count: 1 }
      }),
    )
    assert.equal(await heard(), 'Copied.')
    const once = await page.evaluate<number>('spoken')
    await show(
      edited(done, (draft) => {
        draft.notice = { text: 'Copied.', count: 2 }
      }),
    )
    assert.ok((await page.evaluate<number>('spoken')) > once, 'the same notice is heard again')
  })

  it('with a wrong entry tied to its fields', async () => {
    const state = at('credentials', (draft) => {
      draft.credentials.method = 'keys'
      draft.credentials.entryProblem = explained('The secret has a blank in it')
    })
    const { page } = await harness.open(state)
    const field = page.getByRole('textbox', { name: 'Secret access key', exact: true })
    assert.equal(await field.getAttribute('aria-invalid'), 'true')
    const tied = await page.evaluate<string>(
      `document.getElementById('secret-access-key').shadowRoot.querySelector('input')
        .ariaDescribedByElements.map((each) => each.textContent).join()`,
    )
    assert.match(tied, /The secret has a blank in it/)
  })

  it('with what happened, why, and what to do, when a check fails', async () => {
    const state = at('credentials', (draft) => {
      draft.credentials.check = failed('credentials', 'Refused')
    })
    const { page } = await harness.open(state)
    const card = page.getByRole('region', { name: 'Credentials check' })
    const text = (await card.textContent()) ?? ''
    for (const part of [
      'Failed',
      'Refused',
      'AWS refused the call',
      'No policy of this user',
      'Ask an administrator',
    ]) {
      assert.ok(text.includes(part), part)
    }
    assert.equal(await card.getByRole('button', { name: 'Ask an administrator' }).count(), 0)
  })

  it('with the model’s exact id and where its requests run', async () => {
    const { page } = await harness.open(gallery()['model-access'])
    const chosen = page.locator('.model-answer')
    assert.equal(
      await chosen.locator('code').first().textContent(),
      'eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
    )
    assert.match(
      (await chosen.textContent()) ?? '',
      /Stays in Europe[\s\S]*eu-central-1, eu-west-1, eu-west-3/,
    )
  })

  it('with added and removed lines marked by signs, not by colour alone', async () => {
    const { page } = await harness.open(at('review'))
    assert.match((await page.locator('ins').first().textContent()) ?? '', /^\+ .*"bedrock"/)
    assert.match((await page.locator('del').first().textContent()) ?? '', /^- .*"anthropic"/)
  })

  it('in Chinese, every word of its own', async () => {
    const translations = readFileSync('media/l10n/bundle.l10n.zh-cn.json', 'utf8')
    const { page } = await harness.open(opened(), { translations })
    assert.equal(await page.getByRole('button', { name: '继续' }).count(), 1)
    const known = new Set(Object.keys(JSON.parse(translations) as Record<string, string>))
    const sources = readdirSync('webview-ui', { recursive: true, encoding: 'utf8' })
    const used = sources
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [...readFileSync(join('webview-ui', name), 'utf8').matchAll(/\bt\(\s*'([^']*)'/g)])
      .map((match) => match[1] ?? '')
    assert.ok(used.length > 100)
    assert.deepEqual(
      used.filter((key) => !known.has(key)),
      [],
    )
  })

  it('by eye, too, when an undo leads away from the review', async () => {
    const { page, show } = await harness.open(at('done'))
    const undone = edited(opened(), (draft) => {
      draft.review.status = 'undone'
    })
    await show(undone)
    assert.match((await page.locator('.notice').textContent()) ?? '', /as they were before/)
  })
})

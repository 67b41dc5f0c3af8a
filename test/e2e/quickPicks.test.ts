import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type Demo, startDemo } from './lib/demo.ts'
import { type Visit, visitVsCode } from './lib/visit.ts'
import { quickRows, runCommand, screenshot, webview } from './lib/workbench.ts'
import { makeWorld } from './lib/world.ts'

const LONG = { timeout: 30_000 }

describe('the whole set-up in quick picks, by keyboard alone, in a real VS Code', () => {
  let visit: Visit
  let demo: Demo
  let page: Page

  before(async () => {
    const world = makeWorld()
    demo = await startDemo(world.home)
    visit = await visitVsCode({ world, env: demo.env, command: 'Set up Bedrock for Cline (Quick Picks)' })
    page = visit.page
  })

  after(async () => {
    await visit.end()
    await demo.sandbox.stop()
  })

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await screenshot(page, 'quick-picks-failure')
    }
  })

  const row = (text: string | RegExp) => quickRows(page).filter({ hasText: text }).first()
  /** Types until the row is the one under the keyboard, as people do in long lists. */
  const choose = async (text: string) => {
    await row(text).waitFor(LONG)
    await page.keyboard.type(text)
    await page
      .locator('.quick-input-list .monaco-list-row.focused')
      .filter({ hasText: text })
      .first()
      .waitFor(LONG)
    await page.keyboard.press('Enter')
  }
  /** Enter on the row that leads on, which is the first when a check has passed. */
  const proceed = async () => {
    await page
      .locator('.quick-input-list .monaco-list-row.focused')
      .filter({ hasText: 'Continue' })
      .waitFor(LONG)
    await page.keyboard.press('Enter')
  }
  const title = (text: string) => page.locator('.quick-input-title').filter({ hasText: text }).waitFor(LONG)

  it('refuses a key with a word of help and keeps the place', async () => {
    await title('Credentials (1/6)')
    await screenshot(page, 'quick-picks-method')
    await choose('Bedrock API key')
    const input = page.locator('.quick-input-widget input[type=password]')
    await input.waitFor(LONG)
    await page.keyboard.press('Enter')
    await page.getByText('Please enter a value.').first().waitFor(LONG)
    await page.keyboard.type('not-a-key')
    await page.keyboard.press('Enter')
    await page.locator('.quick-input-message').filter({ hasText: /key/i }).waitFor(LONG)
    await screenshot(page, 'quick-picks-refused')
    await page.keyboard.press('Control+Alt+Minus')
  })

  it('explains a profile that has run out and goes back', async () => {
    await choose('AWS profile')
    await choose('expired')
    await row('Check again').waitFor(LONG)
    await screenshot(page, 'quick-picks-failed')
    await page.keyboard.press('Control+Alt+Minus')
  })

  it('goes from a profile through region, model and prompt to the written settings', async () => {
    await choose('dev')
    await title('Credentials (1/6)')
    await proceed()
    await title('Region (2/6)')
    await choose('us-east-1')
    await proceed()
    await title('Model (3/6)')
    await row('Anthropic').waitFor(LONG)
    await page.keyboard.press('Enter')
    await proceed()
    await title('Test prompt (4/6)')
    await page.keyboard.press('Enter')
    await row('Continue').waitFor(LONG)
    await screenshot(page, 'quick-picks-answer')
    await proceed()
    await title('Review (5/6)')
    await row('globalState.json').waitFor(LONG)
    await screenshot(page, 'quick-picks-review')
    const state = join(visit.world.home, '.cline/data/globalState.json')
    assert.equal(readFileSync(state, 'utf8'), '{}\n', 'nothing is written before the user says so')
    await choose('Write Cline')
    await title('Done (6/6)')
    const written = JSON.parse(readFileSync(state, 'utf8')) as Record<string, unknown>
    assert.equal(written.actModeApiProvider, 'bedrock')
    assert.equal(written.awsProfile, 'dev')
  })

  it('shows security and cost on the page, and has ticked off the walkthrough', async () => {
    await choose('Security and cost')
    await webview(page).getByRole('heading', { name: 'Secure access' }).waitFor(LONG)
    await runCommand(page, 'Welcome: Open Walkthrough...')
    await choose('Set up Amazon Bedrock for Cline')
    const steps = page.locator('.getting-started-step')
    await steps.first().waitFor(LONG)
    await page
      .locator('.getting-started-step .codicon-getting-started-step-checked.complete')
      .nth(3)
      .waitFor(LONG)
    assert.equal(await steps.count(), 4)
    await screenshot(page, 'walkthrough')
    await runCommand(page, 'Set up Bedrock for Cline (Quick Picks)')
    await title('Done (6/6)')
  })

  it('undoes it, and goes over to the page, which is then remembered', async () => {
    await choose('Undo')
    await row('Back to the test prompt').waitFor(LONG)
    const state = join(visit.world.home, '.cline/data/globalState.json')
    assert.equal(readFileSync(state, 'utf8'), '{}\n', 'byte for byte')
    await page
      .locator('.quick-input-titlebar')
      .getByRole('button', { name: 'Use the page instead' })
      .press('Enter')
    await webview(page).getByRole('heading', { level: 1 }).waitFor(LONG)
    await webview(page).getByRole('button', { name: 'Use quick picks instead' }).press('Enter')
    await title('Bedrock for Cline')
    await page.keyboard.press('Escape')
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden', ...LONG })
    await runCommand(page, 'Set up Bedrock for Cline')
    await title('Bedrock for Cline')
  })
})

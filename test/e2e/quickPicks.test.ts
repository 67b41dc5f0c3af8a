import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type Demo, startDemo } from './lib/demo.ts'
import { type QuickPick, quickPick } from './lib/quickPick.ts'
import { type Visit, visitVsCode } from './lib/visit.ts'
import { runCommand, screenshot, webview } from './lib/workbench.ts'
import { makeWorld } from './lib/world.ts'

const LONG = { timeout: 30_000 }

describe('the whole set-up in quick picks, by keyboard alone, in a real VS Code', () => {
  let visit: Visit
  let demo: Demo
  let page: Page
  let quick: QuickPick
  let state: string

  before(async () => {
    const world = makeWorld()
    state = join(world.home, '.cline/data/globalState.json')
    demo = await startDemo(world.home)
    visit = await visitVsCode({ world, env: demo.env, command: 'Set up Bedrock for Cline (Quick Picks)' })
    page = visit.page
    quick = quickPick(page)
  })

  after(async () => {
    await visit.end()
    await demo.sandbox.stop()
  })

  const done = () => page.locator('.getting-started-step .codicon-getting-started-step-checked.complete')
  const openWalkthrough = async () => {
    await runCommand(page, 'Welcome: Open Walkthrough...')
    await quick.choose('Set up Amazon Bedrock for Cline')
    await page.locator('.getting-started-step').first().waitFor(LONG)
  }

  it('refuses a key with a word of help and keeps the place', async () => {
    await quick.title('Credentials (1/7)')
    await screenshot(page, 'quick-picks-method')
    await quick.choose('Bedrock API key')
    await page.locator('.quick-input-widget input[type=password]').waitFor(LONG)
    await quick.enter('API key')
    await page.getByText('Please enter a value.').first().waitFor(LONG)
    await quick.enter('API key', 'not-a-key')
    await page.locator('.quick-input-message').filter({ hasText: /key/i }).waitFor(LONG)
    await screenshot(page, 'quick-picks-refused')
    await quick.back()
  })

  it('explains a profile that has run out, shows the whole of it beside, and goes back', async () => {
    await quick.choose('AWS profile')
    await quick.choose('expired')
    await quick.row('Check again').waitFor(LONG)
    await quick.accept('The temporary credentials have expired')
    await page.locator('.tab', { hasText: 'The temporary credentials have expired.md' }).waitFor(LONG)
    await page.locator('.view-lines', { hasText: 'but they are no longer valid' }).waitFor(LONG)
    await screenshot(page, 'quick-picks-failed')
    await quick.back()
  })

  it('goes from a profile to the region that answers quickest, compared with all others', async () => {
    await quick.choose('dev')
    await quick.title('Credentials (1/7)')
    await quick.accept('Continue')
    await quick.title('Region (2/7)')
    await screenshot(page, 'quick-picks-region')
    demo.sandbox.setDelay(40)
    await quick.choose('Compare all regions')
    await quick.title('All regions (2/7)')
    // Typed while the answers come in one by one: the row stays under the keyboard.
    await page.keyboard.type('us-east-1')
    await quick.placeholder('Quickest first')
    demo.sandbox.setDelay(0)
    await quick.row('Has your model').waitFor(LONG)
    await screenshot(page, 'quick-picks-regions')
    await quick.accept('us-east-1')
    await quick.title('Region (2/7)')
    await quick.accept('Continue')
  })

  it('takes the recommended model and another one for planning, each with what is known of it', async () => {
    await quick.title('Model (3/7)')
    await quick.row('Anthropic').waitFor(LONG)
    await screenshot(page, 'quick-picks-models')
    await quick.accept('Recommended')
    await quick.row('Continue').waitFor(LONG)
    await screenshot(page, 'quick-picks-model-check')
    await quick.find('Another model for planning')
    await quick.title('Model for planning (3/7)')
    await quick.find('us.amazon.nova-2-lite')
    await quick.title('Model (3/7)')
    await quick.accept('Continue')
  })

  it('sends the prompt, shows the diff beside, and writes when told to', async () => {
    await quick.title('Test prompt (4/7)')
    await quick.enter('Prompt')
    await quick.row('Continue').waitFor(LONG)
    await screenshot(page, 'quick-picks-answer')
    await quick.accept('Continue')
    await quick.title('Review (5/7)')
    await quick.choose('globalState.json')
    await page.locator('.tab', { hasText: 'globalState.json (secrets masked)' }).waitFor(LONG)
    await screenshot(page, 'quick-picks-review')
    assert.equal(readFileSync(state, 'utf8'), '{}\n', 'nothing is written before the user says so')
    await quick.choose('Write Cline')
    await quick.title('Done (6/7)')
    const written = JSON.parse(readFileSync(state, 'utf8')) as Record<string, unknown>
    assert.equal(written.actModeApiProvider, 'bedrock')
    assert.equal(written.awsProfile, 'dev')
    assert.match(String(written.actModeApiModelId), /anthropic/)
    assert.match(String(written.planModeApiModelId), /nova-2-lite/)
    await screenshot(page, 'quick-picks-done')
  })

  it('ticks off of the walkthrough what has really worked, and the last step when security was looked at', async () => {
    await openWalkthrough()
    await done().nth(2).waitFor(LONG)
    assert.equal(await done().count(), 3, 'security was not looked at yet')
    await runCommand(page, 'Set up Bedrock for Cline (Quick Picks)')
    await quick.title('Done (6/7)')
    await quick.find('Security and cost')
    await quick.title('Security (7/7)')
    await quick.row('Least privilege').waitFor(LONG)
    await screenshot(page, 'quick-picks-security')
    await done().nth(3).waitFor(LONG)
    assert.equal(await page.locator('.getting-started-step').count(), 4)
    await screenshot(page, 'walkthrough')
  })

  it('makes a budget ready to run: to read beside, and on the clipboard', async () => {
    await quick.find('budget')
    await quick.choose('Show as AWS CLI')
    await page.locator('.view-lines', { hasText: 'aws budgets create-budget' }).waitFor(LONG)
    await screenshot(page, 'quick-picks-safeguard')
    await quick.choose('Copy as CloudFormation')
    await page.getByText('Copied.').first().waitFor(LONG)
    const text = await page.evaluate<string>('navigator.clipboard.readText()')
    assert.match(text, /AWS::Budgets::Budget/)
  })

  it('undoes it, and goes over to the page at the same step, which is then remembered', async () => {
    await quick.choose('Back to the list')
    await quick.title('Security (7/7)')
    await quick.back()
    await quick.title('Done (6/7)')
    await quick.choose('Undo')
    await quick.row('Back to the test prompt').waitFor(LONG)
    assert.equal(readFileSync(state, 'utf8'), '{}\n', 'byte for byte')
    await page
      .locator('.quick-input-titlebar')
      .getByRole('button', { name: 'Use the page instead' })
      .press('Enter')
    await webview(page).getByRole('heading', { level: 1 }).waitFor(LONG)
    await webview(page).getByRole('button', { name: 'Use quick picks instead' }).press('Enter')
    await quick.title('Bedrock for Cline')
    await page.keyboard.press('Escape')
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden', ...LONG })
    await runCommand(page, 'Set up Bedrock for Cline')
    await quick.title('Bedrock for Cline')
  })
})

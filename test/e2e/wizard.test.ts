import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FrameLocator, Page } from 'playwright-core'
import { findAccessibilityProblems } from './lib/axe.ts'
import { waitForWorkbench } from './lib/browser.ts'
import { type Demo, startDemo } from './lib/demo.ts'
import { handOn, type Visit, visitVsCode } from './lib/visit.ts'
import { dialog, pressInDialog, screenshot, webviewFrame } from './lib/workbench.ts'
import { makeWorld } from './lib/world.ts'

const LONG = { timeout: 30_000 }

describe('from the command palette to written settings, in a real VS Code', () => {
  let visit: Visit
  let demo: Demo
  let page: Page
  let wizard: FrameLocator

  before(async () => {
    const world = makeWorld()
    demo = await startDemo(world.home)
    visit = await visitVsCode({ world, env: demo.env, command: 'Set up Bedrock for Cline' })
    ;({ page, wizard } = visit)
  })

  after(async () => {
    await visit.end()
    await demo.sandbox.stop()
  })

  const { button, proceed, chooseProfile } = handOn(() => wizard)

  it('checks a profile of ~/.aws as soon as it is chosen', async () => {
    await chooseProfile(/^dev\b/)
    await wizard.getByText('AWS knows these credentials: dev.').first().waitFor(LONG)
    await screenshot(page, 'wizard-credentials')
    assert.deepEqual(await findAccessibilityProblems(await webviewFrame(page)), [])
    await proceed()
  })

  it('finds the region of the profile usable and recommends a model', async () => {
    await wizard.getByText('Bedrock answers in us-east-1.').first().waitFor(LONG)
    await screenshot(page, 'wizard-region')
    await proceed()
    await wizard
      .getByText(/No blocker found/)
      .first()
      .waitFor(LONG)
    await screenshot(page, 'wizard-model')
    await proceed()
  })

  it('comes back after the window was reloaded in the middle', async () => {
    await page.reload()
    await waitForWorkbench(page)
    await wizard.getByRole('heading').first().waitFor(LONG)
    for (let step = 0; step < 3; step += 1) {
      await proceed()
    }
  })

  it('streams a test prompt and bills it once', async () => {
    await button('Send test prompt').click(LONG)
    await wizard
      .getByText(/is_prime/)
      .first()
      .waitFor(LONG)
    await wizard
      .getByText(/model answered/i)
      .first()
      .waitFor(LONG)
    await screenshot(page, 'wizard-prompt')
    assert.equal(demo.sandbox.log.filter((call) => call.operation === 'ConverseStream').length, 1)
    await proceed()
  })

  it('shows the masked diff, writes it, and tells where the backup is', async () => {
    await wizard
      .getByText(/actModeApiProvider/)
      .first()
      .waitFor(LONG)
    await screenshot(page, 'wizard-review')
    const state = join(visit.world.home, '.cline/data/globalState.json')
    assert.equal(readFileSync(state, 'utf8'), '{}\n', 'nothing is written before the user says so')
    await button(/Write Cline.s settings/).click(LONG)
    await button('Undo').first().waitFor(LONG)
    const written = JSON.parse(readFileSync(state, 'utf8')) as Record<string, unknown>
    assert.equal(written.actModeApiProvider, 'bedrock')
    assert.equal(written.awsProfile, 'dev')
    await screenshot(page, 'wizard-done')
  })

  it('takes it all back on request', async () => {
    await button('Undo').first().click(LONG)
    await wizard
      .getByText(/as they were/)
      .first()
      .waitFor(LONG)
    const state = join(visit.world.home, '.cline/data/globalState.json')
    assert.equal(readFileSync(state, 'utf8'), '{}\n', 'byte for byte')
  })

  it('offers to install Cline, asks first, and says so where that cannot be done', async () => {
    await button('Install Cline').first().click(LONG)
    await dialog(page).getByText('Install Cline in this window?').waitFor(LONG)
    await screenshot(page, 'wizard-install')
    await pressInDialog(page, 'Install')
    // This editor has no Marketplace, as behind many a company's wall.
    await wizard.getByText('Cline could not be installed from here').first().waitFor(LONG)
    await page.locator('.extensions-viewlet').waitFor(LONG)
  })
})

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { FrameLocator, Page } from 'playwright-core'
import { CHECK_IDS } from '../../src/core/checks/check.ts'
import { until } from '../lib/until.ts'
import { ACCOUNT, fakeKeyId, fakeSecret } from '../sandbox/build.ts'
import { findAccessibilityProblems } from './lib/axe.ts'
import { waitForWorkbench } from './lib/browser.ts'
import { type Demo, startDemo } from './lib/demo.ts'
import { projectRoot } from './lib/extension.ts'
import { handOn, type Visit, visitVsCode } from './lib/visit.ts'
import { dialog, pressInDialog, runCommand, screenshot, webview, webviewFrame } from './lib/workbench.ts'
import { makeWorld } from './lib/world.ts'

const LONG = { timeout: 30_000 }

/** Keeps the report beside the pictures, for whoever reviews it. */
function keepReport(text: string): void {
  const folder = join(projectRoot, 'test-results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'report.md'), text)
}

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

  it('is as it was after it was hidden, and after it was moved to another group of editors', async () => {
    await runCommand(page, 'New Untitled Text File')
    await page.locator('.tab', { hasText: 'Set up Bedrock for Cline' }).click()
    await wizard.getByRole('heading', { name: 'Does it answer?' }).waitFor(LONG)
    await runCommand(page, 'Move Editor into Next Group')
    wizard = webview(page)
    await wizard.getByRole('heading', { name: 'Does it answer?' }).waitFor(LONG)
  })

  it('comes back after the window was reloaded in the middle', async () => {
    await page.reload()
    await waitForWorkbench(page)
    // Which of the tabs is in front was perhaps not saved yet when the window went.
    await page.locator('.tab', { hasText: 'Set up Bedrock for Cline' }).click(LONG)
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

  it('is as it was in a window of its own, works there, and comes back', async () => {
    const opened = page.waitForEvent('popup', LONG)
    await runCommand(page, 'Move Editor into New Window')
    const own = await opened
    wizard = webview(own)
    await wizard.getByRole('heading', { name: 'What will change?' }).waitFor(LONG)
    assert.equal(
      await page.locator('.tab', { hasText: 'Set up Bedrock for Cline' }).count(),
      0,
      'it has left',
    )
    await screenshot(own, 'wizard-own-window')
    await button(/^Model/).click(LONG)
    await wizard.getByRole('heading', { name: 'Which model answers?' }).waitFor(LONG)
    await wizard
      .getByText(/No blocker found/)
      .first()
      .waitFor(LONG)
    await runCommand(own, 'Restore Editors into Main Window')
    await until(() => own.isClosed(), 'the other window closed')
    wizard = webview(page)
    await wizard.getByRole('heading', { name: 'Which model answers?' }).waitFor(LONG)
    await button(/^Review/).click(LONG)
    await wizard.getByRole('heading', { name: 'What will change?' }).waitFor(LONG)
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
    await button(/^Credentials/).click(LONG)
    await button('Install Cline').first().click(LONG)
    await dialog(page).getByText('Install Cline in this window?').waitFor(LONG)
    await screenshot(page, 'wizard-install')
    await pressInDialog(page, 'Install')
    // This editor has no Marketplace, as behind many a company's wall.
    await wizard.getByText('Cline could not be installed from here').first().waitFor(LONG)
    await page.locator('.extensions-viewlet').waitFor(LONG)
  })

  it('puts a report for whoever helps on the clipboard, without secrets, numbers and names', async () => {
    await page.evaluate(`navigator.clipboard.writeText('')`)
    await runCommand(page, 'Copy Diagnostics')
    let text = ''
    await until(async () => {
      text = await page.evaluate<string>('navigator.clipboard.readText()')
      return text !== ''
    }, 'the report on the clipboard')
    for (const said of [
      /^# Bedrock for Cline: health report/,
      /credentials \| ✓ .*dev.* \| [\d.]+ (ms|sec) \|/,
      /Runs in \| a server, shown in a browser/,
      /cline-settings \| ! .*`cline-not-configured`/,
      /Taken from \| the wizard’s answers in this window \|\n\| Credentials \| Profile dev \|/,
      /Folders \| ~\/\.cline\/data \|/,
      /written: bedrock · us-east-1 · us\.anthropic[^|]*: taken back later/,
      /http\.proxy \| not set/,
      /VS Code \| \d+\.\d+\.\d+ · .* · web/,
      /System \| linux/,
      /\| profile \| Chosen here \| dev \| used \|/,
    ]) {
      assert.match(text, said)
    }
    for (const kept of [fakeSecret('DEV'), fakeKeyId('AKIA', 'DEV'), ACCOUNT, visit.world.home, homedir()]) {
      assert.ok(!text.includes(kept), kept)
    }
    const json = JSON.parse(/```json\n([\s\S]*?)\n```/.exec(text)?.[1] ?? '') as {
      checks: { id: string; details: Record<string, string> }[]
      report: { at: string }
    }
    assert.deepEqual(
      json.checks.map(({ id }) => id),
      CHECK_IDS,
    )
    assert.match(json.report.at, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    keepReport(text)
    const prompts = demo.sandbox.log.filter((call) => call.operation === 'ConverseStream')
    assert.equal(prompts.length, 1, 'the report bills nothing')
  })

  it('opens the same report as a document beside its preview', async () => {
    await runCommand(page, 'Open Health Report')
    const document = page.locator('.editor-instance .view-lines', { hasText: 'health report' })
    await document.first().waitFor(LONG)
    await page.getByRole('tab', { name: /^Preview/ }).waitFor(LONG)
    await webview(page, 0).getByRole('heading', { name: 'What was examined' }).waitFor(LONG)
    await screenshot(page, 'report')
  })
})

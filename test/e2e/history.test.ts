import assert from 'node:assert/strict'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FrameLocator, Page } from 'playwright-core'
import { bundleWriter, interruptIn } from '../contract/cline/support/crash.ts'
import type { PlainRequest } from '../contract/cline/support/writer.ts'
import { until } from '../lib/until.ts'
import { type Demo, startDemo } from './lib/demo.ts'
import { handOn, type Visit, visitVsCode } from './lib/visit.ts'
import {
  answerInput,
  notification,
  pickQuick,
  pressInDialog,
  quickRows,
  runCommand,
  screenshot,
  webview,
} from './lib/workbench.ts'
import { makeWorld } from './lib/world.ts'

const LONG = { timeout: 30_000 }
const HEADINGS = ['Where does Bedrock run?', 'Which model answers?', 'Does it answer?']
const providersIn = (home: string) => join(home, '.cline/data/settings/providers.json')
const INTERRUPTED: PlainRequest = {
  auth: { kind: 'profile', profile: 'never' },
  region: 'eu-west-1',
  modelId: 'eu.anthropic.claude-sonnet-4-6',
  baseModelId: 'anthropic.claude-sonnet-4-6',
  modes: ['plan', 'act'],
}
const BEFORE = '{\n  "actModeApiProvider": "openrouter",\n  "mine": [1, 2]\n}'

describe('Cline’s settings as a transaction, in a real VS Code', () => {
  let visit: Visit
  let demo: Demo
  let page: Page
  let wizard: FrameLocator

  const state = () => readFileSync(join(visit.world.home, '.cline/data/globalState.json'), 'utf8')
  const { button, proceed, chooseProfile } = handOn(() => wizard)
  const diffEditors = () => page.locator('.monaco-diff-editor')

  before(async () => {
    const world = makeWorld()
    demo = await startDemo(world.home)
    writeFileSync(join(world.home, '.cline/data/globalState.json'), BEFORE)
    const writer = await bundleWriter()
    await interruptIn(writer, world.home, { XDG_DATA_HOME: join(world.root, 'xdg') }, INTERRUPTED)
    rmSync(dirname(writer), { recursive: true })
    assert.ok(existsSync(providersIn(world.home)), 'the write was interrupted half-way')
    visit = await visitVsCode({ world, env: demo.env })
    ;({ page, wizard } = visit)
    await notification(page, 'A write of Cline’s settings was interrupted').waitFor(LONG)
    await runCommand(page, 'Set up Bedrock for Cline')
    await chooseProfile(/^dev\b/)
    // A step at a time: a second click on the same button would be lost.
    for (const heading of HEADINGS) {
      await proceed()
      await wizard.getByRole('heading', { name: heading }).waitFor(LONG)
    }
    await button('Send test prompt').click(LONG)
    await proceed()
  })

  after(async () => {
    await visit.end()
    await demo.sandbox.stop()
  })

  it('has taken back a write that was killed before the window opened', () => {
    assert.equal(state(), BEFORE)
    assert.ok(!existsSync(providersIn(visit.world.home)))
  })

  it('shows the change in VS Code’s own diff editor before anything is written', async () => {
    await button(/Open diff of globalState/).click(LONG)
    await diffEditors().getByText('"awsRegion"').first().waitFor(LONG)
    await screenshot(page, 'history-diff')
    assert.equal(state(), BEFORE)
    await page.keyboard.press('Control+F4')
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: /Set up Bedrock for Cline/ }).click(LONG)
  })

  it('writes, and says what Cline is set to now', async () => {
    wizard = webview(page)
    await button(/Write Cline.s settings/).click(LONG)
    await wizard.getByText(/Cline is set to: Amazon Bedrock, .*us-east-1, AWS profile dev/).waitFor(LONG)
    await screenshot(page, 'history-done')
    assert.match(state(), /"awsProfile": "dev"/)
  })

  it('keeps the setting under a name', async () => {
    await runCommand(page, 'Named Setups')
    await pickQuick(page, 'Keep Cline’s present setting')
    // The list and the box of names share one field: the title tells which is there.
    await page.locator('.quick-input-title', { hasText: 'Keep Cline’s present setting' }).waitFor(LONG)
    await answerInput(page, 'work')
    await notification(page, 'Kept as “work”').waitFor(LONG)
  })

  it('lists the write, shows what restoring changes, and restores every byte', async () => {
    await runCommand(page, 'Show History of Cline’s Settings')
    await quickRows(page).filter({ hasText: 'profile dev' }).first().waitFor(LONG)
    await screenshot(page, 'history-list')
    await pickQuick(page, 'profile dev')
    await pickQuick(page, 'Restore what was before it')
    await diffEditors().first().waitFor(LONG)
    await screenshot(page, 'history-restore')
    assert.notEqual(state(), BEFORE, 'nothing is restored before the user says so')
    await pressInDialog(page, 'Restore')
    await notification(page, 'as before').waitFor(LONG)
    assert.equal(state(), BEFORE)
  })

  it('switches back to the named setup, after showing what that changes', async () => {
    await runCommand(page, 'Named Setups')
    await pickQuick(page, 'work')
    await diffEditors().first().waitFor(LONG)
    await pressInDialog(page, 'Switch')
    await notification(page, 'Cline is set to: Bedrock').waitFor(LONG)
    assert.match(state(), /"awsProfile": "dev"/)
  })

  it('undoes with one command, and deletes the backups with another', async () => {
    await runCommand(page, 'Restore Cline’s Previous Settings')
    await diffEditors().first().waitFor(LONG)
    await pressInDialog(page, 'Restore')
    // The message of the last restore may still be there: the file tells.
    await until(() => state() === BEFORE, 'the file as it was before')
    await runCommand(page, 'Show History of Cline’s Settings')
    await pickQuick(page, 'Delete all backups')
    await pressInDialog(page, 'Delete')
    await notification(page, 'Backups deleted: 4').waitFor(LONG)
  })
})

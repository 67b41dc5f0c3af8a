import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import { until } from '../lib/until.ts'
import { launchBrowser, openWorkbench, waitForWorkbench } from './lib/browser.ts'
import { type Demo, startDemo } from './lib/demo.ts'
import { installUnpacked, projectRoot } from './lib/extension.ts'
import { type Server, startServer } from './lib/server.ts'
import { installStandInCline, standInTasks } from './lib/standInCline/install.ts'
import { pressInDialog, runCommand, screenshot, throughReload, webview } from './lib/workbench.ts'
import { makeWorld } from './lib/world.ts'

const LONG = { timeout: 30_000 }

describe('while Cline runs in two windows of a real VS Code', () => {
  let browser: Browser
  let demo: Demo
  let server: Server
  let first: Page
  let second: Page
  let wizard: FrameLocator

  before(async () => {
    browser = await launchBrowser()
    const world = makeWorld()
    demo = await startDemo(world.home)
    await Promise.all([installUnpacked(projectRoot, world.extensions), installStandInCline(world.extensions)])
    server = await startServer({ world, env: demo.env })
    const api = join(world.root, 'api')
    mkdirSync(api)
    first = await openWorkbench(browser, server)
    second = await first.context().newPage()
    await second.goto(`${server.origin}/?folder=${encodeURIComponent(api)}`)
    await waitForWorkbench(second)
    await first.bringToFront()
    await runCommand(first, 'Set up Bedrock for Cline')
    wizard = webview(first)
  })

  after(async () => {
    await browser.close()
    await server.stop()
    await demo.sandbox.stop()
  })

  const state = () =>
    JSON.parse(readFileSync(join(server.world.home, '.cline/data/globalState.json'), 'utf8')) as Record<
      string,
      unknown
    >
  const button = (name: string | RegExp) => wizard.getByRole('button', { name })
  const proceed = async () => {
    await wizard.locator('vscode-button:not([disabled])', { hasText: 'Continue' }).click(LONG)
  }

  it('names the other window before anything is written', async () => {
    await wizard.getByRole('combobox', { name: 'Profile' }).click(LONG)
    await wizard.getByRole('option', { name: /^dev\b/ }).click(LONG)
    for (const text of [
      'AWS knows these credentials: dev.',
      'Bedrock answers in us-east-1.',
      'No blocker found',
    ]) {
      await wizard.getByText(text).first().waitFor(LONG)
      await proceed()
    }
    await button('Send test prompt').click(LONG)
    await wizard
      .getByText(/model answered/i)
      .first()
      .waitFor(LONG)
    await proceed()
    await wizard.getByText('The window “api”').first().waitFor(LONG)
    await screenshot(first, 'running-review')
  })

  it('writes, reloads, and says so when Cline has taken the settings up', async () => {
    await button(/Write Cline.s settings/).click(LONG)
    await throughReload(first, () => pressInDialog(first, 'Write and reload'))
    wizard = webview(first)
    await wizard.getByText('Cline has taken up the new settings.').first().waitFor(LONG)
    await screenshot(first, 'running-confirmed')
    const now = state()
    assert.equal(now.actModeApiProvider, 'bedrock')
    assert.equal(now.clineVersion, '4.1.13', 'Cline itself wrote the file, with our values in its memory')
  })

  it('lets Cline itself answer a first task, with what was written', async () => {
    await button('Give Cline a first task').click(LONG)
    await until(() => standInTasks(server.world.home).length > 0, 'the task in Cline')
    const [task] = standInTasks(server.world.home)
    assert.equal(task?.provider, 'bedrock')
    assert.equal(task?.model, state().actModeApiModelId)
  })
})

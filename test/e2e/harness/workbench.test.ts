import assert from 'node:assert/strict'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { findAccessibilityProblems } from '../lib/axe.ts'
import { launchBrowser, openWorkbench } from '../lib/browser.ts'
import { type Server, startServer } from '../lib/server.ts'
import { setTheme, waitForTheme } from '../lib/themes.ts'
import {
  answerInput,
  notification,
  pickQuick,
  pressInDialog,
  pressInNotification,
  reloadWindow,
  runCommand,
  screenshot,
  webview,
  webviewFrame,
} from '../lib/workbench.ts'
import { makeFixture } from './fixture.ts'

describe('the harness drives a real VS Code', () => {
  let browser: Browser
  let server: Server
  let page: Page

  before(async () => {
    process.env.AWS_PROFILE = 'the-testers-own'
    browser = await launchBrowser()
    server = await startServer({ installed: [makeFixture()], home: { '.aws/config': '[default]\n' } })
    page = await openWorkbench(browser, server)
  })

  after(async () => {
    delete process.env.AWS_PROFILE
    await browser.close()
    await server.stop()
    assert.equal(existsSync(server.world.root), false, 'nothing is left on the disk')
  })

  it('installs only what the VSIX would hold', () => {
    const installed = join(server.world.extensions, 'harness.fixture-1.0.0')
    assert.ok(existsSync(join(installed, 'main.cjs')))
    assert.equal(existsSync(join(installed, 'secret.txt')), false)
  })

  it('from the palette through page, dialog, quick pick and input box to a notification', async () => {
    await runCommand(page, 'Open the fixture')
    await webview(page).getByLabel('Name').fill('Zoë')
    await webview(page).getByRole('button', { name: 'Ask' }).click()
    await pressInDialog(page, 'Greet')
    await pickQuick(page, 'blue pill')
    await answerInput(page, 'white rabbit')
    const toast = notification(page, 'Zoë | blue pill | white rabbit')
    await toast.waitFor()
    const text = (await toast.textContent()) ?? ''
    assert.ok(text.includes(server.world.home), 'HOME is the throw-away one')
    assert.match(text, /no profile en/, 'no credentials of the tester leak in')
    assert.ok(statSync(await screenshot(page, 'harness-notification')).size > 10_000)
    await pressInNotification(page, 'white rabbit', 'Thanks')
    await toast.waitFor({ state: 'hidden' })
  })

  it('switches themes while the page is open', async () => {
    const frame = await webviewFrame(page)
    for (const theme of ['light', 'highContrast', 'highContrastLight', 'dark'] as const) {
      setTheme(server, theme)
      await waitForTheme(frame, theme)
    }
  })

  it('finds the planted accessibility mistake', async () => {
    const found = await findAccessibilityProblems(await webviewFrame(page))
    assert.ok(found.some(({ rule }) => rule === 'image-alt'))
  })

  it('keeps the editor from talking to the outside', async () => {
    const outcome = await page.evaluate(() =>
      fetch('http://example.com/', { mode: 'no-cors' }).then(
        () => 'reached',
        () => 'stopped',
      ),
    )
    assert.equal(outcome, 'stopped')
  })

  it('reloads the window', async () => {
    await reloadWindow(page)
    await runCommand(page, 'Open the fixture')
    await webview(page).getByRole('heading', { name: 'Fixture page' }).waitFor()
  })

  it('says so when the palette lacks a command', async () => {
    await assert.rejects(runCommand(page, 'No such command at all', 1000), /does not offer/)
  })
})

describe('the harness in Chinese', () => {
  it('shows titles of the zh-cn bundle', async () => {
    const browser = await launchBrowser()
    const server = await startServer({ installed: [makeFixture()], locale: 'zh-cn' })
    try {
      const page = await openWorkbench(browser, server)
      await runCommand(page, '打开测试页')
      await webview(page).getByRole('heading', { name: 'Fixture page' }).waitFor()
    } finally {
      await browser.close()
      await server.stop()
    }
  })
})

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Frame, FrameLocator, Locator, Page } from 'playwright-core'
import { waitForWorkbench } from './browser.ts'
import { projectRoot } from './extension.ts'

const widget = '.quick-input-widget:visible'

/** The rows of the open quick pick or palette. */
export function quickRows(page: Page): Locator {
  return page.locator(`${widget} .quick-input-list .monaco-list-row`)
}

async function tryCommand(page: Page, title: string): Promise<boolean> {
  await page.keyboard.press('F1')
  const input = page.locator(`${widget} input.input`)
  // The whole title: another command may begin with the same words.
  const whole = new RegExp(`(^|: )${title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)
  const name = page.locator('.label-name', { hasText: whole })
  const row = quickRows(page).filter({ has: name }).first()
  try {
    await input.fill(`>${title}`, { timeout: 2000 })
    await row.click({ timeout: 2000 })
    await row.waitFor({ state: 'hidden', timeout: 5000 })
    return true
  } catch {
    if (page.isClosed()) {
      // That is what the command does.
      return true
    }
    // Extensions are not scanned yet, and an open palette does not learn of new commands; or a page that has
    // just come took the keyboard, which closes the palette; or the row was drawn anew under the pointer.
    await page.keyboard.press('Escape')
    return false
  }
}

/**
 * Runs a command as a user does: F1, its words, Enter. `title` is what the palette shows without the part
 * before a colon being needed ("Set up Bedrock for Cline"). Throws when it does not appear within `timeout` ms.
 */
export async function runCommand(page: Page, title: string, timeout = 30_000): Promise<void> {
  const until = performance.now() + timeout
  while (!(await tryCommand(page, title))) {
    if (performance.now() > until) {
      throw new Error(`The command palette does not offer "${title}".`)
    }
  }
}

/** The content of the n-th webview, for locators that wait (`getByRole` …). */
export function webview(page: Page, nth = 0): FrameLocator {
  return page.frameLocator('iframe.webview.ready').nth(nth).frameLocator('iframe#active-frame')
}

/** The same webview as a Frame, for `evaluate`. The first webview of a browser profile needs about 3 s. */
export async function webviewFrame(page: Page, nth = 0): Promise<Frame> {
  const body = webview(page, nth).locator('body')
  await body.waitFor({ timeout: 30_000 })
  const handle = await body.elementHandle()
  const frame = await handle?.ownerFrame()
  if (!frame) {
    throw new Error('The webview went away.')
  }
  return frame
}

/** Picks the row with this text in an open quick pick. */
export async function pickQuick(page: Page, text: string): Promise<void> {
  await quickRows(page).filter({ hasText: text }).first().click()
}

/** Answers an open input box, or types a path into the open dialog of files. */
export async function answerInput(page: Page, text: string): Promise<void> {
  const input = page.locator(`${widget} input.input`)
  await input.fill(text)
  await input.press('Enter')
}

/** The modal dialog. */
export function dialog(page: Page): Locator {
  return page.locator('.monaco-dialog-box')
}

/** Presses a button of the modal dialog and waits until the dialog is gone. */
export async function pressInDialog(page: Page, button: string): Promise<void> {
  await dialog(page).getByRole('button', { name: button, exact: true }).click()
  await dialog(page).waitFor({ state: 'hidden' })
}

/** The notification (toast) with this text. There are none in development mode. */
export function notification(page: Page, text: string | RegExp): Locator {
  return page.locator('.notification-toast').filter({ hasText: text })
}

/** Presses a button of the notification with this text. */
export async function pressInNotification(page: Page, text: string | RegExp, button: string): Promise<void> {
  const toast = notification(page, text)
  await toast.hover()
  await toast.getByRole('button', { name: button, exact: true }).click()
}

/** Does something that reloads the window and waits until the workbench is back. */
export async function throughReload(page: Page, action: () => Promise<void>): Promise<void> {
  const loaded = page.waitForEvent('load', { timeout: 30_000 })
  await action()
  await loaded
  await waitForWorkbench(page)
}

/** "Developer: Reload Window". */
export async function reloadWindow(page: Page): Promise<void> {
  await throughReload(page, () => runCommand(page, 'Developer: Reload Window'))
}

/** Keeps a picture as test-results/screenshots/NAME.png (ignored by git, an artefact of CI). */
export async function screenshot(page: Page, name: string): Promise<string> {
  const folder = join(projectRoot, 'test-results/screenshots')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.png`)
  await page.screenshot({ path, animations: 'disabled' })
  return path
}

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FrameLocator, Page } from 'playwright-core'
import { until } from '../lib/until.ts'
import { type Demo, startDemo } from './lib/demo.ts'
import { type Keyboard, keyboardOn, zh } from './lib/keyboard.ts'
import { quickPick } from './lib/quickPick.ts'
import { type Visit, visitVsCode } from './lib/visit.ts'
import { runCommand, screenshot, webview, webviewFrame } from './lib/workbench.ts'
import { makeWorld } from './lib/world.ts'

const LONG = { timeout: 30_000 }
describe('the main flow in Chinese, with nothing but the keyboard, in a real VS Code', () => {
  let visit: Visit
  let demo: Demo
  let page: Page
  let keyboard: Keyboard
  let wizard: FrameLocator

  before(async () => {
    const world = makeWorld()
    demo = await startDemo(world.home)
    visit = await visitVsCode({ world, env: demo.env, locale: 'zh-cn', command: '为 Cline 设置 Bedrock' })
    page = visit.page
    wizard = webview(page)
    keyboard = keyboardOn(page, await webviewFrame(page), wizard)
    await wizard.getByRole('heading', { name: zh('Who is asking?') }).waitFor(LONG)
    await page.keyboard.press('Control+1')
  })

  after(async () => {
    await visit.end()
    await demo.sandbox.stop()
  })

  async function proceed(): Promise<void> {
    await wizard.locator('vscode-button:not([disabled])', { hasText: zh('Continue') }).waitFor(LONG)
    assert.deepEqual(await keyboard.english(), [])
    await keyboard.use('Continue')
  }

  it('chooses a profile with the arrow keys', async () => {
    await keyboard.tabTo('Profile')
    await page.keyboard.press('Space')
    await wizard.locator('vscode-dropdown[open]').waitFor(LONG)
    const selected = wizard.locator('vscode-option[aria-selected=true]')
    const current = async () => ((await selected.first().textContent()) ?? '').trim()
    for (let at = await current(); !/^dev /.test(at); at = await current()) {
      await page.keyboard.press('ArrowDown')
      await selected
        .filter({ hasNotText: at })
        .first()
        .waitFor({ state: 'attached', ...LONG })
    }
    await page.keyboard.press('Enter')
    await proceed()
  })

  it('goes through region, model and test prompt', async () => {
    await keyboard.arrives('Where does Bedrock run?')
    await proceed()
    await keyboard.arrives('Which model answers?')
    await screenshot(page, 'zh-model')
    await proceed()
    await keyboard.arrives('Does it answer?')
    await keyboard.use('Send test prompt')
    await proceed()
  })

  it('writes the settings and takes them back', async () => {
    await keyboard.arrives('What will change?')
    await keyboard.use('Write Cline’s settings')
    await keyboard.arrives('All is ready for Cline')
    await screenshot(page, 'zh-done')
    assert.deepEqual(await keyboard.english(), [])
    const state = join(visit.world.home, '.cline/data/globalState.json')
    assert.equal(JSON.parse(readFileSync(state, 'utf8')).actModeApiProvider, 'bedrock')
    await keyboard.use('Undo')
    await wizard.getByText(zh('The settings are as they were before.')).first().waitFor(LONG)
    assert.equal(readFileSync(state, 'utf8'), '{}\n', 'byte for byte')
  })

  it('opens a health report in Chinese, without the account’s number', async () => {
    await runCommand(page, '打开健康报告')
    const lines = page.locator('.monaco-editor .view-lines').first()
    await lines.filter({ hasText: zh('Bedrock for Cline: health report') }).waitFor(LONG)
    const text = (await lines.textContent()) ?? ''
    assert.match(text, /us-east-1/)
    assert.doesNotMatch(text, /\d{12}/)
    // The preview beside it comes last, and takes the keyboard.
    const title = zh('Bedrock for Cline: health report')
    await webview(page).getByRole('heading', { name: title }).waitFor(LONG)
    await screenshot(page, 'zh-report')
  })

  it('goes the same way with typed keys in quick picks, which speak Chinese from the first to the last', async () => {
    const quick = quickPick(page)
    const widget = page.locator('.quick-input-widget:visible')
    const seen: string[] = []
    /** A title, with all that is to be read under it. */
    const arrive = async (step: string, count: number) => {
      await quick.title(`${zh(step)} (${count}/7)`)
      const texts = await page
        .locator('.quick-input-widget:visible .quick-input-list-label')
        // What can be seen: VS Code uses rows again and hides in them what the palette had there.
        .allInnerTexts()
      const field = page.locator('.quick-input-widget:visible input.input')
      seen.push(...texts, (await field.getAttribute('placeholder')) ?? '')
    }
    const enter = async (name: string, text: string) => {
      await page.locator(`.quick-input-widget:visible input[placeholder="${zh(name)}"]`).waitFor(LONG)
      seen.push((await page.locator('.quick-input-widget:visible .quick-input-message').textContent()) ?? '')
      await quick.enter(zh(name), text)
    }
    await runCommand(page, '为 Cline 设置 Bedrock（快速选择）')
    await arrive('Done', 6)
    await widget.locator('input.input').focus()
    await quick.accept(zh('Back to the test prompt'))
    const isAtStart = () => quick.row(zh('Access keys')).isVisible()
    let shown = ''
    let looks = 0
    await until(async () => {
      // A key that meets a place while it is drawn anew is lost, so it is pressed again as a person would.
      const text = (await widget.textContent()) ?? ''
      looks += 1
      if ((text !== shown || looks % 100 === 0) && !(await isAtStart())) {
        shown = text
        await quick.back()
      }
      return await isAtStart()
    }, 'the first place, which back leads to')
    await arrive('Credentials', 1)
    await quick.choose(zh('Access keys'))
    await enter('Access key ID', demo.typed.accessKeyId)
    await enter('Secret access key', demo.typed.secretAccessKey)
    await enter('Session token (optional)', '')
    await quick.row(zh('Continue')).waitFor(LONG)
    await arrive('Credentials', 1)
    await quick.accept(zh('Continue'))
    await arrive('Region', 2)
    await quick.choose('us-east-1')
    await quick.row(zh('Continue')).waitFor(LONG)
    await quick.accept(zh('Continue'))
    await arrive('Model', 3)
    await quick.row('Anthropic').waitFor(LONG)
    await quick.accept(zh('Recommended'))
    await quick.row(zh('Continue')).waitFor(LONG)
    await arrive('Model', 3)
    await screenshot(page, 'zh-quick-model')
    await quick.accept(zh('Continue'))
    await arrive('Test prompt', 4)
    await quick.enter(zh('Prompt'))
    await quick.row(zh('Continue')).waitFor(LONG)
    await quick.accept(zh('Continue'))
    await quick.row('globalState.json').waitFor(LONG)
    await arrive('Review', 5)
    await screenshot(page, 'zh-quick-review')
    await quick.accept(zh('Write Cline’s settings'))
    await arrive('Done', 6)
    const state = join(visit.world.home, '.cline/data/globalState.json')
    assert.equal(JSON.parse(readFileSync(state, 'utf8')).awsAuthentication, 'credentials')
    const english = seen.filter((text) => /(\b[A-Za-z’']+\b[ ,]+){3,}[a-z]+/.test(text))
    assert.deepEqual(english, [])
    assert.ok(seen.length > 60, 'there was much to read')
  })
})

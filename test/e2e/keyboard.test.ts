import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Frame, FrameLocator, Page } from 'playwright-core'
import { until } from '../lib/until.ts'
import { type Demo, startDemo } from './lib/demo.ts'
import { FOCUS, type Focus } from './lib/focus.ts'
import { zh } from './lib/keyboard.ts'
import { quickPick } from './lib/quickPick.ts'
import { type Visit, visitVsCode } from './lib/visit.ts'
import { runCommand, screenshot, webview, webviewFrame } from './lib/workbench.ts'
import { makeWorld } from './lib/world.ts'

const LONG = { timeout: 30_000 }
describe('the main flow in Chinese, with nothing but the keyboard, in a real VS Code', () => {
  let visit: Visit
  let demo: Demo
  let page: Page
  let frame: Frame
  let wizard: FrameLocator

  before(async () => {
    const world = makeWorld()
    demo = await startDemo(world.home)
    visit = await visitVsCode({ world, env: demo.env, locale: 'zh-cn', command: '为 Cline 设置 Bedrock' })
    page = visit.page
    frame = await webviewFrame(page)
    wizard = webview(page)
    await wizard.getByRole('heading', { name: zh('Who is asking?') }).waitFor(LONG)
    await page.keyboard.press('Control+1')
  })

  after(async () => {
    await visit.end()
    await demo.sandbox.stop()
  })

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await screenshot(page, 'keyboard-failure')
    }
  })

  const focus = () => frame.evaluate(FOCUS) as Promise<Focus>

  /** Tabs on, as far as the control with this name; each stop on the way can be seen. */
  async function tabTo(name: string | RegExp): Promise<void> {
    const stops: string[] = []
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab')
      const at = await focus()
      stops.push(`${at.tag} ${at.name.slice(0, 30)}`)
      assert.ok(at.seen, `the focus can be seen on ${stops.at(-1)}`)
      if (typeof name === 'string' ? at.name === name : name.test(at.name)) {
        return
      }
    }
    assert.fail(`no way by Tab to ${name}: ${stops.join(', ')}`)
  }

  async function proceed(): Promise<void> {
    await wizard.locator('vscode-button:not([disabled])', { hasText: zh('Continue') }).waitFor(LONG)
    assert.deepEqual(await english(), [])
    await tabTo(zh('Continue'))
    await page.keyboard.press('Enter')
  }

  /** Lines of the page that are English words; ids, paths and AWS's own texts stand in code. */
  async function english(): Promise<string[]> {
    const texts = (await frame.evaluate(`(() => {
      const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
      const texts = []
      while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode
        if (!parentElement.closest('code, pre, textarea, .path')) texts.push(data.trim())
      }
      return texts
    })()`)) as string[]
    return texts.filter((text) => /(\b[A-Za-z’']+\b[ ,]+){3,}[a-z]+/.test(text))
  }

  /** A new step puts the keyboard on its heading. What the step before found was told in Chinese. */
  async function arrives(title: string): Promise<void> {
    await wizard.getByRole('heading', { name: zh(title) }).waitFor(LONG)
    const { name, tag } = await focus()
    assert.deepEqual([tag, name], ['H2', zh(title)])
  }

  it('chooses a profile with the arrow keys', async () => {
    await tabTo(zh('Profile'))
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
    await arrives('Where does Bedrock run?')
    await proceed()
    await arrives('Which model answers?')
    await screenshot(page, 'zh-model')
    await proceed()
    await arrives('Does it answer?')
    await tabTo(zh('Send test prompt'))
    await page.keyboard.press('Enter')
    await proceed()
  })

  it('writes the settings and takes them back', async () => {
    await arrives('What will change?')
    await wizard
      .locator('vscode-button:not([disabled])', { hasText: zh('Write Cline’s settings') })
      .waitFor(LONG)
    await tabTo(zh('Write Cline’s settings'))
    await page.keyboard.press('Enter')
    await arrives('All is ready for Cline')
    await screenshot(page, 'zh-done')
    assert.deepEqual(await english(), [])
    const state = join(visit.world.home, '.cline/data/globalState.json')
    assert.equal(JSON.parse(readFileSync(state, 'utf8')).actModeApiProvider, 'bedrock')
    await tabTo(zh('Undo'))
    await page.keyboard.press('Enter')
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
        .allTextContents()
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
    await page.keyboard.press('Enter')
    await quick.row(zh('Continue')).waitFor(LONG)
    await arrive('Model', 3)
    await screenshot(page, 'zh-quick-model')
    await quick.accept(zh('Continue'))
    await arrive('Test prompt', 4)
    await page.keyboard.press('Enter')
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

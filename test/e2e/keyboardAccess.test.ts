import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FrameLocator, Page } from 'playwright-core'
import type { Account } from '../sandbox/world.ts'
import { BASE, type BareVisit, visitBareAccount } from './lib/bareAccount.ts'
import { type Keyboard, keyboardOn, zh } from './lib/keyboard.ts'
import type { TestClock } from './lib/testClock/install.ts'
import type { Visit } from './lib/visit.ts'
import { screenshot, webview, webviewFrame } from './lib/workbench.ts'

const LONG = { timeout: 30_000 }

describe('form, agreement, policy and security in Chinese, with nothing but the keyboard, in a real VS Code', () => {
  let bare: BareVisit
  let visit: Visit
  let account: Account
  let clock: TestClock
  let page: Page
  let wizard: FrameLocator
  let hand: Keyboard

  before(async () => {
    bare = await visitBareAccount({ locale: 'zh-cn', command: '为 Cline 设置 Bedrock' })
    ;({ visit, account, clock } = bare)
    page = visit.page
    wizard = webview(page)
    hand = keyboardOn(page, await webviewFrame(page), wizard)
    await wizard.getByRole('heading', { name: zh('Who is asking?') }).waitFor(LONG)
    await page.keyboard.press('Control+1')
  })

  after(async () => {
    await bare.end()
  })

  it('chooses the profile of someone who owns the account', async () => {
    await hand.tabTo('Profile')
    await page.keyboard.press('Space')
    await wizard.locator('vscode-dropdown[open]').waitFor(LONG)
    const selected = wizard.locator('vscode-option[aria-selected=true]')
    const current = async () => ((await selected.first().textContent()) ?? '').trim()
    for (let at = await current(); !/^owner /.test(at); at = await current()) {
      await page.keyboard.press('ArrowDown')
      await selected
        .filter({ hasNotText: at })
        .first()
        .waitFor({ state: 'attached', ...LONG })
    }
    await page.keyboard.press('Enter')
    await hand.use('Continue')
  })

  it('chooses a region as it comes, and a model by its id', async () => {
    await hand.arrives('Where does Bedrock run?')
    await hand.use('Continue')
    await hand.arrives('Which model answers?')
    await hand.unfold('Choose another model')
    await hand.type('Model id or ARN', `us.${BASE}`)
    await page.keyboard.press('Enter')
    // The recommended model lacked the form, too: this one has its own checks, and then the form again.
    await wizard.locator('.model-answer code', { hasText: `us.${BASE}` }).waitFor(LONG)
    await wizard.getByRole('heading', { name: zh('Anthropic’s use-case form') }).waitFor(LONG)
  })

  it('fills in the form: a gap gets the keyboard, and AWS takes it', async () => {
    await hand.type('Company', 'Example Corp')
    await hand.tabTo('People inside the company')
    await page.keyboard.press('Space')
    await hand.type('Industry', 'Software')
    await hand.type('What the models are used for', 'Code review')
    await hand.tick('The answers are true, and I may make this statement for the company.')
    await hand.use('Send to AWS')
    const website = wizard.getByRole('textbox', { name: zh('Website of the company') })
    await wizard.locator('#form-companyWebsite:focus').waitFor(LONG)
    assert.equal(await website.getAttribute('aria-invalid'), 'true')
    await page.keyboard.type('https://example.com')
    await hand.tick('The answers are true, and I may make this statement for the company.')
    await hand.use('Send to AWS')
    await wizard.getByRole('region', { name: zh('Waiting for AWS') }).waitFor(LONG)
    assert.equal(
      (JSON.parse(String(account.bedrock.useCaseForm)) as { companyName: string }).companyName,
      'Example Corp',
    )
    await clock.advance(5000)
    await wizard.getByRole('heading', { name: zh('AWS Marketplace agreement') }).waitFor(LONG)
  })

  it('reads and accepts the agreement', async () => {
    await hand.use('Show the offer')
    await wizard.getByRole('table').first().waitFor(LONG)
    await hand.tick('I accept these terms for this AWS account. Use is billed to it.')
    await hand.use('Accept the agreement')
    await wizard.getByText(zh('Waiting for AWS')).first().waitFor(LONG)
    await clock.advance(180_000)
    await wizard
      .getByText(zh('AWS is done. Only a test prompt proves that the model answers.'))
      .first()
      .waitFor(LONG)
    assert.equal(account.bedrock.agreements[BASE], 'AVAILABLE')
  })

  it('has the policy created, and taken back', async () => {
    const attached = () => account.users.owner?.attached.length
    const before = attached()
    await hand.unfold('Show the policy, and give it to someone')
    await hand.use('Create it in AWS…')
    await wizard.getByRole('heading', { name: zh('What will be created') }).waitFor(LONG)
    await screenshot(page, 'zh-policy')
    await hand.use('Create and attach it')
    const undo = wizard.getByRole('button', { name: zh('Take it back') })
    await undo.waitFor(LONG)
    assert.equal(attached(), Number(before) + 1)
    await hand.use('Take it back')
    await wizard.getByText(zh('The policy was taken off and deleted.')).first().waitFor(LONG)
    assert.equal(attached(), before)
    await screenshot(page, 'zh-model')
  })

  it('sends the test prompt', async () => {
    await hand.use('Continue')
    await hand.arrives('Does it answer?')
    await hand.use('Send test prompt')
    await hand.use('Continue')
  })

  it('writes the settings and takes them back', async () => {
    await hand.arrives('What will change?')
    await wizard
      .locator('vscode-button:not([disabled])', { hasText: zh('Write Cline’s settings') })
      .waitFor(LONG)
    await hand.tabTo('Write Cline’s settings')
    await page.keyboard.press('Enter')
    await hand.arrives('All is ready for Cline')
    await screenshot(page, 'zh-done')
    assert.deepEqual(await hand.english(), [])
    const state = join(visit.world.home, '.cline/data/globalState.json')
    assert.equal(JSON.parse(readFileSync(state, 'utf8')).actModeApiProvider, 'bedrock')
    await hand.use('Security and cost')
    await hand.arrives('Security, monitoring and cost')
    await wizard.getByRole('heading', { name: zh('Audits and data') }).waitFor(LONG)
    assert.deepEqual(await hand.english(), [])
    await hand.tabTo(/^CloudFormation/)
    await page.keyboard.press('Enter')
    await wizard.getByRole('region', { name: zh('Ready to run') }).waitFor(LONG)
    await hand.tabTo('Ready to run')
    await screenshot(page, 'zh-security')
    await hand.use('Back')
    await hand.arrives('All is ready for Cline')
    await hand.use('Undo')
    await wizard.getByText(zh('The settings are as they were before.')).first().waitFor(LONG)
    assert.equal(readFileSync(state, 'utf8'), '{}\n', 'byte for byte')
  })
})

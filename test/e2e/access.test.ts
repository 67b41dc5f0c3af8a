import assert from 'node:assert/strict'
import { readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { FrameLocator, Page } from 'playwright-core'
import { until } from '../lib/until.ts'
import { ACCOUNT, allow, policy } from '../sandbox/build.ts'
import type { Sandbox } from '../sandbox/server.ts'
import type { Account } from '../sandbox/world.ts'
import { runAsAdministrator } from './lib/administrator.ts'
import { BASE, type BareVisit, forget, visitBareAccount } from './lib/bareAccount.ts'
import type { TestClock } from './lib/testClock/install.ts'
import { handOn, type Visit } from './lib/visit.ts'
import { notification, pressInNotification, runCommand, screenshot } from './lib/workbench.ts'

const LONG = { timeout: 20_000 }
const MODEL = `us.${BASE}`
const OTHER = 'anthropic.claude-haiku-4-5-20251001-v1:0'
const MINUTE = 60_000
const isOurs = (folder: string): boolean => folder.startsWith('bedrock-setup.')

describe('what an account lacks, settled in the page', () => {
  let bare: BareVisit
  let visit: Visit
  let sandbox: Sandbox
  let account: Account
  let page: Page
  let wizard: FrameLocator
  let applied = 0
  let clock: TestClock

  before(async () => {
    bare = await visitBareAccount({ command: 'Set up Bedrock for Cline' })
    ;({ visit, sandbox, account, clock } = bare)
    ;({ page, wizard } = visit)
  })

  after(async () => {
    await bare.end()
  })

  const { press, says: see, proceed, chooseProfile } = handOn(() => wizard)
  const modelCard = () => wizard.getByRole('region', { name: 'Model access check' })
  const checkAgain = () => modelCard().getByRole('button', { name: 'Check again' }).click(LONG)

  /** The administrator gets what is on the clipboard and runs it. That is all the help there is. */
  async function sendToAdministrator(button: string): Promise<string> {
    await page.evaluate(`navigator.clipboard.writeText('')`)
    await press(button)
    let text = ''
    while (text === '') {
      text = await page.evaluate<string>('navigator.clipboard.readText()')
    }
    await runAsAdministrator(sandbox, text)
    applied += 1
    return text
  }

  describe('without rights, form or agreement: to green by the texts that the page gives', () => {
    it('goes on without a list of models: the id is typed', async () => {
      await chooseProfile(/^newcomer\b/)
      await see('AWS knows these credentials: newcomer.')
      await proceed()
      await see(/models may not be listed there/)
      await proceed()
      await wizard.getByRole('textbox', { name: 'Model id or ARN' }).fill(MODEL)
      await press('Use this id')
      await see('Models may not be listed')
      await screenshot(page, 'access-rights-missing')
    })

    it('gives the administrator commands that grant exactly what is missing', async () => {
      await wizard.getByText('Show the policy, and give it to someone').click(LONG)
      await press('AWS CLI')
      await screenshot(page, 'access-policy')
      const text = await sendToAdministrator('Copy as AWS CLI')
      assert.match(text, /^aws iam create-policy --policy-name ClineBedrockInvokeAccess/)
      assert.deepEqual(account.users.newcomer?.attached, [
        `arn:aws:iam::${ACCOUNT}:policy/ClineBedrockInvokeAccess`,
      ])
      await checkAgain()
      await see('The use case form is missing')
    })

    it('takes the form’s answers from the user, is refused, and gives them to the administrator to send', async () => {
      await wizard.getByRole('textbox', { name: 'Company', exact: true }).fill('Example Corp')
      await wizard.getByRole('textbox', { name: 'Website of the company' }).fill('https://example.com')
      await wizard.getByRole('radio', { name: 'People inside the company' }).check()
      await wizard.getByRole('textbox', { name: 'Industry', exact: true }).fill('Software')
      await wizard
        .getByRole('textbox', { name: 'What the models are used for' })
        .fill('Writing “code” – with Cline')
      await wizard.getByRole('checkbox', { name: /I may make this statement/ }).check()
      await press('Send to AWS')
      await see('An IAM permission is missing')
      assert.equal(account.bedrock.useCaseForm, null)
      await screenshot(page, 'access-form')
      await sendToAdministrator('Copy the form for the administrator')
      const stored = JSON.parse(String(account.bedrock.useCaseForm)) as Record<string, string>
      assert.equal(stored.companyName, 'Example Corp')
      assert.equal(stored.useCases, 'Writing “code” – with Cline')
      await checkAgain()
      await wizard.getByRole('heading', { name: 'AWS Marketplace agreement' }).waitFor(LONG)
    })

    it('has the agreement accepted, waits with a visible clock, and sees by itself that AWS is done', async () => {
      await sendToAdministrator('Copy the agreement for the administrator')
      assert.equal(account.bedrock.agreements[BASE], 'PENDING')
      await wizard.getByRole('button', { name: 'Back' }).click(LONG)
      await proceed()
      await wizard.getByRole('heading', { name: 'Which model answers?' }).waitFor(LONG)
      await proceed()
      await press('Send test prompt')
      await see(/subscription/i)
      await screenshot(page, 'access-pending')
      await wizard.getByRole('button', { name: /Model/ }).first().click(LONG)
      await wizard.locator('elapsed-time').waitFor(LONG)
      await clock.advance(125_000)
      await see('AWS is done.')
      await screenshot(page, 'access-done')
    })

    it('is green: the model answers a prompt', async () => {
      await proceed()
      await press('Send test prompt')
      await see(/model answered/i)
      await screenshot(page, 'access-green')
      assert.equal(applied, 3, 'three texts, all of them of the page')
      assert.deepEqual(account.users.newcomer?.inline, {})
    })

    it('who may change policies creates the policy after a preview, beside the one there, and takes it back', async () => {
      const attached = () => account.users.newcomer?.attached.map((arn) => arn.split('/').at(-1))
      if (account.users.newcomer) {
        account.users.newcomer.inline.Iam = policy(allow('iam:*'))
      }
      await press('Back')
      await wizard.getByText('Show the policy, and give it to someone').click(LONG)
      await press('Create it in AWS…')
      await see('attached to the user newcomer')
      assert.deepEqual(attached(), ['ClineBedrockInvokeAccess'], 'nothing before the word is given')
      await press('Create and attach it')
      await see('A policy named ClineBedrockInvokeAccess-2')
      await press('Create and attach it')
      await see(/was created from here and attached to newcomer/)
      assert.deepEqual(attached(), ['ClineBedrockInvokeAccess', 'ClineBedrockInvokeAccess-2'])
      await screenshot(page, 'access-created')
      await press('Take it back')
      await see('The policy was taken off and deleted.')
      assert.deepEqual(attached(), ['ClineBedrockInvokeAccess'])
    })
  })

  describe('by an owner who has the rights: form, agreement and fifteen minutes of waiting', () => {
    const FORM = {
      companyName: 'Owner Ltd',
      companyWebsite: 'https://owner.example.com',
      intendedUsers: '2',
      industryOption: 'Finance',
      otherIndustryOption: '',
      useCases: 'Code review',
    }
    const form = () => wizard.getByRole('region', { name: 'Anthropic’s use-case form' })
    const agreement = () => wizard.getByRole('region', { name: 'AWS Marketplace agreement' })
    const waiting = () => wizard.getByRole('region', { name: 'Waiting for AWS' })
    const status = () => account.bedrock.agreements[BASE]

    /** One look of the page after so many minutes, seen by what its timer then says. */
    async function pass(minutes: number): Promise<void> {
      for (let minute = 0; minute < minutes; minute += 1) {
        passed += 1
        await clock.advance(MINUTE)
        await waiting()
          .getByText(new RegExp(`^${passed}:\\d\\d of at most 15:00$`))
          .waitFor(LONG)
      }
    }
    let passed = 0

    /** Accepts the offer that is shown, once the box is ticked. */
    async function acceptTheOffer(): Promise<void> {
      const accept = agreement().getByRole('button', { name: 'Accept the agreement' })
      await accept.waitFor(LONG)
      assert.ok(await accept.isDisabled(), 'nothing is accepted before the box is ticked')
      await agreement()
        .getByRole('checkbox', { name: /I accept these terms/ })
        .check()
      await accept.click(LONG)
    }

    it('the form goes out in the user’s own words after an explicit yes, and AWS takes it', async () => {
      forget(account)
      await wizard
        .getByRole('button', { name: /Credentials/ })
        .first()
        .click(LONG)
      await chooseProfile(/^owner\b/)
      await see('AWS knows these credentials: owner.')
      await proceed()
      await see('Bedrock answers in us-east-1.')
      await proceed()
      await form().waitFor(LONG)
      const text = (name: string, value: string) =>
        form().getByRole('textbox', { name, exact: true }).fill(value)
      await text('Company', FORM.companyName)
      await text('Website of the company', FORM.companyWebsite)
      await form().getByRole('radio', { name: 'Both' }).check()
      await text('Industry', FORM.industryOption)
      await text('What the models are used for', FORM.useCases)
      const send = form().getByRole('button', { name: 'Send to AWS' })
      assert.ok(await send.isDisabled(), 'nothing is sent before the box is ticked')
      await form()
        .getByRole('checkbox', { name: /I may make this statement/ })
        .check()
      await screenshot(page, 'access-form-filled')
      await send.click(LONG)
      await waiting()
        .getByText(/The form is handed in/)
        .waitFor(LONG)
      assert.deepEqual(JSON.parse(String(account.bedrock.useCaseForm)), FORM)
      await clock.advance(5000)
      await see('AWS is done.')
    })

    it('the agreement is accepted after its prices and terms were read, and is pending', async () => {
      account.bedrock.agreementDelayMs = 14.5 * MINUTE
      await press('Show the offer')
      for (const price of ['0.003', '0.015']) {
        await agreement().getByRole('cell', { name: price }).waitFor(LONG)
      }
      const terms = agreement().getByRole('link', { name: 'Read the terms' })
      assert.match((await terms.getAttribute('href')) ?? '', /^https:\/\/aws\.amazon\.com\/legal\//)
      await screenshot(page, 'access-offer')
      assert.equal(status(), 'NOT_AVAILABLE', 'looking binds nobody')
      await acceptTheOffer()
      await waiting()
        .getByText(/0:\d\d of at most 15:00/)
        .waitFor(LONG)
      assert.equal(status(), 'PENDING')
    })

    it('it is waited for through fourteen minutes, the page closed on the way, and then it is there', async () => {
      await pass(6)
      await runCommand(page, 'Close Editor')
      passed += 3
      await clock.advance(3 * MINUTE)
      await runCommand(page, 'Set up Bedrock for Cline')
      await waiting()
        .getByText(/9:\d\d of at most 15:00/)
        .waitFor(LONG)
      await pass(5)
      await screenshot(page, 'access-fourteen-minutes')
      assert.equal(status(), 'PENDING')
      await clock.advance(MINUTE)
      await see('AWS is done.')
      await proceed()
      await press('Send test prompt')
      await see(/model answered/i)
      assert.equal(applied, 3, 'without any administrator')
    })

    it('past fifteen minutes it says so, and a look after AWS is done ends it well all the same', async () => {
      account.bedrock.agreements[OTHER] = 'NOT_AVAILABLE'
      account.bedrock.agreementDelayMs = 60 * MINUTE
      await press('Back')
      await wizard.getByText('Choose another model').click(LONG)
      await wizard.getByRole('textbox', { name: 'Model id or ARN' }).fill(`us.${OTHER}`)
      await press('Use this id')
      await press('Show the offer')
      await acceptTheOffer()
      passed = 0
      await waiting()
        .getByText(/0:\d\d of at most 15:00/)
        .waitFor(LONG)
      await pass(14)
      await clock.advance(MINUTE)
      await see(/15 minutes that AWS names are over/)
      await screenshot(page, 'access-late')
      await clock.advance(60 * MINUTE)
      await modelCard().getByRole('button', { name: 'Check now' }).click(LONG)
      await see('AWS is done.')
      await see(/No blocker found/)
    })
  })

  describe('by who compares regions, has an endpoint and wants another model for planning', () => {
    const PLAN = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0'
    const data = () => `${visit.world.home}/.cline/data/globalState.json`
    const table = () => wizard.getByRole('group', { name: 'Answers of the regions' })

    it('every region is asked, and the one answer comes before the table with its bars', async () => {
      account.optInRegions = ['eu-central-2']
      await wizard
        .getByRole('button', { name: /Region/ })
        .first()
        .click(LONG)
      await see(/us-east-1\s+\d+ ms · your model and \d+ others · Stays in US · N\. Virginia, US/)
      await press('Compare all regions')
      await see(/(Quickest with your model:|much nearer than) \S+ \(.+\), \d+ ms\./)
      const rows = table().getByRole('row')
      assert.equal(await rows.count(), 34, '33 regions below the head')
      assert.match(
        (await rows.nth(1).textContent()) ?? '',
        /Has your model\s+(Stays in|May run) [\w ]+\s+\d+ ms\s+\d+/,
      )
      assert.ok((await table().locator('svg.latency-bar').count()) >= 16)
      await rows.filter({ hasText: 'eu-west-1' }).getByText('Stays in Europe').waitFor(LONG)
      await rows.filter({ hasText: 'af-south-1' }).getByText('Not available').waitFor(LONG)
      await screenshot(page, 'access-regions')
    })

    it('an endpoint is asked before it is taken', async () => {
      await wizard.getByText('Use a VPC endpoint or gateway').click(LONG)
      await wizard.getByRole('textbox', { name: 'Endpoint URL' }).fill(sandbox.url)
      await press('Use this endpoint')
      await see(/answers in \d+ ms/)
      await screenshot(page, 'access-endpoint')
      await proceed()
    })

    it('two models have their rights in one policy, answer both, and are written apart', async () => {
      await wizard.getByText('Choose another model').click(LONG)
      await press('For planning only')
      await wizard.getByRole('textbox', { name: 'Model id or ARN' }).fill(PLAN)
      await press('Use this id')
      await wizard.locator('.model-answer code', { hasText: PLAN }).waitFor(LONG)
      await see(/No blocker found/)
      await wizard.getByText('Show the policy, and give it to someone').click(LONG)
      const policyText = (await wizard.locator('pre.policy').first().textContent()) ?? ''
      for (const arn of [PLAN, `inference-profile/us.${OTHER}`]) {
        assert.ok(policyText.includes(arn), arn)
      }
      await screenshot(page, 'access-two-models')
      const before = sandbox.log.length
      await proceed()
      await press('Send test prompt')
      await see(/model answered/i)
      const prompts = sandbox.log.slice(before).filter(({ operation }) => operation === 'ConverseStream')
      assert.deepEqual(
        prompts.map(({ modelId }) => modelId),
        [`us.${OTHER}`, PLAN],
      )
      await proceed()
      await wizard.getByRole('button', { name: /Write Cline.s settings/ }).click(LONG)
      await wizard.getByRole('button', { name: 'Undo' }).first().waitFor(LONG)
      const state = JSON.parse(readFileSync(data(), 'utf8')) as Record<string, unknown>
      assert.deepEqual(
        [state.planModeApiModelId, state.actModeApiModelId, state.awsBedrockEndpoint],
        [PLAN, `us.${OTHER}`, sandbox.url],
      )
      assert.equal(state.planModeAwsBedrockCustomModelBaseId, 'amazon.nova-lite-v1:0')
    })
  })

  describe('a page that VS Code does not bring up', () => {
    it('is noticed, and opened again on request where it was', async () => {
      const folder = join(visit.world.extensions, readdirSync(visit.world.extensions).find(isOurs) ?? '')
      const script = join(folder, 'dist/webview/main.js')
      renameSync(script, `${script}.away`)
      await runCommand(page, 'View: Close All Editors')
      await page
        .locator('iframe.webview')
        .first()
        .waitFor({ ...LONG, state: 'detached' })
      await runCommand(page, 'Set up Bedrock for Cline')
      await page.locator('.tab', { hasText: 'Set up Bedrock for Cline' }).waitFor(LONG)
      await until(async () => {
        await clock.advance(15_000)
        return await notification(page, 'The setup page has not come up').isVisible()
      }, 'the notification')
      await screenshot(page, 'page-blank')
      renameSync(`${script}.away`, script)
      await pressInNotification(page, 'The setup page has not come up', 'Open it again')
      await wizard.getByRole('heading', { name: 'All is ready for Cline' }).waitFor(LONG)
    })
  })
})

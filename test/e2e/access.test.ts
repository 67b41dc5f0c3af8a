import assert from 'node:assert/strict'
import type { FrameLocator, Page } from 'playwright-core'
import {
  ACCOUNT,
  addKey,
  allow,
  emptyWorld,
  fakeKeyId,
  fakeSecret,
  newAccount,
  newUser,
  policy,
} from '../sandbox/build.ts'
import { type Sandbox, startSandbox } from '../sandbox/server.ts'
import type { Account, World as AwsWorld } from '../sandbox/world.ts'
import { runAsAdministrator } from './lib/administrator.ts'
import { handOn, type Visit, visitVsCode } from './lib/visit.ts'
import { screenshot } from './lib/workbench.ts'
import { makeWorld } from './lib/world.ts'

const LONG = { timeout: 20_000 }
const BASE = 'anthropic.claude-sonnet-4-5-20250929-v1:0'
const MODEL = `us.${BASE}`

/** An account in which nothing is prepared: a user who may do nothing, no form, no agreement. */
function bareWorld(): { world: AwsWorld; account: Account } {
  const world = emptyWorld()
  const account = newAccount(ACCOUNT, 'bare')
  world.accounts[ACCOUNT] = account
  account.users.admin = newUser('admin', 'AdministratorAccess')
  account.users.newcomer = newUser('newcomer')
  addKey(world, 'AKIA', 'ADMIN', { kind: 'user', account: ACCOUNT, user: 'admin' })
  addKey(world, 'AKIA', 'NEW', { kind: 'user', account: ACCOUNT, user: 'newcomer' })
  account.bedrock.useCaseForm = null
  account.bedrock.agreements[BASE] = 'NOT_AVAILABLE'
  return { world, account }
}

const HOME = {
  '.cline/data/globalState.json': '{}\n',
  '.aws/config': '[profile newcomer]\nregion = us-east-1\n',
  '.aws/credentials': `[newcomer]\naws_access_key_id = ${fakeKeyId('AKIA', 'NEW')}\naws_secret_access_key = ${fakeSecret('NEW')}\n`,
}

describe('without rights, form or agreement: to green by the texts that the page gives', () => {
  let visit: Visit
  let sandbox: Sandbox
  let account: Account
  let page: Page
  let wizard: FrameLocator
  let applied = 0

  before(async () => {
    const bare = bareWorld()
    account = bare.account
    sandbox = await startSandbox({ world: bare.world })
    const world = makeWorld(HOME)
    const env = { ...sandbox.env(), AWS_EC2_METADATA_DISABLED: 'true', CLINE_DIR: `${world.home}/.cline` }
    visit = await visitVsCode({ world, env, command: 'Set up Bedrock for Cline' })
    ;({ page, wizard } = visit)
  })

  after(async () => {
    await visit.end()
    await sandbox.stop()
  })

  const { press, says: see, proceed } = handOn(() => wizard)
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

  it('goes on without a list of models: the id is typed', async () => {
    await wizard.getByRole('combobox', { name: 'Profile' }).click(LONG)
    await wizard.getByRole('option', { name: /^newcomer\b/ }).click(LONG)
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
    await press('Continue')
    await press('Send test prompt')
    await see(/subscription/i)
    await screenshot(page, 'access-pending')
    await wizard.getByRole('button', { name: /Model/ }).first().click(LONG)
    await wizard.locator('elapsed-time').waitFor(LONG)
    sandbox.setClockOffset(125)
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

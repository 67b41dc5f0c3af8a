import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type StandInAws, standInAws } from '../lib/standInAws.ts'
import { until } from '../lib/until.ts'
import { ACCOUNT, addKey, allow, fakeKeyId, fakeSecret, policy } from '../sandbox/build.ts'
import { demoHome } from '../sandbox/home.ts'
import type { Account } from '../sandbox/world.ts'
import { type Demo, startDemo } from './lib/demo.ts'
import { type QuickPick, quickPick } from './lib/quickPick.ts'
import { installTestClock, type TestClock } from './lib/testClock/install.ts'
import { type Visit, visitVsCode } from './lib/visit.ts'
import { pickQuick, quickRows, runCommand, screenshot } from './lib/workbench.ts'
import { makeWorld, writeFiles } from './lib/world.ts'

const LONG = { timeout: 30_000 }
const BASE = 'anthropic.claude-sonnet-4-5-20250929-v1:0'
const TOKEN = `.aws/sso/cache/${createHash('sha1').update('corp').digest('hex')}.json`

describe('what an account lacks, settled in quick picks alone, in a real VS Code', () => {
  let visit: Visit
  let demo: Demo
  let page: Page
  let quick: QuickPick
  let aws: StandInAws
  let clock: TestClock
  let home: string
  let account: Account

  before(async () => {
    // Who prefers quick picks gets them from everywhere.
    const world = makeWorld({}, { 'bedrockSetup.interface': 'quickPick' })
    home = world.home
    demo = await startDemo(home, 'sso-expired')
    account = demo.sandbox.world.accounts[ACCOUNT] as Account
    account.bedrock.useCaseForm = null
    account.bedrock.agreements[BASE] = 'NOT_AVAILABLE'
    aws = standInAws('device')
    aws.leaves(join(home, TOKEN), demoHome()[TOKEN] ?? '')
    clock = await installTestClock(world, demo.sandbox)
    const path = `${aws.env.PATH}:${process.env.PATH ?? ''}`
    const env = { ...demo.env, ...clock.env, PATH: path, VSCODE_CLI: '1' }
    visit = await visitVsCode({ world, env, command: 'Set up Bedrock for Cline' })
    page = visit.page
    quick = quickPick(page)
  })

  after(async () => {
    await visit.end()
    await demo.sandbox.stop()
    aws.remove()
  })

  const config = () => readFileSync(join(home, '.aws/config'), 'utf8')
  const attached = () => account.users.dev?.attached.map((arn) => arn.split('/').at(-1))

  it('adds an Identity Center profile: address, sign-in with its code, role, name, and the text before it is written', async () => {
    const before = config()
    await quick.choose('AWS profile')
    await quick.choose('Add an Identity Center profile')
    await quick.enter('https://my-company', 'not an address')
    await page.getByText('An address such as https://my-company').first().waitFor(LONG)
    await screenshot(page, 'quick-sso-refused')
    await quick.enter('https://my-company', 'https://example.awsapps.com/start')
    await quick.title('New Identity Center profile (1/7)')
    await quick.enter('us-east-1', 'us-east-1')
    await quick.row('ABCD-EFGH').waitFor(LONG)
    await screenshot(page, 'quick-sso-sign-in')
    aws.allow()
    await quick.accept('PowerUserAccess')
    await quick.enter('eu-central-1', 'us-east-1')
    await quick.enter(`PowerUserAccess-${ACCOUNT}`, 'cline')
    await quick.row('[profile cline]').waitFor(LONG)
    await screenshot(page, 'quick-sso-preview')
    assert.equal(config(), before, 'nothing is written before the user says so')
    await quick.accept('Add this profile')
    await quick.title('Credentials (1/7)')
    await quick.accept('Continue')
    assert.match(config().slice(before.length), /^\n\[profile cline\]\nsso_session = corp\n/)
  })

  it('asks each answer of the use-case form, sends nothing before the explicit word, and AWS takes it', async () => {
    await quick.title('Region (2/7)')
    await quick.choose('us-east-1')
    await quick.accept('Continue')
    await quick.title('Model (3/7)')
    await quick.find(`us.${BASE}`)
    await quick.row('The use case form is missing').waitFor(LONG)
    await screenshot(page, 'quick-form-missing')
    await quick.accept('Fill in Anthropic’s use-case form')
    await quick.accept('Company')
    await quick.enter('Company', 'x'.repeat(129))
    await page.getByText('At most 128 characters; there are 129.').first().waitFor(LONG)
    await quick.title('Anthropic’s use-case form (3/7)')
    await quick.enter('Company', 'Example Corp')
    await quick.enter('Website', 'https://example.com')
    await quick.accept('People inside the company')
    await quick.enter('Industry', 'Software')
    await quick.enter('What the models are used for', 'Writing “code” – with Cline')
    await quick.accept('Send to AWS…')
    await quick.row('a statement in the name of the company').waitFor(LONG)
    await screenshot(page, 'quick-form-confirm')
    assert.equal(account.bedrock.useCaseForm, null, 'nothing is sent before the explicit word')
    await quick.choose('Send to AWS')
    await quick.placeholder(/Waiting for AWS: 0:\d\d of at most 15:00/)
    const stored = JSON.parse(String(account.bedrock.useCaseForm)) as Record<string, string>
    assert.equal(stored.useCases, 'Writing “code” – with Cline')
    assert.equal(stored.intendedUsers, '0')
  })

  it('shows the offer with its prices, accepts it on the explicit word, and waits with a clock', async () => {
    await clock.advance(6000)
    await quick.row('AWS is done').waitFor(LONG)
    await quick.choose('Look at the Marketplace agreement')
    await quick.row('Read the terms').waitFor(LONG)
    await screenshot(page, 'quick-offer')
    await quick.choose('Accept the agreement…')
    await quick.row('I accept these terms').waitFor(LONG)
    assert.equal(account.bedrock.agreements[BASE], 'NOT_AVAILABLE')
    await screenshot(page, 'quick-offer-confirm')
    await quick.choose('Accept the agreement')
    await quick.placeholder('Waiting for AWS: 0:')
    await screenshot(page, 'quick-waiting')
    await clock.advance(125_000)
    await quick.row('AWS is done').waitFor(LONG)
    await quick.find('Continue')
    await quick.title('Test prompt (4/7)')
    await quick.enter('Prompt')
    await quick.row(/model answered/i).waitFor(LONG)
    await page.keyboard.press('Escape')
  })

  it('creates the least policy after a preview, leaves the one there alone, and takes it back', async () => {
    if (account.users.dev) {
      account.users.dev.inline.Iam = policy(allow(['iam:*', 'bedrock:*', 'aws-marketplace:*']))
    }
    const before = attached()
    await runCommand(page, 'Set up Bedrock for Cline')
    await quick.choose('AWS profile')
    await quick.choose('dev')
    await quick.accept('Continue')
    await quick.choose('us-east-1')
    await quick.accept('Continue')
    await quick.title('Model (3/7)')
    await quick.find(`us.${BASE}`)
    await quick.row('Continue').waitFor(LONG)
    await quick.find('Show the policy, give it')
    await quick.title('Least policy (3/7)')
    await screenshot(page, 'quick-policy')
    await quick.find('Show as Terraform')
    await page.locator('.tab', { hasText: '(Terraform)' }).waitFor(LONG)
    await quick.find('Create it in AWS')
    await quick.row('attached to the user dev').waitFor(LONG)
    await screenshot(page, 'quick-grant')
    await quick.row('Not now').waitFor(LONG)
    await quick.choose('Not now')
    await quick.title('Least policy (3/7)')
    await quick.find('Create it in AWS')
    await quick.row('attached to the user dev').waitFor(LONG)
    assert.deepEqual(attached(), before, 'nothing before the explicit word')
    await quick.choose('Create and attach it')
    await quick.row('was created from here and attached to dev').waitFor(LONG)
    assert.deepEqual(attached(), [...(before ?? []), 'ClineBedrockInvokeAccess'])
    await quick.choose('Take it back')
    await quick.row('was created from here').waitFor({ ...LONG, state: 'detached' })
    assert.deepEqual(attached(), before)
    await page.keyboard.press('Escape')
  })

  it('replaces a rotated key from the status bar’s menu: checked, the change shown beside, written', async () => {
    const data = join(home, '.cline/data')
    const old = { awsAccessKey: fakeKeyId('AKIA', 'DEV'), awsSecretKey: fakeSecret('DEV') }
    addKey(demo.sandbox.world, 'AKIA', 'NEXT', { kind: 'user', account: ACCOUNT, user: 'dev' })
    writeFiles(data, {
      'secrets.json': JSON.stringify(old),
      'globalState.json': JSON.stringify({
        actModeApiProvider: 'bedrock',
        planModeApiProvider: 'bedrock',
        actModeApiModelId: `us.${BASE}`,
        planModeApiModelId: `us.${BASE}`,
        awsAuthentication: 'credentials',
        awsRegion: 'us-east-1',
      }),
    })
    const secrets = () =>
      JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as Record<string, string>
    await until(async () => {
      await page.locator('[id$="bedrockSetup.status"]').click()
      const offered = (await quickRows(page).filter({ hasText: 'I rotated my key' }).count()) > 0
      await (offered ? Promise.resolve() : page.keyboard.press('Escape'))
      return offered
    }, 'the menu to know of Cline’s key')
    await pickQuick(page, 'I rotated my key')
    await quick.enter('Access key ID', fakeKeyId('AKIA', 'NEXT'))
    await quick.enter('Secret access key', fakeSecret('NEXT'))
    await quick.enter('Session token', '')
    await quick.choose('secrets.json')
    await page.locator('.tab', { hasText: 'secrets.json (secrets masked)' }).waitFor(LONG)
    await screenshot(page, 'quick-rotation')
    assert.deepEqual(secrets(), old, 'nothing is written before the user says so')
    await quick.choose('Write the new key')
    await quick.row('Cline keeps the old key in memory until then').waitFor(LONG)
    assert.equal(secrets().awsAccessKey, fakeKeyId('AKIA', 'NEXT'))
    assert.equal(secrets().awsSecretKey, fakeSecret('NEXT'))
  })
})

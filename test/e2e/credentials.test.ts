import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { FrameLocator, Page } from 'playwright-core'
import { type StandInAws, standInAws } from '../lib/standInAws.ts'
import { until } from '../lib/until.ts'
import { ACCOUNT, addKey, fakeKeyId, fakeSecret } from '../sandbox/build.ts'
import { demoHome } from '../sandbox/home.ts'
import { findAccessibilityProblems } from './lib/axe.ts'
import { type Demo, startDemo } from './lib/demo.ts'
import { type Visit, visitVsCode } from './lib/visit.ts'
import { pickQuick, quickRows, runCommand, screenshot, webviewFrame } from './lib/workbench.ts'
import { makeWorld, writeFiles } from './lib/world.ts'

const LONG = { timeout: 20_000 }
const MODEL = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'
const TOKEN = `.aws/sso/cache/${createHash('sha1').update('corp').digest('hex')}.json`

describe('credentials in a real VS Code', () => {
  let visit: Visit
  let demo: Demo
  let page: Page
  let wizard: FrameLocator
  let aws: StandInAws
  let home: string

  before(async () => {
    const world = makeWorld()
    home = world.home
    demo = await startDemo(home, 'sso-expired')
    aws = standInAws('device')
    // What a sign-in leaves behind, as the portal of the local AWS knows it.
    aws.leaves(join(home, TOKEN), demoHome()[TOKEN] ?? '')
    // VSCODE_CLI: started from a terminal, so that its PATH counts and no login shell is asked for another.
    const path = `${aws.env.PATH}:${process.env.PATH ?? ''}`
    visit = await visitVsCode({
      world,
      env: { ...demo.env, PATH: path, VSCODE_CLI: '1' },
      command: 'Set up Bedrock for Cline',
    })
    ;({ page, wizard } = visit)
  })

  after(async () => {
    await visit.end()
    await demo.sandbox.stop()
    aws.remove()
  })

  const button = (name: string) => wizard.getByRole('button', { name, exact: true })
  const config = () => readFileSync(join(home, '.aws/config'), 'utf8')

  it('signs in a lapsed profile with one click, and checks it by itself', async () => {
    await wizard.getByRole('combobox', { name: 'Profile' }).click(LONG)
    await wizard.getByRole('option', { name: /^team-sso\b.*sign-in needed/ }).click(LONG)
    await wizard.getByRole('heading', { name: 'The Identity Center session is over' }).waitFor(LONG)
    await button('Sign in').click(LONG)
    await wizard.getByText('ABCD-EFGH').first().waitFor(LONG)
    await button('Open sign-in page').waitFor(LONG)
    await button('Copy code').click(LONG)
    await screenshot(page, 'credentials-sign-in')
    assert.deepEqual(await findAccessibilityProblems(await webviewFrame(page)), [])
    aws.allow()
    await wizard.getByText('AWS knows these credentials: PowerUserAccess.').first().waitFor(LONG)
    await screenshot(page, 'credentials-signed-in')
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), 'ABCD-EFGH')
    assert.deepEqual(aws.calls(), [
      ['sso', 'login', '--profile', 'team-sso', '--use-device-code', '--no-browser'],
    ])
    assert.ok(demo.sandbox.log.every(({ billed }) => !billed))
  })

  it('tells where each value comes from, and on which machine', async () => {
    const panel = wizard.locator('details.origins')
    await panel.locator('summary').click(LONG)
    await panel.getByText('Profiles and Cline’s settings are read on this computer.').waitFor(LONG)
    const row = (name: string) => panel.getByRole('row').filter({ hasText: name })
    await row('[team-sso] IAM Identity Center').getByText('Used', { exact: true }).waitFor(LONG)
    await row('AWS_ENDPOINT_URL_BEDROCK_RUNTIME').getByText('Not read').waitFor(LONG)
    await panel.getByText(join(home, '.aws/config')).first().waitFor(LONG)
    await screenshot(page, 'credentials-origins')
    await panel.locator('summary').click(LONG)
  })

  it('adds a profile that the portal offers, after showing it, and uses it at once', async () => {
    const before = config()
    const { mode } = statSync(join(home, '.aws/config'))
    await button('Add an Identity Center profile').click(LONG)
    await wizard.locator('#sso-startUrl input').fill('https://example.awsapps.com/start')
    await wizard.locator('#sso-ssoRegion input').fill('us-east-1')
    await wizard.locator('#sso-name input').fill('cline')
    await wizard.locator('#sso-region input').fill('us-east-1')
    await button('Sign in and list accounts').click(LONG)
    await wizard.getByRole('combobox', { name: 'Role (permission set)' }).waitFor(LONG)
    await button('Show what will be written').click(LONG)
    await wizard.getByText('+ [profile cline]').waitFor(LONG)
    await screenshot(page, 'credentials-new-profile')
    assert.equal(config(), before, 'nothing is written before the user says so')
    assert.equal(aws.calls().length, 1, 'who is signed in is not sent to the browser again')
    await button('Add this profile').click(LONG)
    await wizard.getByText('AWS knows these credentials: PowerUserAccess.').first().waitFor(LONG)
    await wizard
      .getByText('cline — IAM Identity Center — 123456789012 · PowerUserAccess')
      .locator('visible=true')
      .first()
      .waitFor(LONG)
    await wizard.locator('.profile-facts', { hasText: 'us-east-1' }).waitFor(LONG)
    assert.ok(config().startsWith(before), 'what was there stays byte for byte')
    assert.match(config().slice(before.length), /^\n\[profile cline\]\nsso_session = corp\n/)
    assert.equal(statSync(join(home, '.aws/config')).mode, mode)
    await screenshot(page, 'credentials-added')
  })

  it('signs in from the palette too, and the page checks by itself', async () => {
    aws.become('hang')
    await runCommand(page, 'Sign In to AWS')
    await pickQuick(page, 'team-sso')
    await until(() => aws.calls().length === 2, 'a sign-in that hangs')
    await pickQuick(page, 'Cancel the sign-in')
    await quickRows(page)
      .first()
      .waitFor({ ...LONG, state: 'hidden' })
    aws.become('success')
    const asked = () => demo.sandbox.log.filter(({ operation }) => operation === 'GetCallerIdentity').length
    const before = asked()
    await runCommand(page, 'Sign In to AWS')
    // The page's own profile: a sign-in for another one changes nothing there.
    const own = quickRows(page).filter({ has: page.locator('.label-name', { hasText: /^cline$/ }) })
    await own.first().click()
    await until(() => aws.calls().length === 3, 'the sign-in after the cancelled one')
    await until(() => asked() > before, 'the check after it')
    assert.deepEqual(aws.calls()[2]?.slice(0, 4), ['sso', 'login', '--profile', 'cline'])
    await wizard.getByText('AWS knows these credentials: PowerUserAccess.').first().waitFor(LONG)
  })

  it('takes a rotated key from the status bar’s menu: checked, shown, written', async () => {
    const data = join(home, '.cline/data')
    const old = { awsAccessKey: fakeKeyId('AKIA', 'DEV'), awsSecretKey: fakeSecret('DEV') }
    addKey(demo.sandbox.world, 'AKIA', 'NEXT', { kind: 'user', account: ACCOUNT, user: 'dev' })
    writeFiles(data, {
      'secrets.json': JSON.stringify(old),
      'globalState.json': JSON.stringify({
        actModeApiProvider: 'bedrock',
        planModeApiProvider: 'bedrock',
        actModeApiModelId: MODEL,
        planModeApiModelId: MODEL,
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
    await wizard.locator('#new-access-key-id input').fill(fakeKeyId('AKIA', 'NEXT'))
    await wizard.locator('#new-secret-access-key input').fill(fakeSecret('NEXT'))
    await button('Check the new key').click(LONG)
    await wizard.getByText('AWS accepts the new key:').first().waitFor(LONG)
    await screenshot(page, 'credentials-rotation')
    assert.deepEqual(secrets(), old, 'nothing is written before the user says so')
    await button('Write the new key').click(LONG)
    await wizard
      .getByText(/before you delete the old key at AWS/)
      .first()
      .waitFor(LONG)
    assert.equal(secrets().awsAccessKey, fakeKeyId('AKIA', 'NEXT'))
    assert.equal(secrets().awsSecretKey, fakeSecret('NEXT'))
    assert.ok(demo.sandbox.log.every(({ billed }) => !billed))
    await screenshot(page, 'credentials-rotated')
  })
})

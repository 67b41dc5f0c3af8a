import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { until } from '../lib/until.ts'
import { ACCOUNT, addKey, fakeKeyId, fakeSecret, mainAccount, newUser } from '../sandbox/build.ts'
import { type Demo, startDemo } from './lib/demo.ts'
import { installStandInCline } from './lib/standInCline/install.ts'
import { setTheme } from './lib/themes.ts'
import { type Visit, visitVsCode } from './lib/visit.ts'
import {
  dialog,
  notification,
  pickQuick,
  pressInNotification,
  quickRows,
  runCommand,
  screenshot,
  webview,
} from './lib/workbench.ts'
import { makeWorld } from './lib/world.ts'

const LONG = { timeout: 20_000 }
const THEME_CLASS = { light: 'vs', highContrast: 'hc-black', dark: 'vs-dark' }
const MODEL = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'

describe('Cline’s access in the status bar of a real VS Code', () => {
  let visit: Visit
  let demo: Demo
  let page: Page
  let item: Locator

  before(async () => {
    const world = makeWorld()
    demo = await startDemo(world.home)
    addKeys()
    await installStandInCline(world.extensions)
    writeCline(world.home, { awsProfile: 'dev' })
    visit = await visitVsCode({ world, env: demo.env })
    page = visit.page
    item = page.locator('[id$="bedrockSetup.status"]')
  })

  after(async () => {
    await visit.end()
    await demo.sandbox.stop()
  })

  /** A key that AWS revoked, and one of another user. */
  function addKeys(): void {
    const { world } = demo.sandbox
    addKey(world, 'AKIA', 'GONE', { kind: 'user', account: ACCOUNT, user: 'dev' }, { status: 'Inactive' })
    mainAccount(world).users.intern = newUser('intern', 'AmazonBedrockLimitedAccess')
    addKey(world, 'AKIA', 'NEW', { kind: 'user', account: ACCOUNT, user: 'dev' })
    addKey(world, 'AKIA', 'INT', { kind: 'user', account: ACCOUNT, user: 'intern' })
  }

  function writeCline(home: string, change: Record<string, unknown>): void {
    const state = {
      actModeApiProvider: 'bedrock',
      planModeApiProvider: 'bedrock',
      actModeApiModelId: MODEL,
      planModeApiModelId: MODEL,
      awsAuthentication: 'profile',
      awsUseProfile: true,
      awsRegion: 'us-east-1',
      ...change,
    }
    replace(join(home, '.cline/data/globalState.json'), `${JSON.stringify(state, null, 2)}\n`)
  }

  /** As tools do it: a whole new file, renamed over the old one. */
  function replace(path: string, text: string): void {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.new`, text, { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }

  /** Puts another key into the profile `dev`; gives the time of the write. */
  function rotate(label: string): number {
    const path = join(visit.world.home, '.aws/credentials')
    const [id, secret] = [fakeKeyId('AKIA', label), fakeSecret(label)]
    const text = readFileSync(path, 'utf8')
      .replace(/(\[dev\]\naws_access_key_id = ).*/, `$1${id}`)
      .replace(/(aws_secret_access_key = ).*/, `$1${secret}`)
    replace(path, text)
    return performance.now()
  }

  /** The item by its accessible name: what a screen reader says. */
  const said = (sentence: RegExp) => item.getByRole('button', { name: sentence })
  const says = (sentence: RegExp) => said(sentence).waitFor(LONG)
  /** The moment in which it is on the screen; a locator would look twice a second only. */
  const drawn = (words: string) =>
    page.waitForFunction(
      `document.querySelector('[id$="bedrockSetup.status"]')?.innerHTML.includes(${JSON.stringify(words)})`,
      undefined,
      LONG,
    )
  const operations = () => demo.sandbox.log.map((call) => call.operation)

  /** Turns to another window and comes back. */
  async function comeBack(): Promise<void> {
    // As text: this file knows no DOM. VS Code hears of a blur one turn later, and only after a focus.
    await page.evaluate(`(async () => {
      const turn = () => new Promise((resolve) => setTimeout(resolve, 0))
      const has = document.hasFocus
      window.dispatchEvent(new Event('focus'))
      document.hasFocus = () => false
      window.dispatchEvent(new Event('blur'))
      await turn()
      await turn()
      document.hasFocus = has
      window.dispatchEvent(new Event('focus'))
    })()`)
  }

  it('asks nothing of AWS when a window opens, and says so', async () => {
    await says(/^Bedrock for Cline: Not checked yet/)
    assert.deepEqual(operations(), [])
  })

  it('looks when the user comes to the window, with one free call', async () => {
    demo.sandbox.setDelay(700)
    await comeBack()
    await says(/^Bedrock for Cline: Checking/)
    await screenshot(page, 'health-checking')
    await says(/^Bedrock for Cline: AWS knows Cline’s credentials: dev\./)
    demo.sandbox.setDelay(0)
    assert.deepEqual(operations(), ['GetCallerIdentity'])
    await screenshot(page, 'health-healthy')
  })

  it('is broken soon after the key was replaced by a revoked one, and says so once', async () => {
    const at = rotate('GONE')
    await drawn('access key')
    console.log(`      broken ${Math.round(performance.now() - at)} ms after the write`)
    await says(/^Bedrock for Cline: .*access key/i)
    await notification(page, /access key/i).waitFor(LONG)
    assert.equal(await notification(page, /./).count(), 1)
    await screenshot(page, 'health-broken')
  })

  it('is healthy again soon after a good key, without a click', async () => {
    const at = rotate('DEV')
    await drawn('AWS knows Cline’s credentials: dev.')
    console.log(`      healthy ${Math.round(performance.now() - at)} ms after the write`)
    await says(/^Bedrock for Cline: AWS knows/)
  })

  it('says quietly what must restart when Cline still holds the earlier key', async () => {
    const before = await notification(page, /./).count()
    rotate('NEW')
    await says(
      /The key was replaced and works for dev\. Cline still holds the earlier one: reload the window\./,
    )
    assert.match((await item.textContent()) ?? '', /Bedrock: reload/)
    await screenshot(page, 'health-reload')
    await said(/./).click()
    await quickRows(page).filter({ hasText: 'Reload window' }).waitFor(LONG)
    await page.keyboard.press('Escape')
    await page.mouse.click(700, 200)
    rotate('DEV')
    await says(/credentials: dev/)
    assert.equal(await notification(page, /./).count(), before, 'the same person is no news')
  })

  it('is loud when the key is another person’s', async () => {
    rotate('INT')
    await notification(page, /Cline now acts as intern in AWS; before it was dev/).waitFor(LONG)
    await says(/intern/)
    await screenshot(page, 'health-other-identity')
    rotate('DEV')
    await says(/credentials: dev/)
  })

  it('starts a profile’s program in the background only with the user’s word', async () => {
    const ran = join(visit.world.home, 'ran')
    const config = join(visit.world.home, '.aws/config')
    const command = 'credential_process = touch "$HOME/ran"; cat "$HOME/.aws/helper.json"'
    replace(config, readFileSync(config, 'utf8').replace(/credential_process = .*/, command))
    writeCline(visit.world.home, { awsProfile: 'helper' })
    await says(/starts a program, and you have not allowed that in the background/)
    assert.equal(existsSync(ran), false)
    await said(/./).click()
    await pickQuick(page, 'Allow starting the profile’s program in the background')
    await says(/credentials: dev/)
    rmSync(ran)
    replace(
      config,
      `${readFileSync(config, 'utf8')}\n`.replace('[profile helper]', '[profile helper]\noutput = json'),
    )
    await until(() => existsSync(ran), 'the program, as agreed')
  })

  it('counts down the last minutes of a sign-in', async () => {
    const name = createHash('sha1').update('corp').digest('hex')
    const path = join(visit.world.home, '.aws/sso/cache', `${name}.json`)
    const { refreshToken: _refresh, ...token } = JSON.parse(readFileSync(path, 'utf8')) as Record<
      string,
      string
    >
    const expiresAt = new Date(Date.now() + 10 * 60_000 - 5000).toISOString().replace(/\.\d+/, '')
    replace(path, JSON.stringify({ ...token, expiresAt }))
    writeCline(visit.world.home, { awsProfile: 'team-sso' })
    await says(/^Bedrock for Cline: The access ends in (10|9) minutes\./)
    assert.match((await item.textContent()) ?? '', /Bedrock (10|9) min/)
    for (const theme of ['light', 'highContrast', 'dark'] as const) {
      setTheme(visit.server, theme)
      await page.locator(`.monaco-workbench.${THEME_CLASS[theme]}`).waitFor(LONG)
      await screenshot(page, `health-expiring-${theme}`)
    }
  })

  it('offers what can be done behind a click, and the facts', async () => {
    await item.hover()
    const tip = page.locator('.monaco-hover', { hasText: 'Validate again' })
    await tip.waitFor(LONG)
    assert.match((await tip.textContent()) ?? '', /Account: 123456789012[\s\S]*Region: us-east-1/)
    assert.equal(await tip.getByRole('link', { name: 'Validate again' }).count(), 1)
    await screenshot(page, 'health-tooltip')
    await said(/./).click()
    const rows = quickRows(page)
    await rows.filter({ hasText: 'Validate again' }).waitFor(LONG)
    const labels = await rows.allTextContents()
    for (const label of ['Validate again', 'Sign in', 'Open the wizard', 'Details', 'Undo the last write']) {
      assert.ok(
        labels.some((each) => each.includes(label)),
        `${label} in ${labels.join('; ')}`,
      )
    }
    await screenshot(page, 'health-menu')
    await pickQuick(page, 'Details')
    const details = (await dialog(page).textContent(LONG)) ?? ''
    for (const fact of [ACCOUNT, 'us-east-1', MODEL, 'AWS profile team-sso', 'Last check', 'Access ends']) {
      assert.ok(details.includes(fact), `${fact} in ${details}`)
    }
    await page.keyboard.press('Escape')
    // Focus is back on the item, which shows its tooltip again.
    await page.mouse.click(700, 200)
    await tip.waitFor({ state: 'hidden', ...LONG })
  })

  it('leads to the wizard’s right step when the profile is gone', async () => {
    writeCline(visit.world.home, { awsProfile: 'dev' })
    await says(/credentials: dev/)
    await runCommand(page, 'Notifications: Clear All Notifications')
    const path = join(visit.world.home, '.aws/credentials')
    const whole = readFileSync(path, 'utf8')
    const config = join(visit.world.home, '.aws/config')
    replace(config, readFileSync(config, 'utf8').replace('[profile dev]', '[profile other]'))
    replace(path, whole.replace('[dev]', '[other]'))
    await says(/profile/i)
    await pressInNotification(page, /profile/i, 'Open the wizard')
    await webview(page)
      .getByRole('heading', { name: /does not exist|not found|no profile/i })
      .waitFor(LONG)
    await screenshot(page, 'health-wizard')
  })

  it('shows a name that looks like a link as plain text', async () => {
    await runCommand(page, 'Notifications: Clear All Notifications')
    const name = '[click](command:workbench.action.reloadWindow) **x**'
    writeCline(visit.world.home, { awsProfile: name })
    await says(/click/)
    const toast = notification(page, '[click] (command:workbench.action.reloadWindow) **x**')
    await toast.waitFor(LONG)
    assert.equal(await toast.getByRole('link').count(), 0)
    await item.hover()
    const tip = page.locator('.monaco-hover', { hasText: name })
    await tip.first().waitFor(LONG)
    assert.deepEqual(await tip.first().getByRole('link').allTextContents(), [
      'Validate again',
      'Open the wizard',
      'More…',
    ])
    await page.mouse.move(700, 200)
  })

  it('is quiet while Cline uses another provider', async () => {
    const before = operations().length
    writeCline(visit.world.home, { actModeApiProvider: 'openrouter', planModeApiProvider: 'openrouter' })
    await says(/^Bedrock for Cline: Cline uses another provider \(openrouter\)\. Nothing is checked\./)
    rotate('GONE')
    await comeBack()
    replace(join(visit.world.home, '.cline/data/globalState.json'), '{}\n')
    await says(/^Bedrock for Cline: Not set up/)
    await screenshot(page, 'health-not-set-up')
    assert.equal(operations().length, before)
  })

  it('never made a billed call', () => {
    assert.ok(demo.sandbox.log.length > 3)
    assert.deepEqual(
      demo.sandbox.log.filter(({ billed }) => billed),
      [],
    )
    assert.deepEqual([...new Set(operations())].sort(), ['GetCallerIdentity', 'GetRoleCredentials'])
  })
})

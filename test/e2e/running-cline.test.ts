import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { FrameLocator, Page } from 'playwright-core'
import { until } from '../lib/until.ts'
import { waitForWorkbench } from './lib/browser.ts'
import { type Demo, startDemo } from './lib/demo.ts'
import { installStandInCline, standInTasks } from './lib/standInCline/install.ts'
import { handOn, type Visit, visitVsCode } from './lib/visit.ts'
import {
  notification,
  pressInDialog,
  pressInNotification,
  runCommand,
  screenshot,
  throughReload,
  webview,
} from './lib/workbench.ts'
import { makeWorld } from './lib/world.ts'

const LONG = { timeout: 60_000 }
const OVERWRITTEN = /overwritten with older ones, probably by/
const SWITCHED = /set to another provider now: anthropic/
const STORAGE = 'User/globalStorage/bedrock-setup.bedrock-setup-for-cline'
const WRITTEN_ELSEWHERE = /settings were written in another window/

describe('while Cline runs in two windows of a real VS Code', () => {
  let visit: Visit
  let demo: Demo
  let first: Page
  let second: Page
  let wizard: FrameLocator
  /** The window that asks what is to become of the difference. */
  let asking: Page

  before(async () => {
    const world = makeWorld()
    demo = await startDemo(world.home)
    await installStandInCline(world.extensions)
    visit = await visitVsCode({ world, env: demo.env })
    ;({ page: first, wizard } = visit)
    await runCommand(first, 'Set up Bedrock for Cline')
    await wizard.getByRole('heading', { name: 'Who is asking?' }).waitFor(LONG)
    // A Cline saves once after its start. Both are through with it before anything is written.
    const file = join(world.home, '.cline/data/globalState.json')
    await until(() => state().clineVersion !== undefined, 'the first Cline’s start', LONG.timeout)
    const { ino } = statSync(file)
    const api = join(world.root, 'api')
    mkdirSync(api)
    second = await first.context().newPage()
    await second.goto(`${visit.server.origin}/?folder=${encodeURIComponent(api)}`)
    await waitForWorkbench(second)
    await until(() => statSync(file).ino !== ino, 'the second Cline’s start', LONG.timeout)
    await first.bringToFront()
  })

  after(async () => {
    await visit.end()
    await demo.sandbox.stop()
  })

  const state = () =>
    JSON.parse(readFileSync(join(visit.world.home, '.cline/data/globalState.json'), 'utf8')) as Record<
      string,
      unknown
    >
  const { button, proceed } = handOn(() => wizard)

  /** Whether what is typed now goes to Cline's view. */
  const isInStandIn = async () => {
    const words = "document.hasFocus() && document.body.textContent.trim() === 'Stand-in Cline'"
    const frames = first.frames().map((frame) => frame.evaluate<boolean>(words).catch(() => false))
    return (await Promise.all(frames)).includes(true)
  }

  /** The one window that asks. */
  const shownIn = (text: RegExp) =>
    Promise.race(
      [first, second].map(async (page) => {
        await notification(page, text).waitFor(LONG)
        return page
      }),
    )

  it('names the other window before anything is written', async () => {
    await wizard.getByRole('combobox', { name: 'Profile' }).click(LONG)
    await wizard.getByRole('option', { name: /^dev\b/ }).click(LONG)
    await proceed()
    await proceed()
    await proceed()
    await button('Send test prompt').click(LONG)
    await wizard
      .getByText(/model answered/i)
      .first()
      .waitFor(LONG)
    await proceed()
    await wizard.getByText('The window “api”').first().waitFor(LONG)
    await screenshot(first, 'running-review')
  })

  it('writes, reloads, offers the reload in the other window, and says when Cline has taken it up', async () => {
    await button(/Write Cline.s settings/).click(LONG)
    // VS Code hides a notification after a while, so it is looked for from the start.
    await Promise.all([
      notification(second, WRITTEN_ELSEWHERE).waitFor(LONG),
      throughReload(first, () => pressInDialog(first, 'Write and reload')),
    ])
    wizard = webview(first)
    await wizard.getByText('Cline has taken up the new settings.').first().waitFor(LONG)
    await screenshot(first, 'running-confirmed')
    const now = state()
    assert.equal(now.actModeApiProvider, 'bedrock')
    assert.equal(now.clineVersion, '4.1.13', 'Cline itself wrote the file, with our values in its memory')
  })

  it('opens Cline’s view with the keyboard in it, and gives Cline nothing to do unasked', async () => {
    assert.equal(await isInStandIn(), false)
    await button('Open Cline').click(LONG)
    await until(isInStandIn, 'the keyboard in Cline’s view')
    await screenshot(first, 'running-open-cline')
    assert.deepEqual(standInTasks(visit.world.home), [])
  })

  it('lets Cline itself answer a first task on request, once, with what was written', async () => {
    await wizard.getByText('it gets a task of a few words, which costs about as much').waitFor(LONG)
    // Pressed twice in a hurry: each task is a prompt that costs money.
    await button('Give Cline a first task').dblclick(LONG)
    await wizard.getByText('Cline got its first task.').first().waitFor(LONG)
    // Both presses were heard by then; the second one's answer would come as soon as the first one's.
    await until(() => state().lastTask !== undefined, 'the task in Cline’s settings')
    const tasks = standInTasks(visit.world.home)
    assert.equal(tasks.length, 1)
    assert.match(tasks[0]?.task ?? '', /single word OK/)
    assert.equal(tasks[0]?.provider, 'bedrock')
    assert.equal(tasks[0]?.model, state().actModeApiModelId)
  })

  it('notices when the other window writes its old memory back, and whose it was', async () => {
    await second.bringToFront()
    const shown = shownIn(OVERWRITTEN)
    await Promise.all([shown, runCommand(second, 'Stand-in Cline: Start Task')])
    asking = await shown
    assert.equal(state().actModeApiProvider, undefined, 'the old memory is in the file')
    await screenshot(asking, 'running-drift')
  })

  it('shows the difference in VS Code’s own diff editor', async () => {
    await pressInNotification(asking, OVERWRITTEN, 'Show the difference')
    await asking.getByRole('tab', { name: /Cline’s settings now ↔ as written/ }).waitFor(LONG)
    await asking.locator('.monaco-diff-editor').first().waitFor(LONG)
    await asking.getByText('actModeApiProvider').first().waitFor(LONG)
    await screenshot(asking, 'running-drift-diff')
  })

  it('puts ours back, and the other window keeps them from then on', async () => {
    if (asking === second) {
      await throughReload(second, () => pressInNotification(second, OVERWRITTEN, 'Restore mine and reload'))
    } else {
      await pressInNotification(first, OVERWRITTEN, 'Restore mine')
      await throughReload(second, () => pressInNotification(second, WRITTEN_ELSEWHERE, 'Reload window'))
    }
    await until(() => state().actModeApiProvider === 'bedrock', 'our values in the file')
    const before = standInTasks(visit.world.home).length
    await runCommand(second, 'Stand-in Cline: Start Task')
    await until(() => standInTasks(visit.world.home).length > before, 'the task in the other window')
    assert.equal(standInTasks(visit.world.home).at(-1)?.provider, 'bedrock')
  })

  it('is quiet for good after the user chose another provider in Cline and said so', async () => {
    const record = join(visit.world.userData, STORAGE, 'applied.json')
    assert.ok(existsSync(record))
    const shown = shownIn(SWITCHED)
    await Promise.all([shown, runCommand(second, 'Stand-in Cline: Switch Provider')])
    const page = await shown
    await screenshot(page, 'running-switched')
    await pressInNotification(page, SWITCHED, 'Keep Cline’s')
    await until(() => !existsSync(record), 'nothing to be watched over any more')
    assert.equal(state().actModeApiProvider, 'anthropic')
  })
})

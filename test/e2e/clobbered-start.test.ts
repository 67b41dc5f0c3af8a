import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { until } from '../lib/until.ts'
import { launchBrowser, openWorkbench, waitForWorkbench } from './lib/browser.ts'
import { installUnpacked, projectRoot } from './lib/extension.ts'
import { type Server, startServer } from './lib/server.ts'
import { installStandInCline, standInTasks } from './lib/standInCline/install.ts'
import { runCommand } from './lib/workbench.ts'
import { makeWorld, writeFiles } from './lib/world.ts'

const STORAGE = 'User/globalStorage/bedrock-setup.bedrock-setup-for-cline'

describe('an old Cline wrote its memory over ours on its way out', () => {
  let browser: Browser
  let server: Server
  before(async () => {
    browser = await launchBrowser()
    const world = makeWorld()
    writeFiles(world.home, { '.cline/data/globalState.json': '{"actModeApiProvider":"openrouter"}' })
    await Promise.all([installUnpacked(projectRoot, world.extensions), installStandInCline(world.extensions)])
    server = await startServer({ world, env: { CLINE_DIR: join(world.home, '.cline') } })
  })
  after(async () => {
    await browser.close()
    await server.stop()
  })

  it('so the next start puts ours back, and reloads again by itself if that Cline was faster', async () => {
    const { home, userData } = server.world
    const path = join(home, '.cline/data/globalState.json')
    const state = () => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    const page = await openWorkbench(browser, server)
    const windows = join(userData, STORAGE, 'windows')
    await until(() => existsSync(windows) && readdirSync(windows).length > 0, 'a sign of the window')
    await until(() => state().clineVersion !== undefined, 'the first Cline to have saved')
    const [beat] = readdirSync(windows).map(
      (name) => JSON.parse(readFileSync(join(windows, name), 'utf8')) as { window: string },
    )
    // As a window leaves it that wrote, asked for its reload, and was overwritten in its last moment.
    const files = [
      { path, role: 'globalState', claims: [{ path: ['actModeApiProvider'], value: 'bedrock' }] },
    ]
    const plan = { version: 1, id: 'a', stage: 'reloading', attempts: 1, writes: 1, proven: 1, pid: 1, files }
    writeFiles(join(userData, STORAGE), {
      'pending.json': JSON.stringify({ ...plan, window: beat?.window, at: Date.now() }),
    })
    await page.reload()
    await waitForWorkbench(page)
    await until(() => !existsSync(join(userData, STORAGE, 'pending.json')), 'the plan to be done', 40_000)
    assert.equal(state().actModeApiProvider, 'bedrock')
    const sentence = page.locator('.statusbar-item', { hasText: 'taken up the new settings.' })
    await sentence.waitFor({ timeout: 20_000 })
    await sentence.waitFor({ state: 'hidden', timeout: 20_000 })
    await runCommand(page, 'Stand-in Cline: Start Task')
    await until(() => standInTasks(home).length > 0, 'a task')
    assert.equal(standInTasks(home).at(-1)?.provider, 'bedrock', 'Cline has it in memory')
  })
})

import type { Browser, Page } from 'playwright-core'
import { launchBrowser, openWorkbench } from '../e2e/lib/browser.ts'
import { startDemo } from '../e2e/lib/demo.ts'
import { installUnpacked, projectRoot } from '../e2e/lib/extension.ts'
import { type Server, startServer } from '../e2e/lib/server.ts'
import { runCommand, webview, webviewFrame } from '../e2e/lib/workbench.ts'
import { makeWorld } from '../e2e/lib/world.ts'
import { median, spread } from './figures.ts'

const RUNS = 5
const OURS = 'bedrock-setup.bedrock-setup-for-cline'
const GIT_BASE = 'vscode.git-base'

/** What VS Code itself measured of one extension, in milliseconds. */
interface Activation {
  load: number
  /** The call of activate() and what it returned settling. */
  activate: number
}

/** Reads one row of the table in "Developer: Startup Performance". */
function activationIn(report: string, id: string): Activation | undefined {
  const row = report.split('\n').find((line) => line.startsWith(`| ${id} `))
  const [, , , load, call, finish] = row?.split('|').map((cell) => cell.trim()) ?? []
  return row === undefined ? undefined : { load: Number(load), activate: Number(call) + Number(finish) }
}

/** A window's own report, once our extension is in it; the report is as of when it is opened. */
async function activationsOf(page: Page): Promise<{ ours: Activation; gitBase: Activation }> {
  await runCommand(page, 'Set up Bedrock for Cline')
  await webview(page).getByRole('heading').first().waitFor({ timeout: 30_000 })
  await runCommand(page, 'View: Close Editor')
  await runCommand(page, 'Developer: Startup Performance')
  await page.locator('.monaco-editor .view-line').first().waitFor()
  for (let tries = 0; tries < 50; tries += 1) {
    await page.locator('.monaco-editor').first().click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.press('ControlOrMeta+c')
    const report = (await page.evaluate('navigator.clipboard.readText()')) as string
    const [ours, gitBase] = [activationIn(report, OURS), activationIn(report, GIT_BASE)]
    if (ours !== undefined && gitBase !== undefined) {
      return { ours, gitBase }
    }
    await page.waitForTimeout(200)
  }
  throw new Error('The start-up report names one of the two extensions not.')
}

/** Milliseconds from the start of the page's document to its own mark, several times in one warm window. */
async function interactiveTimes(page: Page): Promise<number[]> {
  const times: number[] = []
  for (let run = 0; run <= RUNS; run += 1) {
    await runCommand(page, 'Set up Bedrock for Cline')
    await webview(page).getByRole('combobox').first().waitFor({ timeout: 30_000 })
    const frame = await webviewFrame(page)
    times.push(
      await frame.evaluate(
        () => performance.getEntriesByName('bedrock-setup:interactive')[0]?.startTime ?? Number.NaN,
      ),
    )
    await runCommand(page, 'View: Close Editor')
  }
  // The first one warms the host up.
  return times.slice(1)
}

async function measure(browser: Browser, server: Server): Promise<string[]> {
  const ours: Activation[] = []
  const gitBase: Activation[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const page = await openWorkbench(browser, server)
    const found = await activationsOf(page)
    ours.push(found.ours)
    gitBase.push(found.gitBase)
    await page.context().close()
  }
  const page = await openWorkbench(browser, server)
  const interactive = await interactiveTimes(page)
  const pick = (all: Activation[], key: keyof Activation) => all.map((each) => each[key])
  const ratio = median(pick(ours, 'activate')) / Math.max(1, median(pick(gitBase, 'activate')))
  return [
    `${RUNS} windows; VS Code's own measurement, median (least – most)`,
    `activate()  ours ${spread(pick(ours, 'activate'))}, Git Base ${spread(pick(gitBase, 'activate'))}: ratio ${ratio.toFixed(2)}`,
    `load code   ours ${spread(pick(ours, 'load'))}, Git Base ${spread(pick(gitBase, 'load'))}`,
    `page interactive, by its own mark: ${spread(interactive)}: ${((100 * median(interactive)) / 300).toFixed(0)} % of 300 ms`,
  ]
}

/** The cost of the extension to a window, and how soon its page can be used. */
export async function reportEditor(): Promise<string[]> {
  const world = makeWorld()
  const demo = await startDemo(world.home)
  await installUnpacked(projectRoot, world.extensions)
  const server = await startServer({ world, env: demo.env })
  const browser = await launchBrowser()
  try {
    return await measure(browser, server)
  } finally {
    await browser.close()
    await server.stop()
    await demo.sandbox.stop()
  }
}

import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { readManifest } from './extension.ts'
import { removeNow } from './processes.ts'
import { type Server, startServer } from './server.ts'
import { readSuiteResult, resultVariable, type SuiteResult } from './suiteResult.ts'
import { type Files, makeWorld } from './world.ts'

/** A mocha suite to run inside a real extension host. */
export interface SuiteRun {
  /** The extension's folder; used as extensionDevelopmentPath. */
  extension: string
  /** Module with `run(): Promise<void>`; it must be below `extension`. */
  suite: string
  /** After so many milliseconds the run has failed. */
  timeout?: number
  home?: Files
  env?: Readonly<Record<string, string>>
}

// What every run says, tests or not; a reader looks for the lines between.
const noise = /spdlog|watchdog|additional builtin extensions|socket|Service Worker|reconnection-grace-time/i

function address(server: Server, { extension, suite }: SuiteRun): string {
  const authority = `vscode-remote://${new URL(server.origin).host}`
  const payload = [
    ['skipWelcome', 'true'],
    ['extensionDevelopmentPath', `${authority}${extension.replace(/\/$/, '')}`],
    ['extensionTestsPath', `${authority}${suite}`],
  ]
  return `${server.url}&payload=${encodeURIComponent(JSON.stringify(payload))}`
}

/** Opens the page and resolves when VS Code says the tests ended; rejects after the timeout. */
async function untilExit(page: Page, url: string, timeout: number, log: string[]): Promise<void> {
  let onExit: () => void = () => {}
  const exited = new Promise<void>((resolve) => {
    onExit = resolve
  })
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    const line = `${type}: ${args.join(' ').split('\n').slice(0, 8).join('\n')}`
    if (!noise.test(line)) {
      log.push(line)
    }
  })
  await page.exposeFunction('codeAutomationExit', () => onExit())
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The suite did not end within ${timeout / 1000} s.`)), timeout)
  })
  try {
    await page.goto(url)
    await Promise.race([exited, tooLate])
  } finally {
    clearTimeout(timer)
  }
}

async function runIn(browser: Browser, server: Server, run: SuiteRun, result: string): Promise<SuiteResult> {
  const log: string[] = []
  try {
    const page = await browser.newPage()
    await untilExit(page, address(server, run), run.timeout ?? 120_000, log)
    return readSuiteResult(result)
  } catch (error) {
    throw new Error(
      [
        error instanceof Error ? error.message : String(error),
        `Extension: ${readManifest(run.extension).name}. Last lines of its host:`,
        ...log.slice(-20),
        'Last lines of the server:',
        ...server.output().trim().split('\n').slice(-10),
      ].join('\n'),
    )
  }
}

/** Runs the suite in VS Code's own extension host (code-server). Rejects when no test ran. */
export async function runInExtensionHost(run: SuiteRun): Promise<SuiteResult> {
  const world = makeWorld(run.home)
  // Beside the workspace, not in it: VS Code watches that.
  const result = join(world.root, 'result.json')
  const browser = await launchBrowser()
  try {
    const server = await startServer({
      world,
      development: true,
      env: { ...run.env, [resultVariable]: result },
    })
    try {
      return await runIn(browser, server, run, result)
    } finally {
      await server.stop()
    }
  } finally {
    await browser.close()
    removeNow(world.root)
  }
}

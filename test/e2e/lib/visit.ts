import type { FrameLocator, Locator, Page } from 'playwright-core'
import { until } from '../../lib/until.ts'
import { launchBrowser, openWorkbench } from './browser.ts'
import { installUnpacked, projectRoot } from './extension.ts'
import { type Server, type ServerOptions, startServer } from './server.ts'
import { runCommand, webview } from './workbench.ts'
import type { World } from './world.ts'

/** What a user starts with; `command` is run from the palette, the other members are those of the server. */
export interface VisitOptions extends Pick<ServerOptions, 'env' | 'locale' | 'workspaceTrust'> {
  world: World
  command?: string
}

/** A user at a real VS Code in which this extension is installed. */
export interface Visit {
  server: Server
  world: World
  page: Page
  /** The wizard's page, once a command has opened it; it stays good when the window is reloaded. */
  wizard: FrameLocator
  /** Closes the browser, then VS Code. */
  end: () => Promise<void>
}

/** Installs this extension, starts VS Code, opens it in a fresh browser and runs the command. */
export async function visitVsCode({ world, command, ...options }: VisitOptions): Promise<Visit> {
  await installUnpacked(projectRoot, world.extensions)
  const server = await startServer({ world, ...options })
  const browser = await launchBrowser()
  const page = await openWorkbench(browser, server)
  if (command !== undefined) {
    await runCommand(page, command)
  }
  return {
    server,
    world,
    page,
    wizard: webview(page),
    async end() {
      await browser.close()
      await server.stop()
    },
  }
}

/** What a user does on every step of the wizard. */
export interface Hand {
  /** `exact` names one button among several that begin alike. */
  button: (name: string | RegExp, options?: { exact: boolean }) => Locator
  /** Presses the (first) button that is called exactly so. */
  press: (name: string) => Promise<void>
  /** Waits until the page says it. */
  says: (text: string | RegExp) => Promise<void>
  /** Presses Continue as soon as the step allows it, and waits for the next step: pressed twice, it leads there once. */
  proceed: () => Promise<void>
  chooseProfile: (name: RegExp) => Promise<void>
}

/** The wizard is asked for at each use: it is there only after `before`. */
export function handOn(wizard: () => FrameLocator): Hand {
  const within = { timeout: 30_000 }
  const button = (name: string | RegExp, options = {}) => wizard().getByRole('button', { name, ...options })
  return {
    button,
    press: (name) => button(name, { exact: true }).first().click(within),
    says: (text) => wizard().getByText(text).first().waitFor(within),
    async proceed() {
      const step = () => wizard().getByRole('heading', { level: 2 }).first().textContent(within)
      const before = await step()
      await wizard().locator('vscode-button:not([disabled])', { hasText: 'Continue' }).click(within)
      await until(async () => (await step()) !== before, `the step after "${before}"`, within.timeout)
    },
    async chooseProfile(name) {
      await wizard().getByRole('combobox', { name: 'Profile' }).click(within)
      await wizard().getByRole('option', { name }).click(within)
    },
  }
}

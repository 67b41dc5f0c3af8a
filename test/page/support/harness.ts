import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename } from 'node:path'
import { build } from 'esbuild'
import { chromium, type Page } from 'playwright-core'
import { ensureChromium } from '../../../scripts/lib/chromium.mjs'
import { PAGE_BUNDLE, pageBytes } from '../../../scripts/lib/pageBundle.mjs'
import { type Intent, parseIntent } from '../../../src/core/wizard/intents.ts'
import type { WizardState } from '../../../src/core/wizard/state.ts'
import { pageHtml } from '../../../src/host/pageHtml.ts'
import { THEMES, type Theme } from './themes.ts'

/** The built page with a host that only listens. */
export interface OpenPage {
  page: Page
  /** Sends a state down and waits until it is drawn. */
  show: (state: WizardState) => Promise<void>
  /** Changes the colours, as a user does while the page is open. */
  recolour: (theme: Theme) => Promise<void>
  /** What the page asked for since the last call. */
  intents: () => Promise<Intent[]>
  /** Breaches of the content policy so far. */
  violations: () => Promise<string[]>
}

export interface OpenOptions {
  theme?: Theme
  width?: number
  translations?: string
  forcedColors?: boolean
  /** Pixels; the themes say 13. */
  fontSize?: number
  /** Keep the pages that are open; else they are closed. */
  beside?: boolean
  /** Motion as the user likes it; by default none, so that pictures hold still. */
  motion?: boolean
}

export interface Harness {
  /** Of the page's scripts: what comes before the first step, and all. */
  bundleBytes: { first: number; all: number }
  open: (state: WizardState | undefined, options?: OpenOptions) => Promise<OpenPage>
  close: () => Promise<void>
}

/** Builds the page as the product does, serves it under the product's own HTML and policy. */
export async function startHarness(): Promise<Harness> {
  const { files, bytes } = await bundle()
  let translations = ''
  const nonce = 'pagetest'
  const server = createServer((request, response) => {
    const origin = `http://${request.headers.host}`
    const send = (type: string, body: string) => {
      response.setHeader('content-type', `${type}; charset=utf-8`)
      response.end(body)
    }
    const file = files.get(request.url ?? '')
    if (file !== undefined) {
      send(request.url?.endsWith('.css') ? 'text/css' : 'text/javascript', file)
    } else {
      const uris = { scriptUri: `${origin}/main.js`, styleUri: `${origin}/styles.css` }
      send('text/html', pageHtml({ cspSource: origin, nonce, language: 'en', translations, ...uris }))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: ['--no-sandbox'] })
  const opened: Page[] = []

  return {
    bundleBytes: bytes,
    async open(state, options = {}) {
      if (options.beside !== true) {
        await Promise.all(opened.splice(0).map((page) => page.close()))
      }
      translations = options.translations ?? ''
      const page = await browser.newPage({ viewport: { width: options.width ?? 900, height: 900 } })
      opened.push(page)
      page.setDefaultTimeout(10_000)
      await page.emulateMedia({
        reducedMotion: options.motion ? 'no-preference' : 'reduce',
        forcedColors: options.forcedColors ? 'active' : 'none',
      })
      const [standard] = THEMES
      await page.addInitScript({ content: fakeHost(options.theme ?? standard, options.fontSize ?? 13) })
      await page.goto(`http://127.0.0.1:${port}/`, { waitUntil: 'load' })
      const show = (next: WizardState) => page.evaluate(showing(next)).then(() => undefined)
      if (state !== undefined) {
        await show(state)
        await page.evaluate(WHOLE)
      }
      return {
        page,
        show,
        recolour: (theme) => page.evaluate(`recolour(${JSON.stringify(theme)})`).then(() => undefined),
        intents: () => page.evaluate<Intent[]>('intents.splice(0).filter(({ type }) => type !== "ready")'),
        violations: () => page.evaluate<string[]>('violations'),
      }
    },
    async close() {
      await browser.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** What a test does to an open page. */
export type Act = (open: OpenPage) => Promise<void>

/** Opens a state, does something, and gives back what the page asked for; the host would accept all of it. */
export async function whatIsAsked(harness: Harness, state: WizardState, act: Act): Promise<Intent[]> {
  const open = await harness.open(state)
  await open.intents()
  await act(open)
  const intents = await open.intents()
  for (const intent of intents) {
    assert.deepEqual(parseIntent(intent), intent, 'the host’s schema accepts it')
  }
  return intents
}

interface Bundle {
  /** By address, such as `/main.js`. */
  files: Map<string, string>
  bytes: { first: number; all: number }
}

async function bundle(): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    ...PAGE_BUNDLE,
    outdir: 'unwritten',
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
  return {
    files: new Map(outputFiles.map(({ path, text }) => [`/${basename(path)}`, text])),
    bytes: pageBytes(metafile.outputs),
  }
}

/** What VS Code puts into a webview before the page's own script. */
function fakeHost(theme: Theme, fontSize: number): string {
  return `
    const intents = (window.intents = [])
    const violations = (window.violations = [])
    document.addEventListener('securitypolicyviolation', (event) =>
      violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))
    let taken = false
    window.acquireVsCodeApi = () => {
      if (taken) throw new Error('An instance of the VS Code API has already been acquired')
      taken = true
      return { postMessage: (message) => intents.push(structuredClone(message)) }
    }
    window.recolour = (theme) => new Promise((drawn) => {
      document.documentElement.removeAttribute('style')
      for (const [name, value] of Object.entries(theme.variables)) {
        document.documentElement.style.setProperty(name, value)
      }
      document.documentElement.style.setProperty('--vscode-font-size', '${fontSize}px')
      document.body.className = theme.bodyClass
      requestAnimationFrame(() => requestAnimationFrame(drawn))
    })
    document.addEventListener('DOMContentLoaded', () => {
      recolour(${JSON.stringify(theme)})
    })`
}

const showing = (state: WizardState): string => `new Promise((drawn) => {
  addEventListener('message', () => requestAnimationFrame(() => requestAnimationFrame(drawn)), { once: true })
  postMessage({ type: 'state', state: ${JSON.stringify(state)} }, '*')
})`

/** The steps but the first come a moment later; then each state is drawn at once. */
const WHOLE = `new Promise((whole) => {
  const look = () =>
    performance.getEntriesByName('bedrock-setup:whole').length > 0 ? whole() : requestAnimationFrame(look)
  look()
})`

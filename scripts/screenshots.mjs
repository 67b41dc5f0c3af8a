// npm run screenshots: the pictures of the README, from the real product in a real VS Code. AWS is the local one, and
// Cline a stand-in that reads and writes Cline's files as Cline does (test/e2e/lib/standInCline).
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { animate } from './lib/apng.mjs'
import { npm, onNewNode, root, runMain } from './lib/tools.mjs'

const FOLDER = join(root, 'docs/pictures')
const SIZE = { width: 1000, height: 800 }
const LONG = { timeout: 60_000 }
/** Bytes that one picture may have; the README is read over slow lines, too. */
const LIMITS = { png: 150_000, apng: 900_000 }

const libraries = async () => ({
  ...(await import('../test/e2e/lib/browser.ts')),
  ...(await import('../test/e2e/lib/demo.ts')),
  ...(await import('../test/e2e/lib/extension.ts')),
  ...(await import('../test/e2e/lib/server.ts')),
  ...(await import('../test/e2e/lib/standInCline/install.ts')),
  ...(await import('../test/e2e/lib/themes.ts')),
  ...(await import('../test/e2e/lib/workbench.ts')),
  ...(await import('../test/e2e/lib/world.ts')),
})

function keep(name, picture, limit) {
  const file = join(FOLDER, name)
  writeFileSync(file, picture)
  const { size } = statSync(file)
  console.log(`${name}  ${Math.round(size / 1000)} kB`)
  if (size > limit) {
    throw new Error(`${name} has ${size} bytes, over its limit of ${limit}.`)
  }
}

/** Goes the whole way once; `take` is called where a picture is worth it, with how long it stays in the tour. */
async function tour(lib, page, take) {
  await lib.runCommand(page, 'Set up Bedrock for Cline')
  const wizard = lib.webview(page)
  const button = (name) => wizard.getByRole('button', { name })
  const next = () => wizard.locator('vscode-button:not([disabled])', { hasText: 'Continue' }).click(LONG)
  const text = (words) => wizard.getByText(words).first()
  const shown = (words) => text(words).waitFor(LONG)
  const bringUp = (words) => text(words).evaluate((element) => element.scrollIntoView({ block: 'center' }))
  await wizard.getByRole('combobox', { name: 'Profile' }).waitFor(LONG)
  await take('start', 1400)
  await wizard.getByRole('combobox', { name: 'Profile' }).click(LONG)
  await take('profiles', 1400)
  await wizard.getByRole('option', { name: /^dev\b/ }).click(LONG)
  await shown('AWS knows these credentials: dev.')
  // The steps ahead are checked at once; the picture waits for their ticks.
  await wizard
    .getByRole('listitem')
    .filter({ hasText: 'Model' })
    .getByText(/passed/i)
    .first()
    .waitFor(LONG)
  await bringUp('AWS knows these credentials: dev.')
  await take('credentials', 2000)
  await next()
  await shown('Bedrock answers in us-east-1.')
  await take('region', 1800)
  await next()
  await shown(/No blocker found/)
  await take('model', 2200)
  await next()
  await button('Send test prompt').waitFor(LONG)
  await take('prompt', 1400)
  await button('Send test prompt').click(LONG)
  await shown(/model answered/i)
  await bringUp(/model answered/i)
  await take('answer', 2600)
  await next()
  await shown(/actModeApiProvider/)
  await take('review', 2400)
  await button(/Write Cline.s settings/).click(LONG)
  await lib.dialog(page).waitFor(LONG)
  await take('consent', 1800)
  await lib.throughReload(page, () => lib.pressInDialog(page, 'Write and reload'))
  await shown('Cline has taken up the new settings.')
  await take('done', 2600)
  await button('Security and cost').click(LONG)
  await shown('Secure access')
  await take('security', 2200)
  await bringUp('A day of Cline')
  await take('cost', 2400)
}

/** The name of the throw-away home means nothing to readers. */
async function shorten(lib, page, home) {
  const frame = await lib.webviewFrame(page)
  await frame.evaluate((long) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      walker.currentNode.data = walker.currentNode.data.replace(long, '~')
    }
  }, home)
}

async function pictures(lib, browser, theme, animated) {
  const world = lib.makeWorld()
  const demo = await lib.startDemo(world.home)
  await lib.installUnpacked(root, world.extensions)
  await lib.installStandInCline(world.extensions)
  lib.writeWorkspaceSettings(world, {
    'workbench.colorTheme': lib.themes[theme].label,
    'workbench.activityBar.location': 'hidden',
    'workbench.sideBar.location': 'right',
    'window.commandCenter': false,
    'workbench.layoutControl.enabled': false,
    'workbench.editor.editorActionsLocation': 'hidden',
  })
  const server = await lib.startServer({ world, env: demo.env })
  try {
    const page = await lib.openWorkbench(browser, server, { viewport: SIZE })
    await lib.runCommand(page, 'View: Close Primary Side Bar')
    const frames = []
    await tour(lib, page, async (name, ms) => {
      await shorten(lib, page, world.home)
      const png = await page.screenshot({ animations: 'disabled' })
      frames.push({ png, ms })
      if (['credentials', 'model', 'answer', 'review', 'security'].includes(name)) {
        keep(`${name}-${theme}.png`, png, LIMITS.png)
      }
    })
    if (animated) {
      keep('tour.png', animate(frames), LIMITS.apng)
    }
    await page.context().close()
  } finally {
    await server.stop()
    await demo.sandbox.stop()
  }
}

await runMain(async () => {
  onNewNode()
  if (!process.argv.includes('--no-build')) {
    await npm(['run', '--silent', 'build'], root)
  }
  mkdirSync(FOLDER, { recursive: true })
  const lib = await libraries()
  const browser = await lib.launchBrowser()
  try {
    await pictures(lib, browser, 'dark', true)
    await pictures(lib, browser, 'light', false)
  } finally {
    await browser.close()
  }
  process.exit(0)
})

// npm run screenshots: the pictures of the README, from the real product in a real VS Code with a local AWS.
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { animate } from './lib/apng.mjs'
import { npm, onNewNode, root, runMain } from './lib/tools.mjs'

const FOLDER = join(root, 'docs/pictures')
const SIZE = { width: 1000, height: 720 }
const LONG = { timeout: 60_000 }
/** Bytes that one picture may have; the README is read over slow lines, too. */
const LIMITS = { png: 150_000, apng: 900_000 }

const libraries = async () => ({
  ...(await import('../test/e2e/lib/browser.ts')),
  ...(await import('../test/e2e/lib/demo.ts')),
  ...(await import('../test/e2e/lib/extension.ts')),
  ...(await import('../test/e2e/lib/server.ts')),
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

/** Goes the whole way once; `take` is called where a picture is worth it. */
async function tour(lib, page, take) {
  await lib.runCommand(page, 'Set up Bedrock for Cline')
  const wizard = lib.webview(page)
  const next = () => wizard.locator('vscode-button:not([disabled])', { hasText: 'Continue' }).click(LONG)
  const text = (words) => wizard.getByText(words).first().waitFor(LONG)
  await wizard.getByRole('combobox', { name: 'Profile' }).waitFor(LONG)
  await take('start', 1200)
  await wizard.getByRole('combobox', { name: 'Profile' }).click(LONG)
  await wizard.getByRole('option', { name: /^dev\b/ }).click(LONG)
  await text('AWS knows these credentials: dev.')
  await take('credentials', 1800)
  await next()
  await text('Bedrock answers in us-east-1.')
  await take('region', 1800)
  await next()
  await text(/No blocker found/)
  await take('model', 1800)
  await next()
  await wizard.getByRole('button', { name: 'Send test prompt' }).waitFor(LONG)
  await take('prompt', 1000)
  await wizard.getByRole('button', { name: 'Send test prompt' }).click(LONG)
  await text(/model answered/i)
  await take('answer', 2200)
  await next()
  await text(/actModeApiProvider/)
  await take('review', 2200)
  await wizard.getByRole('button', { name: /Write Cline.s settings/ }).click(LONG)
  await wizard.getByRole('button', { name: 'Undo' }).first().waitFor(LONG)
  await take('done', 2600)
  await wizard.getByRole('button', { name: 'Security and cost' }).click(LONG)
  await text('Secure access')
  await take('security', 2200)
  await wizard.getByRole('button', { name: 'Done' }).click(LONG)
  await wizard.getByRole('button', { name: 'Undo' }).first().click(LONG)
  await text(/as they were/)
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

// npm start: a real VS Code with the extension, a local AWS behind it and a demo home. See --help.
// It shows the extension as a user has it and never touches the user's own ~/.aws or ~/.cline.
import { parseArgs } from 'node:util'
import { findChromium } from './lib/chromium.mjs'
import { npm, onNewNode, root, runMain } from './lib/tools.mjs'

const help = `npm start [-- options]
  Serves a real VS Code with the extension; a local AWS and a demo home are behind it.
  --desktop        opens your installed VS Code instead (variable CODE, or "code" in PATH)
  --scenario NAME  which local AWS (see npm run sandbox -- --help)
  --port N         the port of VS Code; default: a free one
  --no-build       takes dist/ as it is
  --check          starts, runs the command once in a headless Chromium, prints OK and stops
  --help           this text`

const command = 'Set up Bedrock for Cline'

function options() {
  const { values } = parseArgs({
    options: {
      desktop: { type: 'boolean', default: false },
      scenario: { type: 'string' },
      port: { type: 'string' },
      'no-build': { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  return values
}

/** Runs the palette's command once and waits for the page. */
async function check(server) {
  const { launchBrowser, openWorkbench } = await import('../test/e2e/lib/browser.ts')
  const { runCommand, screenshot, webview } = await import('../test/e2e/lib/workbench.ts')
  const browser = await launchBrowser()
  try {
    const page = await openWorkbench(browser, server)
    await runCommand(page, command)
    await webview(page).getByRole('heading').first().waitFor({ timeout: 30_000 })
    await screenshot(page, 'npm-start')
  } finally {
    await browser.close()
  }
}

function explain(where, demo, world) {
  return `
${where}
Local AWS:  ${demo.sandbox.url} (${demo.scenario.title})
Demo home:  ${world.home} (removed at the end; yours is not touched)
Profiles:   ${demo.profiles.join(', ')}
To type in, made up:
  access key  ${demo.typed.accessKeyId}
  secret key  ${demo.typed.secretAccessKey}
  API key     ${demo.typed.apiKey}

Press F1 there and run "${command}". Ctrl+C here stops everything.`
}

async function startInBrowser(demo, world, port) {
  await npm(['run', '--silent', 'setup:vscode'], root)
  const { startServer } = await import('../test/e2e/lib/server.ts')
  const { installUnpacked } = await import('../test/e2e/lib/extension.ts')
  await installUnpacked(root, world.extensions)
  // An empty gallery variable means code-server's own: Cline itself can be installed in the demo.
  const env = { ...demo.env, EXTENSIONS_GALLERY: '' }
  return await startServer({ world, env, ...(port ? { port: Number(port) } : {}) })
}

async function openDesktop(demo, world) {
  const { findCode, startDesktop } = await import('../test/e2e/lib/desktop.ts')
  const code = findCode()
  if (code === undefined) {
    throw new Error('No desktop VS Code was found. Please put "code" in PATH or set CODE to its path.')
  }
  return startDesktop(code, root, world, demo.env)
}

async function main() {
  onNewNode()
  const chosen = options()
  if (chosen.help) {
    console.log(help)
    return
  }
  if (!chosen['no-build']) {
    console.log('Building the extension …')
    await npm(['run', '--silent', 'build'], root)
  }
  const { startDemo } = await import('../test/e2e/lib/demo.ts')
  const { makeWorld } = await import('../test/e2e/lib/world.ts')
  const world = makeWorld()
  const demo = await startDemo(world.home, chosen.scenario)
  if (chosen.desktop) {
    const desktop = await openDesktop(demo, world)
    console.log(explain('Your VS Code opens a window of its own.', demo, world))
    await desktop.closed
    return
  }
  const server = await startInBrowser(demo, world, chosen.port)
  console.log(explain(`VS Code:    ${server.url}`, demo, world))
  if (!chosen.check) {
    // Until Ctrl+C; processes.ts then ends the server and removes the folders.
    await server.ended
    throw new Error(`VS Code ended by itself:\n${server.output()}`)
  }
  if ((await findChromium()) === undefined) {
    console.log('OK (started; there is no Chromium to open the page with)')
  } else {
    await check(server)
    console.log('OK')
  }
}

await runMain(async () => {
  await main()
  process.exit(0)
})

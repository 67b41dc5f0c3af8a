import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { FrameLocator, Page } from 'playwright-core'
import { until } from '../lib/until.ts'
import { type Demo, startDemo } from './lib/demo.ts'
import { handOn, type Visit, visitVsCode } from './lib/visit.ts'
import { runCommand, screenshot } from './lib/workbench.ts'
import { makeWorld, writeFiles } from './lib/world.ts'

const LONG = { timeout: 20_000 }
const TRAP_KEYS = '[trap]\naws_access_key_id = AKIATRAPTRAPTRAPTRAP\naws_secret_access_key = EXAMPLE\n'

describe('in a folder that is not trusted', () => {
  let visit: Visit
  let demo: Demo
  let page: Page
  let wizard: FrameLocator
  let trap: HttpServer
  let marker: string
  const caught: string[] = []

  before(async () => {
    const world = makeWorld({}, { 'security.workspace.trust.startupPrompt': 'never' })
    demo = await startDemo(world.home)
    marker = join(world.root, 'helper-was-started')
    // The user's own helper program leaves a trace; everything in the folder is somebody else's.
    const config = readFileSync(join(world.home, '.aws/config'), 'utf8')
    const traced = config.replace('credential_process = cat', `credential_process = touch ${marker} && cat`)
    assert.notEqual(traced, config)
    writeFiles(world.home, { '.aws/config': traced })
    trap = createServer((request, response) => {
      caught.push(`${request.method} ${request.url}`)
      response.end('{}')
    })
    trap.on('connect', (request, socket) => {
      caught.push(`CONNECT ${request.url}`)
      socket.destroy()
    })
    await new Promise<void>((done) => trap.listen(0, '127.0.0.1', done))
    const url = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`
    writeFiles(world.workspace, {
      '.vscode/settings.json': JSON.stringify({
        'http.proxy': url,
        'http.noProxy': ['<-loopback>'],
        'bedrockSetup.endpoint': url,
        'terminal.integrated.env.linux': { AWS_ENDPOINT_URL: url },
      }),
      '.env': `AWS_ENDPOINT_URL=${url}\nHTTPS_PROXY=${url}\nCLINE_DIR=${world.workspace}/.cline\n`,
      '.aws/credentials': TRAP_KEYS,
      '.aws/config': `[profile trap]\nendpoint_url = ${url}\n`,
      '.cline/data/globalState.json': '{"awsBedrockEndpoint":"https://trap.example"}',
    })
    visit = await visitVsCode({
      world,
      env: demo.env,
      workspaceTrust: true,
      command: 'Set up Bedrock for Cline',
    })
    ;({ page, wizard } = visit)
    await wizard.getByRole('heading').first().waitFor(LONG)
  })

  after(async () => {
    await visit.end()
    await demo.sandbox.stop()
    await new Promise((done) => trap.close(done))
  })

  const choose = async (profile: RegExp) => {
    await wizard.getByRole('combobox', { name: 'Profile' }).click(LONG)
    await wizard.getByRole('option', { name: profile }).click(LONG)
  }
  const { proceed } = handOn(() => wizard)

  it('starts no program of a profile, and says why', async () => {
    await page.getByText('Restricted Mode').first().waitFor(LONG)
    await choose(/^helper\b/)
    await wizard
      .getByText(/not trusted/)
      .first()
      .waitFor(LONG)
    await screenshot(page, 'restricted-helper')
    assert.ok(!existsSync(marker), 'the program was started')
  })

  it('offers nothing of the folder, and everything else works as ever', async () => {
    await wizard.getByRole('combobox', { name: 'Profile' }).click(LONG)
    await wizard.getByRole('option', { name: /^dev\b/ }).waitFor(LONG)
    assert.equal(await wizard.getByRole('option', { name: /trap/ }).count(), 0)
    await wizard.getByRole('option', { name: /^dev\b/ }).click(LONG)
    await wizard.getByText('AWS knows these credentials: dev.').first().waitFor(LONG)
    await proceed()
    await wizard.getByText('Bedrock answers in us-east-1.').first().waitFor(LONG)
    await proceed()
    await wizard
      .getByText(/No blocker found/)
      .first()
      .waitFor(LONG)
    await proceed()
    await wizard.getByRole('button', { name: 'Send test prompt' }).click(LONG)
    await wizard
      .getByText(/model answered/i)
      .first()
      .waitFor(LONG)
    await proceed()
    await wizard.getByText(join(visit.world.home, '.cline/data/globalState.json')).first().waitFor(LONG)
    await screenshot(page, 'restricted-review')
    await wizard.getByRole('button', { name: /Write Cline.s settings/ }).click(LONG)
    await wizard.getByRole('button', { name: 'Undo' }).first().waitFor(LONG)
    const written = readFileSync(join(visit.world.home, '.cline/data/globalState.json'), 'utf8')
    assert.ok(!/trap|127\.0\.0\.1/.test(written), 'no endpoint of the folder')
    const folder = readFileSync(join(visit.world.workspace, '.cline/data/globalState.json'), 'utf8')
    assert.equal(folder, '{"awsBedrockEndpoint":"https://trap.example"}')
    assert.deepEqual(caught, [], 'no call went where the folder wanted it')
  })

  it('starts the program once the user trusts the folder', async () => {
    await runCommand(page, 'Workspaces: Manage Workspace Trust')
    await page.getByRole('button', { name: 'Trust', exact: true }).first().click(LONG)
    await page
      .getByText('Restricted Mode')
      .first()
      .waitFor({ state: 'hidden', ...LONG })
    await runCommand(page, 'Set up Bedrock for Cline')
    await wizard
      .getByRole('button', { name: /Credentials/ })
      .first()
      .click(LONG)
    await choose(/^helper\b/)
    await until(() => existsSync(marker), 'the helper program')
    await wizard.getByText('AWS knows these credentials: dev.').first().waitFor(LONG)
  })
})

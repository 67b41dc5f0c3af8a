import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FrameLocator, Page } from 'playwright-core'
import { type CompanyNetwork, startCompanyNetwork } from '../contract/cli/companyNetwork.ts'
import { type Demo, startDemo } from './lib/demo.ts'
import { handOn, type Visit, visitVsCode } from './lib/visit.ts'
import { screenshot } from './lib/workbench.ts'
import { makeWorld, writeFiles } from './lib/world.ts'

const LONG = { timeout: 20_000 }

describe('behind a company’s proxy that VS Code’s settings name', () => {
  let visit: Visit
  let demo: Demo
  let network: CompanyNetwork
  let page: Page
  let wizard: FrameLocator

  before(async () => {
    const world = makeWorld()
    demo = await startDemo(world.home)
    network = await startCompanyNetwork(demo.sandbox.port)
    // AWS by its real names: only the proxy leads anywhere, and its certificate has to be trusted.
    const path = 'User/settings.json'
    const quiet: object = JSON.parse(readFileSync(join(world.userData, path), 'utf8'))
    writeFiles(world.userData, { [path]: JSON.stringify({ ...quiet, 'http.proxy': network.proxy() }) })
    visit = await visitVsCode({
      world,
      env: {
        AWS_EC2_METADATA_DISABLED: 'true',
        CLINE_DIR: `${world.home}/.cline`,
        NODE_EXTRA_CA_CERTS: network.caFile,
      },
      command: 'Set up Bedrock for Cline',
    })
    ;({ page, wizard } = visit)
  })

  after(async () => {
    await visit.end()
    await network.stop()
    await demo.sandbox.stop()
  })

  const { says, proceed, chooseProfile } = handOn(() => wizard)

  it('every call takes it, with its password and certificate, down to the streamed prompt', async () => {
    await chooseProfile(/^dev\b/)
    await says('AWS knows these credentials: dev.')
    await proceed()
    await says('Bedrock answers in us-east-1.')
    await proceed()
    await says(/No blocker found/)
    await proceed()
    await wizard.getByRole('button', { name: 'Send test prompt' }).click(LONG)
    await says(/model answered/i)
    const hosts = new Set(network.asked)
    for (const host of ['sts.us-east-1', 'bedrock.us-east-1', 'bedrock-runtime.us-east-1', 'iam']) {
      assert.ok(hosts.has(`${host}.amazonaws.com:443`), `${host} was not asked through the proxy`)
    }
    assert.ok(![...hosts].some((host) => host.startsWith('!')), 'no call without the password')
  })

  it('tells that Cline’s older bundle does not use it, before anything is written', async () => {
    await proceed()
    await says(/older bundle \(legacy\) does not use it/)
    await screenshot(page, 'proxy-review')
  })
})

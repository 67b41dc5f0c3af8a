import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { FrameLocator, Page } from 'playwright-core'
import { fakeKeyId, fakeSecret } from '../sandbox/build.ts'
import { demoHome } from '../sandbox/home.ts'
import { type Demo, startDemo } from './lib/demo.ts'
import { handOn, type Visit, visitVsCode } from './lib/visit.ts'
import { screenshot } from './lib/workbench.ts'
import { makeWorld, type World, writeFiles } from './lib/world.ts'

const LONG = { timeout: 30_000 }
const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0'
const THROTTLED = {
  status: 429,
  headers: {
    'content-type': 'application/json',
    'x-amzn-errortype': 'ThrottlingException',
    'retry-after': '3',
  },
  body: JSON.stringify({ message: 'Too many requests, please wait before trying again.' }),
}

/** `aws configure export-credentials`, as far as a credential process needs it. */
function addAwsCommand(world: World): string {
  const folder = join(world.home, 'bin')
  mkdirSync(folder, { recursive: true })
  const keys = { Version: 1, AccessKeyId: fakeKeyId('AKIA', 'DEV'), SecretAccessKey: fakeSecret('DEV') }
  const program = join(folder, 'aws')
  writeFileSync(
    program,
    `#!/bin/sh\n[ "$1 $2" = "configure export-credentials" ] && echo '${JSON.stringify(keys)}'\n`,
  )
  chmodSync(program, 0o700)
  return folder
}

describe('failures driven to green by clicking what the page offers, in a real VS Code', () => {
  let visit: Visit
  let demo: Demo
  let page: Page
  let wizard: FrameLocator

  before(async () => {
    const world = makeWorld()
    demo = await startDemo(world.home)
    // The profiles want a region that the account has not switched on; Identity Center lives elsewhere.
    writeFiles(world.home, { '.aws/config': demoHome({ region: 'eu-central-2' })['.aws/config'] ?? '' })
    const path = [addAwsCommand(world), process.env.PATH ?? ''].join(delimiter)
    // VSCODE_CLI: started from a terminal, so that its PATH counts and no login shell is asked for another.
    const env = { ...demo.env, PATH: path, VSCODE_CLI: '1', AWS_PROFILE: 'dve' }
    visit = await visitVsCode({ world, env, command: 'Set up Bedrock for Cline' })
    ;({ page, wizard } = visit)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  })

  after(async () => {
    await visit.end()
    await demo.sandbox.stop()
  })

  const { press, says: reads, proceed, chooseProfile } = handOn(() => wizard)

  it('a mistyped profile: the one that is meant is a click away', async () => {
    await wizard.getByRole('radio', { name: 'AWS default chain' }).click(LONG)
    await reads('The profile dve does not exist')
    await screenshot(page, 'remedy-profile')
    await press('Use dev')
    await reads('AWS knows these credentials: dev.')
    await proceed()
  })

  it('a region that is not switched on: one of its geography that is', async () => {
    await reads('The region eu-central-2 is not switched on')
    await screenshot(page, 'remedy-region')
    await press('Use eu-central-1')
    await reads('Bedrock answers in eu-central-1.')
    await proceed()
  })

  it('a plain model id: the inference profile that contains the model', async () => {
    await wizard.locator('summary', { hasText: 'Choose another model' }).click(LONG)
    await wizard.getByRole('textbox', { name: 'Model id or ARN' }).fill(SONNET)
    await press('Use this id')
    await reads('The model needs an inference profile')
    await screenshot(page, 'remedy-model')
    await press(`Use eu.${SONNET}`)
    await reads(/No blocker found/)
    await proceed()
  })

  it('a throttled prompt: the wait that AWS asks for is counted down, then it is sent again', async () => {
    demo.sandbox.override({
      service: 'bedrock-runtime',
      operation: 'ConverseStream',
      times: 1,
      http: THROTTLED,
    })
    await press('Send test prompt')
    await reads('Too many requests at the moment')
    await press('Wait and check again')
    await wizard.getByRole('timer').waitFor(LONG)
    await screenshot(page, 'remedy-countdown')
    await reads(/model answered/i)
    const sent = demo.sandbox.log.filter((call) => call.operation === 'ConverseStream').length
    assert.equal(sent, 2, 'once refused, once answered')
  })

  it('Identity Center in another region: a profile for Cline, shown before it is added', async () => {
    const config = join(visit.world.home, '.aws/config')
    const old = readFileSync(config, 'utf8')
    await wizard.getByRole('button', { name: /^Credentials/ }).click(LONG)
    await chooseProfile(/^team-sso\b/)
    await reads('Cline would sign in to Identity Center in the wrong region')
    await press('Show the new profile')
    await reads(/credential_process = aws configure export-credentials --profile team-sso/)
    await screenshot(page, 'remedy-wrapper')
    assert.equal(readFileSync(config, 'utf8'), old, 'nothing is written before the click')
    await press('Add it and use it')
    await reads('AWS knows these credentials: dev.')
    assert.ok(readFileSync(config, 'utf8').startsWith(old), 'what was there stays byte for byte')
    assert.match(
      readFileSync(config, 'utf8').slice(old.length),
      /^\n\[profile team-sso-for-cline\]\ncredential_process = /,
    )
  })

  it('a profile without credentials: its file opens at the line, and the command is on the clipboard', async () => {
    await chooseProfile(/^only-a-region\b/)
    await reads('The profile only-a-region holds no complete credentials')
    await press('Copy the command')
    await wizard.getByText('Copied.').first().waitFor(LONG)
    const copied = await page.evaluate<string>('navigator.clipboard.readText()')
    assert.equal(copied, 'aws configure --profile only-a-region')
    const lines = readFileSync(join(visit.world.home, '.aws/config'), 'utf8').split('\n')
    const line = lines.indexOf('[profile only-a-region]') + 1
    await press('Open the file')
    await page
      .locator('.statusbar-item', { hasText: `Ln ${line}, Col 1` })
      .first()
      .waitFor(LONG)
    await screenshot(page, 'remedy-file')
  })
})

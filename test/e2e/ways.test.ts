import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { FrameLocator, Page } from 'playwright-core'
import { SONNET } from '../sandbox/scenario.ts'
import { findAccessibilityProblems } from './lib/axe.ts'
import { type Demo, startDemo } from './lib/demo.ts'
import { projectRoot } from './lib/extension.ts'
import { handOn, type Visit, visitVsCode } from './lib/visit.ts'
import { screenshot, webviewFrame } from './lib/workbench.ts'
import { makeWorld, worldEnv } from './lib/world.ts'

const LONG = { timeout: 20_000 }
const BASE = SONNET.replace('us.', '')

describe('typed keys and an API key, from the page to the files, in a real VS Code', () => {
  let visit: Visit
  let demo: Demo
  let page: Page
  let wizard: FrameLocator
  let data: string

  before(async () => {
    const world = makeWorld()
    data = join(world.home, '.cline/data')
    demo = await startDemo(world.home)
    visit = await visitVsCode({ world, env: demo.env, command: 'Set up Bedrock for Cline' })
    ;({ page, wizard } = visit)
    await wizard.getByRole('heading').first().waitFor(LONG)
    await listen()
  })

  after(async () => {
    await visit.end()
    await demo.sandbox.stop()
  })

  const { button, says, proceed } = handOn(() => wizard)
  const type = (id: string, text: string) => wizard.locator(`#${id} input`).fill(text, LONG)
  const json = (name: string) => JSON.parse(readFileSync(join(data, name), 'utf8')) as Record<string, unknown>

  /** Keeps every message that the host sends to the page from now on. */
  async function listen(): Promise<void> {
    const frame = await webviewFrame(page)
    await frame.evaluate(`
      globalThis.heard = []
      addEventListener('message', ({ data }) => globalThis.heard.push(JSON.stringify(data)))`)
  }

  /** Nothing that the page was sent, shows or holds has one of the secrets in it. */
  async function assertUnseen(...secrets: string[]): Promise<void> {
    const frame = await webviewFrame(page)
    const [heard, shown, fields] = (await frame.evaluate(`[
      globalThis.heard.join('\\n'),
      document.documentElement.outerHTML,
      [...document.querySelectorAll('*')].map((each) => String(each.value ?? '')).join('\\n'),
    ]`)) as [string, string, string]
    assert.ok(heard.includes('"type":"state"'), 'messages of the host were heard')
    for (const [where, text] of Object.entries({ heard, shown, fields })) {
      for (const secret of secrets) {
        assert.ok(!text.includes(secret), `a secret is in what the page ${where}`)
      }
    }
  }

  it('says which of the typed keys is wrong, and takes the right ones, pasted as they may be', async () => {
    const { accessKeyId, secretAccessKey } = demo.typed
    await wizard.getByRole('radio', { name: 'Access keys' }).click(LONG)
    await type('access-key-id', accessKeyId)
    await type('secret-access-key', `${secretAccessKey.slice(0, -1)}0`)
    await button('Use these keys').click(LONG)
    await wizard.getByRole('heading', { name: 'The secret access key is wrong' }).waitFor(LONG)
    await screenshot(page, 'ways-wrong-secret')
    assert.deepEqual(await findAccessibilityProblems(await webviewFrame(page)), [])
    await type('access-key-id', ` "${accessKeyId}" `)
    await type('secret-access-key', `'${secretAccessKey}'`)
    await button('Use these keys').click(LONG)
    await says('AWS knows these credentials: dev.')
    await assertUnseen(secretAccessKey, secretAccessKey.slice(0, -1))
    await proceed()
    await says('Bedrock answers in us-east-1.')
    await proceed()
  })

  it('turns a model id that needs a profile green with the click that it offers', async () => {
    await wizard.getByText('Choose another model').click(LONG)
    await type('model-id', BASE)
    await button('Use this id').click(LONG)
    await wizard.getByRole('heading', { name: 'The model needs an inference profile' }).waitFor(LONG)
    await screenshot(page, 'ways-model-remedy')
    await button(`Use ${SONNET}`).click(LONG)
    await says(/No blocker found/)
    await wizard.locator('.model-answer code', { hasText: SONNET }).waitFor(LONG)
    await proceed()
  })

  it('stops in the middle of the stream, keeps what was said, and can ask again', async () => {
    let open = () => {}
    demo.sandbox.world.gate = new Promise<void>((resolve) => {
      open = resolve
    })
    await button('Send test prompt').click(LONG)
    const answer = wizard.locator('pre.answer')
    await answer.filter({ hasText: /\S/ }).waitFor(LONG)
    await button('Stop').click(LONG)
    await wizard.getByText('Stopped', { exact: true }).first().waitFor(LONG)
    await screenshot(page, 'ways-stopped')
    const said = (await answer.textContent()) ?? ''
    assert.ok(said !== '' && !said.includes('return True'), said)
    open()
    delete demo.sandbox.world.gate
    await button('Send test prompt').click(LONG)
    await says(/return True/)
    await says(/model answered/i)
    await proceed()
  })

  it('shows the keys masked, writes them for the user’s eyes only, and tells nobody', async () => {
    const { accessKeyId, secretAccessKey } = demo.typed
    await says(/actModeApiProvider/)
    await says(/"awsSecretKey": "•+"/)
    await screenshot(page, 'ways-review-keys')
    assert.equal(readFileSync(join(data, 'globalState.json'), 'utf8'), '{}\n')
    assert.ok(!existsSync(join(data, 'secrets.json')))
    await button(/Write Cline.s settings/).click(LONG)
    await button('Undo').first().waitFor(LONG)
    assert.deepEqual(json('secrets.json'), { awsAccessKey: accessKeyId, awsSecretKey: secretAccessKey })
    const state = json('globalState.json')
    assert.deepEqual(
      ['planModeApiModelId', 'actModeApiModelId', 'awsAuthentication', 'awsRegion'].map((key) => state[key]),
      [SONNET, SONNET, 'credentials', 'us-east-1'],
    )
    for (const name of ['secrets.json', 'settings/providers.json']) {
      assert.equal(statSync(join(data, name)).mode & 0o777, 0o600, name)
    }
    await assertUnseen(secretAccessKey)
  })

  it('an API key takes the keys’ place, in the same window', async () => {
    const { apiKey, secretAccessKey } = demo.typed
    await wizard
      .getByRole('button', { name: /Credentials/ })
      .first()
      .click(LONG)
    await wizard.getByRole('radio', { name: 'Bedrock API key' }).click(LONG)
    await type('api-key', 'sk-not-a-bedrock-key')
    await button('Use this key').click(LONG)
    await wizard.getByRole('heading', { name: 'This is not a Bedrock API key' }).waitFor(LONG)
    await type('api-key', apiKey)
    await button('Use this key').click(LONG)
    await says('AWS accepts the API key.')
    await screenshot(page, 'ways-api-key')
    await proceed()
    await says('Bedrock answers in us-east-1.')
    await proceed()
    await says(/No blocker found/)
    await proceed()
    await button('Send test prompt').click(LONG)
    await says(/model answered/i)
    await proceed()
    await says(/"awsBedrockApiKey": "•+"/)
    await screenshot(page, 'ways-review-api-key')
    await button(/Write Cline.s settings/).click(LONG)
    await button('Undo').first().waitFor(LONG)
    assert.deepEqual(json('secrets.json'), { awsBedrockApiKey: apiKey })
    assert.equal(json('globalState.json').awsAuthentication, 'apikey')
    assert.match(JSON.stringify(json('settings/providers.json')), /"authentication":"apikey"/)
    await assertUnseen(apiKey, secretAccessKey)
    const last = demo.sandbox.log.findLast(({ operation }) => operation === 'ConverseStream')
    assert.deepEqual([last?.auth, last?.httpVersion, last?.modelId], ['bearer', '1.1', SONNET])
  })

  it('the command line takes both writes of the page back, byte for byte', () => {
    const cli = join(projectRoot, 'dist/cli.js')
    const undo = () =>
      spawnSync(process.execPath, [cli, 'undo', '--json'], {
        env: worldEnv(visit.world, demo.env),
        encoding: 'utf8',
      })
    for (const authentication of ['credentials', undefined]) {
      const { status, stdout, stderr } = undo()
      assert.equal(status, 0, stdout + stderr)
      assert.equal(json('globalState.json').awsAuthentication, authentication)
    }
    assert.equal(readFileSync(join(data, 'globalState.json'), 'utf8'), '{}\n')
    assert.ok(!existsSync(join(data, 'secrets.json')))
    assert.equal(undo().status, 1, 'nothing is left to take back')
  })
})

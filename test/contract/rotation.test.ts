import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { startSession } from '../../src/app/session.ts'
import { createClineFiles } from '../../src/cline/files.ts'
import type { Intent } from '../../src/core/wizard/intents.ts'
import { ACCOUNT, addApiKey, addKey, fakeApiKey, fakeKeyId, fakeSecret } from '../sandbox/build.ts'
import { type Sandbox, startSandbox } from '../sandbox/server.ts'
import { fakeSignIn } from '../unit/wizard/fakes.ts'
import { adapter, makeHome } from './aws/support.ts'

const ACT = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'
const PLAN = 'us.amazon.nova-pro-v1:0'
const DATA = '.cline/data'
const OLD = { id: fakeKeyId('AKIA', 'DEV'), secret: fakeSecret('DEV') }
const NEW = { id: fakeKeyId('AKIA', 'NEXT'), secret: fakeSecret('NEXT') }
const KEYS: Intent = { type: 'rotateKeys', accessKeyId: NEW.id, secretAccessKey: NEW.secret }

/** Cline set to Bedrock with a model for each mode and things of its own around it. */
const globalState = (authentication: string) =>
  JSON.stringify(
    {
      mode: 'act',
      planActSeparateModelsSetting: true,
      actModeApiProvider: 'bedrock',
      planModeApiProvider: 'bedrock',
      actModeApiModelId: ACT,
      planModeApiModelId: PLAN,
      awsRegion: 'us-east-1',
      awsAuthentication: authentication,
      awsUseProfile: false,
      taskHistory: ['kept'],
      welcomeViewCompleted: true,
    },
    null,
    2,
  )

describe('a rotated key in Cline’s real files', () => {
  let sandbox: Sandbox
  let place: ReturnType<typeof makeHome>

  beforeEach(async () => {
    sandbox = await startSandbox()
    addKey(sandbox.world, 'AKIA', 'NEXT', { kind: 'user', account: ACCOUNT, user: 'dev' })
    place = makeHome({})
  })
  afterEach(async () => {
    await sandbox.stop()
    place.remove()
  })

  const file = (name: string) => join(place.home, DATA, name)
  const read = (name: string) => readFileSync(file(name), 'utf8')
  const parsed = (name: string) => JSON.parse(read(name)) as Record<string, unknown>

  function open() {
    const env = {
      HOME: place.home,
      BEDROCK_SETUP_HOME: join(place.home, 'store'),
      AWS_EC2_METADATA_DISABLED: 'true',
      ...sandbox.env(),
    }
    const clock = { now: () => Date.now() }
    const cline = createClineFiles({ env, homeDir: place.home, clock })
    const states: unknown[] = []
    const session = startSession({
      aws: adapter(env),
      cline,
      signIn: fakeSignIn(),
      timers: { after: () => () => {} },
      clock,
      platform: 'linux',
      log: { info() {}, warn() {}, error() {} },
      host: {
        machine: '',
        trusted: true,
        cline: { installed: true, running: false, tooOld: false },
        proxy: false,
      },
      perform: () => Promise.resolve(undefined),
      publish: (state) => void states.push(state),
    })
    return { session, cline, states }
  }

  it('changes the key and nothing else, keeps a backup, and can be taken back byte for byte', async () => {
    place.write(`${DATA}/globalState.json`, globalState('credentials'))
    place.write(
      `${DATA}/secrets.json`,
      JSON.stringify({ awsAccessKey: OLD.id, awsSecretKey: OLD.secret, openRouterApiKey: 'other' }, null, 2),
    )
    const before = { state: read('globalState.json'), secrets: read('secrets.json') }
    const { session, cline, states } = open()
    session.dispatch({ type: 'openRotation', kind: 'keys' })
    session.dispatch(KEYS)
    await session.idle()
    const shown = session.state.credentials.rotation
    assert.equal(shown?.status, 'ready', JSON.stringify(shown?.problem ?? shown?.check))
    assert.equal(read('secrets.json'), before.secrets, 'nothing is written before the user says so')
    assert.match(JSON.stringify(shown?.files), /AKIA…2222/)
    session.dispatch({ type: 'applyRotation', previewId: shown?.previewId ?? '' })
    await session.idle()
    assert.equal(session.state.credentials.rotation?.status, 'written')
    const { awsAccessKey, awsSecretKey, openRouterApiKey } = parsed('secrets.json')
    assert.deepEqual([awsAccessKey, awsSecretKey, openRouterApiKey], [NEW.id, NEW.secret, 'other'])
    assert.equal(statSync(file('secrets.json')).mode & 0o777, 0o600)
    const now = parsed('globalState.json')
    assert.deepEqual([now.actModeApiModelId, now.planModeApiModelId, now.taskHistory], [ACT, PLAN, ['kept']])
    assert.ok(session.state.credentials.rotation?.backup)
    assert.ok(!JSON.stringify(states).includes(NEW.secret))
    assert.ok(sandbox.log.every(({ billed }) => !billed))
    const undone = await cline.undo()
    assert.ok(undone.ok)
    assert.deepEqual({ state: read('globalState.json'), secrets: read('secrets.json') }, before)
    session.dispose()
  })

  it('does the same with an API key', async () => {
    addApiKey(sandbox.world, 'next', 'BedrockAPIKey-x1y2')
    place.write(`${DATA}/globalState.json`, globalState('apikey'))
    place.write(`${DATA}/secrets.json`, JSON.stringify({ awsBedrockApiKey: fakeApiKey('x1y2') }))
    const { session } = open()
    session.dispatch({ type: 'openRotation', kind: 'api-key' })
    session.dispatch({ type: 'rotateApiKey', apiKey: fakeApiKey('next') })
    await session.idle()
    const shown = session.state.credentials.rotation
    session.dispatch({ type: 'applyRotation', previewId: shown?.previewId ?? '' })
    await session.idle()
    assert.equal(parsed('secrets.json').awsBedrockApiKey, fakeApiKey('next'))
    session.dispose()
  })

  it('leaves everything as it is when AWS does not know the new key', async () => {
    delete sandbox.world.accessKeys[NEW.id]
    place.write(`${DATA}/globalState.json`, globalState('credentials'))
    place.write(`${DATA}/secrets.json`, JSON.stringify({ awsAccessKey: OLD.id, awsSecretKey: OLD.secret }))
    const before = read('secrets.json')
    const { session } = open()
    session.dispatch({ type: 'openRotation', kind: 'keys' })
    session.dispatch(KEYS)
    await session.idle()
    assert.equal(session.state.credentials.rotation?.check?.diagnosis?.id, 'access-key-invalid')
    assert.equal(read('secrets.json'), before)
    session.dispose()
  })
})

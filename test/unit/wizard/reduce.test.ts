import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type CheckResult, STEP_IDS } from '../../../src/core/checks/check.ts'
import type { WizardEvent } from '../../../src/core/wizard/events.ts'
import { parseIntent } from '../../../src/core/wizard/intents.ts'
import { initialState, reduce } from '../../../src/core/wizard/reduce.ts'
import type { WizardState } from '../../../src/core/wizard/state.ts'

const HOST = {
  machine: '',
  trusted: true,
  cline: { installed: false, running: false, tooOld: false },
  proxy: false,
}
const result = (id: CheckResult['id'], status: CheckResult['status']): CheckResult => ({
  id,
  status,
  summary: '',
  facts: [],
  durationMs: 1,
})
const status = fc.constantFrom('pass', 'warn', 'fail', 'skip') as fc.Arbitrary<CheckResult['status']>
const run = fc.integer({ min: 0, max: 12 })
const option = (id: string) => ({
  id,
  baseModelId: id,
  name: id,
  provider: 'Anthropic',
  route: 'geo' as const,
  destinations: [],
  recommended: true,
  legacy: false,
})

const event: fc.Arbitrary<WizardEvent> = fc.oneof(
  fc.constantFrom<WizardEvent>(
    { type: 'chooseProfile', profile: 'a' },
    { type: 'chooseProfile', profile: 'b' },
    { type: 'chooseMethod', method: 'default' },
    { type: 'chooseMethod', method: 'keys' },
    { type: 'chooseRegion', region: 'us-east-1' },
    { type: 'chooseRegion', region: 'eu-west-1' },
    { type: 'chooseModel', modelId: 'm1' },
    { type: 'chooseModel', modelId: 'm2' },
    { type: 'sendPrompt' },
    { type: 'stopPrompt' },
    { type: 'probeRegions' },
    { type: 'setEndpoint', endpoint: 'https://vpce.example' },
    { type: 'apply', previewId: 'p' },
    { type: 'undo' },
  ),
  fc.constantFrom(...STEP_IDS).map((step): WizardEvent => ({ type: 'goTo', step })),
  fc
    .tuple(run, status)
    .map(
      ([at, to]): WizardEvent => ({ type: 'credentialsChecked', run: at, result: result('credentials', to) }),
    ),
  fc.tuple(run, status).map(
    ([at, to]): WizardEvent => ({
      type: 'regionChecked',
      run: at,
      result: result('region', to),
      options: [option('m1')],
    }),
  ),
  fc.tuple(run, status).map(
    ([at, to]): WizardEvent => ({
      type: 'modelChecked',
      run: at,
      result: result('model-access', to),
      baseModelId: 'm1',
    }),
  ),
  fc.tuple(run, status).map(
    ([at, to]): WizardEvent => ({
      type: 'promptEnded',
      run: at,
      result: result('test-prompt', to),
      stopped: false,
    }),
  ),
  run.map(
    (at): WizardEvent => ({
      type: 'previewed',
      run: at,
      previewId: 'p',
      changed: true,
      files: [],
      warnings: [],
    }),
  ),
  run.map(
    (at): WizardEvent => ({
      type: 'applied',
      run: at,
      warnings: [],
      reloadNeeded: true,
      now: {},
      keepsOldKeys: false,
    }),
  ),
  run.map((at): WizardEvent => ({ type: 'undone', run: at })),
)

const good = (check: { status: string }) => check.status === 'pass' || check.status === 'warn'
const start = () => initialState(HOST, 'prompt')

describe('the wizard’s reducer', () => {
  it('never opens a step before the checks of the earlier ones are good', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let state = start()
        for (const each of events) {
          state = reduce(state, each).state
          const reached = STEP_IDS.indexOf(state.reached)
          assert.ok(STEP_IDS.indexOf(state.step) <= reached, 'a step beyond the reached one is shown')
          if (state.review.status === 'written') {
            return
          }
          assert.ok(reached < 1 || good(state.credentials.check))
          assert.ok(reached < 2 || good(state.region.check) || state.region.check.status === 'skip')
          assert.ok(reached < 3 || good(state.model.check))
          assert.ok(reached < 4 || good(state.prompt.check))
        }
      }),
    )
  })

  it('never changes a check by the result of another run', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), status, (events, to) => {
        const state = events.reduce((at, each) => reduce(at, each).state, start())
        const stale: WizardEvent = {
          type: 'credentialsChecked',
          run: state.credentials.check.run + 100,
          result: result('credentials', to),
        }
        assert.equal(reduce(state, stale).state, state)
      }),
    )
  })

  it('writes only what was shown, after a prompt has answered', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let state: WizardState = start()
        for (const each of events) {
          const next = reduce(state, each)
          if (next.effects.some((effect) => effect.type === 'applyWrite')) {
            assert.equal(state.review.status, 'ready')
            assert.ok(good(state.prompt.check))
          }
          state = next.state
        }
      }),
    )
  })

  it('does nothing twice for the same absolute intent', () => {
    const once = reduce(start(), { type: 'chooseProfile', profile: 'a' })
    assert.deepEqual(
      once.effects.map((effect) => effect.type),
      ['checkCredentials', 'readOrigins'],
    )
    const twice = reduce(once.state, { type: 'chooseProfile', profile: 'a' })
    assert.equal(twice.state, once.state)
    assert.deepEqual(twice.effects, [])
  })

  it('opens later steps again when an earlier answer changes', () => {
    let { state } = reduce(start(), { type: 'chooseProfile', profile: 'a' })
    state = reduce(state, {
      type: 'credentialsChecked',
      run: state.credentials.check.run,
      result: result('credentials', 'pass'),
    }).state
    state = reduce(state, { type: 'chooseRegion', region: 'us-east-1' }).state
    state = reduce(state, {
      type: 'regionChecked',
      run: state.region.check.run,
      result: result('region', 'pass'),
      options: [option('m1')],
    }).state
    assert.equal(state.model.chosen, 'm1')
    state = reduce(state, { type: 'chooseProfile', profile: 'b' }).state
    assert.equal(state.reached, 'credentials')
    assert.equal(state.region.check.status, 'idle')
    assert.equal(state.model.options, undefined)
  })
})

describe('the page’s messages', () => {
  it('are taken only when they fit the schema', () => {
    assert.deepEqual(parseIntent({ type: 'ready' }), { type: 'ready' })
    for (const bad of [
      undefined,
      null,
      'ready',
      {},
      { type: 'eval', code: '1' },
      { type: 'chooseMethod', method: 'root' },
      { type: 'goTo', step: 'shell' },
      { type: 'remedy', of: 'credentials', index: -1 },
      { type: 'useApiKey', apiKey: 'x'.repeat(9000) },
    ]) {
      assert.equal(parseIntent(bad), undefined)
    }
  })

  it('never crash the host, whatever they are', () => {
    fc.assert(fc.property(fc.anything(), (message) => void parseIntent(message)))
  })
})

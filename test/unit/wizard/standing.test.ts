import assert from 'node:assert/strict'
import type { CheckResult } from '../../../src/core/checks/check.ts'
import type { WizardEvent } from '../../../src/core/wizard/events.ts'
import { NOTHING_RUNS } from '../../../src/core/wizard/running.ts'
import { openSession } from './fakes.ts'
import { settle } from './patience.ts'

/** A session in which a prompt has answered, so that the write is offered. */
async function answered() {
  const { session } = openSession()
  session.dispatch({ type: 'chooseProfile', profile: 'work' })
  await session.idle()
  session.dispatch({ type: 'sendPrompt' })
  await session.idle()
  assert.equal(session.state.prompt.check.status, 'pass')
  assert.equal(session.state.review.status, 'ready')
  return session
}

const pass: CheckResult = { id: 'credentials', status: 'pass', summary: '', facts: [], durationMs: 1 }

describe('a prompt that has answered', () => {
  it('stands, whatever else is read, comes late, or happens beside it', async () => {
    const session = await answered()
    const { state } = session
    const cline = { installed: true, running: true, tooOld: false }
    const beside: WizardEvent[] = [
      { type: 'signedInElsewhere', profile: 'other' },
      { type: 'profilesRead', profiles: [], fileProblems: [] },
      { type: 'originsRead', origins: [] },
      { type: 'clineRead', now: { provider: 'bedrock', region: 'us-west-2' }, locked: {} },
      { type: 'hostFacts', host: { ...state.host, cline } },
      { type: 'runningSeen', running: NOTHING_RUNS },
      { type: 'regionSuggested', run: state.lastRun, region: 'us-west-2' },
      { type: 'credentialsChecked', run: state.credentials.check.run, result: { ...pass, status: 'fail' } },
      { type: 'regionChecked', run: state.region.check.run, result: pass, options: [] },
      { type: 'ticked', run: state.lastRun, secondsLeft: 0 },
      { type: 'chooseProfile', profile: 'work' },
      { type: 'chooseProfile', profile: '' },
      { type: 'chooseRegion', region: state.region.chosen ?? '' },
      { type: 'chooseModel', modelId: ` ${state.model.chosen} ` },
      { type: 'choosePlanModel', modelId: '' },
      { type: 'setEndpoint', endpoint: ' ' },
      { type: 'goTo', step: 'credentials' },
    ]
    for (const event of beside) {
      session.notify(event)
      await settle()
      assert.equal(session.state.prompt, state.prompt, event.type)
      assert.equal(session.state.reached, 'review', event.type)
    }
    const report = await session.examine(new AbortController().signal)
    assert.equal(report.checks.find(({ id }) => id === 'test-prompt')?.status, 'pass')
  })

  it('is asked for again when the very profile was signed in anew, perhaps as somebody else', async () => {
    const session = await answered()
    session.notify({ type: 'signedInElsewhere', profile: 'work' })
    await session.idle()
    assert.equal(session.state.credentials.check.status, 'pass')
    assert.equal(session.state.prompt.check.status, 'idle')
    assert.equal(session.state.reached, 'test-prompt')
  })
})

describe('the summary of a write', () => {
  it('stays, with its way back, when somebody signs in from the status bar', async () => {
    const session = await answered()
    session.dispatch({ type: 'apply', previewId: 'preview-1' })
    await session.idle()
    session.notify({ type: 'signedInElsewhere', profile: 'work' })
    await session.idle()
    assert.equal(session.state.step, 'done')
    assert.equal(session.state.review.backup, 'backup-1')
  })
})

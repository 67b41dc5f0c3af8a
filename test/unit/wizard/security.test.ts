import assert from 'node:assert/strict'
import type { HostAction } from '../../../src/core/wizard/effects.ts'
import { fakeCline, healthyAws, openSession, refusal } from './fakes.ts'

const USER = { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/dev', userId: 'AIDA' }
const OLD = { maskedAccessKeyId: 'AKIA…MPLE', created: '2000-01-01T00:00:00Z', active: true, current: true }

const denied = (operation: string) =>
  Promise.resolve({
    ok: false as const,
    failure: refusal('bedrock', operation, 'AccessDeniedException', 'Not authorized.'),
  })

/** A wizard whose settings are written. */
async function written(aws = healthyAws()) {
  const opened = openSession({ aws, cline: fakeCline() })
  const { session } = opened
  session.dispatch({ type: 'chooseProfile', profile: 'work' })
  await session.idle()
  session.dispatch({ type: 'sendPrompt' })
  await session.idle()
  session.dispatch({ type: 'apply', previewId: 'preview-1' })
  await session.idle()
  return opened
}

const texts = (actions: HostAction[]) =>
  actions.flatMap((action) => (action.kind === 'copy' || action.kind === 'open-text' ? [action.text] : []))

describe('security, records and cost, as the last step', () => {
  it('is asked for when it is opened, and only after the settings are written', async () => {
    const early = openSession({ aws: healthyAws(), cline: fakeCline() })
    early.session.dispatch({ type: 'goTo', step: 'security' })
    assert.notEqual(early.session.state.step, 'security')

    const { session } = await written()
    assert.equal(session.state.security.status, 'idle', 'nobody is asked before the user looks')
    session.dispatch({ type: 'goTo', step: 'security' })
    assert.equal(session.state.security.status, 'running')
    await session.idle()
    const { status, practices, estimate } = session.state.security
    assert.equal(status, 'ready')
    assert.equal(practices?.find(({ title }) => /record of prompts/.test(title))?.status, 'good')
    assert.equal(estimate?.length, 2)
  })

  it('tells a user of old keys from a role, and leaves out what AWS refuses to tell', async () => {
    const aws = healthyAws({
      callerIdentity: () => Promise.resolve({ ok: true, value: USER }),
      accessKeys: () => Promise.resolve({ ok: true, value: [OLD] }),
      apiKeys: () =>
        Promise.resolve({
          ok: true,
          value: [
            { alias: 'a', active: true },
            { alias: 'b', active: false },
          ],
        }),
      invocationLogging: () => denied('GetModelInvocationLoggingConfiguration'),
      enforcedGuardrails: () => denied('ListEnforcedGuardrailsConfiguration'),
    })
    const { session } = await written(aws)
    session.dispatch({ type: 'goTo', step: 'security' })
    await session.idle()
    const lines = Object.fromEntries(
      (session.state.security.practices ?? []).map((each) => [each.title, each]),
    )
    assert.equal(lines['Short-lived credentials rather than keys that stay']?.status, 'attention')
    assert.match(lines['Access keys are exchanged every 90 days']?.why ?? '', /days old\. Create/)
    assert.match(
      lines['API keys have an end']?.why ?? '',
      /^1 of/,
      'a key that is switched off counts no more',
    )
    assert.equal(lines.Guardrails?.status, 'unread')
    assert.equal(lines['A record of prompts and answers']?.status, 'unread')
  })

  it('makes a safeguard for this account, region and model, for page, clipboard and editor', async () => {
    const { session, actions } = await written()
    session.dispatch({ type: 'goTo', step: 'security' })
    await session.idle()
    session.dispatch({ type: 'safeguard', id: 'alarms', format: 'cloudformation', to: 'page' })
    const { shown } = session.state.security
    assert.ok(shown?.text.includes(session.state.model.chosen ?? '–'))
    session.dispatch({ type: 'safeguard', id: 'budget', format: 'cli', to: 'clipboard' })
    session.dispatch({ type: 'safeguard', id: 'privatelink', format: 'cli', to: 'editor' })
    await session.idle()
    const [copied, edited] = texts(actions)
    assert.match(copied ?? '', /--account-id 111122223333/)
    assert.match(edited ?? '', /com\.amazonaws\.eu-central-1\.bedrock-runtime/)
    session.dispatch({ type: 'hideSafeguard' })
    assert.equal(session.state.security.shown, undefined)
  })
})

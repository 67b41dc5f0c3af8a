import assert from 'node:assert/strict'
import { followPrompts } from '../../../src/app/health/followPrompts.ts'
import type { ModelAvailability } from '../../../src/core/bedrock/types.ts'
import type { Proof } from '../../../src/core/health/facts.ts'
import { healthyAws, openSession } from '../wizard/fakes.ts'
import { NOW } from './facts.ts'

const availability = (agreement: string): ModelAvailability => ({
  agreement,
  authorization: 'AUTHORIZED',
  entitlement: 'AVAILABLE',
  region: 'AVAILABLE',
})

/** Sends the wizard's test prompt in an account with this agreement. */
async function promptWith(agreement: string) {
  const aws = healthyAws({
    modelAvailability: () => Promise.resolve({ ok: true, value: availability(agreement) }),
  })
  const { session, states } = openSession({ aws })
  session.dispatch({ type: 'chooseProfile', profile: 'work' })
  await session.idle()
  session.dispatch({ type: 'sendPrompt' })
  await session.idle()
  const answered: [Proof, readonly string[]][] = []
  const follow = followPrompts({ answered: (...told) => void answered.push(told) }, { now: () => NOW })
  for (const state of states) {
    follow(state)
  }
  session.dispose()
  return { prompt: session.state.prompt, model: session.state.model.chosen, answered }
}

describe('the wizard’s test prompt', () => {
  it('whose model was not subscribed to before says that the answer is provisional', async () => {
    const { prompt, model, answered } = await promptWith('NOT_AVAILABLE')
    assert.equal(prompt.check.status, 'pass')
    assert.match(prompt.check.result?.summary ?? '', /provisional for 15 minutes/)
    const fact = prompt.check.result?.facts.find(({ label }) => label === 'Provisional')
    assert.match(fact?.value ?? '', /within 15 minutes.*status bar looks again/)
    assert.equal(answered.length, 1, 'health learns of it, once')
    const [[proof, provisional] = []] = answered
    assert.deepEqual(provisional, [model])
    assert.deepEqual(proof?.setup, {
      provider: 'bedrock',
      auth: 'profile',
      profile: 'work',
      region: 'eu-central-1',
      modelId: model,
    })
    assert.deepEqual([proof?.last.ok, proof?.last.at, proof?.identity?.name], [true, NOW, 'dev'])
  })

  it('whose model was subscribed to is final', async () => {
    const { prompt, model, answered } = await promptWith('AVAILABLE')
    assert.equal(prompt.check.status, 'pass')
    assert.ok(prompt.check.result?.facts.every(({ label }) => label !== 'Provisional'))
    assert.deepEqual(
      answered.map(([{ setup }, provisional]) => [setup.modelId, provisional]),
      [[model, []]],
    )
  })
})

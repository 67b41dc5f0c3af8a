import assert from 'node:assert/strict'
import type { RememberedChoice } from '../../../src/core/wizard/remember.ts'
import { openChoiceMemory } from '../../../src/host/choiceMemory.ts'
import { healthyAws, openSession } from '../wizard/fakes.ts'

describe('the answers that outlive the window', () => {
  it('are kept when they change, and not again with every word of a model’s answer', async () => {
    const written: RememberedChoice[] = []
    const memory = openChoiceMemory({
      get: <T>() => written.at(-1) as T | undefined,
      update: (_key: string, value: RememberedChoice) => {
        written.push(value)
        return Promise.resolve()
      },
    })
    const aws = healthyAws()
    const { session } = openSession({
      aws: {
        ...aws,
        converse: (target, prompt, onEvent, signal) => {
          for (let word = 0; word < 500; word += 1) {
            onEvent({ type: 'text', text: 'word ' })
          }
          return aws.converse(target, prompt, onEvent, signal)
        },
      },
      publish: (state) => memory.keep(state),
    })
    session.dispatch({ type: 'chooseProfile', profile: 'work' })
    await session.idle()
    const before = written.length
    assert.equal(memory.last?.profile, 'work')
    session.dispatch({ type: 'sendPrompt' })
    await session.idle()
    assert.equal(written.length, before)
  })
})

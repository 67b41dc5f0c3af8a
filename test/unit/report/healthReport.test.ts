import assert from 'node:assert/strict'
import type { CheckResult } from '../../../src/core/checks/check.ts'
import { healthReport } from '../../../src/core/report/healthReport.ts'
import { explained } from '../../page/support/fixtures.ts'
import { healthyAws, openSession } from '../wizard/fakes.ts'

const PLACE = { at: '2026-05-01T10:00:00.000Z', facts: [{ label: 'VS Code', value: '1.139.1' }] }
const SECRET = 'wJalrXUtnFEMIxK7MDENGxbPxRfiCYEXAMPLEKEY'

const good: CheckResult = {
  id: 'region',
  status: 'pass',
  summary: 'Answers | in us-east-1.',
  facts: [],
  durationMs: 12.4,
}
const bad: CheckResult = {
  id: 'test-prompt',
  status: 'fail',
  summary: 'Refused.',
  facts: [],
  explanation: { ...explained('AWS refused'), what: `For account 111122223333 with ${SECRET}.` },
  durationMs: 2100,
}

describe('The health report', () => {
  const text = healthReport({ overall: 'fail', checks: [good, bad] }, PLACE)

  it('says where it was made, each check with its time, what failed, what to do, and AWS’s request id', () => {
    for (const part of [
      '2026-05-01T10:00:00.000Z',
      'VS Code | 1.139.1',
      '12 ms',
      '2100 ms',
      '## test-prompt: AWS refused',
    ]) {
      assert.ok(text.includes(part), part)
    }
    assert.match(text, /- Ask an administrator to allow it\./)
    assert.match(text, /Request id: `00000000-/)
    assert.match(text, /Answers \\\| in us-east-1/, 'a bar in a text breaks no table')
  })

  it('ends with the document of doctor --json', () => {
    const json = /```json\n([\s\S]*?)\n```/.exec(text)?.[1] ?? ''
    const { schemaVersion, overall, checks } = JSON.parse(json)
    assert.equal(schemaVersion, 1)
    assert.equal(overall, 'fail')
    assert.deepEqual(
      checks.map(({ id, status }: { id: string; status: string }) => [id, status]),
      [
        ['region', 'pass'],
        ['test-prompt', 'fail'],
      ],
    )
  })

  it('holds neither secret nor account number', () => {
    assert.ok(!text.includes(SECRET))
    assert.doesNotMatch(text, /111122223333/)
  })

  it('is made of the wizard’s own choice and bills no prompt', async () => {
    let prompts = 0
    const aws = healthyAws()
    const counting = {
      ...aws,
      converse(...call: Parameters<typeof aws.converse>) {
        prompts += 1
        return aws.converse(...call)
      },
    }
    const { session } = openSession({ aws: counting })
    session.dispatch({ type: 'chooseProfile', profile: 'work' })
    await session.idle()
    session.dispatch({ type: 'sendPrompt' })
    await session.idle()
    const { checks } = await session.examine(new AbortController().signal)
    assert.equal(prompts, 1)
    assert.equal(checks.find(({ id }) => id === 'credentials')?.status, 'pass')
    assert.equal(
      checks.find(({ id }) => id === 'test-prompt')?.status,
      'pass',
      'the prompt that was sent counts',
    )
  })
})

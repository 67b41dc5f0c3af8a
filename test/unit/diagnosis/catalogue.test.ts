import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { config } from '@vscode/l10n'
import fc from 'fast-check'
import { CATALOGUE, explain } from '../../../src/core/diagnosis/catalogue.ts'
import type { Diagnosis, DiagnosisFacts, Explanation } from '../../../src/core/diagnosis/diagnosis.ts'
import type { Failure } from '../../../src/core/diagnosis/failure.ts'
import { DIAGNOSIS_IDS } from '../../../src/core/diagnosis/ids.ts'

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const CHINESE = readFileSync(new URL('../../../media/l10n/bundle.l10n.zh-cn.json', import.meta.url), 'utf8')

const FACTS: DiagnosisFacts[] = [
  {},
  {
    principal: 'arn:aws:iam::123456789012:user/dev',
    action: 'bedrock:InvokeModel',
    resource: 'arn:aws:bedrock:us-west-2::foundation-model/a.b',
    resourceRegion: 'us-west-2',
    layer: 'resource-based policy',
    policyArn: 'arn:aws:organizations::1:policy/p',
    region: 'us-east-1',
    account: '123456789012',
    profile: 'dev',
    link: 'base',
    modelId: 'a.b',
    suggestions: ['x', 'y', 'z'],
    profileIds: ['us.a.b', 'global.a.b'],
    missing: ['aws_session_token'],
    cycle: ['a', 'b', 'a'],
    path: '/home/dev/.aws/config',
    line: 3,
    clockOffsetSeconds: 1200,
    ssoRegion: 'eu-west-1',
    otherRegion: 'us-east-1',
    expiresAt: '2026-01-01T00:00:00Z',
    host: 'sts.us-east-1.amazonaws.com',
    parameter: 'top_p',
    session: 'corp',
  },
  { clockOffsetSeconds: -300, region: 'cn-north-1', resourceRegion: '' },
]

const FAILURE: Failure = {
  service: 'bedrock-runtime',
  operation: 'ConverseStream',
  name: 'AccessDeniedException',
  message: `refused, aws_secret_access_key = ${SECRET}`,
  httpStatus: 403,
  requestId: '01234567-89ab-cdef-0123-456789abcdef',
}

const textsOf = ({ title, what, why, remedies, details }: Explanation): string[] => [
  title,
  what,
  why,
  ...remedies.flatMap(({ text, label }) => (label === undefined ? [text] : [text, label])),
  ...details.flatMap(({ label, value }) => [label, value]),
]

const explained = (diagnosis: Diagnosis, platform: 'win32' | 'darwin' | 'linux' = 'linux'): Explanation =>
  explain(diagnosis, { platform, account: '123456789012', profile: 'dev', modelId: 'a.b' })

function checkWhole(explanation: Explanation): void {
  assert.ok(explanation.remedies.length >= 1 && explanation.remedies.length <= 4)
  for (const text of textsOf(explanation)) {
    assert.ok(text.trim() !== '')
    assert.doesNotMatch(text, /\{\d+\}|undefined|\[object|NaN/)
  }
}

for (const [language, contents] of [
  ['English', '{}'],
  ['Chinese', CHINESE],
] as const) {
  describe(`an explanation in ${language}`, () => {
    before(() => config({ contents }))
    after(() => config({ contents: '{}' }))

    for (const id of DIAGNOSIS_IDS) {
      it(`is whole and has one to four remedies: ${id}`, () => {
        for (const facts of FACTS) {
          checkWhole(explained({ id, facts }))
          checkWhole(explained({ id, facts, failure: FAILURE }, 'win32'))
        }
      })
    }
  })
}

describe('an explanation', () => {
  it('is in Chinese when the user is', () => {
    config({ contents: CHINESE })
    const titles = DIAGNOSIS_IDS.map((id) => explained({ id, facts: {} }).title)
    config({ contents: '{}' })
    assert.deepEqual(
      titles.filter((title) => !/\p{Script=Han}/u.test(title)),
      [],
    )
  })

  it('never shows or copies a secret from what AWS said', () => {
    for (const id of DIAGNOSIS_IDS) {
      assert.equal(
        JSON.stringify(explained({ id, facts: FACTS[1] ?? {}, failure: FAILURE })).includes(SECRET),
        false,
      )
    }
  })

  it('never shows what a helper command printed', () => {
    const failure = { ...FAILURE, message: 'Command failed: helper\nmy-odd-secret' }
    const text = JSON.stringify(explained({ id: 'credential-process-failed', facts: {}, failure }))
    assert.equal(text.includes('my-odd-secret'), false)
  })

  it("is honest when nothing is known: AWS's words, name, status and request id", () => {
    const { details } = explained({ id: 'unknown', facts: {}, failure: { ...FAILURE, message: 'Kettle.' } })
    const values = details.map(({ value }) => value)
    for (const expected of ['Kettle.', 'AccessDeniedException', '403', FAILURE.requestId]) {
      assert.ok(values.includes(expected ?? ''))
    }
  })

  it('waits as long as AWS asks before a retry', () => {
    const { remedies } = explained({ id: 'throttled', facts: { retryAfterSeconds: 17 } })
    assert.deepEqual(remedies[0]?.action, { kind: 'retry', afterSeconds: 17 })
  })

  it('gives the administrator action, resource, principal, statement and request id', () => {
    const { remedies } = explained({ id: 'scp-deny', facts: FACTS[1] ?? {}, failure: FAILURE })
    const request = remedies.map(({ action }) =>
      action?.kind === 'copy' && action.what === 'request' ? action.text : '',
    )
    const text = request.join('')
    for (const part of [
      'bedrock:InvokeModel',
      'us-west-2',
      'user/dev',
      '"Effect": "Allow"',
      FAILURE.requestId ?? '?',
    ]) {
      assert.ok(text.includes(part), part)
    }
  })

  it('has a button wherever something can be clicked', () => {
    const clickable = DIAGNOSIS_IDS.filter((id) =>
      explained({ id, facts: FACTS[1] ?? {} }).remedies.some(({ action }) => action !== undefined),
    )
    assert.deepEqual(clickable, [...DIAGNOSIS_IDS])
  })

  it('labels every button, and only buttons', () => {
    for (const id of DIAGNOSIS_IDS) {
      for (const { label, action } of explained({ id, facts: FACTS[1] ?? {} }).remedies) {
        assert.equal(label === undefined, action === undefined)
      }
    }
  })

  it('comes for any facts, however odd', () => {
    const facts = fc.record(
      {
        profile: fc.string(),
        region: fc.string(),
        modelId: fc.string(),
        action: fc.string(),
        resource: fc.string(),
        path: fc.string(),
        line: fc.integer(),
        clockOffsetSeconds: fc.integer(),
        suggestions: fc.array(fc.string()),
        missing: fc.array(fc.string()),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.constantFrom(...DIAGNOSIS_IDS), facts, (id, given) => {
        const { remedies } = explain({ id, facts: given as DiagnosisFacts }, { platform: 'linux' })
        assert.ok(remedies.length >= 1 && remedies.length <= 4)
      }),
    )
  })

  it('is seen by at least one check, and there is none for an id that does not exist', () => {
    assert.deepEqual(Object.keys(CATALOGUE).sort(), [...DIAGNOSIS_IDS].sort())
    assert.ok(Object.values(CATALOGUE).every(({ seenBy }) => seenBy.length > 0))
  })
})

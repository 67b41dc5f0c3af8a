import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import fc from 'fast-check'
import type { AuthSource } from '../../../src/core/choice.ts'
import { Secret } from '../../../src/core/secret.ts'
import { settingWords } from '../../../src/core/settings/settingWords.ts'
import { parseSecretText, toSecretText } from '../../../src/core/settings/setupSecrets.ts'
import {
  type NamedSetup,
  openAuth,
  readSetups,
  setupName,
  setupRequest,
  toSetup,
  withSetup,
  writeSetups,
} from '../../../src/core/settings/setups.ts'

const SETUP: NamedSetup = {
  name: 'work',
  savedAt: '2026-01-01T00:00:00.000Z',
  auth: 'profile',
  profile: 'dev',
  region: 'eu-west-1',
  modelId: 'eu.anthropic.claude-sonnet-4-6',
  baseModelId: 'anthropic.claude-sonnet-4-6',
}

const reveal = (auth: AuthSource | undefined): unknown => {
  switch (auth?.kind) {
    case 'keys':
      return [auth.accessKeyId, auth.secretAccessKey.reveal(), auth.sessionToken?.reveal()]
    case 'api-key':
      return [auth.apiKey.reveal()]
    default:
      return auth
  }
}

describe('a named setup', () => {
  it('comes back from its file as it was', () => {
    assert.deepEqual(readSetups(writeSetups([SETUP])), [SETUP])
  })

  it('is none where there is no file yet', () => {
    assert.deepEqual(readSetups(undefined), [])
  })

  for (const text of ['', '{', '[]', '{"version":2,"setups":[]}', '{"version":1,"setups":[{}]}']) {
    it(`is not read from ${JSON.stringify(text)}, which is not taken for an empty list either`, () => {
      assert.equal(readSetups(text), undefined)
    })
  }

  const NAMES: [string, string | undefined][] = [
    ['work', 'work'],
    ['  at home ', 'at home'],
    ['工作', '工作'],
    ['', undefined],
    ['   ', undefined],
    ['x'.repeat(41), undefined],
    ['a\nb', undefined],
  ]
  for (const [typed, name] of NAMES) {
    it(`${name === undefined ? 'cannot' : 'can'} be called ${JSON.stringify(typed)}`, () => {
      assert.equal(setupName(typed), name)
    })
  }

  it('replaces an earlier one of its name', () => {
    const newer = { ...SETUP, region: 'us-east-1' }
    assert.deepEqual(withSetup([SETUP, { ...SETUP, name: 'home' }], newer), [
      { ...SETUP, name: 'home' },
      newer,
    ])
  })

  it('carries everything that is no secret, and nothing that is one', () => {
    const request = {
      auth: {
        kind: 'keys' as const,
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        secretAccessKey: new Secret('EXAMPLE-secret'),
      },
      region: 'us-east-1',
      modelId: 'm',
      baseModelId: 'b',
      modes: ['plan' as const, 'act' as const],
      endpoint: 'https://vpce.example.com',
    }
    const setup = toSetup(request, 'home', SETUP.savedAt)
    assert.doesNotMatch(`${JSON.stringify(setup)} ${inspect(setup)}`, /EXAMPLE/)
    assert.deepEqual(setupRequest(setup, request.auth), request)
    assert.equal(openAuth(setup), undefined, 'it needs its keys')
    assert.deepEqual(openAuth(SETUP), { kind: 'profile', profile: 'dev' })
    assert.deepEqual(openAuth({ ...SETUP, auth: 'default' }), { kind: 'default' })
  })

  it('gets its keys back from the safe place, whatever they are', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.option(fc.string(), { nil: undefined }), (id, key, token) => {
        const keys: AuthSource = {
          kind: 'keys',
          accessKeyId: id,
          secretAccessKey: new Secret(key),
          ...(token !== undefined && { sessionToken: new Secret(token) }),
        }
        assert.deepEqual(reveal(parseSecretText(toSecretText(keys) ?? '')), [id, key, token])
        const apiKey: AuthSource = { kind: 'api-key', apiKey: new Secret(key) }
        assert.deepEqual(reveal(parseSecretText(toSecretText(apiKey) ?? '')), [key])
      }),
    )
    assert.equal(toSecretText({ kind: 'profile', profile: 'dev' }), undefined)
    for (const rubbish of ['', '{', '{}', '[]', '{"accessKeyId":"a"}']) {
      assert.equal(parseSecretText(rubbish), undefined)
    }
  })
})

describe('a setting in one line', () => {
  it('tells provider, model, region and way of authentication', () => {
    assert.equal(
      settingWords({ ...SETUP, provider: 'bedrock' }),
      'Bedrock · eu.anthropic.claude-sonnet-4-6 · eu-west-1 · profile dev',
    )
    assert.equal(settingWords({ provider: 'openrouter', modelId: 'gpt' }), 'openrouter · gpt')
    assert.equal(settingWords({ provider: 'openrouter' }), 'openrouter')
    assert.equal(settingWords({}), 'no provider')
  })
})

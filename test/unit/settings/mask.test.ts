import assert from 'node:assert/strict'
import fc from 'fast-check'
import { literalsOf } from '../../../src/core/settings/literals.ts'
import { maskTexts } from '../../../src/core/settings/mask.ts'
import type { ClineFileRole } from '../../../src/core/settings/plan.ts'

const text = (value: unknown, indent?: number) => JSON.stringify(value, null, indent)
const one = (role: ClineFileRole, value: unknown, indent?: number): string =>
  maskTexts([{ role, after: text(value, indent) }])[0]?.after ?? ''

const lookUp = (root: unknown, path: readonly string[]): unknown =>
  path.reduce((at, key) => Object.getOwnPropertyDescriptor(at, key)?.value as unknown, root)

describe('what a preview shows of secrets', () => {
  it('hides every value of secrets.json, whatever its key is called', () => {
    const shown = one('secrets', {
      awsSecretKey: 'EXAMPLE-secret',
      nickname: 'x',
      'cline:account': '{"a":1}',
    })
    assert.equal(shown, '{"awsSecretKey":"••••","nickname":"••••","cline:account":"••••"}')
  })

  it('shows the ends of an access key id, so that people see which key it is', () => {
    assert.equal(one('secrets', { awsAccessKey: 'AKIAIOSFODNN7EXAMPLE' }), '{"awsAccessKey":"AKIA…MPLE"}')
  })

  it('hides whatever in a provider’s settings is not known to be public', () => {
    const settings = {
      provider: 'bedrock',
      region: 'us-east-1',
      apiKey: 'EXAMPLE-key-1',
      headers: { 'X-Team': 'EXAMPLE-header' },
      auth: { accessToken: 'EXAMPLE-token' },
      aws: { authentication: 'iam', profile: 'dev', secretKey: 'EXAMPLE-secret' },
    }
    const shown = one('providers', {
      version: 1,
      providers: { bedrock: { settings, tokenSource: 'manual' } },
    })
    assert.doesNotMatch(shown, /EXAMPLE/)
    for (const word of ['bedrock', 'us-east-1', 'iam', 'dev', 'manual']) {
      assert.ok(shown.includes(`"${word}"`), word)
    }
  })

  it('hides a secret wherever else it stands, in a value or in a key', () => {
    const [, state] = maskTexts([
      { role: 'secrets', before: text({ awsSecretKey: 'EXAMPLE-secret' }) },
      { role: 'globalState', after: text({ note: 'x EXAMPLE-secret y', 'EXAMPLE-secret': 1, list: ['ab'] }) },
    ])
    assert.equal(state?.after, '{"note":"x •••• y","••••":1,"list":["ab"]}')
  })

  it('hides a short secret at its place and where it stands alone, and leaves other words whole', () => {
    const [, state] = maskTexts([
      { role: 'secrets', after: text({ awsSecretKey: 'ab' }) },
      { role: 'globalState', after: text({ alone: 'ab', about: 'about' }) },
    ])
    assert.equal(state?.after, '{"alone":"••••","about":"about"}')
  })

  it('says that a secret changes without showing either', () => {
    const [pair] = maskTexts([
      {
        role: 'secrets',
        before: text({ a: 'EXAMPLE-old', b: 'same' }),
        after: text({ a: 'EXAMPLE-new', b: 'same' }),
      },
    ])
    assert.equal(pair?.before, '{"a":"••••","b":"••••"}')
    assert.equal(pair?.after, '{"a":"•••• (new)","b":"••••"}')
  })

  it('hides user name and password of an address', () => {
    assert.equal(
      one('globalState', { proxy: 'https://me:pw@proxy.example.com/x' }),
      '{"proxy":"https://••••@proxy.example.com/x"}',
    )
  })

  it('hides a text that is no JSON whole', () => {
    assert.equal(maskTexts([{ role: 'secrets', before: 'awsSecretKey=EXAMPLE' }])[0]?.before, '••••')
  })

  it('finds every string of a JSON text with its path', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 2), (value, indent) => {
        const json = JSON.stringify(value, null, indent)
        for (const literal of literalsOf(json) ?? []) {
          assert.equal(JSON.parse(json.slice(literal.start, literal.end)), literal.value)
          const holder = lookUp(JSON.parse(json), literal.isKey ? literal.path.slice(0, -1) : literal.path)
          assert.ok(literal.isKey ? Object.hasOwn(holder as object, literal.value) : holder === literal.value)
        }
      }),
    )
  })

  it('never lets a secret through, however it is made and wherever it is repeated', () => {
    const secret = fc.string({ minLength: 6, maxLength: 30 }).filter((each) => each.trim().length >= 6)
    fc.assert(
      fc.property(secret, secret, fc.constantFrom(undefined, 1, 4), (a, b, indent) => {
        const masked = maskTexts([
          { role: 'secrets', before: text({ k: a }, indent), after: text({ k: b, l: a }, indent) },
          {
            role: 'globalState',
            before: text({ [b]: [a] }, indent),
            after: text({ x: `${b}${a}`, y: { z: a } }, indent),
          },
        ])
        for (const each of masked.flatMap(({ before, after }) => [before ?? '', after ?? ''])) {
          const words = (literalsOf(each) ?? []).map(({ value }) => value.replaceAll('••••', ' '))
          assert.ok(
            words.every((word) => !(word.includes(a) || word.includes(b))),
            each,
          )
        }
      }),
    )
  })
})

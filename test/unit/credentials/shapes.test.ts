import assert from 'node:assert/strict'
import fc from 'fast-check'
import { readApiKey } from '../../../src/core/credentials/apiKeyShape.ts'
import { decodeBase64 } from '../../../src/core/credentials/base64.ts'
import { shadowingVariables } from '../../../src/core/credentials/environment.ts'
import { readTypedKeys } from '../../../src/core/credentials/keyShape.ts'
import { checkRegionShape } from '../../../src/core/credentials/regionShape.ts'
import { distance, suggest } from '../../../src/core/credentials/suggest.ts'
import { formatTime, parseTime } from '../../../src/core/credentials/time.ts'
import { NOW } from './files.ts'

const ID = 'AKIAIOSFODNN7EXAMPLE'
const TEMPORARY = 'ASIAIOSFODNN7EXAMPLE'
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

const read = (accessKeyId: string, secretAccessKey: string, sessionToken?: string) =>
  readTypedKeys({ accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) })

describe('typed keys', () => {
  const PASTED: [string, string][] = [
    [
      'a block of the credentials file',
      `[default]\r\naws_access_key_id = ${ID}\r\naws_secret_access_key = ${SECRET}\r\n`,
    ],
    ['export lines', `export AWS_ACCESS_KEY_ID="${ID}"\nexport AWS_SECRET_ACCESS_KEY="${SECRET}"`],
    ['PowerShell lines', `$env:AWS_ACCESS_KEY_ID = '${ID}'\n$env:AWS_SECRET_ACCESS_KEY = '${SECRET}'`],
    ["the CLI's JSON", `{"AccessKeyId": "${ID}", "SecretAccessKey": "${SECRET}"}`],
    ["the console's CSV", `Access key ID,Secret access key\n${ID},${SECRET}`],
  ]
  for (const [what, text] of PASTED) {
    it(`are taken out of ${what}`, () => {
      const result = read(text, '')
      assert.ok(result.ok)
      assert.equal(result.keys.accessKeyId, ID)
      assert.equal(result.keys.secretAccessKey, SECRET)
      assert.equal(result.keys.notes.length > 0, true)
    })
  }

  it('lose blanks, quotes and line breaks, and the user is told', () => {
    const result = read(` "${ID}"\r\n`, `'${SECRET}' `)
    assert.ok(result.ok)
    assert.deepEqual([result.keys.accessKeyId, result.keys.secretAccessKey], [ID, SECRET])
    assert.equal(result.keys.notes.length, 2)
  })

  it('of a temporary kind need their session token', () => {
    const result = read(TEMPORARY, SECRET)
    assert.ok(!result.ok)
    assert.equal(result.diagnosis.id, 'access-key-invalid')
    assert.deepEqual(result.diagnosis.facts.missing, ['aws_session_token'])
    assert.ok(read(TEMPORARY, SECRET, 'token').ok)
  })

  it('of a long-lived kind lose a stray session token', () => {
    const result = read(ID, SECRET, 'left over')
    assert.ok(result.ok)
    assert.equal(result.keys.sessionToken, undefined)
  })

  it('are refused when the id names a role or the secret has a blank', () => {
    const role = read('AROAIOSFODNN7EXAMPLE', SECRET)
    assert.equal(role.ok ? '' : role.diagnosis.id, 'access-key-invalid')
    const blank = read(ID, 'wJalr XUtnFEMI')
    assert.equal(blank.ok ? '' : blank.diagnosis.id, 'secret-key-mismatch')
  })

  it('are asked for again when one half is missing', () => {
    const result = read(ID, '')
    assert.ok(!result.ok)
    assert.deepEqual(result.diagnosis.facts.missing, ['aws_secret_access_key'])
  })

  it('never appear in what may be shown', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12 }), fc.string({ minLength: 12 }), (id, secret) => {
        const result = read(id, secret)
        const shown = JSON.stringify(result.ok ? [result.keys.label, result.keys.notes] : result.diagnosis)
        assert.equal(
          secret.trim().length >= 12 && shown.includes(JSON.stringify(secret.trim()).slice(1, -1)),
          false,
        )
      }),
    )
  })
})

const shortKey = (query: string): string =>
  `bedrock-api-key-${btoa(`bedrock.amazonaws.com/?Action=CallWithBearerToken&${query}&Version=1`)}`
const CREDENTIAL = `X-Amz-Credential=${TEMPORARY}%2F20260101%2Feu-west-1%2Fbedrock%2Faws4_request`

describe('a Bedrock API key', () => {
  it('of the short kind says its region and end offline', () => {
    const result = readApiKey(
      shortKey(`${CREDENTIAL}&X-Amz-Date=20260101T000000Z&X-Amz-Expires=43200`),
      NOW + 1000,
    )
    assert.ok(result.ok)
    assert.equal(result.key.expiresAt, '2026-01-01T12:00:00Z')
    assert.equal(result.key.region, 'eu-west-1')
    assert.equal(result.key.maskedAccessKeyId, 'ASIA…MPLE')
  })

  it('past its end is refused before any call', () => {
    const result = readApiKey(shortKey(`${CREDENTIAL}&X-Amz-Date=20251230T000000Z&X-Amz-Expires=3600`), NOW)
    assert.equal(result.ok ? '' : result.diagnosis.id, 'api-key-expired')
  })

  it('of the long kind is taken as it is', () => {
    const result = readApiKey(' "ABSKQmVkcm9ja0FQSUtleS1FWEFNUExF" ', NOW)
    assert.ok(result.ok)
    assert.equal(result.key.value, 'ABSKQmVkcm9ja0FQSUtleS1FWEFNUExF')
    assert.equal(result.key.label.includes('Qm'), false)
  })

  it('is taken out of a variable', () => {
    const result = readApiKey('export AWS_BEARER_TOKEN_BEDROCK="ABSKEXAMPLE"', NOW)
    assert.equal(result.ok && result.key.value, 'ABSKEXAMPLE')
  })

  for (const [typed, id] of [
    ['', 'api-key-missing'],
    ['  ', 'api-key-missing'],
    ['sk-proj-EXAMPLE', 'api-key-malformed'],
    [SECRET, 'api-key-malformed'],
    [ID, 'api-key-malformed'],
    ['absklower', 'api-key-malformed'],
    ['ABSK with blanks', 'api-key-malformed'],
  ] as const) {
    it(`is ${id} for ${JSON.stringify(typed.slice(0, 4))}…`, () => {
      const result = readApiKey(typed, NOW)
      assert.equal(result.ok ? '' : result.diagnosis.id, id)
      assert.equal(typed.length > 5 && JSON.stringify(result).includes(typed.slice(0, 12)), false)
    })
  }

  it('never throws, whatever follows its beginning', () => {
    fc.assert(fc.property(fc.string(), (tail) => void readApiKey(`bedrock-api-key-${tail}`, NOW)))
  })
})

describe("a region's name", () => {
  for (const region of ['us-east-1', 'us-gov-west-1', 'eusc-de-east-1', 'ap-southeast-7', 'us-east-3']) {
    it(`passes: ${region}`, () => assert.equal(checkRegionShape(region), undefined))
  }
  for (const region of [undefined, '', '  ']) {
    it(`is missing: ${JSON.stringify(region)}`, () =>
      assert.equal(checkRegionShape(region)?.id, 'region-missing'))
  }
  const WRONG: [string, string | undefined][] = [
    ['us-east-1a', 'us-east-1'],
    ['us east 1', 'us-east-1'],
    ['US-EAST-1', 'us-east-1'],
    [' us-west-2', 'us-west-2'],
    ['eu-cental-1', 'eu-central-1'],
    ['us-east', 'us-east-1'],
    ['cn-north-1', 'ap-southeast-1'],
    ['ap-east-1', undefined],
    ['us-iso-east-1', undefined],
    ['eu-east-1', undefined],
    ['frankfurt', undefined],
    ['https://us-east-1', undefined],
  ]
  for (const [region, suggestion] of WRONG) {
    it(`is refused: ${region}`, () => {
      const found = checkRegionShape(region)
      assert.equal(found?.id, 'region-invalid')
      if (suggestion !== undefined) {
        assert.equal(found?.facts.suggestions?.[0], suggestion)
      }
    })
  }
})

describe('the environment', () => {
  const told = (env: Record<string, string>, auth: 'profile' | 'keys' | 'default' | 'api-key') =>
    shadowingVariables(env, auth).map(({ name, harmful }) => [name, harmful])
  const BEARER = { AWS_BEARER_TOKEN_BEDROCK: '[set]' }
  const PAIR = { AWS_ACCESS_KEY_ID: 'AKIA…2222', AWS_SECRET_ACCESS_KEY: '[set]' }

  it('is watched for an API key where it would win: with typed keys and in the default chain', () => {
    assert.deepEqual(told(BEARER, 'keys'), [['AWS_BEARER_TOKEN_BEDROCK', true]])
    assert.deepEqual(told(BEARER, 'default'), [['AWS_BEARER_TOKEN_BEDROCK', true]])
    assert.deepEqual(told(BEARER, 'profile'), [])
    assert.deepEqual(told(BEARER, 'api-key'), [])
  })
  it('is watched for a profile that wins over keys', () => {
    assert.deepEqual(told({ AWS_PROFILE: 'x' }, 'default'), [['AWS_PROFILE', false]])
    assert.deepEqual(told({ AWS_PROFILE: 'x', ...PAIR }, 'default'), [['AWS_PROFILE', true]])
    assert.deepEqual(told({ AWS_PROFILE: 'x', ...PAIR }, 'profile'), [])
  })
  it('is watched for half a pair, a left-over token and empty values, where the chain reads them', () => {
    assert.deepEqual(told({ AWS_ACCESS_KEY_ID: 'AKIA…2222' }, 'default'), [['AWS_ACCESS_KEY_ID', true]])
    assert.deepEqual(told({ AWS_SESSION_TOKEN: '[set]' }, 'default'), [['AWS_SESSION_TOKEN', true]])
    assert.deepEqual(told({ AWS_SECRET_ACCESS_KEY: ' ' }, 'default'), [['AWS_SECRET_ACCESS_KEY', true]])
    assert.deepEqual(told({ AWS_SECRET_ACCESS_KEY: ' ' }, 'profile'), [])
  })
  it('says nothing when it does not matter', () =>
    assert.deepEqual(told({ AWS_REGION: 'us-east-1' }, 'api-key'), []))
  it('names the variable in each sentence', () => {
    const env = { ...BEARER, AWS_PROFILE: 'x', AWS_ACCESS_KEY_ID: 'AKIA…2222', AWS_SESSION_TOKEN: '' }
    for (const { name, text } of shadowingVariables(env, 'default')) {
      assert.ok(text.includes(name), text)
    }
  })
})

describe('small tools', () => {
  it('times survive the way there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7_000_000_000 }), (seconds) => {
        assert.equal(parseTime(formatTime(seconds * 1000)), seconds * 1000)
        assert.equal(formatTime(seconds * 1000), new Date(seconds * 1000).toISOString().replace('.000', ''))
      }),
    )
  })
  it('understands offsets and fractions, and refuses the rest', () => {
    assert.equal(parseTime('2026-01-01T02:00:00.123+02:00'), NOW)
    for (const text of ['', 'soon', '2026-13-01T00:00:00Z', '2026-01-01']) {
      assert.equal(parseTime(text), undefined)
    }
  })
  it('decodes base64 as the browser does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), (text) => {
        assert.equal(decodeBase64(btoa(text)), text)
      }),
    )
  })
  it('measures edits', () => {
    assert.equal(distance('prod', 'prd', 3), 1)
    assert.equal(distance('a', 'abcdefgh', 3), 4)
    assert.deepEqual(suggest('prdo', ['prod', 'dev']), ['prod'])
  })
})

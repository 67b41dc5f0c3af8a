import assert from 'node:assert/strict'
import fc from 'fast-check'
import { machineSentence, placeOf } from '../../../src/core/credentials/machine.ts'
import { originsOf } from '../../../src/core/credentials/origins.ts'
import type { OriginInput, OriginValue } from '../../../src/core/credentials/originTypes.ts'
import { filesWith as files } from './files.ts'

const FILES = files(
  {
    dev: { aws_access_key_id: 'AKIA…2222', aws_secret_access_key: '[set]', region: 'eu-west-1' },
    team: { sso_session: 'corp', sso_account_id: '123456789012', sso_role_name: 'Power' },
    leftover: {
      sso_session: 'corp',
      sso_account_id: '123456789012',
      sso_role_name: 'Power',
      aws_access_key_id: 'AKIA…3333',
      aws_secret_access_key: '[set]',
    },
    role: { role_arn: 'arn:aws:iam::123456789012:role/R', source_profile: 'dev' },
    web: { role_arn: 'arn:aws:iam::123456789012:role/R', web_identity_token_file: '/t' },
    helper: { credential_process: '[set]' },
    login: { login_session: 'arn:aws:iam::123456789012:user/dev' },
    half: { aws_access_key_id: 'AKIA…4444' },
    default: { aws_access_key_id: 'AKIA…5555', aws_secret_access_key: '[set]' },
  },
  { ssoSessions: { corp: { sso_region: 'us-east-1', sso_start_url: 'https://example.awsapps.com/start' } } },
)
const input = (change: Partial<OriginInput>): OriginInput => ({
  auth: 'profile',
  env: {},
  files: FILES,
  ...change,
})
const sources = (value: OriginValue, change: Partial<OriginInput>) =>
  originsOf(input(change)).find((origin) => origin.value === value)?.sources ?? []
const winner = (value: OriginValue, change: Partial<OriginInput>) => {
  const won = sources(value, change).filter(({ state }) => state === 'used')
  assert.ok(won.length <= 1, 'one winner at most')
  return won[0]?.name
}
const stateOf = (value: OriginValue, name: string, change: Partial<OriginInput>) =>
  sources(value, change).find((source) => source.name === name)?.state

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIA…9999', AWS_SECRET_ACCESS_KEY: '[set]' }

describe('where the keys come from, in Cline’s order', () => {
  const table: [string, string, Partial<OriginInput>][] = [
    ['static keys', '[dev] keys in the config file', { profile: 'dev' }],
    ['single sign-on', '[team] IAM Identity Center', { profile: 'team' }],
    ['leftover keys before the sign-in', '[leftover] keys in the config file', { profile: 'leftover' }],
    ['a role', '[role] role_arn', { profile: 'role' }],
    ['web identity', '[web] role_arn', { profile: 'web' }],
    ['a helper program', '[helper] credential_process', { profile: 'helper' }],
    ['aws login', '[login] login_session', { profile: 'login' }],
    [
      'a profile before the environment’s keys',
      '[dev] keys in the config file',
      { profile: 'dev', env: KEYS },
    ],
    ['typed keys before the environment’s', 'Typed here', { auth: 'keys', entered: 'AKIA…0000', env: KEYS }],
    [
      'a typed API key before the environment’s',
      'Typed here',
      { auth: 'api-key', entered: 'ABSK…', env: { AWS_BEARER_TOKEN_BEDROCK: '[set]' } },
    ],
    [
      'the environment’s API key where none was typed',
      'AWS_BEARER_TOKEN_BEDROCK',
      { auth: 'api-key', env: { AWS_BEARER_TOKEN_BEDROCK: '[set]', ...KEYS } },
    ],
    ['the environment in the default chain', 'AWS_ACCESS_KEY_ID', { auth: 'default', env: KEYS }],
    [
      'AWS_PROFILE before keys in the environment',
      '[dev] keys in the config file',
      { auth: 'default', env: { ...KEYS, AWS_PROFILE: 'dev' } },
    ],
    [
      'the default profile after an empty environment',
      '[default] keys in the config file',
      { auth: 'default' },
    ],
    [
      'web identity of the environment',
      'AWS_WEB_IDENTITY_TOKEN_FILE',
      {
        auth: 'default',
        env: { AWS_WEB_IDENTITY_TOKEN_FILE: '/t', AWS_ROLE_ARN: 'arn' },
        files: files({}),
      },
    ],
    [
      'the container before the instance',
      'AWS_CONTAINER_CREDENTIALS_FULL_URI',
      { auth: 'default', env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: '[set]' }, files: files({}) },
    ],
    ['the instance at last', 'the role of the EC2 instance', { auth: 'default', files: files({}) }],
  ]
  for (const [title, wanted, change] of table) {
    it(title, () => assert.equal(winner('keys', change), wanted))
  }

  it('says of what loses why it loses, and marks leftover keys', () => {
    const found = sources('keys', { profile: 'leftover', env: KEYS })
    const sso = found.find(({ name }) => name.endsWith('IAM Identity Center'))
    assert.equal(sso?.state, 'shadowed')
    assert.equal(sso?.alarm, true)
    assert.match(found.find(({ name }) => name === 'AWS_ACCESS_KEY_ID')?.note ?? '', /named profile wins/)
  })

  it('counts half a pair and a leftover token for nothing, and says so', () => {
    assert.equal(winner('keys', { profile: 'half' }), undefined)
    const env = { AWS_ACCESS_KEY_ID: 'AKIA…9999', AWS_SESSION_TOKEN: '[set]' }
    const found = sources('keys', { auth: 'default', env })
    assert.equal(found.find(({ name }) => name === 'AWS_ACCESS_KEY_ID')?.state, 'not-read')
    const token = sources('keys', { auth: 'default', env: { AWS_SESSION_TOKEN: '[set]' } })
    assert.equal(token.find(({ name }) => name === 'AWS_SESSION_TOKEN')?.alarm, true)
  })

  it('marks an API key in the environment that older parts of Cline would take instead of typed keys', () => {
    const found = sources('keys', {
      auth: 'keys',
      entered: 'AKIA…0000',
      env: { AWS_BEARER_TOKEN_BEDROCK: '[set]' },
    })
    assert.equal(found.find(({ name }) => name === 'AWS_BEARER_TOKEN_BEDROCK')?.alarm, true)
  })

  it('tells an empty variable from one of blanks only', () => {
    const env = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '  ', AWS_REGION: '\t' }
    assert.equal(stateOf('keys', 'AWS_ACCESS_KEY_ID', { auth: 'default', env }), 'empty')
    assert.equal(stateOf('keys', 'AWS_SECRET_ACCESS_KEY', { auth: 'default', env }), 'blank')
    assert.equal(stateOf('region', 'AWS_REGION', { env, region: 'us-east-1' }), 'blank')
  })
})

describe('where profile, region, endpoint and files come from', () => {
  it('lets the choice win, then Cline’s settings, then AWS_PROFILE', () => {
    const env = { AWS_PROFILE: 'team', AWS_DEFAULT_PROFILE: 'old' }
    const cline = { auth: 'profile' as const, profile: 'dev' }
    assert.equal(winner('profile', { profile: 'role', env, cline }), 'Chosen here')
    assert.equal(winner('profile', { env, cline }), 'Cline’s settings now')
    assert.equal(winner('profile', { env }), 'AWS_PROFILE')
    assert.equal(stateOf('profile', 'AWS_DEFAULT_PROFILE', { env }), 'not-read')
    assert.equal(winner('profile', { auth: 'default' }), 'the name that AWS falls back to')
  })

  it('knows that Cline reads AWS_REGION, but neither AWS_DEFAULT_REGION nor the profile’s region', () => {
    const env = { AWS_REGION: 'us-west-2', AWS_DEFAULT_REGION: 'us-east-2' }
    assert.equal(winner('region', { profile: 'dev', region: 'us-east-1', env }), 'Chosen here')
    assert.equal(winner('region', { profile: 'dev', env }), 'AWS_REGION')
    assert.equal(stateOf('region', 'AWS_DEFAULT_REGION', { env }), 'not-read')
    assert.equal(stateOf('region', '[dev] region', { profile: 'dev', env }), 'not-read')
    assert.equal(winner('region', { profile: 'dev', env: { AWS_DEFAULT_REGION: 'us-east-2' } }), undefined)
  })

  it('marks a profile whose region, or whose Identity Center, is elsewhere', () => {
    const found = sources('region', { profile: 'team', region: 'eu-west-1' })
    assert.equal(found.find(({ name }) => name === '[team] sso_region')?.alarm, true)
  })

  it('names AWS’s own address where nobody set another, and marks variables that older parts read', () => {
    const usual = sources('endpoint', { region: 'eu-west-1' })
    assert.equal(usual[0]?.value, 'https://bedrock-runtime.eu-west-1.amazonaws.com')
    const env = { AWS_ENDPOINT_URL: 'https://gateway.example' }
    assert.equal(winner('endpoint', { endpoint: 'https://vpce.example', env }), 'Chosen here')
    assert.equal(sources('endpoint', { env }).find(({ name }) => name === 'AWS_ENDPOINT_URL')?.alarm, true)
  })

  it('names the files that are read, and the variable that moved them', () => {
    const moved = sources('files', { env: { AWS_CONFIG_FILE: '/else/config' } })
    assert.equal(moved[0]?.name, 'AWS_CONFIG_FILE')
    assert.equal(moved[1]?.name, 'the usual place')
    assert.ok(sources('files', { env: { AWS_CONFIG_FILE: '' } }).some(({ state }) => state === 'empty'))
  })

  it('has at most one winner for each value, whatever is set', () => {
    const word = fc.constantFrom(undefined, '', '  ', 'x')
    const names = [
      'AWS_PROFILE',
      'AWS_DEFAULT_PROFILE',
      'AWS_REGION',
      'AWS_DEFAULT_REGION',
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'AWS_BEARER_TOKEN_BEDROCK',
      'AWS_WEB_IDENTITY_TOKEN_FILE',
      'AWS_ROLE_ARN',
      'AWS_CONTAINER_CREDENTIALS_FULL_URI',
      'AWS_ENDPOINT_URL',
    ]
    const env = fc.record(Object.fromEntries(names.map((name) => [name, word])))
    const auth = fc.constantFrom('profile', 'keys', 'api-key', 'default') as fc.Arbitrary<OriginInput['auth']>
    fc.assert(
      fc.property(env, auth, fc.constantFrom(undefined, 'dev', 'gone'), (variables, kind, profile) => {
        const origins = originsOf(
          input({ auth: kind, env: variables, ...(profile !== undefined && { profile }) }),
        )
        for (const { value, sources: found } of origins) {
          const won = found.filter(({ state }) => state === 'used')
          assert.ok(won.length <= (value === 'files' ? 2 : 1), value)
          assert.ok(won.every((source) => source.value.trim() !== ''))
        }
      }),
    )
  })
})

describe('the machine whose files are read', () => {
  it('is named in WSL, over SSH, in containers and codespaces, and is this one otherwise', () => {
    assert.match(machineSentence({ remote: 'wsl', name: 'Ubuntu' }), /WSL \(Ubuntu\).*not your Windows one/)
    assert.match(machineSentence({ remote: 'ssh-remote', name: 'build-1' }), /SSH.*build-1/)
    assert.match(machineSentence({ remote: 'dev-container' }), /container/)
    assert.match(machineSentence({ remote: 'codespaces' }), /codespace/)
    assert.match(machineSentence({ remote: 'tunnel' }), /another machine \(tunnel\)/)
    for (const remote of [undefined, '', '127.0.0.1:8080', 'localhost']) {
      assert.match(machineSentence({ remote }), /on this computer/)
    }
  })

  it('is worked out from a shell’s variables for the command line', () => {
    assert.deepEqual(placeOf({ WSL_DISTRO_NAME: 'Ubuntu' }, false), { remote: 'wsl', name: 'Ubuntu' })
    assert.equal(placeOf({ CODESPACES: 'true', CODESPACE_NAME: 'fluffy' }, true).remote, 'codespaces')
    assert.equal(placeOf({}, true).remote, 'container')
    assert.equal(placeOf({ SSH_CONNECTION: '1 2 3 4' }, false).remote, 'ssh-remote')
    assert.deepEqual(placeOf({}, false), {})
  })
})

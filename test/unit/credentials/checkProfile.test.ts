import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { AwsFiles } from '../../../src/core/credentials/awsFiles.ts'
import { checkProfile, isHard } from '../../../src/core/credentials/checkProfile.ts'
import { profileKind } from '../../../src/core/credentials/profileKind.ts'
import { filesWith, KEYS, NOW, SIGNED_IN, SSO } from './files.ts'

const ids = (files: AwsFiles, name = 'p', bedrockRegion?: string): string[] =>
  checkProfile(files, name, { now: NOW, ...(bedrockRegion !== undefined && { bedrockRegion }) }).map(
    ({ id }) => id,
  )

const first = (files: AwsFiles, name = 'p') => checkProfile(files, name, { now: NOW })[0]

const ROLE = 'arn:aws:iam::123456789012:role/Dev'

describe('a profile looked at before any call', () => {
  it('is fine with a pair of keys', () => assert.deepEqual(ids(filesWith({ p: KEYS })), []))

  it('offers the names that are near when it does not exist', () => {
    const found = first(filesWith({ Prod: KEYS, dev: KEYS }), 'prod')
    assert.equal(found?.id, 'profile-not-found')
    assert.deepEqual(found?.facts.suggestions, ['Prod'])
  })

  it('points to the section head that AWS ignores', () => {
    const ignoredSections = [{ path: '/home/dev/.aws/config', line: 7, section: 'dev' }]
    const found = first(filesWith({ p: KEYS }, { ignoredSections }), 'dev')
    assert.equal(found?.facts.line, 7)
    assert.equal(found?.facts.parameter, 'dev')
  })

  it('names the source profile that is missing, not the chosen one', () => {
    const found = first(filesWith({ p: { role_arn: ROLE, source_profile: 'base' } }))
    assert.equal(found?.id, 'profile-not-found')
    assert.equal(found?.facts.link, 'base')
  })

  const INCOMPLETE: [string, Record<string, string>, string][] = [
    ['only a region', { region: 'eu-west-1' }, 'aws_access_key_id'],
    ['half a key pair', { aws_access_key_id: 'AKIA…MPLE' }, 'aws_secret_access_key'],
    ['the other half', { aws_secret_access_key: '[set]' }, 'aws_access_key_id'],
    ['a role with nothing to assume it', { role_arn: ROLE }, 'source_profile'],
    ['a token file without a role', { web_identity_token_file: '/token' }, 'role_arn'],
  ]
  for (const [what, settings, missing] of INCOMPLETE) {
    it(`names the missing entry for ${what}`, () => {
      const found = first(filesWith({ p: settings }))
      assert.equal(found?.id, 'profile-incomplete')
      assert.equal(found?.facts.missing?.[0], missing)
    })
  }

  it('shows a circle of profiles in order', () => {
    const files = filesWith({
      p: { role_arn: ROLE, source_profile: 'q' },
      q: { role_arn: ROLE, source_profile: 'r' },
      r: { role_arn: ROLE, source_profile: 'p' },
    })
    const found = first(files)
    assert.equal(found?.id, 'profile-cycle')
    assert.deepEqual(found?.facts.cycle, ['p', 'q', 'r', 'p'])
  })

  it('lets a profile with keys of its own name itself, as AWS does', () =>
    assert.deepEqual(ids(filesWith({ p: { ...KEYS, role_arn: ROLE, source_profile: 'p' } })), []))

  it('refuses a profile that names itself without keys', () =>
    assert.deepEqual(ids(filesWith({ p: { role_arn: ROLE, source_profile: 'p' } })), ['profile-cycle']))

  it('finds the one-time code anywhere in the chain', () => {
    const files = filesWith({
      p: { role_arn: ROLE, source_profile: 'q' },
      q: { role_arn: ROLE, source_profile: 'base', mfa_serial: 'arn:aws:iam::123456789012:mfa/dev' },
      base: KEYS,
    })
    const found = first(files)
    assert.equal(found?.id, 'mfa-unsupported-by-cline')
    assert.equal(found?.facts.link, 'q')
  })

  it('corrects the spelling of a credential source', () => {
    const found = first(filesWith({ p: { role_arn: ROLE, credential_source: 'environment' } }))
    assert.equal(found?.id, 'credential-source-invalid')
    assert.deepEqual(found?.facts.suggestions, ['Environment'])
  })

  it('warns, but does not refuse, when temporary keys have no session token', () => {
    const found = first(filesWith({ p: { ...KEYS, aws_access_key_id: 'ASIA…MPLE' } }))
    assert.equal(found?.id, 'access-key-invalid')
    assert.equal(isHard('access-key-invalid'), false)
  })

  it('sees that a token file is not there', () => {
    const files = filesWith(
      { p: { role_arn: ROLE, web_identity_token_file: '/run/token' } },
      { missingTokenFiles: ['/run/token'] },
    )
    assert.deepEqual(ids(files), ['web-identity-token-missing'])
  })

  it('asks for aws login when its cache is empty or unreadable', () => {
    const files = filesWith({ p: { login_session: 'arn:aws:iam::123456789012:user/bob' } })
    assert.deepEqual(ids(files), ['aws-login-required'])
  })

  it('leaves an expired login that can renew itself to the SDK', () => {
    const login_session = 'arn:aws:iam::123456789012:user/bob'
    const old = { readable: true, expiresAt: '2025-01-01T00:00:00Z', renewable: true }
    assert.deepEqual(ids(filesWith({ p: { login_session } }, { loginCache: { [login_session]: old } })), [])
  })
})

describe('an Identity Center profile looked at before any call', () => {
  const cached = { ssoCache: { [SSO.sso_start_url]: SIGNED_IN, corp: SIGNED_IN } }
  const withSession = (
    profile: Record<string, string>,
    session: Record<string, string>,
    rest: Partial<AwsFiles>,
  ) => filesWith({ p: { sso_session: 'corp', ...profile } }, { ssoSessions: { corp: session }, ...rest })
  const SESSION = { sso_start_url: SSO.sso_start_url, sso_region: 'us-east-1' }
  const ACCOUNT = { sso_account_id: '123456789012', sso_role_name: 'PowerUserAccess' }

  it('is fine when signed in', () => {
    assert.deepEqual(ids(filesWith({ p: SSO }, cached)), [])
    assert.deepEqual(ids(withSession(ACCOUNT, SESSION, cached)), [])
  })

  it('asks for sign-in without a cached token', () =>
    assert.deepEqual(ids(filesWith({ p: SSO })), ['sso-login-required']))

  it('says that the session ran out, and leaves a renewable one to the SDK', () => {
    const over = { ...SIGNED_IN, expiresAt: '2025-12-31T23:00:00Z' }
    assert.deepEqual(ids(filesWith({ p: SSO }, { ssoCache: { [SSO.sso_start_url]: over } })), [
      'sso-session-expired',
    ])
    const renewable = { corp: { ...over, renewable: true } }
    assert.deepEqual(ids(withSession(ACCOUNT, SESSION, { ssoCache: renewable })), [])
  })

  it('names the session that does not exist', () => {
    const found = first(filesWith({ p: { sso_session: 'corp', ...ACCOUNT } }))
    assert.equal(found?.id, 'sso-config-invalid')
    assert.equal(found?.facts.session, 'corp')
  })

  it('names the entries that are missing', () => {
    const found = first(withSession({ sso_account_id: '123456789012' }, SESSION, cached))
    assert.equal(found?.id, 'sso-config-invalid')
    assert.deepEqual(found?.facts.missing, ['sso_role_name'])
  })

  it('shows both regions when profile and session, or configuration and token, disagree', () => {
    const settings = first(withSession({ ...ACCOUNT, sso_region: 'eu-west-1' }, SESSION, cached))
    assert.equal(settings?.id, 'sso-region-mismatch')
    assert.equal(settings?.facts.otherRegion, 'eu-west-1')
    const token = first(filesWith({ p: { ...SSO, sso_region: 'eu-west-1' } }, cached))
    assert.equal(token?.id, 'sso-region-mismatch')
    assert.equal(token?.facts.otherRegion, 'us-east-1')
  })

  it('warns of the region trap, and only warns', () => {
    assert.deepEqual(ids(filesWith({ p: SSO }, cached), 'p', 'eu-west-1'), [
      'sso-region-unsupported-by-cline',
    ])
    assert.deepEqual(ids(filesWith({ p: SSO }, cached), 'p', 'us-east-1'), [])
    assert.equal(isHard('sso-region-unsupported-by-cline'), false)
  })

  it('puts what fails before what warns', () =>
    assert.deepEqual(ids(filesWith({ p: SSO }), 'p', 'eu-west-1'), [
      'sso-login-required',
      'sso-region-unsupported-by-cline',
    ]))
})

describe('the order in which a profile gets its credentials', () => {
  it('lets leftover keys beat a sign-in, as the SDK does', () =>
    assert.equal(profileKind({ settings: { ...KEYS, ...SSO } }), 'static'))

  it('lets a role beat keys', () =>
    assert.equal(profileKind({ settings: { ...KEYS, role_arn: ROLE, source_profile: 'x' } }), 'role'))

  it('ends for any tangle of profiles', () => {
    const name = fc.constantFrom('p', 'q', 'r', '__proto__', '')
    const settings = fc.record(
      { role_arn: fc.constant(ROLE), source_profile: name, credential_source: fc.string(), ...{} },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.dictionary(name, settings), name, (profiles, chosen) => {
        checkProfile(filesWith(profiles as Record<string, Record<string, string>>), chosen, { now: NOW })
      }),
    )
  })
})

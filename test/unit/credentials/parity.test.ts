import assert from 'node:assert/strict'
import { describeIdentity } from '../../../src/core/credentials/identity.ts'
import { checkParity, expectedIdentity } from '../../../src/core/credentials/parity.ts'
import { profileOption } from '../../../src/core/credentials/profileFacts.ts'
import { explain } from '../../../src/core/diagnosis/catalogue.ts'
import { filesWith as files } from './files.ts'

const NOW = Date.parse('2026-06-01T12:00:00Z')
const SSO = { sso_session: 'corp', sso_account_id: '123456789012', sso_role_name: 'Power' }
const LEFTOVER = { aws_access_key_id: 'AKIA…2222', aws_secret_access_key: '[set]' }
const who = (arn: string) => describeIdentity({ account: arn.split(':')[4] ?? '', arn, userId: 'X' })
const sso = (account: string, set: string) =>
  who(`arn:aws:sts::${account}:assumed-role/AWSReservedSSO_${set}_0123456789abcdef/dev@example.com`)

describe('the identity is the one that the profile names', () => {
  const settings = {
    sso: SSO,
    leftover: { ...SSO, ...LEFTOVER },
    role: { role_arn: 'arn:aws:iam::123456789012:role/team/Builder', source_profile: 'base' },
    login: { login_session: 'arn:aws:iam::123456789012:user/dev' },
    plain: LEFTOVER,
  }
  const all = files(settings)
  const idFor = (name: string, identity: ReturnType<typeof who>) => checkParity(all, name, identity)?.id

  it('says nothing where account and role fit, or where the profile names nobody', () => {
    assert.equal(idFor('sso', sso('123456789012', 'Power')), undefined)
    assert.equal(idFor('role', who('arn:aws:sts::123456789012:assumed-role/Builder/x')), undefined)
    assert.equal(idFor('login', who('arn:aws:iam::123456789012:user/dev')), undefined)
    assert.equal(idFor('plain', who('arn:aws:iam::999999999999:user/anybody')), undefined)
    assert.equal(expectedIdentity({ settings: LEFTOVER }), undefined)
  })

  it('warns of another account, another role, and of a user in the place of a role', () => {
    for (const other of [
      sso('999999999999', 'Power'),
      sso('123456789012', 'Billing'),
      who('arn:aws:iam::123456789012:user/Power'),
    ]) {
      assert.equal(idFor('sso', other), 'identity-unexpected')
    }
    assert.equal(idFor('login', who('arn:aws:iam::999999999999:user/dev')), 'identity-unexpected')
  })

  it('names the leftover keys and the file in which they stand', () => {
    const found = checkParity(all, 'leftover', who('arn:aws:iam::999999999999:user/old'))
    assert.ok(found)
    const { what, remedies } = explain(found, { platform: 'linux', profile: 'leftover' })
    assert.match(what, /123456789012 · Power/)
    assert.match(what, /999999999999:user\/old/)
    assert.match(remedies[0]?.text ?? '', /leftover aws_access_key_id/)
    assert.equal(remedies[0]?.action?.kind, 'open-file')
  })
})

describe('the picker tells of each profile', () => {
  const cached = { readable: true, renewable: false, expiresAt: '2026-06-01T20:00:00Z', region: 'us-east-1' }
  const sessions = {
    ssoSessions: { corp: { sso_region: 'us-east-1', sso_start_url: 'https://example.awsapps.com/start' } },
  }
  const option = (settings: Record<string, Record<string, string>>, name: string, more = {}) => {
    const all = files(settings, { ...sessions, ...more })
    const profile = all.profiles.find((each) => each.name === name)
    assert.ok(profile)
    return profileOption(all, profile, { now: NOW, platform: 'linux' })
  }

  it('kind, account, role and the end of the sign-in', () => {
    const found = option({ p: SSO }, 'p', { ssoCache: { corp: cached } })
    assert.equal(found.kind, 'sso')
    assert.equal(found.detail, '123456789012 · Power')
    assert.equal(found.expiresAt, '2026-06-01T20:00:00Z')
    assert.deepEqual(found.signIn, { profile: 'p', via: 'sso' })
    assert.equal(found.usable, true)
  })

  it('no end for a sign-in that renews itself', () => {
    const found = option({ p: SSO }, 'p', { ssoCache: { corp: { ...cached, renewable: true } } })
    assert.equal(found.expiresAt, undefined)
  })

  it('that only a sign-in is missing, and for which profile of the chain', () => {
    const chain = { role: { role_arn: 'arn:aws:iam::123456789012:role/R', source_profile: 'p' }, p: SSO }
    const found = option(chain, 'role')
    assert.equal(found.usable, false)
    assert.equal(found.needsSignIn, true)
    assert.deepEqual(found.signIn, { profile: 'p', via: 'sso' })
    assert.equal(found.detail, '123456789012 · R')
  })

  it('why Cline cannot use a profile that asks for a code, and what works instead', () => {
    const found = option(
      { r: { role_arn: 'arn:aws:iam::1:role/R', source_profile: 'k', mfa_serial: 'm' }, k: LEFTOVER },
      'r',
    )
    assert.equal(found.usable, false)
    assert.match(found.note ?? '', /one-time code/)
    assert.match(found.instead ?? '', /Identity Center.*aws login.*credential_process/)
    assert.equal(found.signIn, undefined)
  })

  it('the end of temporary keys where a tool has noted it, and when it has passed', () => {
    const keys = { ...LEFTOVER, aws_session_token: '[set]' }
    assert.equal(option({ p: { ...keys, aws_expiration: '2026-06-01T13:00:00Z' } }, 'p').usable, true)
    const over = option({ p: { ...keys, x_security_token_expires: '2026-06-01T11:00:00+00:00' } }, 'p')
    assert.equal(over.usable, false)
    assert.match(over.note ?? '', /have expired/)
    assert.equal(over.expiresAt, '2026-06-01T11:00:00Z')
  })

  it('the account of aws login', () => {
    const found = option({ p: { login_session: 'arn:aws:iam::123456789012:user/dev' } }, 'p')
    assert.equal(found.detail, '123456789012 · dev')
    assert.deepEqual(found.signIn, { profile: 'p', via: 'login' })
  })
})

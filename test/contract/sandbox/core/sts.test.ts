import assert from 'node:assert/strict'
import { AssumeRoleCommand, GetAccessKeyInfoCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import {
  ACCOUNT,
  addKey,
  allow,
  DEVELOPER_ROLE,
  deny,
  developer,
  fakeKeyId,
  mainAccount,
  newRole,
  policy,
  trustAccount,
} from '../../../sandbox/build.ts'
import type { Role } from '../../../sandbox/world.ts'
import { freshEachTest, keysOf, refusal, type SdkKeys } from './clients.ts'

const ROLE = `arn:aws:iam::${ACCOUNT}:role/${DEVELOPER_ROLE}`
const MFA = `arn:aws:iam::${ACCOUNT}:mfa/dev`

describe('STS of the local AWS', () => {
  const local = freshEachTest()

  const role = (): Role => {
    const found = mainAccount(local.sandbox.world).roles[DEVELOPER_ROLE]
    assert.ok(found)
    return found
  }
  const trust = (...args: Parameters<typeof trustAccount>) => {
    role().trust = newRole('x', trustAccount(...args)).trust
  }
  const assume = (more: Partial<ConstructorParameters<typeof AssumeRoleCommand>[0]> = {}, keys?: SdkKeys) =>
    local.clients.sts(keys).send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'me', ...more }))
  const refused = refusal(
    'AccessDenied',
    403,
    `User: arn:aws:iam::${ACCOUNT}:user/dev is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
  )

  it('gives keys of a role that trusts the account, which then are that role', async () => {
    const { Credentials, AssumedRoleUser } = await assume()
    const left = (Credentials?.Expiration?.getTime() ?? 0) - Date.now()
    assert.ok(left > 3_500_000 && left <= 3_600_000, 'an hour')
    const keys = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    }
    assert.match(keys.accessKeyId, /^ASIA/)
    const who = await local.clients.sts(keys).send(new GetCallerIdentityCommand())
    assert.equal(who.Arn, `arn:aws:sts::${ACCOUNT}:assumed-role/${DEVELOPER_ROLE}/me`)
    assert.equal(who.Arn, AssumedRoleUser?.Arn)
  })

  it('says the same of a role that does not exist and of one that trusts somebody else', async () => {
    trust('999988887777')
    await assert.rejects(assume(), refused)
    const nobody = `arn:aws:iam::${ACCOUNT}:role/Nobody`
    await assert.rejects(assume({ RoleArn: nobody }), refusal('AccessDenied', 403, new RegExp(`${nobody}$`)))
  })

  it('wants both sides: the trust of the role and a policy of the caller, unless the trust names it', async () => {
    delete developer(local.sandbox.world).inline.AssumeDeveloper
    await assert.rejects(assume(), refused)
    const named = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/dev` } }
    role().trust = newRole('x', { ...named, Action: 'sts:AssumeRole' }).trust
    assert.ok((await assume()).Credentials)
    developer(local.sandbox.world).inline.No = policy(deny('sts:AssumeRole'))
    await assert.rejects(assume(), refused)
  })

  it('wants the external id that the role asks for', async () => {
    trust(ACCOUNT, { StringEquals: { 'sts:ExternalId': 'agreed' } })
    await assert.rejects(assume(), refused)
    await assert.rejects(assume({ ExternalId: 'other' }), refused)
    assert.ok((await assume({ ExternalId: 'agreed' })).Credentials)
  })

  it('wants a one-time code, the right one, of a device of the caller’s', async () => {
    trust(ACCOUNT, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })
    await assert.rejects(assume(), refused)
    const wrong = { SerialNumber: MFA, TokenCode: '000000' }
    await assert.rejects(assume(wrong), refusal('AccessDenied', 403, /invalid MFA one time pass code/))
    const stranger = { SerialNumber: `${MFA}2`, TokenCode: '123456' }
    await assert.rejects(assume(stranger), refusal('AccessDenied', 403, /unable to validate MFA code/))
    assert.ok((await assume({ SerialNumber: MFA, TokenCode: '123456' })).Credentials)
  })

  it('keeps to the limits of time and names', async () => {
    const tooLong = refusal('ValidationError', 400, /exceeds the MaxSessionDuration set for this role/)
    await assert.rejects(assume({ DurationSeconds: 7200 }), tooLong)
    await assert.rejects(assume({ DurationSeconds: 60 }), refusal('ValidationError', 400, /equal to 900/))
    await assert.rejects(
      assume({ RoleSessionName: 'a b' }),
      refusal('ValidationError', 400, /roleSessionName/),
    )
    role().maxSessionSeconds = 43_200
    assert.ok((await assume({ DurationSeconds: 7200 })).Credentials)
  })

  it('lets no root user assume roles', async () => {
    addKey(local.sandbox.world, 'AKIA', 'ROOT', { kind: 'root', account: ACCOUNT })
    const root = keysOf('ROOT')
    const who = await local.clients.sts(root).send(new GetCallerIdentityCommand())
    assert.equal(who.Arn, `arn:aws:iam::${ACCOUNT}:root`)
    await assert.rejects(
      assume({}, root),
      refusal('AccessDenied', 403, 'Roles may not be assumed by root accounts.'),
    )
  })

  it('tells whose key it is, to those who may ask', async () => {
    const ask = (id: string) => local.clients.sts().send(new GetAccessKeyInfoCommand({ AccessKeyId: id }))
    const id = fakeKeyId('AKIA', 'DEV')
    await assert.rejects(
      ask(id),
      refusal('AccessDenied', 403, /not authorized to perform: sts:GetAccessKeyInfo/),
    )
    developer(local.sandbox.world).inline.Info = policy(allow('sts:GetAccessKeyInfo'))
    assert.equal((await ask(id)).Account, ACCOUNT)
  })
})

import assert from 'node:assert/strict'
import { GetUserCommand } from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { ACCOUNT, addKey, mainAccount, newAccount, newUser } from '../../../sandbox/build.ts'
import type { KeyOwner } from '../../../sandbox/world.ts'
import { freshEachTest, keysOf, refusal, type SdkKeys } from './clients.ts'

const DEV: KeyOwner = { kind: 'user', account: ACCOUNT, user: 'dev' }
const INVALID = 'The security token included in the request is invalid.'

describe('the local AWS believes nobody without proof', () => {
  const local = freshEachTest()

  const identity = (keys?: SdkKeys, region?: string) =>
    local.clients.sts(keys, region).send(new GetCallerIdentityCommand())
  const unknown = refusal('InvalidClientTokenId', 403, INVALID)

  it('lets the right key in, and logs the caller', async () => {
    const { Arn, Account, UserId } = await identity()
    assert.deepEqual([Arn, Account], [`arn:aws:iam::${ACCOUNT}:user/dev`, ACCOUNT])
    assert.match(UserId ?? '', /^AIDA/)
    assert.equal(local.sandbox.log.at(-1)?.principal, Arn)
    assert.ok(!JSON.stringify(local.sandbox.log).includes(keysOf('DEV').secretAccessKey))
  })

  it('refuses a key that it does not know, that is switched off, or that lost its token', async () => {
    await assert.rejects(identity(keysOf('NOBODY')), unknown)
    addKey(local.sandbox.world, 'AKIA', 'OFF', DEV, { status: 'Inactive' })
    await assert.rejects(identity(keysOf('OFF')), unknown)
    addKey(local.sandbox.world, 'ASIA', 'TEMP', DEV)
    const { sessionToken: _, ...without } = keysOf('TEMP', 'ASIA')
    await assert.rejects(identity(without), unknown)
    await assert.rejects(identity({ ...without, sessionToken: 'another' }), unknown)
    await assert.rejects(identity({ ...keysOf('DEV'), sessionToken: 'stray' }), unknown)
    assert.equal((await identity(keysOf('TEMP', 'ASIA'))).Account, ACCOUNT)
  })

  it('refuses temporary keys past their end', async () => {
    addKey(local.sandbox.world, 'ASIA', 'OLD', DEV, { expires: Date.now() - 1000 })
    const expired = refusal('ExpiredToken', 403, 'The security token included in the request is expired')
    await assert.rejects(identity(keysOf('OLD', 'ASIA')), expired)
  })

  it('refuses a wrong secret', async () => {
    const wrong = { ...keysOf('DEV'), secretAccessKey: keysOf('OTHER').secretAccessKey }
    await assert.rejects(
      identity(wrong),
      refusal('SignatureDoesNotMatch', 403, /^The request signature we calc/),
    )
  })

  it('refuses clocks more than five minutes off, both ways, and says both times', async () => {
    for (const [seconds, words] of [
      [
        20 * 60,
        /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/,
      ],
      [-20 * 60, /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z/],
    ] as const) {
      local.sandbox.setClockOffset(seconds)
      await assert.rejects(identity(), refusal('SignatureDoesNotMatch', 403, words))
    }
    for (const seconds of [4 * 60, -4 * 60]) {
      local.sandbox.setClockOffset(seconds)
      assert.equal((await identity()).Account, ACCOUNT, `${seconds} s are borne`)
    }
  })

  it('knows no key in a region that the account has not switched on, until it has', async () => {
    await assert.rejects(identity(undefined, 'eu-south-2'), unknown)
    mainAccount(local.sandbox.world).optInRegions.push('eu-south-2')
    assert.equal((await identity(undefined, 'eu-south-2')).Account, ACCOUNT)
    mainAccount(local.sandbox.world).stsDisabled.push('eu-south-2')
    const off = refusal(
      'RegionDisabledException',
      403,
      new RegExp(`^STS is not activated .* account:${ACCOUNT}`),
    )
    await assert.rejects(identity(undefined, 'eu-south-2'), off)
  })

  it('keeps partitions apart', async () => {
    await assert.rejects(identity(undefined, 'us-gov-west-1'), unknown)
    await assert.rejects(identity(undefined, 'cn-north-1'), unknown)
    const gov = newAccount('210987654321', 'gov', 'aws-us-gov')
    gov.users.dev = newUser('dev')
    local.sandbox.world.accounts[gov.id] = gov
    addKey(local.sandbox.world, 'AKIA', 'GOV', { kind: 'user', account: gov.id, user: 'dev' })
    assert.equal(
      (await identity(keysOf('GOV'), 'us-gov-west-1')).Arn,
      'arn:aws-us-gov:iam::210987654321:user/dev',
    )
    await assert.rejects(identity(keysOf('GOV')), unknown)
  })

  it('takes IAM’s signatures for its home region only', async () => {
    const ask = (region: string) => local.clients.iam(keysOf('DEV'), region).send(new GetUserCommand({}))
    assert.equal((await ask('us-east-1')).User?.UserName, 'dev')
    const wrong = refusal('SignatureDoesNotMatch', 403, /scoped to a valid region, not 'eu-west-1'/)
    await assert.rejects(ask('eu-west-1'), wrong)
    await assert.rejects(identity(undefined, 'us-east-7'), /scoped to a valid region, not 'us-east-7'/)
  })

  it('answers unsigned and incomplete calls as AWS does, in each service’s own form', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const body = 'Action=GetCallerIdentity&Version=2011-06-15'
    const unsigned = await fetch(local.sandbox.url, { method: 'POST', headers: form, body })
    assert.equal(unsigned.status, 403)
    assert.match(unsigned.headers.get('content-type') ?? '', /^text\/xml/)
    assert.match(
      await unsigned.text(),
      /^<ErrorResponse xmlns="https:\/\/sts\.amazonaws\.com\/doc\/2011-06-15\/"><Error><Type>Sender<\/Type><Code>MissingAuthenticationToken<\/Code><Message>Request is missing Authentication Token<\/Message><\/Error><RequestId>[\da-f-]{36}<\/RequestId><\/ErrorResponse>$/,
    )
    const bedrock = await fetch(`${local.sandbox.url}/foundation-models`)
    assert.equal(bedrock.status, 403)
    assert.deepEqual(await bedrock.json(), { Message: 'Authorization header is missing' })
    const broken = {
      ...form,
      authorization: 'AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/sts/aws4_request',
    }
    const incomplete = await fetch(local.sandbox.url, { method: 'POST', headers: broken, body })
    assert.equal(incomplete.status, 400)
    assert.match(
      await incomplete.text(),
      /<Code>IncompleteSignature<\/Code>.*requires .*Signature.* parameter/,
    )
  })

  it('escapes what it repeats of the caller’s words', async () => {
    const name = `<o'&">`
    await assert.rejects(local.clients.iam().send(new GetUserCommand({ UserName: name })), (error: Error) =>
      error.message.includes(name),
    )
  })
})

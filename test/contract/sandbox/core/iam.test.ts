import assert from 'node:assert/strict'
import * as iam from '@aws-sdk/client-iam'
import {
  ACCOUNT,
  addKey,
  DEVELOPER_ROLE,
  deny,
  fakeKeyId,
  mainAccount,
  newUser,
  policy,
} from '../../../sandbox/build.ts'
import type { Sandbox } from '../../../sandbox/server.ts'
import { addAdministrator, freshEachTest, keysOf, refusal } from './clients.ts'

const USER = `arn:aws:iam::${ACCOUNT}:user/dev`
const READ = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'iam:GetAccountSummary', Resource: '*' }],
})

describe('IAM of the local AWS', () => {
  const local = freshEachTest()
  let sandbox: Sandbox
  let admin: iam.IAMClient
  let dev: iam.IAMClient
  beforeEach(() => {
    sandbox = local.sandbox
    addAdministrator(sandbox)
    admin = local.clients.iam(keysOf('ADMIN'))
    const bare = newUser('bare')
    mainAccount(sandbox.world).users.bare = bare
    addKey(sandbox.world, 'AKIA', 'BARE', { kind: 'user', account: ACCOUNT, user: 'bare' })
    dev = local.clients.iam(keysOf('BARE'))
  })

  const summary = () => dev.send(new iam.GetAccountSummaryCommand({}))
  const denied = refusal(
    'AccessDenied',
    403,
    `User: arn:aws:iam::${ACCOUNT}:user/bare is not authorized to perform: iam:GetAccountSummary on resource: * because no identity-based policy allows the iam:GetAccountSummary action`,
  )

  it('shows users, roles with their paths, keys and API keys', async () => {
    const { User } = await admin.send(new iam.GetUserCommand({ UserName: 'dev' }))
    assert.equal(User?.Arn, USER)
    assert.ok(User?.CreateDate instanceof Date)
    const { Role } = await admin.send(new iam.GetRoleCommand({ RoleName: DEVELOPER_ROLE }))
    const trust = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))
    assert.equal(trust.Statement[0].Action, 'sts:AssumeRole')
    const sso = 'AWSReservedSSO_PowerUserAccess_0123456789abcdef'
    const reserved = await admin.send(new iam.GetRoleCommand({ RoleName: sso }))
    assert.equal(reserved.Role?.Arn, `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/${sso}`)
    const { AccessKeyMetadata } = await admin.send(new iam.ListAccessKeysCommand({ UserName: 'dev' }))
    const id = fakeKeyId('AKIA', 'DEV')
    assert.deepEqual(
      AccessKeyMetadata?.map((key) => [key.AccessKeyId, key.Status]),
      [[id, 'Active']],
    )
    const used = await admin.send(new iam.GetAccessKeyLastUsedCommand({ AccessKeyId: id }))
    assert.equal(used.UserName, 'dev')
    const { ServiceSpecificCredentials: keys } = await admin.send(
      new iam.ListServiceSpecificCredentialsCommand({ UserName: 'BedrockAPIKey-x1y2' }),
    )
    assert.equal(keys?.[0]?.ServiceName, 'bedrock.amazonaws.com')
  })

  it('tells when and for what a key was last used, as far as anybody knows', async () => {
    const id = fakeKeyId('AKIA', 'DEV')
    const last = async () =>
      (await admin.send(new iam.GetAccessKeyLastUsedCommand({ AccessKeyId: id }))).AccessKeyLastUsed
    assert.deepEqual([(await last())?.ServiceName, (await last())?.LastUsedDate], ['N/A', undefined])
    const key = sandbox.world.accessKeys[id]
    assert.ok(key)
    key.lastUsed = { date: '2026-05-01T10:00:00Z', service: 'bedrock', region: 'us-east-1' }
    const used = await last()
    assert.deepEqual([used?.ServiceName, used?.Region], ['bedrock', 'us-east-1'])
    assert.equal(used?.LastUsedDate?.toISOString(), '2026-05-01T10:00:00.000Z')
  })

  it('knows nobody of a name that does not exist, and no operation that it does not have', async () => {
    const gone = refusal('NoSuchEntity', 404, 'The user with name ghost cannot be found.')
    await assert.rejects(admin.send(new iam.GetUserCommand({ UserName: 'ghost' })), (error) => {
      assert.ok(error instanceof Error)
      return gone(Object.assign(error, { name: error.name.replace(/Exception$/, '') }))
    })
    await assert.rejects(
      admin.send(new iam.ListGroupsCommand({})),
      refusal('InvalidAction', 400, 'Could not find operation ListGroups for version 2010-05-08'),
    )
  })

  it('a policy that is attached counts at once, and not any more when it is taken off', async () => {
    await assert.rejects(summary(), denied)
    const { Policy } = await admin.send(
      new iam.CreatePolicyCommand({ PolicyName: 'Read', PolicyDocument: READ }),
    )
    const PolicyArn = Policy?.Arn ?? ''
    assert.equal(PolicyArn, `arn:aws:iam::${ACCOUNT}:policy/Read`)
    await assert.rejects(summary(), denied, 'a policy that hangs on nobody allows nothing')
    const target = { UserName: 'bare', PolicyArn }
    await admin.send(new iam.AttachUserPolicyCommand(target))
    await admin.send(new iam.AttachUserPolicyCommand(target))
    assert.equal((await summary()).SummaryMap?.AccountMFAEnabled, 1)
    const { AttachedPolicies } = await admin.send(
      new iam.ListAttachedUserPoliciesCommand({ UserName: 'bare' }),
    )
    assert.deepEqual(AttachedPolicies, [{ PolicyName: 'Read', PolicyArn }])
    await assert.rejects(
      admin.send(new iam.DeletePolicyCommand({ PolicyArn })),
      /Cannot delete a policy attached to entities/,
    )
    await admin.send(new iam.DetachUserPolicyCommand(target))
    await assert.rejects(summary(), denied)
    await assert.rejects(admin.send(new iam.DetachUserPolicyCommand(target)), /was not found/)
    await admin.send(new iam.DeletePolicyCommand({ PolicyArn }))
    await assert.rejects(admin.send(new iam.GetPolicyCommand({ PolicyArn })), /was not found/)
    await assert.rejects(
      admin.send(new iam.AttachUserPolicyCommand(target)),
      /does not exist or is not attachable/,
    )
  })

  it('inline policies, and policies of AWS on roles, come and go the same way', async () => {
    const named = { UserName: 'bare', PolicyName: 'Own' }
    await admin.send(new iam.PutUserPolicyCommand({ ...named, PolicyDocument: READ }))
    assert.ok((await summary()).SummaryMap)
    await admin.send(new iam.DeleteUserPolicyCommand(named))
    await assert.rejects(summary(), denied)
    const managed = {
      RoleName: DEVELOPER_ROLE,
      PolicyArn: 'arn:aws:iam::aws:policy/AmazonBedrockLimitedAccess',
    }
    await admin.send(new iam.DetachRolePolicyCommand(managed))
    const list = () => admin.send(new iam.ListAttachedRolePoliciesCommand({ RoleName: DEVELOPER_ROLE }))
    const names = async () => (await list()).AttachedPolicies?.map(({ PolicyName }) => PolicyName)
    assert.ok(!(await names())?.includes('AmazonBedrockLimitedAccess'))
    await admin.send(new iam.AttachRolePolicyCommand(managed))
    assert.ok((await names())?.includes('AmazonBedrockLimitedAccess'))
  })

  it('lets only those change policies who may', async () => {
    await assert.rejects(
      dev.send(new iam.CreatePolicyCommand({ PolicyName: 'Mine', PolicyDocument: READ })),
      refusal(
        'AccessDenied',
        403,
        /iam:CreatePolicy on resource: arn:aws:iam::\d{12}:policy\/Mine because no/,
      ),
    )
    const admins = mainAccount(sandbox.world).users.admin
    assert.ok(admins)
    admins.inline.No = policy(deny('iam:Attach*'))
    await assert.rejects(
      admin.send(
        new iam.AttachUserPolicyCommand({ UserName: 'bare', PolicyArn: 'arn:aws:iam::aws:policy/X' }),
      ),
      refusal('AccessDenied', 403, /with an explicit deny in an identity-based policy$/),
    )
  })

  const malformed: [what: string, document: string | object, words: RegExp][] = [
    ['no JSON', '{', /invalid Json/],
    ['no statement', { Version: '2012-10-17' }, /Syntax errors/],
    ['an unknown version', { Version: '2020-01-01', Statement: [] }, /version 2012-10-17 or greater/],
    ['no effect', statement({ Effect: undefined }), /Syntax errors/],
    ['an unknown field', statement({ Acton: 'x' }), /Syntax errors/],
    ['an action without its service', statement({ Action: 'InvokeModel' }), /prefaced by a vendor/],
    ['both Action and NotAction', statement({ NotAction: 'iam:*' }), /Syntax errors/],
    ['no resource', statement({ Resource: undefined }), /must contain resources/],
    ['a resource that is no ARN', statement({ Resource: 'model/x' }), /must be in ARN format or "\*"/],
    ['a principal', statement({ Principal: '*' }), /should not specify a principal/],
    ['a bad Sid', statement({ Sid: 'no blanks' }), /must be alpha-numeric/],
    [
      'an unknown operator',
      statement({ Condition: { StringIs: { 'aws:x': '1' } } }),
      /Invalid Condition type/,
    ],
    [
      'a key without its service',
      statement({ Condition: { Null: { region: 'true' } } }),
      /prefaced by a vendor/,
    ],
  ]
  for (const [what, document, words] of malformed) {
    it(`refuses a policy with ${what}`, () => {
      const PolicyDocument = typeof document === 'string' ? document : JSON.stringify(document)
      return assert.rejects(
        admin.send(new iam.CreatePolicyCommand({ PolicyName: 'Bad', PolicyDocument })),
        (error: Error) => error.name.startsWith('MalformedPolicyDocument') && words.test(error.message),
      )
    })
  }
})

function statement(changes: object): object {
  const plain = { Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: '*' }
  return { Version: '2012-10-17', Statement: [{ ...plain, ...changes }] }
}

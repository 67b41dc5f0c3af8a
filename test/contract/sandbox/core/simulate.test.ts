import assert from 'node:assert/strict'
import { SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam'
import {
  ACCOUNT,
  addKey,
  allow,
  deny,
  FULL_AWS_ACCESS,
  mainAccount,
  newUser,
  policy,
  replacePolicies,
  scp,
} from '../../../sandbox/build.ts'
import { type Sandbox, startSandbox } from '../../../sandbox/server.ts'
import type { User } from '../../../sandbox/world.ts'
import { type Clients, clientsFor, keysOf, refusal } from './clients.ts'

const SUBJECT = `arn:aws:iam::${ACCOUNT}:user/subject`
const INVOKE = 'bedrock:InvokeModel'
const NOVA = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0'
const CLAUDE = 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0'
const PROFILE = `arn:aws:bedrock:us-east-1:${ACCOUNT}:inference-profile/us.amazon.nova-lite-v1:0`

/** A policy variable. */
const variable = (name: string): string => `$${'{'}${name}}`

type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny'

describe('SimulatePrincipalPolicy of the local AWS', () => {
  let sandbox: Sandbox
  let clients: Clients
  let subject: User
  before(async () => {
    sandbox = await startSandbox()
    clients = clientsFor(sandbox)
    const boss = newUser('admin')
    boss.inline.Everything = policy(allow('*'))
    mainAccount(sandbox.world).users.admin = boss
    addKey(sandbox.world, 'AKIA', 'ADMIN', { kind: 'user', account: ACCOUNT, user: 'admin' })
  })
  beforeEach(() => {
    subject = newUser('subject')
    mainAccount(sandbox.world).users.subject = subject
    mainAccount(sandbox.world).scps = []
    mainAccount(sandbox.world).policies = {}
  })
  after(async () => {
    clients.close()
    await sandbox.stop()
  })

  async function simulate(resources: string[] = [], context: Record<string, string[]> = {}, action = INVOKE) {
    const answer = await clients.iam(keysOf('ADMIN')).send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: SUBJECT,
        ActionNames: [action],
        ...(resources.length > 0 && { ResourceArns: resources }),
        ContextEntries: Object.entries(context).map(([ContextKeyName, ContextKeyValues]) => ({
          ContextKeyName,
          ContextKeyValues,
          ContextKeyType: 'stringList' as const,
        })),
      }),
    )
    const [result] = answer.EvaluationResults ?? []
    assert.ok(result)
    return result
  }

  const judged: [what: string, statements: object[], resource: string, decision: Decision][] = [
    ['no policy at all', [], NOVA, 'implicitDeny'],
    ['an allow', [allow(INVOKE, NOVA)], NOVA, 'allowed'],
    ['an allow in other letters', [allow('BEDROCK:invokemodel', NOVA)], NOVA, 'allowed'],
    ['an allow of another action', [allow('bedrock:Converse', NOVA)], NOVA, 'implicitDeny'],
    ['an allow of another resource', [allow(INVOKE, CLAUDE)], NOVA, 'implicitDeny'],
    ['a wildcard in the action', [allow('bedrock:Invoke*', NOVA)], NOVA, 'allowed'],
    ['a one-letter wildcard', [allow('bedrock:InvokeMode?', NOVA)], NOVA, 'allowed'],
    [
      'a wildcard part by part',
      [allow(INVOKE, 'arn:aws:bedrock:*::foundation-model/amazon.*')],
      NOVA,
      'allowed',
    ],
    [
      'a wildcard that would reach over a colon',
      [allow(INVOKE, 'arn:aws:bedrock:*/x')],
      NOVA,
      'implicitDeny',
    ],
    ['a deny beside an allow', [allow('bedrock:*'), deny(INVOKE, NOVA)], NOVA, 'explicitDeny'],
    ['a deny of something else', [allow('bedrock:*'), deny(INVOKE, CLAUDE)], NOVA, 'allowed'],
    ['NotAction of something else', [negated({ NotAction: 'iam:*' })], NOVA, 'allowed'],
    ['NotAction of this', [negated({ NotAction: 'bedrock:*' })], NOVA, 'implicitDeny'],
    ['NotResource of something else', [negated({ NotResource: CLAUDE })], NOVA, 'allowed'],
    ['NotResource of this', [negated({ NotResource: NOVA })], NOVA, 'implicitDeny'],
    [
      'a deny by NotResource',
      [allow('bedrock:*'), negated({ Effect: 'Deny', NotResource: CLAUDE })],
      NOVA,
      'explicitDeny',
    ],
  ]
  for (const [what, statements, resource, decision] of judged) {
    it(`${what} → ${decision}`, async () => {
      if (statements.length > 0) {
        replacePolicies(subject, ...statements)
      }
      assert.equal((await simulate([resource])).EvalDecision, decision)
    })
  }

  const R = 'aws:RequestedRegion'
  const T = 'aws:TagKeys'
  const A = 'bedrock:InferenceProfileArn'
  const operators: [
    operator: string,
    key: string,
    wanted: string | string[],
    rows: [string[] | null, boolean][],
  ][] = [
    [
      'StringEquals',
      R,
      'us-east-1',
      [
        [['us-east-1'], true],
        [['US-EAST-1'], false],
        [null, false],
      ],
    ],
    [
      'StringEquals',
      R,
      ['a', 'b'],
      [
        [['b'], true],
        [['c'], false],
      ],
    ],
    [
      'StringNotEquals',
      R,
      'us-east-1',
      [
        [['us-east-1'], false],
        [['eu-west-1'], true],
        [null, true],
      ],
    ],
    [
      'StringEqualsIgnoreCase',
      R,
      'us-east-1',
      [
        [['US-East-1'], true],
        [['eu-west-1'], false],
      ],
    ],
    [
      'StringNotEqualsIgnoreCase',
      R,
      'us-east-1',
      [
        [['US-East-1'], false],
        [['eu-west-1'], true],
      ],
    ],
    [
      'StringLike',
      R,
      'us-*',
      [
        [['us-west-2'], true],
        [['eu-west-1'], false],
        [null, false],
      ],
    ],
    [
      'StringLike',
      R,
      'us-????-1',
      [
        [['us-east-1'], true],
        [['us-east-12'], false],
      ],
    ],
    [
      'StringNotLike',
      R,
      'us-*',
      [
        [['us-west-2'], false],
        [['eu-west-1'], true],
        [null, true],
      ],
    ],
    [
      'StringEqualsIfExists',
      R,
      'us-east-1',
      [
        [['us-east-1'], true],
        [['eu-west-1'], false],
        [null, true],
      ],
    ],
    [
      'StringLikeIfExists',
      R,
      'us-*',
      [
        [['us-east-1'], true],
        [['eu-west-1'], false],
        [null, true],
      ],
    ],
    [
      'ArnLike',
      A,
      'arn:aws:bedrock:*:*:inference-profile/us.*',
      [
        [[PROFILE], true],
        [[NOVA], false],
        [null, false],
      ],
    ],
    [
      'ArnEquals',
      A,
      PROFILE,
      [
        [[PROFILE], true],
        [[NOVA], false],
      ],
    ],
    [
      'ArnNotLike',
      A,
      'arn:aws:bedrock:*:*:inference-profile/us.*',
      [
        [[PROFILE], false],
        [[NOVA], true],
        [null, true],
      ],
    ],
    [
      'ArnNotEquals',
      A,
      PROFILE,
      [
        [[PROFILE], false],
        [[NOVA], true],
      ],
    ],
    [
      'Bool',
      'aws:ViaAWSService',
      'true',
      [
        [['true'], true],
        [['false'], false],
        [null, false],
      ],
    ],
    [
      'BoolIfExists',
      'aws:ViaAWSService',
      'true',
      [
        [['false'], false],
        [null, true],
      ],
    ],
    [
      'Null',
      A,
      'true',
      [
        [null, true],
        [[PROFILE], false],
      ],
    ],
    [
      'Null',
      A,
      'false',
      [
        [null, false],
        [[PROFILE], true],
      ],
    ],
    [
      'ForAnyValue:StringEquals',
      T,
      ['a', 'b'],
      [
        [['x', 'b'], true],
        [['x', 'y'], false],
        [null, false],
      ],
    ],
    [
      'ForAnyValue:StringLike',
      T,
      'team-*',
      [
        [['x', 'team-a'], true],
        [['x'], false],
      ],
    ],
    [
      'ForAllValues:StringEquals',
      T,
      ['a', 'b'],
      [
        [['a', 'b'], true],
        [['a', 'x'], false],
        [null, true],
      ],
    ],
    [
      'ForAnyValue:StringNotEquals',
      T,
      'a',
      [
        [['a', 'x'], true],
        [['a'], false],
      ],
    ],
  ]
  for (const [operator, key, wanted, rows] of operators) {
    it(`${operator} ${key} ${[wanted].flat().join('|')}`, async () => {
      replacePolicies(subject, allow(INVOKE, '*', { [operator]: { [key]: wanted } }))
      for (const [values, holds] of rows) {
        const { EvalDecision } = await simulate([NOVA], values === null ? {} : { [key]: values })
        assert.equal(EvalDecision, holds ? 'allowed' : 'implicitDeny', `${values ?? 'without the key'}`)
      }
    })
  }

  it('several operators and keys must all hold, several values need one', async () => {
    const both = { StringEquals: { [R]: ['us-east-1', 'us-west-2'] }, Null: { [A]: 'false' } }
    replacePolicies(subject, allow(INVOKE, '*', both))
    const decide = async (context: Record<string, string[]>) => (await simulate([NOVA], context)).EvalDecision
    assert.equal(await decide({ [R]: ['us-west-2'], [A]: [PROFILE] }), 'allowed')
    assert.equal(await decide({ [R]: ['us-west-2'] }), 'implicitDeny')
    assert.equal(await decide({ [A]: [PROFILE] }), 'implicitDeny')
  })

  it('fills in policy variables, and matches nothing where one is unknown', async () => {
    replacePolicies(
      subject,
      allow(INVOKE, '*', { StringEquals: { [T]: [`owner-${variable('aws:PrincipalAccount')}`] } }),
    )
    assert.equal((await simulate([NOVA], { [T]: [`owner-${ACCOUNT}`] })).EvalDecision, 'allowed')
    replacePolicies(
      subject,
      allow(INVOKE, '*', { StringEquals: { [T]: [`owner-${variable('aws:Nothing')}`] } }),
    )
    assert.equal((await simulate([NOVA], { [T]: ['owner-'] })).EvalDecision, 'implicitDeny')
  })

  it('names the keys that are missing for a sure answer, and asks for none that is only tested for presence', async () => {
    replacePolicies(
      subject,
      allow(INVOKE, '*', { StringEquals: { [R]: 'us-east-1' }, Null: { [A]: 'true' } }),
    )
    assert.deepEqual((await simulate()).MissingContextValues, [R.toLowerCase()])
    assert.deepEqual((await simulate([], { [R]: ['us-east-1'] })).MissingContextValues ?? [], [])
  })

  it('answers for each resource', async () => {
    replacePolicies(subject, allow(INVOKE, NOVA))
    const { EvalDecision, ResourceSpecificResults } = await simulate([NOVA, CLAUDE])
    assert.equal(EvalDecision, 'implicitDeny')
    assert.deepEqual(
      ResourceSpecificResults?.map((each) => [each.EvalResourceName, each.EvalResourceDecision]),
      [
        [NOVA, 'allowed'],
        [CLAUDE, 'implicitDeny'],
      ],
    )
  })

  it('tells when the permissions boundary is what leaves it out', async () => {
    replacePolicies(subject, allow('bedrock:*'))
    const arn = `arn:aws:iam::${ACCOUNT}:policy/Boundary`
    const document = policy(allow('s3:*'))
    mainAccount(sandbox.world).policies[arn] = {
      arn,
      name: 'Boundary',
      id: 'ANPAX',
      createDate: '2026-01-01T00:00:00Z',
      document,
    }
    subject.boundary = arn
    const outside = await simulate([NOVA])
    assert.equal(outside.EvalDecision, 'implicitDeny')
    assert.equal(outside.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary, false)
    mainAccount(sandbox.world).policies[arn] = {
      arn,
      name: 'Boundary',
      id: 'ANPAX',
      createDate: '2026-01-01T00:00:00Z',
      document: policy(allow('bedrock:*')),
    }
    const inside = await simulate([NOVA])
    assert.deepEqual(
      [inside.EvalDecision, inside.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary],
      ['allowed', true],
    )
  })

  it('tells when the organisation is what forbids it, by a deny or by an allow list', async () => {
    replacePolicies(subject, allow('bedrock:*'))
    const decide = async () => {
      const { EvalDecision, OrganizationsDecisionDetail } = await simulate([NOVA])
      return [EvalDecision, OrganizationsDecisionDetail?.AllowedByOrganizations]
    }
    assert.deepEqual(await decide(), ['allowed', undefined], 'without an organisation nothing is said of it')
    mainAccount(sandbox.world).scps = [[FULL_AWS_ACCESS]]
    assert.deepEqual(await decide(), ['allowed', true])
    mainAccount(sandbox.world).scps = [[FULL_AWS_ACCESS], [FULL_AWS_ACCESS, scp('no', deny(INVOKE))]]
    assert.deepEqual(await decide(), ['explicitDeny', false])
    mainAccount(sandbox.world).scps = [[FULL_AWS_ACCESS], [scp('list', allow('iam:*'))]]
    assert.deepEqual(await decide(), ['implicitDeny', false])
  })

  it('says which policy matched', async () => {
    replacePolicies(subject, allow('bedrock:*'))
    const { MatchedStatements } = await simulate([NOVA])
    assert.ok(MatchedStatements?.some(({ SourcePolicyId }) => SourcePolicyId?.includes('Bedrock')))
  })

  it('simulates users and roles only, and only for those who may', async () => {
    const ask = (PolicySourceArn: string, label = 'ADMIN') =>
      clients
        .iam(keysOf(label))
        .send(new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: [INVOKE] }))
    const invalid = (error: Error) =>
      /^InvalidInput/.test(error.name) && /Invalid Entity Arn/.test(error.message)
    await assert.rejects(ask(`arn:aws:iam::${ACCOUNT}:root`), invalid)
    await assert.rejects(ask(`arn:aws:sts::${ACCOUNT}:assumed-role/BedrockDeveloper/me`), invalid)
    await assert.rejects(
      ask(`arn:aws:iam::${ACCOUNT}:user/ghost`),
      /The user with name ghost cannot be found/,
    )
    addKey(sandbox.world, 'AKIA', 'SUBJECT', { kind: 'user', account: ACCOUNT, user: 'subject' })
    await assert.rejects(
      ask(SUBJECT, 'SUBJECT'),
      refusal('AccessDenied', 403, /iam:SimulatePrincipalPolicy on resource: .*user\/subject because no/),
    )
  })
})

function negated(parts: object): object {
  const plain = { Effect: 'Allow', Action: 'bedrock:*', Resource: '*' }
  const { Action, Resource, ...rest } = plain
  return {
    ...rest,
    ...('NotAction' in parts ? {} : { Action }),
    ...('NotResource' in parts ? {} : { Resource }),
    ...parts,
  }
}

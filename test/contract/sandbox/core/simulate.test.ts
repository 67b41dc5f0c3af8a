import assert from 'node:assert/strict'
import { SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam'
import {
  ACCOUNT,
  addKey,
  allow,
  deny,
  FULL_AWS_ACCESS,
  mainAccount,
  policy,
  replacePolicies,
  scp,
} from '../../../sandbox/build.ts'
import { keysOf, refusal } from './clients.ts'
import { CLAUDE, type Decision, INVOKE, NOVA, SUBJECT, subjectOfSimulation } from './subject.ts'

describe('SimulatePrincipalPolicy of the local AWS', () => {
  const local = subjectOfSimulation()

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
        replacePolicies(local.user, ...statements)
      }
      assert.equal((await local.simulate([resource])).EvalDecision, decision)
    })
  }

  it('answers for each resource', async () => {
    replacePolicies(local.user, allow(INVOKE, NOVA))
    const { EvalDecision, ResourceSpecificResults } = await local.simulate([NOVA, CLAUDE])
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
    replacePolicies(local.user, allow('bedrock:*'))
    const arn = `arn:aws:iam::${ACCOUNT}:policy/Boundary`
    const document = policy(allow('s3:*'))
    mainAccount(local.sandbox.world).policies[arn] = {
      arn,
      name: 'Boundary',
      id: 'ANPAX',
      createDate: '2026-01-01T00:00:00Z',
      document,
    }
    local.user.boundary = arn
    const outside = await local.simulate([NOVA])
    assert.equal(outside.EvalDecision, 'implicitDeny')
    assert.equal(outside.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary, false)
    mainAccount(local.sandbox.world).policies[arn] = {
      arn,
      name: 'Boundary',
      id: 'ANPAX',
      createDate: '2026-01-01T00:00:00Z',
      document: policy(allow('bedrock:*')),
    }
    const inside = await local.simulate([NOVA])
    assert.deepEqual(
      [inside.EvalDecision, inside.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary],
      ['allowed', true],
    )
  })

  it('tells when the organisation is what forbids it, by a deny or by an allow list', async () => {
    replacePolicies(local.user, allow('bedrock:*'))
    const decide = async () => {
      const { EvalDecision, OrganizationsDecisionDetail } = await local.simulate([NOVA])
      return [EvalDecision, OrganizationsDecisionDetail?.AllowedByOrganizations]
    }
    assert.deepEqual(await decide(), ['allowed', undefined], 'without an organisation nothing is said of it')
    mainAccount(local.sandbox.world).scps = [[FULL_AWS_ACCESS]]
    assert.deepEqual(await decide(), ['allowed', true])
    mainAccount(local.sandbox.world).scps = [[FULL_AWS_ACCESS], [FULL_AWS_ACCESS, scp('no', deny(INVOKE))]]
    assert.deepEqual(await decide(), ['explicitDeny', false])
    mainAccount(local.sandbox.world).scps = [[FULL_AWS_ACCESS], [scp('list', allow('iam:*'))]]
    assert.deepEqual(await decide(), ['implicitDeny', false])
  })

  it('says which policy matched', async () => {
    replacePolicies(local.user, allow('bedrock:*'))
    const { MatchedStatements } = await local.simulate([NOVA])
    assert.ok(MatchedStatements?.some(({ SourcePolicyId }) => SourcePolicyId?.includes('Bedrock')))
  })

  it('simulates users and roles only, and only for those who may', async () => {
    const ask = (PolicySourceArn: string, label = 'ADMIN') =>
      local.clients
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
    addKey(local.sandbox.world, 'AKIA', 'SUBJECT', { kind: 'user', account: ACCOUNT, user: 'subject' })
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

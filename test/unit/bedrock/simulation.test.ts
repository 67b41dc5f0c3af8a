import assert from 'node:assert/strict'
import { invokeSimulations, otherSimulations } from '../../../src/core/bedrock/simulation.ts'
import { ssoRegionOf, ssoRoleArn } from '../../../src/core/credentials/identity.ts'
import { healthyAws, openSession, PROFILE, refusal } from '../wizard/fakes.ts'

const BASE = 'anthropic.claude-sonnet-4-5-20250929-v1:0'
const input = {
  principal: 'arn:aws:iam::111122223333:role/path/Dev',
  region: 'eu-central-1',
  account: '111122223333',
  profiles: [PROFILE],
}
const contextOf = (requests: ReturnType<typeof invokeSimulations>) =>
  requests.map(({ resources, context }) => [
    resources[0],
    Object.fromEntries(context.map(({ key, values }) => [key, values[0]])),
  ])

describe('what IAM is asked about a choice', () => {
  it('a profile: itself, and the model in each destination as it is reached through the profile', () => {
    assert.deepEqual(contextOf(invokeSimulations({ ...input, modelId: PROFILE.id })), [
      [PROFILE.arn, { 'aws:RequestedRegion': 'eu-central-1' }],
      ...PROFILE.modelArns.map((arn) => [
        arn,
        { 'aws:RequestedRegion': arn.split(':')[3], 'bedrock:InferenceProfileArn': PROFILE.arn },
      ]),
    ])
  })

  it('a global profile: the model without a region, in the region "unspecified"', () => {
    const profile = { ...PROFILE, id: `global.${BASE}`, modelArns: [PROFILE.modelArns[0] ?? ''] }
    const asked = contextOf(invokeSimulations({ ...input, modelId: profile.id, profiles: [profile] }))
    assert.deepEqual(asked.at(-1), [
      `arn:aws:bedrock:::foundation-model/${BASE}`,
      { 'aws:RequestedRegion': 'unspecified', 'bedrock:InferenceProfileArn': PROFILE.arn },
    ])
  })

  it('a model on demand: the model of the region alone', () => {
    const asked = invokeSimulations({ ...input, modelId: 'amazon.nova-lite-v1:0' })
    assert.deepEqual(
      asked.map(({ resources }) => resources),
      [['arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0']],
    )
  })

  it('a profile that may not be listed: its own ARN, never a model of that name', () => {
    const [asked] = invokeSimulations({ ...input, modelId: `us.${BASE}`, profiles: [] })
    assert.deepEqual(asked?.resources, [
      `arn:aws:bedrock:eu-central-1:111122223333:inference-profile/us.${BASE}`,
    ])
  })

  it('the Marketplace as Bedrock calls it, or the managed policies would look like a no', () => {
    const marketplace = otherSimulations({ ...input, modelId: PROFILE.id }).find(({ actions }) =>
      actions.includes('aws-marketplace:Subscribe'),
    )
    assert.deepEqual(
      marketplace?.context
        .filter(({ key }) => key.startsWith('aws:CalledVia'))
        .map(({ key, list }) => [key, list]),
      [
        ['aws:CalledViaLast', undefined],
        ['aws:CalledVia', true],
      ],
    )
  })
})

describe('whom IAM is asked about', () => {
  const arn = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Power_0123456789abcdef/dev'
  const role = 'AWSReservedSSO_Power_0123456789abcdef'

  it('a role of Identity Center has a path from its portal’s region, and none of it in us-east-1', () => {
    const who = { account: '111122223333', arn }
    assert.equal(
      ssoRoleArn(who, role, 'eu-west-1'),
      `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/${role}`,
    )
    assert.equal(
      ssoRoleArn(who, role, 'us-east-1'),
      `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/${role}`,
    )
  })

  it('the portal’s region stands in the session, or in the profile of the older form', () => {
    const profile = (settings: Record<string, string>) => ({
      name: 'dev',
      settings,
      inConfig: true,
      inCredentials: false,
    })
    const files = {
      ssoSessions: { corp: { sso_region: 'eu-west-1' } },
      profiles: [profile({ sso_session: 'corp' })],
    }
    assert.equal(ssoRegionOf(files, 'dev'), 'eu-west-1')
    const older = { ssoSessions: {}, profiles: [profile({ sso_region: 'us-west-2' })] }
    assert.equal(ssoRegionOf(older, 'dev'), 'us-west-2')
    assert.equal(ssoRegionOf(older, 'other'), undefined)
  })
})

describe('what the page makes of IAM’s answers', () => {
  const at = async (change: Parameters<typeof healthyAws>[0]) => {
    const { session } = openSession({ aws: healthyAws(change) })
    session.dispatch({ type: 'chooseProfile', profile: 'work' })
    await session.idle()
    return session.state.model.permissions
  }
  const decided = (decision: 'allowed' | 'implicitDeny', missingContext: string[] = []) => ({
    simulate: ((_target, request) =>
      Promise.resolve({
        ok: true,
        value: request.actions.map((action) => ({
          action,
          resource: request.resources[0] ?? '',
          decision,
          missingContext,
          deniedByOrganization: false,
          deniedByBoundary: false,
        })),
      })) satisfies ReturnType<typeof healthyAws>['simulate'],
  })

  it('who may not simulate has failed nothing: the check is skipped, and says why', async () => {
    const failure = refusal(
      'iam',
      'SimulatePrincipalPolicy',
      'AccessDenied',
      'User: arn:aws:iam::111122223333:user/dev is not authorized to perform: iam:SimulatePrincipalPolicy on resource: * because no identity-based policy allows the iam:SimulatePrincipalPolicy action',
    )
    const check = await at({ simulate: () => Promise.resolve({ ok: false, failure }) })
    assert.equal(check.status, 'skip')
    assert.equal(check.result?.diagnosis?.id, 'simulation-denied')
  })

  it('a no is a warning only: the real call has the last word, and what IAM did not see is told', async () => {
    const check = await at(decided('implicitDeny'))
    assert.equal(check.status, 'warn')
    assert.ok(check.result?.facts.some(({ value }) => /last word/.test(value)))
  })

  it('a no that hangs on a key that only a real call has is no verdict', async () => {
    const check = await at(decided('implicitDeny', ['aws:SourceIp']))
    assert.equal(check.status, 'skip')
    assert.match(check.result?.summary ?? '', /aws:SourceIp/)
  })
})

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { leastPolicy, type PolicyDocument } from '../../../../src/core/bedrock/policy.ts'
import {
  managedPolicyCommand,
  POLICY_FORMATS,
  POLICY_NAME,
  type PolicyPrincipal,
  policyAs,
} from '../../../../src/core/bedrock/policyFormats.ts'
import { requestedRegions, scpRequest } from '../../../../src/core/bedrock/scpRequest.ts'
import { runAsAdministrator } from '../../../e2e/lib/administrator.ts'
import { systemProfiles } from '../../../sandbox/bedrock/catalogue.ts'
import { ACCOUNT } from '../../../sandbox/build.ts'
import { parsePolicy } from '../../../sandbox/policyParser.ts'
import { type Sandbox, startSandbox } from '../../../sandbox/server.ts'
import { createJudge } from './judge.ts'
import { CLINE_USER, HOME, policyWorld } from './world.ts'

const REGION = 'eu-central-1'
const GEO = 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0'
const GLOBAL = 'global.anthropic.claude-sonnet-4-5-20250929-v1:0'
const { account } = policyWorld('aws', REGION)
const profiles = systemProfiles(REGION, account).map(({ id, arn, name, type, arns }) => ({
  id,
  arn,
  name,
  type,
  status: 'ACTIVE',
  modelArns: [...arns],
}))
const policyOf = (modelId: string): PolicyDocument =>
  leastPolicy({ modelIds: [modelId], region: REGION, account: ACCOUNT, auth: 'keys', profiles })
const input = (principal: PolicyPrincipal, policy = policyOf(GEO)) => ({
  policy,
  name: POLICY_NAME,
  principal,
  account: ACCOUNT,
  partition: 'aws',
})
const USER: PolicyPrincipal = { kind: 'user', name: CLINE_USER }
const PRINCIPALS: PolicyPrincipal[] = [
  USER,
  { kind: 'role', name: 'BedrockDeveloper' },
  { kind: 'sso-role', name: 'PowerUserAccess' },
  { kind: 'unknown', name: '' },
]

/** The policy inside a text of any form. */
function documentIn(text: string): unknown {
  const start = text.indexOf('{"Version"') >= 0 ? text.indexOf('{"Version"') : text.search(/\{\s*"Version"/)
  for (let end = text.length; end > start; end -= 1) {
    if (text[end - 1] === '}') {
      try {
        return JSON.parse(text.slice(start, end))
      } catch {
        // The policy ends at an earlier brace.
      }
    }
  }
  return undefined
}

describe('a policy in the form that an administrator keeps', () => {
  let sandbox: Sandbox

  before(async () => {
    sandbox = await startSandbox()
  })

  after(() => sandbox.stop())

  it('run as AWS CLI commands lets the chosen model through and not its global sister', async () => {
    const { world } = policyWorld('aws', REGION)
    sandbox.use(world)
    const judge = createJudge(sandbox.url, HOME.aws)
    assert.equal(await judge.prompt(REGION, GEO, false), 'denied')
    await runAsAdministrator(sandbox, policyAs('cli', input(USER)))
    assert.equal(await judge.prompt(REGION, GEO, false), 'allowed')
    assert.equal(await judge.prompt(REGION, GLOBAL, false), 'denied')
    judge.close()
  })

  it('AWS’s own policy, attached by the command shown beside it, works and allows every model', async () => {
    const { world } = policyWorld('aws', REGION)
    sandbox.use(world)
    const judge = createJudge(sandbox.url, HOME.aws)
    await runAsAdministrator(sandbox, managedPolicyCommand(USER, 'aws'))
    assert.equal(await judge.prompt(REGION, GEO, false), 'allowed')
    assert.equal(await judge.prompt(REGION, GLOBAL, false), 'allowed')
    judge.close()
  })

  for (const principal of PRINCIPALS) {
    for (const format of POLICY_FORMATS) {
      it(`${format} for ${principal.kind} carries exactly the policy, by IAM's own grammar`, () => {
        const policy = policyOf(GLOBAL)
        const found = documentIn(policyAs(format, input(principal, policy)))
        assert.deepEqual(found, policy)
        parsePolicy(found as object)
      })
    }
  }

  it('CloudFormation is one valid JSON template with the policy where its type wants it', () => {
    const read = (principal: PolicyPrincipal) =>
      JSON.parse(policyAs('cloudformation', input(principal))) as {
        Resources: { ClineBedrock: { Type: string; Properties: Record<string, unknown> } }
      }
    const user = read(USER).Resources.ClineBedrock
    assert.equal(user.Type, 'AWS::IAM::ManagedPolicy')
    assert.deepEqual(user.Properties.Users, [CLINE_USER])
    assert.equal(
      read({ kind: 'sso-role', name: 'Dev' }).Resources.ClineBedrock.Type,
      'AWS::SSO::PermissionSet',
    )
  })

  it('never lets a name break out of the command it stands in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        const text = policyAs('cli', input({ kind: 'user', name }))
        const attach = text.split('\n').at(-1) ?? ''
        assert.match(attach, /^aws iam attach-user-policy --user-name [\w+=,.@-]* --policy-arn \S+$/)
        return Promise.resolve()
      }),
    )
  })

  it('stays within what IAM takes for one managed policy', () => {
    const longest = Math.max(
      ...profiles.map(
        ({ id }) =>
          JSON.stringify(
            leastPolicy({
              modelIds: [id, GLOBAL],
              region: REGION,
              account: ACCOUNT,
              auth: 'api-key',
              profiles,
              discovery: true,
              firstUse: true,
            }),
          ).replaceAll(/\s/g, '').length,
      ),
    )
    assert.ok(longest <= 6144, `${longest} characters`)
  })
})

describe('the request to whoever manages the organisation', () => {
  it('names every region a geography may route to', () => {
    assert.deepEqual(requestedRegions(policyOf(GEO), REGION), [
      'eu-central-1',
      'eu-north-1',
      'eu-south-1',
      'eu-south-2',
      'eu-west-1',
      'eu-west-3',
    ])
  })

  it('says that a global profile’s requests carry the region "unspecified"', () => {
    const text = scpRequest({
      account: ACCOUNT,
      region: REGION,
      modelIds: [GLOBAL],
      policy: policyOf(GLOBAL),
    })
    assert.deepEqual(requestedRegions(policyOf(GLOBAL), REGION), [REGION, 'unspecified'])
    assert.match(text, /"unspecified"/)
    assert.match(text, new RegExp(ACCOUNT))
  })

  it('does not speak of "unspecified" where no request has it', () => {
    const text = scpRequest({ account: ACCOUNT, region: REGION, modelIds: [GEO], policy: policyOf(GEO) })
    assert.doesNotMatch(text, /unspecified/)
  })
})

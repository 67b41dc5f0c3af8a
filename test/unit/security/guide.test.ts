import assert from 'node:assert/strict'
import { agreementRequest } from '../../../src/core/bedrock/accessRequest.ts'
import { leastPolicy } from '../../../src/core/bedrock/policy.ts'
import { managedPolicyCommand, POLICY_NAME } from '../../../src/core/bedrock/policyFormats.ts'
import { scpRequest } from '../../../src/core/bedrock/scpRequest.ts'
import { DIAGNOSIS_IDS } from '../../../src/core/diagnosis/ids.ts'
import { type Chapter, practicesOf } from '../../../src/core/security/practices.ts'
import { type SafeguardId, safeguardText } from '../../../src/core/security/safeguards.ts'
import { SAFEGUARD_INPUTS } from '../../generated/texts.ts'

const [, INPUT] = SAFEGUARD_INPUTS.find(([name]) => name === 'a model on demand') ?? []
assert.ok(INPUT)

/** Every line of the last step, as `chapter: title why`. */
const LINES = practicesOf({
  auth: 'keys',
  identity: 'user',
  accessKeys: [{ ageDays: 91, current: true }],
}).map(({ chapter, title, why }) => `${chapter}: ${title}. ${why}`)

const POLICY = { modelIds: [INPUT.modelId], region: INPUT.region, account: INPUT.account, profiles: [] }
const ask = { account: INPUT.account, region: INPUT.region, baseModelId: INPUT.modelId }
const actions = (extras: { discovery?: boolean; firstUse?: boolean }) =>
  leastPolicy({ ...POLICY, auth: 'keys', ...extras }).Statement.flatMap(({ Action }) => Action)

/**
 * What Cline's guide for IAM credentials recommends on security, monitoring and cost, step by step and item by item,
 * and where in the last step it stands.
 */
const ON_THE_LAST_STEP: [recommended: string, chapter: Chapter, says: RegExp][] = [
  [
    '1.1, 4.1 a role or single sign-on instead of a user’s keys',
    'access',
    /Identity Center or a role is safer/,
  ],
  ['3.2 temporary credentials', 'access', /Short-lived credentials rather than keys that stay/],
  ['4.1 keys are exchanged', 'access', /exchanged every 90 days/],
  ['1.2, 1.2 tip: always the least privilege', 'access', /Least privilege.*two actions on one model/],
  ['1.2 tip: service control policies', 'audit', /Service control policies/],
  ['2.1, 3.2 regions that comply, as the company allows them', 'audit', /keep regions.*as agreed/],
  ['4.2 PrivateLink', 'network', /PrivateLink/],
  ['4.3 CloudTrail records the calls', 'monitoring', /CloudTrail keeps who called what/],
  ['4.3 CloudWatch: number of calls', 'monitoring', /Alarms on calls/],
  ['4.3 CloudWatch: latency', 'monitoring', /Alarms on .*latency/],
  ['4.3 CloudWatch: tokens', 'monitoring', /Alarms on .*tokens/],
  ['4.3 alarms for the unusual', 'monitoring', /warns of the unusual/],
  ['4.4 back off when throttled', 'cost', /Throttling passes.*waits longer and longer/],
  ['4.4 budgets with warnings', 'cost', /A budget with a warning/],
  ['4.4 Cost Explorer', 'cost', /Cost Explorer/],
  ['4.5 review roles regularly', 'audit', /each quarter.*Review IAM roles/],
  ['4.5 review CloudTrail regularly', 'audit', /each quarter.*CloudTrail/],
  ['4.5 data privacy and governance', 'audit', /follow your own rules on data/],
  ['end: AWS’s newest documentation', 'audit', /AWS’s documentation/],
]

const alarmMetrics = () =>
  safeguardText('alarms', 'cli', INPUT)
    .match(/--metric-name \w+/g)
    ?.join(' ') ?? ''
const READY: [recommended: string, id: SafeguardId, says: RegExp][] = [
  ['4.2 PrivateLink', 'privatelink', /create-vpc-endpoint/],
  ['4.3 CloudTrail', 'cloudtrail', /cloudtrail create-trail/],
  ['4.4 budget', 'budget', /budgets create-budget/],
  ['1.2 tip: service control policies', 'scp', /SERVICE_CONTROL_POLICY/],
]

describe('Nothing that the guide recommends is lost', () => {
  for (const [recommended, chapter, says] of ON_THE_LAST_STEP) {
    it(`on the last step: ${recommended}`, () => {
      const found = LINES.filter((line) => line.startsWith(`${chapter}: `) && says.test(line))
      assert.equal(found.length, 1, LINES.join('\n'))
    })
  }

  for (const [recommended, id, says] of READY) {
    it(`ready to run: ${recommended}`, () => assert.match(safeguardText(id, 'cli', INPUT), says))
  }

  it('ready to run: 4.3 alarms on calls, latency and tokens', () => {
    for (const metric of ['Invocations', 'InvocationLatency', 'OutputTokenCount', 'InvocationThrottles']) {
      assert.match(alarmMetrics(), new RegExp(`--metric-name ${metric}\\b`))
    }
  })

  it('1.2 two actions are enough, and more only for listing and for a first subscription', () => {
    const two = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']
    assert.deepEqual(actions({}), two)
    assert.ok(actions({ discovery: true }).includes('bedrock:ListFoundationModels'))
    assert.ok(actions({ firstUse: true }).includes('aws-marketplace:Subscribe'))
  })

  it('1.2 tip: the policy’s resources are the model in the region and nothing else', () => {
    const [statement] = leastPolicy({ ...POLICY, auth: 'keys' }).Statement
    assert.equal(statement?.Resource, `arn:aws:bedrock:${INPUT.region}::foundation-model/${INPUT.modelId}`)
  })

  it('1.2 the policy has the guide’s name, and the managed policy is there for a simpler start', () => {
    assert.equal(POLICY_NAME, 'ClineBedrockInvokeAccess')
    assert.match(managedPolicyCommand({ kind: 'user', name: 'x' }, 'aws'), /AmazonBedrockLimitedAccess/)
  })

  it('2.1 a model that is not on demand leads to inference profiles', () => {
    assert.ok(DIAGNOSIS_IDS.includes('inference-profile-required'))
  })

  it('2.2 whoever manages subscriptions and the organisation gets a text to act on', () => {
    assert.match(agreementRequest(ask), /create-foundation-model-agreement/)
    const policy = leastPolicy({ ...POLICY, auth: 'keys' })
    assert.match(scpRequest({ ...POLICY, policy }), /control policies/)
  })
})

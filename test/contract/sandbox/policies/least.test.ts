import assert from 'node:assert/strict'
import fc from 'fast-check'
import { leastPolicy, type PolicyDocument, policyText } from '../../../../src/core/bedrock/policy.ts'
import type { InferenceProfile } from '../../../../src/core/bedrock/types.ts'
import { Secret } from '../../../../src/core/secret.ts'
import { modelArn } from '../../../sandbox/bedrock/catalogue.ts'
import { MODELS } from '../../../sandbox/bedrock/models.ts'
import { ACCOUNT, fakeKeyId, fakeSecret } from '../../../sandbox/build.ts'
import { type Sandbox, startSandbox } from '../../../sandbox/server.ts'
import type { Account } from '../../../sandbox/world.ts'
import { adapter, NEVER, value } from '../../aws/support.ts'
import { createJudge, type Judge } from './judge.ts'
import { type Candidate, CLINE_USER, candidates, HOME, policyWorld, REGIONS } from './world.ts'

const CASES = 100
const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']
const OTHER_ACTIONS = [
  'bedrock:CallWithBearerToken',
  'bedrock:ListFoundationModels',
  'bedrock:GetInferenceProfile',
  'bedrock:GetAccountDataRetention',
  'bedrock:PutUseCaseForModelAccess',
  'bedrock:CreateFoundationModelAgreement',
  'bedrock:DeleteFoundationModelAgreement',
  'bedrock:PutAccountDataRetention',
  'bedrock:CreateInferenceProfile',
  'bedrock:ApplyGuardrail',
  'bedrock:CountTokens',
  'bedrock:InvokeModel',
  'aws-marketplace:Subscribe',
  'iam:AttachUserPolicy',
  's3:GetObject',
]

interface Plan {
  partition: 'aws' | 'aws-us-gov'
  region: number
  choice: number
  /** A second model for planning. */
  second: number | undefined
  apiKey: boolean
  discovery: boolean
  firstUse: boolean
  others: number[]
  kind: number
}

const planned: fc.Arbitrary<Plan> = fc.record({
  partition: fc.constantFrom('aws' as const, 'aws' as const, 'aws' as const, 'aws-us-gov' as const),
  region: fc.nat(),
  choice: fc.nat(),
  second: fc.option(fc.nat(), { nil: undefined, freq: 5 }),
  apiKey: fc.boolean(),
  discovery: fc.boolean(),
  firstUse: fc.boolean(),
  others: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
  kind: fc.nat({ max: 3 }),
})

const pick = <T>(list: readonly T[], at: number): T => {
  const found = list[at % list.length]
  assert.ok(found !== undefined)
  return found
}

interface Tally {
  cases: number
  decisions: number
  over: string[]
  under: string[]
  kinds: Map<string, number>
}

/** One policy, alone in an account, held against everything it should and should not let through. */
async function trial(sandbox: Sandbox, plan: Plan, tally: Tally, widen?: (policy: PolicyDocument) => void) {
  const region = pick(REGIONS[plan.partition], plan.region)
  const { world, account } = policyWorld(plan.partition, region)
  sandbox.use(world)
  const judge = createJudge(sandbox.url, HOME[plan.partition])
  try {
    const all = candidates(account, region)
    const kinds = [...new Set(all.map(({ kind }) => kind))]
    const kind = pick(kinds, plan.kind)
    const chosen = [
      pick(
        all.filter((each) => each.kind === kind),
        plan.choice,
      ),
    ]
    if (plan.second !== undefined) {
      chosen.push(pick(all, plan.second))
    }
    const policy = leastPolicy({
      modelIds: chosen.map(({ id }) => id),
      region,
      account: ACCOUNT,
      auth: plan.apiKey ? 'api-key' : 'keys',
      profiles: await profilesAsRead(sandbox, region),
      discovery: plan.discovery,
      firstUse: plan.firstUse,
    })
    widen?.(policy)
    await judge.install(CLINE_USER, policyText(policy))
    tally.cases += 1
    tally.kinds.set(kind, (tally.kinds.get(kind) ?? 0) + 1)
    await judgePrompts({ judge, plan, tally, account, region, chosen, all })
    await judgeModels({ judge, plan, tally, account, region, chosen, all })
    await judgeActions({ judge, plan, tally, account, region, chosen, all })
  } finally {
    judge.close()
  }
}

/** The profiles as the product reads them, through its own adapter. */
async function profilesAsRead(sandbox: Sandbox, region: string): Promise<InferenceProfile[]> {
  const aws = adapter({ ...sandbox.env(), AWS_EC2_METADATA_DISABLED: 'true' })
  const auth = {
    kind: 'keys' as const,
    accessKeyId: fakeKeyId('AKIA', 'ADMIN'),
    secretAccessKey: new Secret(fakeSecret('ADMIN')),
  }
  return value(await aws.listInferenceProfiles({ auth, region }, NEVER))
}

interface Case {
  judge: Judge
  plan: Plan
  tally: Tally
  account: Account
  region: string
  chosen: Candidate[]
  all: Candidate[]
}

function note({ tally }: Case, what: string, wanted: boolean, got: boolean): void {
  tally.decisions += 1
  if (got && !wanted) {
    tally.over.push(what)
  }
  if (wanted && !got) {
    tally.under.push(what)
  }
}

/** What AWS asks about first when a candidate is called. */
const calledArn = ({ profileArn, modelArns }: Candidate): string => profileArn ?? modelArns[0] ?? ''

/** Real prompts: the choice, other ids in the region, and the same ids elsewhere. */
async function judgePrompts(one: Case) {
  const { judge, plan, account, region, chosen, all } = one
  // A model on demand has two names, its id and its ARN: who may use one may use the other.
  const wanted = new Set(chosen.map(calledArn))
  const ids = new Set(all.filter((each) => wanted.has(calledArn(each))).map(({ id }) => id))
  const others = plan.others.map((at) => pick(all, at)).filter(({ id }) => !ids.has(id))
  for (const id of new Set([...ids, ...others.map((other) => other.id)])) {
    const got = await judge.prompt(region, id, plan.apiKey)
    note(one, `prompt ${id} in ${region}`, ids.has(id), got === 'allowed')
  }
  if (plan.apiKey) {
    // The sandbox's world has one region for unsigned calls; elsewhere is judged with signatures.
    return
  }
  const elsewhere = REGIONS[plan.partition].filter((each) => each !== region)
  for (const other of plan.others.slice(0, 3).map((at) => pick(elsewhere, at))) {
    for (const { id } of candidates(account, other).filter(({ id }) => ids.has(id))) {
      const got = await judge.prompt(other, id, false)
      note(one, `prompt ${id} in ${other} instead of ${region}`, false, got === 'allowed')
    }
  }
}

/** Every model in many regions, reached on demand, through the chosen profile, and through another one. */
async function judgeModels(one: Case) {
  const { judge, plan, account, region, chosen, all } = one
  const principal = `arn:${plan.partition}:iam::${ACCOUNT}:user/${CLINE_USER}`
  const sampled = plan.others.slice(0, 4).map((at) => pick(REGIONS[plan.partition], at))
  const targets = chosen.flatMap(({ modelArns }) => modelArns.map((arn) => arn.split(':')[3] ?? ''))
  const foreign =
    pick(
      all.filter(({ profileArn }) => profileArn !== undefined),
      plan.kind,
    ).profileArn ?? ''
  const routes = [undefined, foreign, ...chosen.map(({ profileArn }) => profileArn)]
  for (const place of new Set([region, '', ...targets, ...sampled])) {
    const resources = MODELS.map(({ id }) => modelArn(account.partition, place, id))
    for (const route of new Set(routes)) {
      const context = {
        'aws:RequestedRegion': place === '' ? 'unspecified' : place,
        ...(route !== undefined && { 'bedrock:InferenceProfileArn': route }),
      }
      const yes = await judge.allowed(principal, { actions: INVOKE, resources, context })
      noteModels(one, resources, route, yes)
    }
  }
  const profileArns = all.flatMap(({ profileArn }) => profileArn ?? [])
  const wantedArns = chosen.map(({ profileArn }) => profileArn)
  const context = { 'aws:RequestedRegion': region }
  const yes = await judge.allowed(principal, { actions: INVOKE, resources: profileArns, context })
  for (const arn of profileArns) {
    note(
      one,
      `profile ${arn}`,
      wantedArns.includes(arn),
      INVOKE.every((action) => yes.has(`${action} ${arn}`)),
    )
  }
}

function noteModels(one: Case, resources: string[], route: string | undefined, yes: Set<string>): void {
  for (const action of INVOKE) {
    for (const arn of resources) {
      const wanted = one.chosen.some(
        ({ profileArn, modelArns }) =>
          modelArns.includes(arn) && (profileArn === undefined || profileArn === route),
      )
      note(one, `${action} ${arn} through ${route ?? 'nothing'}`, wanted, yes.has(`${action} ${arn}`))
    }
  }
}

/** Actions that the choice does not need. */
async function judgeActions(one: Case) {
  const { judge, plan } = one
  const principal = `arn:${plan.partition}:iam::${ACCOUNT}:user/${CLINE_USER}`
  const wanted = new Set([
    ...(plan.apiKey ? ['bedrock:CallWithBearerToken'] : []),
    ...(plan.discovery
      ? ['bedrock:ListFoundationModels', 'bedrock:GetInferenceProfile', 'bedrock:GetAccountDataRetention']
      : []),
    ...(plan.firstUse ? ['bedrock:PutUseCaseForModelAccess', 'bedrock:CreateFoundationModelAgreement'] : []),
  ])
  for (const viaBedrock of [false, true]) {
    const context: Record<string, string> = viaBedrock ? { 'aws:CalledViaLast': 'bedrock.amazonaws.com' } : {}
    const yes = await judge.allowed(principal, { actions: OTHER_ACTIONS, resources: ['*'], context })
    for (const action of OTHER_ACTIONS) {
      const subscribe = action === 'aws-marketplace:Subscribe' && plan.firstUse && viaBedrock
      note(one, `${action} on *`, wanted.has(action) || subscribe, yes.has(`${action} *`))
    }
  }
}

const newTally = (): Tally => ({ cases: 0, decisions: 0, over: [], under: [], kinds: new Map() })

describe('the least policy, alone in an account', () => {
  let sandbox: Sandbox

  before(async () => {
    sandbox = await startSandbox()
  })

  after(() => sandbox.stop())

  it('lets exactly the chosen model through, in all its destinations, and nothing else', async function () {
    this.timeout(120_000)
    const tally = newTally()
    await fc.assert(
      fc.asyncProperty(planned, async (plan) => {
        await trial(sandbox, plan, tally)
        assert.deepEqual(tally.over, [], 'over-grants')
        assert.deepEqual(tally.under, [], 'under-grants')
      }),
      { numRuns: CASES, seed: 6 },
    )
    const kinds = [...tally.kinds].map(([kind, count]) => `${kind} ${count}`).join(', ')
    console.log(
      `      ${tally.cases} cases (${kinds}), ${tally.decisions} decisions: ` +
        `over-grants ${tally.over.length}, under-grants ${tally.under.length}`,
    )
    assert.equal(tally.kinds.size, 4, 'every kind of choice came up')
  })

  // The judge has to be able to say no: what it is shown here is wrong.
  const plan: Plan = {
    partition: 'aws',
    region: REGIONS.aws.indexOf('eu-central-1'),
    choice: 0,
    second: undefined,
    apiKey: false,
    discovery: false,
    firstUse: false,
    others: [1, 2, 3, 4, 5, 6, 7, 8],
    kind: 1,
  }

  it('is judged by something that sees a policy that is too wide', async () => {
    const tally = newTally()
    await trial(sandbox, plan, tally, (policy) => {
      for (const statement of policy.Statement) {
        delete statement.Condition
      }
    })
    assert.ok(tally.over.length > 0)
    assert.deepEqual(tally.under, [])
  })

  it('is judged by something that sees a destination that is missing', async () => {
    const tally = newTally()
    await trial(sandbox, plan, tally, (policy) => {
      const models = policy.Statement[1]
      assert.ok(models !== undefined)
      models.Resource = [models.Resource].flat().slice(1)
    })
    assert.ok(
      tally.under.some((what) => what.startsWith('prompt ')),
      'the prompt itself is refused',
    )
    assert.deepEqual(tally.over, [])
  })

  it('works for a profile that the user may not list, and still for no other', async () => {
    const region = 'eu-central-1'
    for (const kind of ['geo', 'global', 'application'] as const) {
      const { world, account } = policyWorld('aws', region)
      sandbox.use(world)
      const judge = createJudge(sandbox.url, HOME.aws)
      const all = candidates(account, region)
      const chosen = all.find((each) => each.kind === kind)
      assert.ok(chosen !== undefined)
      const input = { modelIds: [chosen.id], region, account: ACCOUNT, auth: 'keys' as const, profiles: [] }
      await judge.install(CLINE_USER, policyText(leastPolicy(input)))
      for (const { id } of all) {
        assert.equal(await judge.prompt(region, id, false), id === chosen.id ? 'allowed' : 'denied', id)
      }
      judge.close()
    }
  })
})

import assert from 'node:assert/strict'
import type { Aws, AwsTarget } from '../../../src/app/ports.ts'
import { healthyAws, openSession, PROFILE } from './fakes.ts'
import { type FakeTime, fakeTime, settle } from './patience.ts'

const HUNG = ['sa-east-1', 'af-south-1', 'me-south-1']
const never = <T>(): Promise<T> => new Promise(() => {})

/** An AWS whose every call takes so long, and in which some regions never answer, whatever is done to them. */
function distantAws(time: FakeTime, ms: (region: string) => number, change: Partial<Aws> = {}) {
  const asked: { region: string; at: number }[] = []
  const healthy = healthyAws()
  const late =
    <T>(answer: (target: AwsTarget) => Promise<T>) =>
    (target: AwsTarget): Promise<T> => {
      asked.push({ region: target.region, at: time.passed })
      return HUNG.includes(target.region)
        ? never()
        : new Promise((done) => {
            time.timers.after(ms(target.region), () => void answer(target).then(done))
          })
    }
  const aws = healthyAws({
    reach: late((target) =>
      Promise.resolve({
        ok: true,
        value: {
          latencyMs: ms(target.region),
          host: target.region,
          isPrivate: target.region === 'eu-west-1',
        },
      }),
    ),
    listFoundationModels: late((target) =>
      healthy.listFoundationModels(target, new AbortController().signal),
    ),
    listInferenceProfiles: late((target) =>
      Promise.resolve({ ok: true, value: target.region.startsWith('eu-') ? [PROFILE] : [] }),
    ),
    ...change,
  })
  return { aws, asked }
}

async function atRegionStep(aws: Aws, time: FakeTime) {
  const { session } = openSession({ aws, clock: time.clock, timers: time.timers })
  session.dispatch({ type: 'chooseProfile', profile: 'work' })
  await time.pass(5000)
  return session
}

describe('all regions asked at once', () => {
  it('33 regions 200 ms away, three of which hang: complete in 1.5 × the slowest that answers', async () => {
    const time = fakeTime()
    const { aws, asked } = distantAws(time, () => 200)
    const session = await atRegionStep(aws, time)
    asked.length = 0
    const started = time.passed
    session.dispatch({ type: 'probeRegions' })
    await settle()
    const { options } = session.state.region
    assert.equal(options.length, 33)
    assert.equal(new Set(asked.map(({ region }) => region)).size, 33, 'all start together')
    assert.deepEqual([...new Set(asked.map(({ at }) => at - started))], [0])
    await time.pass(200)
    const answered = session.state.region.options.filter(({ probe }) => probe === 'available')
    assert.equal(answered.length, 30, 'each is shown as it answers')
    assert.ok(session.state.region.options.some(({ probe }) => probe === 'running'))
    await time.pass(100)
    const silent = session.state.region.options.filter(({ probe }) => probe === 'silent')
    assert.deepEqual(silent.map(({ id }) => id).sort(), [...HUNG].sort())
    assert.ok(!session.state.region.options.some(({ probe }) => probe === 'running'), 'complete after 300 ms')
    assert.equal(time.waiting, 0, 'no timer is left behind')
  })

  it('never waits longer than ten seconds, however many hang', async () => {
    const time = fakeTime()
    const { aws } = distantAws(time, (region) => (region === 'eu-central-1' ? 100 : 60_000))
    const session = await atRegionStep(aws, time)
    session.dispatch({ type: 'probeRegions' })
    await time.pass(9_900)
    assert.ok(session.state.region.options.some(({ probe }) => probe === 'running'))
    await time.pass(200)
    assert.ok(!session.state.region.options.some(({ probe }) => probe === 'running'))
  })

  it('stops at once, keeps what has answered, and takes nothing late', async () => {
    const time = fakeTime()
    const { aws } = distantAws(time, (region) => (region.startsWith('eu-') ? 20 : 400))
    const session = await atRegionStep(aws, time)
    session.dispatch({ type: 'probeRegions' })
    await time.pass(50)
    session.dispatch({ type: 'stopProbe' })
    const after = session.state.region.options.map(({ id, probe }) => `${id} ${probe}`)
    assert.ok(!after.some((each) => each.endsWith('running')), 'before anything else happens')
    assert.ok(after.includes('eu-west-1 available'))
    await time.pass(20_000)
    assert.deepEqual(
      session.state.region.options.map(({ id, probe }) => `${id} ${probe}`),
      after,
    )
    await session.idle()
  })

  it('says which regions have the chosen model, how many models, how far, and by which way', async () => {
    const time = fakeTime()
    const { aws } = distantAws(time, (region) => (region === 'eu-central-1' ? 24 : 150), {
      listFoundationModels: (target) => {
        const { region } = target
        return region.startsWith('eu-')
          ? healthyAws().listFoundationModels(target, new AbortController().signal)
          : Promise.resolve({ ok: true, value: [] })
      },
    })
    const session = await atRegionStep(aws, time)
    session.dispatch({ type: 'probeRegions' })
    await time.pass(1000)
    const option = (id: string) => session.state.region.options.find((each) => each.id === id)
    assert.equal(option('eu-central-1')?.hasModel, true)
    assert.equal(option('eu-central-1')?.latencyMs, 24)
    assert.equal(option('eu-central-1')?.models, 1)
    assert.deepEqual(option('eu-central-1')?.residency, { reach: 'geography', geography: 'Europe' })
    assert.equal(option('us-east-1')?.hasModel, false)
    assert.equal(option('us-east-1')?.residency, undefined)
    assert.equal(option('eu-west-1')?.isPrivate, true)
    assert.equal(option('eu-central-1')?.isPrivate, undefined)
  })
})

describe('another region after a model was chosen', () => {
  const BASE = 'anthropic.claude-sonnet-4-5-20250929-v1:0'
  const NOVA = 'amazon.nova-pro-v1:0'

  /** Europe has the model by its own profile, Nova is in Frankfurt alone, and São Paulo has neither. */
  async function set() {
    const healthy = healthyAws()
    const aws = healthyAws({
      listFoundationModels: async (target, signal) => {
        const listed = await healthy.listFoundationModels(target, signal)
        const [first] = listed.ok ? listed.value : []
        assert.ok(first !== undefined)
        const own = (modelId: string) => ({
          ...first,
          modelId,
          modelArn: `arn:aws:bedrock:${target.region}::foundation-model/${modelId}`,
          inferenceTypes: ['ON_DEMAND'],
        })
        const here: Record<string, string[]> = {
          'eu-central-1': [NOVA],
          'sa-east-1': ['meta.llama3-8b-v1:0'],
        }
        const routed = target.region === 'sa-east-1' ? [] : [first]
        return { ok: true, value: [...routed, ...(here[target.region] ?? []).map(own)] }
      },
      listInferenceProfiles: ({ region }) => {
        const prefix = region.slice(0, 2)
        const modelArns = [`arn:aws:bedrock:${region}::foundation-model/${BASE}`]
        const there = { ...PROFILE, id: `${prefix}.${BASE}`, modelArns }
        return Promise.resolve({ ok: true, value: region === 'sa-east-1' ? [] : [there] })
      },
    })
    const { session } = openSession({ aws })
    session.dispatch({ type: 'chooseProfile', profile: 'work' })
    await session.idle()
    const go = async (region: string) => {
      session.dispatch({ type: 'chooseRegion', region })
      await session.idle()
      return session.state.model
    }
    const choose = async (modelId: string) => {
      session.dispatch({ type: 'chooseModel', modelId })
      await session.idle()
    }
    return { session, go, choose }
  }

  it('keeps the model by the id that the new region has for it', async () => {
    const { go, choose } = await set()
    await choose(`eu.${BASE}`)
    const { chosen, replaced } = await go('us-east-1')
    assert.deepEqual([chosen, replaced], [`us.${BASE}`, undefined])
  })

  it('says which model is not there where another has to stand in, until one is chosen', async () => {
    const { session, go, choose } = await set()
    await choose(NOVA)
    const { chosen, replaced } = await go('us-east-1')
    assert.deepEqual([chosen, replaced], [`us.${BASE}`, NOVA])
    await choose('us.example')
    assert.equal(session.state.model.replaced, undefined)
  })

  it('leaves an ARN of the region that was typed alone, listed or not', async () => {
    const { session, choose } = await set()
    const arn = 'arn:aws:bedrock:eu-central-1:111122223333:provisioned-model/abc'
    await choose(arn)
    session.dispatch({ type: 'check', check: 'region' })
    await session.idle()
    assert.deepEqual([session.state.model.chosen, session.state.model.replaced], [arn, undefined])
  })
})

describe('with a model of its own for planning', () => {
  it('a region has "your models" only where both are', async () => {
    const time = fakeTime()
    const { aws } = distantAws(time, () => 20)
    const session = await atRegionStep(aws, time)
    session.dispatch({ type: 'choosePlanModel', modelId: 'example.elsewhere-v1:0' })
    await time.pass(1000)
    session.dispatch({ type: 'probeRegions' })
    await time.pass(1000)
    const option = session.state.region.options.find(({ id }) => id === 'eu-central-1')
    assert.equal(option?.probe, 'available')
    assert.equal(option?.hasModel, false)
  })
})

describe('an endpoint of one’s own', () => {
  const setUp = async (reach: Aws['reach']) => {
    const time = fakeTime()
    const { session } = openSession({ aws: healthyAws({ reach }), clock: time.clock, timers: time.timers })
    session.dispatch({ type: 'chooseProfile', profile: 'work' })
    await settle()
    return session
  }
  const found = (latencyMs: number, isPrivate = false) =>
    Promise.resolve({ ok: true as const, value: { latencyMs, host: 'vpce.example.com', isPrivate } })

  it('is asked itself, and told by its address when it is a private way', async () => {
    const session = await setUp(({ endpoint }) => found(7, endpoint !== undefined))
    session.dispatch({ type: 'setEndpoint', endpoint: 'https://vpce.example.com' })
    await settle()
    assert.equal(session.state.region.endpointCheck.status, 'pass')
    assert.equal(session.state.region.reach?.isPrivate, true)
    assert.match(session.state.region.endpointCheck.result?.summary ?? '', /private network/)
    assert.equal(session.state.reached, 'test-prompt')
  })

  it('that answers with a web page is refused: nothing after it opens, so it is never written', async () => {
    const session = await setUp(({ endpoint }) =>
      endpoint === undefined
        ? found(7)
        : Promise.resolve({
            ok: false,
            failure: {
              service: 'bedrock-runtime',
              operation: 'GET /',
              name: 'SyntaxError',
              message: 'The answer is a web page and not from AWS.',
              httpStatus: 200,
              contentType: 'text/html',
              body: '<!doctype html><title>Sign in</title>',
            },
          }),
    )
    session.dispatch({ type: 'setEndpoint', endpoint: 'https://portal.example.com' })
    await settle()
    assert.equal(session.state.region.endpointCheck.status, 'fail')
    assert.equal(session.state.region.endpointCheck.result?.diagnosis?.id, 'proxy-interference')
    assert.equal(session.state.reached, 'region')
    session.dispatch({ type: 'setEndpoint', endpoint: '' })
    await settle()
    assert.equal(session.state.reached, 'test-prompt', 'taking it away opens the way again')
  })

  it('loses a name and password that stand in it, before anything is kept', async () => {
    const session = await setUp(() => found(7))
    session.dispatch({ type: 'setEndpoint', endpoint: 'https://name:word@vpce.example.com' })
    await settle()
    assert.equal(session.state.region.endpoint, 'https://vpce.example.com')
    assert.doesNotMatch(JSON.stringify(session.state), /word@/)
  })

  for (const right of [
    'https://bedrock-runtime.eu-central-1.amazonaws.com',
    'https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com',
    'https://vpce-0a1b-x.bedrock-runtime.eu-central-1.vpce.amazonaws.com',
    'https://bedrock.example.com/gateway',
    'http://127.0.0.1:8080',
  ]) {
    it(`${right} is asked`, async () => {
      const session = await setUp(() => found(7))
      session.dispatch({ type: 'setEndpoint', endpoint: right })
      await settle()
      assert.equal(session.state.region.endpointCheck.status, 'pass')
    })
  }

  const OTHER = /another service/
  const refused: [endpoint: string, why: RegExp][] = [
    ['vpce.example.com', /web address/],
    ['ftp://example.com', /web address/],
    ['https://x.example/?a=1', /web address/],
    ['https://bedrock.eu-central-1.amazonaws.com', OTHER],
    ['https://bedrock-agent-runtime.eu-central-1.amazonaws.com', OTHER],
    ['https://vpce-0a1b-x.bedrock.eu-central-1.vpce.amazonaws.com/', OTHER],
  ]
  for (const [wrong, why] of refused) {
    it(`${wrong} is refused before anything is asked, and it is said why`, async () => {
      let asked = 0
      const session = await setUp(({ endpoint }) => {
        asked += endpoint === undefined ? 0 : 1
        return found(7)
      })
      session.dispatch({ type: 'setEndpoint', endpoint: wrong })
      await settle()
      const { status, result } = session.state.region.endpointCheck
      assert.equal(status, 'fail')
      assert.equal(asked, 0)
      assert.match(result?.explanation?.what ?? '', why)
      assert.ok(result?.explanation?.what.includes(wrong))
    })
  }
})

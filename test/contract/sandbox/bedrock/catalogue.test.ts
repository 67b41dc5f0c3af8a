import assert from 'node:assert/strict'
import {
  GetFoundationModelCommand,
  GetInferenceProfileCommand,
  type InferenceProfileSummary,
  ListFoundationModelsCommand,
  ListInferenceProfilesCommand,
  paginateListInferenceProfiles,
} from '@aws-sdk/client-bedrock'
import { destinations, modelsIn } from '../../../sandbox/bedrock/catalogue.ts'
import { BEDROCK_REGIONS } from '../../../sandbox/bedrock/geographies.ts'
import { MODELS } from '../../../sandbox/bedrock/models.ts'
import { ACCOUNT, FULL, type Local, SONNET, startLocal } from './local.ts'

async function profilesOf(local: Local, region: string): Promise<InferenceProfileSummary[]> {
  const all: InferenceProfileSummary[] = []
  const pages = paginateListInferenceProfiles({ client: local.control(region) }, {})
  for await (const page of pages) all.push(...(page.inferenceProfileSummaries ?? []))
  return all
}

async function prefixesOf(local: Local, region: string, modelId = SONNET): Promise<string[]> {
  const ids = (await profilesOf(local, region)).map((profile) => profile.inferenceProfileId ?? '')
  return ids.filter((id) => id.endsWith(`.${modelId}`)).map((id) => id.slice(0, -modelId.length - 1))
}

describe('models and profiles of the local AWS', () => {
  let local: Local
  before(async () => {
    local = await startLocal()
  })
  after(() => local.close())

  it('knows 33 commercial regions and two of GovCloud, each with some model', () => {
    assert.equal(BEDROCK_REGIONS.aws.length, 33)
    assert.equal(BEDROCK_REGIONS['aws-us-gov'].length, 2)
    for (const region of BEDROCK_REGIONS.aws) assert.ok(modelsIn(region).length > 0, region)
  })

  it('sends requests of a profile back to where they came from, among other places', () => {
    for (const model of MODELS) {
      for (const prefix of model.profiles) {
        for (const region of BEDROCK_REGIONS.aws) {
          const targets = destinations(model, prefix, region)
          assert.ok(!targets || targets.includes(region), `${prefix}.${model.id} in ${region}`)
        }
      }
    }
  })

  it('lists new Claude models as callable through profiles only', async () => {
    const { modelSummaries = [] } = await local.control().send(new ListFoundationModelsCommand({}))
    const sonnet = modelSummaries.find(({ modelId }) => modelId === SONNET)
    assert.deepEqual(sonnet?.inferenceTypesSupported, ['INFERENCE_PROFILE'])
    assert.equal(sonnet?.modelLifecycle?.status, 'ACTIVE')
    assert.ok(sonnet?.modelLifecycle?.startOfLifeTime instanceof Date)
  })

  it('filters models as asked, and refuses values it does not know', async () => {
    const ask = async (input: object): Promise<string[]> => {
      const { modelSummaries = [] } = await local.control().send(new ListFoundationModelsCommand(input))
      return modelSummaries.map(({ modelId }) => modelId ?? '')
    }
    const onDemand = await ask({ byInferenceType: 'ON_DEMAND' })
    assert.ok(onDemand.includes('amazon.nova-lite-v1:0') && !onDemand.includes(SONNET))
    assert.deepEqual(await ask({ byOutputModality: 'EMBEDDING' }), ['amazon.titan-embed-text-v2:0'])
    assert.ok((await ask({ byProvider: 'anthropic' })).every((id) => id.startsWith('anthropic.')))
    await assert.rejects(ask({ byInferenceType: 'LATER' }), { name: 'ValidationException' })
  })

  it('no longer lists a model whose life has ended, and marks the one that is legacy', async () => {
    const { modelSummaries = [] } = await local.control().send(new ListFoundationModelsCommand({}))
    assert.ok(!modelSummaries.some(({ modelId }) => modelId?.includes('claude-3-5-sonnet-20241022')))
    const legacy = modelSummaries.find(({ modelId }) => modelId?.includes('claude-3-7-sonnet'))
    assert.equal(legacy?.modelLifecycle?.status, 'LEGACY')
  })

  it('gives one model by id or ARN, and 404 for one of another region', async () => {
    const arn = `arn:aws:bedrock:us-east-1::foundation-model/${SONNET}`
    for (const modelIdentifier of [SONNET, arn]) {
      const { modelDetails } = await local.control().send(new GetFoundationModelCommand({ modelIdentifier }))
      assert.equal(modelDetails?.modelArn, arn)
    }
    const elsewhere = new GetFoundationModelCommand({ modelIdentifier: 'mistral.mistral-large-2407-v1:0' })
    await assert.rejects(local.control().send(elsewhere), {
      name: 'ResourceNotFoundException',
      message: 'Could not resolve the foundation model from the provided model identifier.',
    })
  })

  it('offers the prefixes that AWS has in each place', async () => {
    assert.deepEqual(await prefixesOf(local, 'us-east-1'), ['us', 'global'])
    assert.deepEqual(await prefixesOf(local, 'eu-west-1'), ['eu', 'global'])
    assert.deepEqual(await prefixesOf(local, 'ap-southeast-2'), ['au', 'global'])
    assert.deepEqual(await prefixesOf(local, 'ap-northeast-1'), ['jp', 'global'])
    assert.deepEqual(await prefixesOf(local, 'ca-central-1'), ['global'])
    assert.deepEqual(await prefixesOf(local, 'sa-east-1'), ['global'])
    assert.deepEqual(await prefixesOf(local, 'eu-west-1', 'anthropic.claude-fable-5'), ['global'])
  })

  it('offers us-gov. in GovCloud and nothing global', async () => {
    const gov = await startLocal(FULL, 'aws-us-gov')
    try {
      assert.deepEqual(await prefixesOf(gov, 'us-gov-west-1'), ['us-gov'])
      const [profile] = await profilesOf(gov, 'us-gov-west-1')
      assert.match(profile?.inferenceProfileArn ?? '', /^arn:aws-us-gov:bedrock:us-gov-west-1:/)
    } finally {
      await gov.close()
    }
  })

  it('gives profiles page by page, every one once', async () => {
    const client = local.control()
    const first = await client.send(new ListInferenceProfilesCommand({ maxResults: 3 }))
    assert.equal(first.inferenceProfileSummaries?.length, 3)
    assert.ok(first.nextToken)
    const all = await profilesOf(local, 'us-east-1')
    assert.ok(all.length > 20)
    assert.equal(new Set(all.map((profile) => profile.inferenceProfileId)).size, all.length)
    const whole = await client.send(new ListInferenceProfilesCommand({ maxResults: 1000 }))
    assert.deepEqual(whole.inferenceProfileSummaries, all)
    assert.equal(whole.nextToken, undefined)
  })

  it('refuses page sizes and tokens that mean nothing', async () => {
    const ask = (input: object) => local.control().send(new ListInferenceProfilesCommand(input))
    await assert.rejects(ask({ maxResults: 1001 }), { name: 'ValidationException' })
    await assert.rejects(ask({ nextToken: 'rubbish' }), { name: 'ValidationException' })
  })

  it("shows the account's own profiles, apart and by ARN", async () => {
    const models = [`arn:aws:bedrock:us-east-1::foundation-model/${SONNET}`]
    local.bedrock.applicationProfiles.push({ id: 'abc123def456', name: 'team', region: 'us-east-1', models })
    const arn = `arn:aws:bedrock:us-east-1:${ACCOUNT}:application-inference-profile/abc123def456`
    const list = new ListInferenceProfilesCommand({ typeEquals: 'APPLICATION' })
    const { inferenceProfileSummaries = [] } = await local.control().send(list)
    assert.deepEqual(
      inferenceProfileSummaries.map((profile) => profile.inferenceProfileArn),
      [arn],
    )
    const one = await local
      .control()
      .send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: arn }))
    assert.equal(one.type, 'APPLICATION')
    assert.deepEqual(one.models, [{ modelArn: models[0] }])
  })

  it('names all destinations of a profile; the last of a global one has no region', async () => {
    const get = async (inferenceProfileIdentifier: string): Promise<(string | undefined)[]> => {
      const command = new GetInferenceProfileCommand({ inferenceProfileIdentifier })
      const { models = [] } = await local.control().send(command)
      return models.map(({ modelArn }) => modelArn?.split(':')[3])
    }
    assert.deepEqual(await get(`us.${SONNET}`), ['us-east-1', 'us-east-2', 'us-west-2'])
    assert.deepEqual(await get(`global.${SONNET}`), ['us-east-1', ''])
    const arn = `arn:aws:bedrock:us-east-1:${ACCOUNT}:inference-profile/us.${SONNET}`
    assert.deepEqual(await get(arn), ['us-east-1', 'us-east-2', 'us-west-2'])
    await assert.rejects(get(`eu.${SONNET}`), { name: 'ResourceNotFoundException' })
  })
})

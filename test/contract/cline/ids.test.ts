import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sentByCline } from '../../../src/core/bedrock/clineId.ts'
import { modelOptions, profilePrefix } from '../../../src/core/bedrock/models.ts'
import { CLINE_CATALOGUE } from '../../../src/core/settings/clineCatalogue.ts'

interface ClineLlms {
  createHandler: (config: object) => {
    createMessage: (system: string, messages: object[]) => AsyncIterable<unknown>
  }
}

const LLMS = new URL('../../cline/node_modules/@cline/llms/dist/index.js', import.meta.url).href
const REGIONS = [
  'us-east-1',
  'us-gov-west-1',
  'eu-central-1',
  'ap-northeast-1',
  'ap-southeast-2',
  'ap-south-1',
  'ca-central-1',
]

/** Asks Cline's published code where it sends a prompt; nobody there answers it. */
async function clinesOwn(asked: readonly (readonly [string, string])[]): Promise<string[]> {
  const { createHandler }: ClineLlms = await import(LLMS)
  let seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(decodeURIComponent(/^\/model\/([^/]+)\//.exec(request.url ?? '')?.[1] ?? ''))
    response.writeHead(400, { 'content-type': 'application/json' }).end('{"message":"no"}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const sent: string[] = []
  for (const [modelId, region] of asked) {
    seen = []
    const keys = { accessKey: 'AKIAIOSFODNN7EXAMPLE', secretKey: 'example' }
    const aws = { authentication: 'iam', ...keys, region, endpoint, useCrossRegionInference: false }
    const handler = createHandler({ providerId: 'bedrock', modelId, region, aws })
    for await (const _ of handler.createMessage('', [{ role: 'user', content: 'pong' }])) {
      // The refusal is all there is.
    }
    sent.push(seen[0] ?? '')
  }
  await new Promise((resolve) => server.close(resolve))
  return sent
}

describe('the id that is shown is the one that Cline sends', () => {
  const bare = CLINE_CATALOGUE.map(([id]) => id).filter((id) => profilePrefix(id) === undefined)

  it('for every model of Cline’s catalogue, on demand or not, in each kind of region', async () => {
    const asked = [
      ...CLINE_CATALOGUE.map(([id]) => [id, 'us-east-1'] as const),
      ...REGIONS.slice(1).flatMap((region) => bare.map((id) => [id, region] as const)),
    ]
    const real = await clinesOwn(asked)
    assert.deepEqual(
      asked.map(([id, region]) => sentByCline(id, region)),
      real,
    )
    assert.ok(
      asked.some(([id], at) => real[at] !== id),
      'some are changed, or this would prove nothing',
    )
  })

  it('so that every model offered on demand is called there, by its ARN where Cline would send the id elsewhere', async () => {
    const options = modelOptions(
      bare.map((modelId) => ({
        modelId,
        modelArn: `arn:aws:bedrock:us-east-1::foundation-model/${modelId}`,
        name: modelId,
        provider: 'Example',
        inputModalities: ['TEXT'],
        outputModalities: ['TEXT'],
        streaming: true,
        inferenceTypes: ['ON_DEMAND'],
      })),
      [],
      'us-east-1',
    )
    assert.equal(options.length, bare.length)
    const ids = options.map(({ id }) => id)
    assert.deepEqual(await clinesOwn(ids.map((id) => [id, 'us-east-1'])), ids)
    const nova = options.find(({ baseModelId }) => baseModelId === 'amazon.nova-lite-v1:0')
    assert.match(nova?.id ?? '', /^arn:aws:bedrock:us-east-1::foundation-model\/amazon\.nova-lite-v1:0$/)
  })
})

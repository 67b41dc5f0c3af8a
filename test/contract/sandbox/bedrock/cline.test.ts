import assert from 'node:assert/strict'
import { API_KEY, KEYS, type Local, SONNET, startLocal } from './local.ts'

interface ClineHandler {
  createMessage: (system: string, messages: object[], tools?: object[]) => AsyncIterable<Chunk>
}

interface Chunk {
  type: string
  text?: string
  inputTokens?: number
  outputTokens?: number
  success?: boolean
  error?: string
}

interface ClineLlms {
  createHandler: (config: object) => ClineHandler
}

// Installed on its own beside the tests: too heavy for the root, and ESM only.
const LLMS = new URL('../../../cline/node_modules/@cline/llms/dist/index.js', import.meta.url).href

const TOOL = {
  name: 'read_file',
  description: 'Reads a file.',
  inputSchema: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
}

async function chat(local: Local, auth: { aws: object; apiKey?: string }, modelId: string): Promise<Chunk[]> {
  const { createHandler }: ClineLlms = await import(LLMS)
  const { aws, ...rest } = auth
  const config = { providerId: 'bedrock', modelId, region: 'us-east-1', ...rest }
  const handler = createHandler({ ...config, aws: { endpoint: local.endpoint, ...aws } })
  const chunks: Chunk[] = []
  const messages = [{ role: 'user', content: 'Reply with the word pong' }]
  for await (const chunk of handler.createMessage('You are Cline.', messages, [TOOL])) chunks.push(chunk)
  return chunks
}

function said(chunks: Chunk[]): string {
  return chunks.map((chunk) => (chunk.type === 'text' ? (chunk.text ?? '') : '')).join('')
}

describe("Cline's own stack against the local AWS", () => {
  let local: Local
  before(async () => {
    local = await startLocal()
  })
  after(() => local.close())

  const iam = { authentication: 'iam', accessKey: KEYS.accessKeyId, secretKey: KEYS.secretAccessKey }

  it('chats with an access key', async () => {
    const chunks = await chat(local, { aws: iam }, `us.${SONNET}`)
    assert.equal(said(chunks), 'pong')
    const usage = chunks.find(({ type }) => type === 'usage')
    assert.ok((usage?.inputTokens ?? 0) > 0 && usage?.outputTokens === 4)
  })

  it('chats with a temporary key and its session token', async () => {
    const { id, secret, sessionToken } = local.sessionKeys()
    const aws = { ...iam, accessKey: id, secretKey: secret, sessionToken }
    assert.equal(said(await chat(local, { aws }, `us.${SONNET}`)), 'pong')
  })

  it('chats with a Bedrock API key', async () => {
    const auth = { apiKey: API_KEY, aws: { authentication: 'apikey' } }
    assert.equal(said(await chat(local, auth, `global.${SONNET}`)), 'pong')
  })

  it('chats with the ARN of a profile', async () => {
    const arn = `arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.${SONNET}`
    assert.equal(said(await chat(local, { aws: iam }, arn)), 'pong')
  })

  it('is refused with a wrong secret', async () => {
    const aws = { ...iam, secretKey: 'EXAMPLEwrongEXAMPLEwrongEXAMPLEwrongEX12' }
    const done = (await chat(local, { aws }, `us.${SONNET}`)).at(-1)
    assert.equal(done?.success, false)
    assert.match(done?.error ?? '', /^The request signature we calculated does not match/)
  })
})

import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { BedrockClient } from '@aws-sdk/client-bedrock'
import {
  BedrockRuntimeClient,
  type ConverseStreamCommandInput,
  type ConverseStreamOutput,
} from '@aws-sdk/client-bedrock-runtime'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { GatedWorld } from '../../../sandbox/bedrock/stream.ts'
import { dispatch } from '../../../sandbox/dispatch.ts'
import { issueTemporaryKey } from '../../../sandbox/keys.ts'
import { parsePolicy } from '../../../sandbox/policyParser.ts'
import { createDualServer } from '../../../sandbox/transport.ts'
import type { Account, BedrockAccount, Partition } from '../../../sandbox/world.ts'

export const ACCOUNT = '123456789012'
export const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0'
export const KEYS = {
  accessKeyId: 'AKIASANDBOXBEDROCK01',
  secretAccessKey: 'EXAMPLEsecretEXAMPLEsecretEXAMPLEsecret1',
}
export const API_KEY = `ABSK${'RVhBTVBMRQ'.repeat(12)}`

/** A tool as the wizard offers one. */
export const TOOLS = {
  tools: [{ toolSpec: { name: 'read_file', inputSchema: { json: { type: 'object' } } } }],
}

/** Everything that Bedrock and the Marketplace (through Bedrock) offer. */
export const FULL = [
  { Effect: 'Allow', Action: 'bedrock:*', Resource: '*' },
  {
    Effect: 'Allow',
    Action: 'aws-marketplace:*',
    Resource: '*',
    Condition: { StringEquals: { 'aws:CalledViaLast': 'bedrock.amazonaws.com' } },
  },
]

function bedrockAccount(): BedrockAccount {
  return {
    useCaseForm: Buffer.from('{"companyName":"Example"}'),
    agreements: {},
    agreementErrors: {},
    entitlements: {},
    authorization: {},
    dataRetention: 'default',
    loggingConfig: null,
    guardrails: [],
    behaviours: [],
    applicationProfiles: [],
  }
}

function accountWith(statements: object[], partition: Partition): Account {
  const policy = parsePolicy({ Version: '2012-10-17', Statement: statements })
  const dev = {
    name: 'dev',
    path: '/',
    userId: 'AIDASANDBOXDEV',
    createDate: '2026-01-01T00:00:00Z',
    mfa: {},
    groups: [],
    attached: [],
    inline: { work: policy },
  }
  return {
    id: ACCOUNT,
    name: 'test',
    partition,
    optInRegions: [],
    stsDisabled: [],
    users: { dev },
    roles: {},
    policies: {},
    scps: [],
    rcps: [],
    vpcEndpointPolicy: null,
    bedrock: bedrockAccount(),
  }
}

function worldOf(account: Account): GatedWorld {
  const owner = { kind: 'user' as const, account: ACCOUNT, user: 'dev' }
  const createDate = '2026-01-01T00:00:00Z'
  const key = {
    id: KEYS.accessKeyId,
    secret: KEYS.secretAccessKey,
    owner,
    status: 'Active' as const,
    createDate,
  }
  return {
    accounts: { [ACCOUNT]: account },
    accessKeys: { [key.id]: key },
    apiKeys: [
      {
        id: 'ACCAEXAMPLE',
        account: ACCOUNT,
        user: 'dev',
        alias: 'dev',
        token: API_KEY,
        status: 'Active',
        createDate,
      },
    ],
    ssoTokens: [],
    ssoAssignments: [],
    loginGrants: [],
    webIdentities: [],
    unsignedRegion: 'us-east-1',
    clockOffsetSeconds: 0,
  }
}

/** One local AWS with one account and its user "dev"; `statements` are all that dev may do. */
export async function startLocal(statements: object[] = FULL, partition: Partition = 'aws') {
  const account = accountWith(statements, partition)
  const world = worldOf(account)
  const heads: Record<string, string>[] = []
  const server = createDualServer(async (request) => {
    const answer = await dispatch(world, [], request)
    if ('cut' in answer) return undefined
    heads.push(answer.response.headers)
    return answer.response
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const endpoint = `http://127.0.0.1:${port}`
  const clients: { destroy: () => void }[] = []
  const config = (region: string) => ({
    endpoint,
    region,
    credentials: KEYS,
    authSchemePreference: ['sigv4'],
    maxAttempts: 1,
  })
  return {
    endpoint,
    world,
    account,
    bedrock: account.bedrock,
    /** Headers of the answers so far. */
    heads,
    sessionKeys: () => {
      const owner = { kind: 'user' as const, account: ACCOUNT, user: 'dev' }
      return issueTemporaryKey(world, owner, 3600)
    },
    control: (region = 'us-east-1'): BedrockClient => {
      const client = new BedrockClient({ ...config(region), requestHandler: new NodeHttpHandler() })
      clients.push(client)
      return client
    },
    /** HTTP/1.1, or the SDK's own HTTP/2 without TLS. */
    runtime: (region = 'us-east-1', http: 1 | 2 = 1): BedrockRuntimeClient => {
      const handler = http === 1 ? { requestHandler: new NodeHttpHandler() } : {}
      const client = new BedrockRuntimeClient({ ...config(region), ...handler })
      clients.push(client)
      return client
    },
    close: async (): Promise<void> => {
      for (const client of clients) client.destroy()
      server.close()
      // Clients such as Cline's keep their connections and cannot be told to let go.
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}

export type Local = Awaited<ReturnType<typeof startLocal>>

/** A prompt as the wizard and Cline send it: one text, perhaps with tools. */
export function promptOf(
  text: string,
  modelId = `us.${SONNET}`,
): ConverseStreamCommandInput & { messages: NonNullable<ConverseStreamCommandInput['messages']> } {
  return { modelId, messages: [{ role: 'user', content: [{ text }] }] }
}

/** All events of a stream. */
export async function readAll(
  stream: AsyncIterable<ConverseStreamOutput> | undefined,
): Promise<ConverseStreamOutput[]> {
  const events: ConverseStreamOutput[] = []
  for await (const event of stream ?? []) events.push(event)
  return events
}

/** The text of the deltas. */
export function textOf(events: ConverseStreamOutput[]): string {
  return events.map((event) => event.contentBlockDelta?.delta?.text ?? '').join('')
}

/** For assert.rejects: status, name and words of a refusal. */
export function refused(status: number, name: string, message: RegExp | string) {
  return (error: unknown): true => {
    assert.ok(error instanceof Error)
    assert.equal(error.name, name)
    if (typeof message === 'string') assert.equal(error.message, message)
    else assert.match(error.message, message)
    const { $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } }
    assert.equal($metadata?.httpStatusCode, status)
    return true
  }
}

import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { selfSignedCertificate } from '../../sandbox/certificate.ts'
import { type Asked, recognise } from './asked.ts'
import { encodeFrame } from './frames.ts'
import { healthy, KEYS } from './healthy.ts'

/** One recorded answer, as shared/cases/README.md describes it. */
export interface RecordedAnswer {
  service: string
  operation: string
  regions?: string[]
  http?: { status: number; headers: Record<string, string>; body: string }
  stream?: { exceptionType: string; body: string; afterText?: string }
}

/** One case of shared/cases. */
export interface RecordedCase extends Partial<RecordedAnswer> {
  id: string
  kind?: 'local' | 'transport' | 'healthy'
  auth?: 'keys' | 'profile' | 'api-key' | 'default'
  profile?: string
  region?: string | null
  model?: string
  identity?: string
  files?: Record<string, string>
  env?: Record<string, string>
  fault?: 'dns' | 'refused' | 'reset' | 'tls'
  serverClockOffsetSeconds?: number
  also?: RecordedAnswer[]
  expect: string | null
  note?: string
}

/** A case brought to life: run `doctor` with these. */
export interface StagedCase {
  env: Record<string, string>
  args: string[]
  secrets: string[]
  close(): Promise<void>
}
const DEFAULT_MODEL = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'
const API_KEY = `ABSK${Buffer.from('BedrockAPIKey-case-at-123456789012:'.padEnd(96, 'EXAMPLE')).toString('base64')}`

/** Starts a stand-in that answers as the case says, and as a healthy AWS for everything else. */
export async function stage(recorded: RecordedCase): Promise<StagedCase> {
  const model = recorded.model ?? DEFAULT_MODEL
  const answers = [
    ...(recorded.http || recorded.stream ? [recorded as RecordedAnswer] : []),
    ...(recorded.also ?? []),
  ]
  const identity = recorded.identity ?? 'arn:aws:iam::123456789012:user/dev'
  const offset = recorded.serverClockOffsetSeconds ?? 0
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const asked = recognise(request, body)
      const date = new Date(Date.now() + offset * 1000)
      response.setHeader('date', date.toUTCString())
      response.setHeader('x-amzn-requestid', '01234567-89ab-cdef-0123-456789abcdef')
      if (offset !== 0 && isSkewed(asked.dateHeader, date)) {
        refuseDate(asked, response)
        return
      }
      const answer = answers.find((each) => fits(each, asked))
      if (answer === undefined) {
        healthy(asked, response, { model, identity, region: recorded.region ?? 'us-east-1' })
      } else {
        replay(answer, response)
      }
    })
  })
  await listen(server)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const home = mkdtempSync(join(tmpdir(), 'case-'))
  const fault = await faultUrl(recorded.fault)
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = privateKey.export({ type: 'sec1', format: 'pem' }).toString()
  const fill = (text: string, json: boolean) =>
    text
      .replaceAll('{{ACCESS_KEY_ID}}', KEYS.accessKeyId)
      .replaceAll('{{SECRET_ACCESS_KEY}}', KEYS.secret)
      .replaceAll('{{SESSION_TOKEN}}', KEYS.token)
      .replaceAll('{{EC_PRIVATE_KEY}}', json ? JSON.stringify(pem).slice(1, -1) : pem)
  for (const [path, text] of Object.entries(recorded.files ?? {})) {
    const target = path.replace(/^~/, home)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, fill(text, path.endsWith('.json')).replaceAll('~/', `${home}/`))
  }
  const faulty = (service: string) => (recorded.service === service && fault ? fault.url : url)
  const env: Record<string, string> = {
    HOME: home,
    PATH: process.env.PATH ?? '',
    BEDROCK_SETUP_HOME: join(home, 'store'),
    AWS_ENDPOINT_URL_STS: faulty('sts'),
    AWS_ENDPOINT_URL_IAM: faulty('iam'),
    AWS_ENDPOINT_URL_BEDROCK: faulty('bedrock'),
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: faulty('bedrock-runtime'),
    AWS_ENDPOINT_URL_SSO: url,
    AWS_ENDPOINT_URL_SSO_OIDC: url,
    AWS_ENDPOINT_URL_SIGNIN: url,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...credentialsFor(recorded, identity),
    ...Object.fromEntries(
      Object.entries(recorded.env ?? {}).map(([key, value]) => [key, fill(value, false)]),
    ),
  }
  const region = recorded.region === null ? [] : ['--region', recorded.region ?? 'us-east-1']
  const profile = recorded.profile === undefined ? [] : ['--profile', recorded.profile]
  return {
    env,
    args: ['doctor', '--json', '--auth', recorded.auth ?? 'keys', ...profile, ...region, '--model', model],
    secrets: [
      KEYS.secret,
      KEYS.token,
      API_KEY,
      ...Object.values(recorded.env ?? {}).filter((each) => each.length > 30),
    ],
    close: async () => {
      fault?.close()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

function credentialsFor(recorded: RecordedCase, identity: string): Record<string, string> {
  if (recorded.kind === 'local') {
    return {}
  }
  const temporary = identity.includes(':sts:')
  switch (recorded.auth ?? 'keys') {
    case 'api-key':
      return { AWS_BEARER_TOKEN_BEDROCK: API_KEY }
    case 'profile':
      return {}
    default:
      return {
        AWS_ACCESS_KEY_ID: temporary ? KEYS.temporaryId : KEYS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: KEYS.secret,
        ...(temporary && { AWS_SESSION_TOKEN: KEYS.token }),
      }
  }
}

const listen = (server: Server) => new Promise<void>((done) => server.listen(0, '127.0.0.1', done))

async function faultUrl(fault: RecordedCase['fault']): Promise<{ url: string; close(): void } | undefined> {
  if (fault === undefined) {
    return undefined
  }
  if (fault === 'dns') {
    return { url: 'http://bedrock.invalid', close() {} }
  }
  const server =
    fault === 'tls'
      ? createTlsServer(selfSignedCertificate(), (_request, response) => response.end('{}'))
      : createTcpServer((socket) => {
          socket.on('error', () => {})
          socket.destroy()
        })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  if (fault === 'refused') {
    await new Promise((done) => server.close(done))
  }
  const scheme = fault === 'tls' ? 'https' : 'http'
  return { url: `${scheme}://127.0.0.1:${port}`, close: () => void server.close() }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) {
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const isPrompt = (operation: string) => operation === 'Converse' || operation === 'ConverseStream'

const fits = (answer: RecordedAnswer, asked: Asked): boolean =>
  answer.service === asked.service &&
  (answer.operation === '*' ||
    answer.operation === asked.operation ||
    (isPrompt(answer.operation) && isPrompt(asked.operation))) &&
  (answer.regions === undefined || answer.regions.includes(asked.region))

function replay(answer: RecordedAnswer, response: ServerResponse): void {
  if (answer.http !== undefined) {
    response.writeHead(answer.http.status, answer.http.headers).end(answer.http.body)
    return
  }
  const { exceptionType = '', body = '', afterText } = answer.stream ?? {}
  response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' })
  response.write(encodeFrame('event', 'messageStart', '{"role":"assistant"}'))
  if (afterText !== undefined) {
    const delta = { contentBlockIndex: 0, delta: { text: afterText } }
    response.write(encodeFrame('event', 'contentBlockDelta', JSON.stringify(delta)))
  }
  response.end(encodeFrame('exception', exceptionType, body))
}

function isSkewed(header: string | undefined, now: Date): boolean {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(header ?? '') ?? []
  const at = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`)
  return Number.isNaN(at) ? false : Math.abs(now.getTime() - at) > 300_000
}

function refuseDate(asked: Asked, response: ServerResponse): void {
  const message =
    'Signature expired: 20261120T100000Z is now earlier than 20261120T101500Z (20261120T102000Z - 5 min.)'
  if (asked.service === 'sts' || asked.service === 'iam') {
    const error = `<Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>${message}</Message></Error>`
    response.writeHead(403, { 'content-type': 'text/xml' }).end(`<ErrorResponse>${error}</ErrorResponse>`)
  } else {
    const headers = { 'content-type': 'application/json', 'x-amzn-errortype': 'InvalidSignatureException' }
    response.writeHead(403, headers).end(JSON.stringify({ message }))
  }
}

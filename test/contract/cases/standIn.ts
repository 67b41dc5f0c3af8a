import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { selfSignedCertificate } from '../../sandbox/certificate.ts'
import { encodeFrame } from './frames.ts'

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

const KEYS = {
  accessKeyId: 'AKIATESTCASE22222222',
  temporaryId: 'ASIATESTCASE22222222',
  secret: 'caseSecretcaseSecretcaseSecretcaseSecre0',
  token: 'caseSessionTokencaseSessionTokencaseSessionToken',
}
const DEFAULT_MODEL = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'
const API_KEY = `ABSK${Buffer.from('BedrockAPIKey-case-at-123456789012:'.padEnd(96, 'EXAMPLE')).toString('base64')}`

interface Asked {
  service: string
  operation: string
  region: string
  dateHeader: string | undefined
  form: URLSearchParams
}

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

const BEDROCK: readonly [RegExp, string, string][] = [
  [/^\/model\/[^/]+\/converse-stream$/, 'bedrock-runtime', 'ConverseStream'],
  [/^\/model\/[^/]+\/converse$/, 'bedrock-runtime', 'Converse'],
  [/^\/foundation-models$/, 'bedrock', 'ListFoundationModels'],
  [/^\/foundation-model-availability\//, 'bedrock', 'GetFoundationModelAvailability'],
  [/^\/inference-profiles$/, 'bedrock', 'ListInferenceProfiles'],
  [/^\/inference-profiles\//, 'bedrock', 'GetInferenceProfile'],
  [/^\/use-case-for-model-access$/, 'bedrock', 'GetUseCaseForModelAccess'],
  [/^\/data-retention$/, 'bedrock', 'GetAccountDataRetention'],
  [/^\/logging\/modelinvocations$/, 'bedrock', 'GetModelInvocationLoggingConfiguration'],
  [/^\/federation\/credentials$/, 'sso', 'GetRoleCredentials'],
  [/^\/token$/, 'sso-oidc', 'CreateToken'],
  [/^\/v1\/token$/, 'signin', 'CreateOAuth2Token'],
]

function recognise(request: IncomingMessage, body: string): Asked {
  const path = (request.url ?? '').split('?')[0] ?? ''
  const scope = /Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '')
  const form = new URLSearchParams(body)
  const dateHeader = request.headers['x-amz-date']
  const known = BEDROCK.find(([pattern]) => pattern.test(path))
  const common = {
    region: scope?.[1] ?? '',
    dateHeader: typeof dateHeader === 'string' ? dateHeader : undefined,
    form,
  }
  return known
    ? { ...common, service: known[1], operation: known[2] }
    : // A web identity needs no signature: the form alone says that it is for STS.
      {
        ...common,
        service: scope?.[2] ?? (form.has('Action') ? 'sts' : ''),
        operation: form.get('Action') ?? '',
      }
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

function healthy(
  { service, operation, form }: Asked,
  response: ServerResponse,
  { model, identity, region }: { model: string; identity: string; region: string },
): void {
  const base = model.replace(/^(us-gov|us|eu|apac|jp|au|ca|sa|global)\./, '')
  const json = (value: unknown) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  const xml = (name: string, inner: string) =>
    response
      .writeHead(200, { 'content-type': 'text/xml' })
      .end(`<${name}Response><${name}Result>${inner}</${name}Result></${name}Response>`)
  const arn = `arn:aws:bedrock:${region}::foundation-model/${base}`
  const profile = {
    inferenceProfileId: model,
    inferenceProfileArn: `arn:aws:bedrock:${region}:123456789012:inference-profile/${model}`,
    inferenceProfileName: model,
    status: 'ACTIVE',
    type: 'SYSTEM_DEFINED',
    models: [{ modelArn: arn }],
  }
  switch (operation) {
    case 'GetCallerIdentity':
      return void xml(
        operation,
        `<Arn>${identity}</Arn><UserId>AIDATEST</UserId><Account>123456789012</Account>`,
      )
    case 'GetRole':
      return void xml(
        operation,
        `<Role><Arn>arn:aws:iam::123456789012:role/x/${form.get('RoleName')}</Arn></Role>`,
      )
    case 'SimulatePrincipalPolicy': {
      const action = (at: number) => form.get(`ActionNames.member.${at}`)
      const rows = [1, 2, 3].filter((at) => action(at) !== null)
      const members = rows.map(
        (at) =>
          `<member><EvalActionName>${action(at)}</EvalActionName><EvalResourceName>*</EvalResourceName><EvalDecision>allowed</EvalDecision></member>`,
      )
      return void xml(operation, `<EvaluationResults>${members.join('')}</EvaluationResults>`)
    }
    case 'ListAccessKeys':
      return void xml(operation, '<AccessKeyMetadata/>')
    case 'AssumeRole':
      return void xml(
        operation,
        `<Credentials><AccessKeyId>${KEYS.temporaryId}</AccessKeyId><SecretAccessKey>${KEYS.secret}</SecretAccessKey><SessionToken>${KEYS.token}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`,
      )
    case 'GetRoleCredentials':
      return void json({
        roleCredentials: {
          accessKeyId: KEYS.temporaryId,
          secretAccessKey: KEYS.secret,
          sessionToken: KEYS.token,
          expiration: 4e12,
        },
      })
    case 'ListFoundationModels':
      return void json({
        modelSummaries: [
          {
            modelId: base,
            modelArn: arn,
            modelName: base,
            providerName: base.split('.')[0],
            inputModalities: ['TEXT'],
            outputModalities: ['TEXT'],
            responseStreamingSupported: true,
            inferenceTypesSupported: ['ON_DEMAND', 'INFERENCE_PROFILE'],
            modelLifecycle: { status: 'ACTIVE' },
          },
        ],
      })
    case 'ListInferenceProfiles':
      return void json({ inferenceProfileSummaries: [profile] })
    case 'GetInferenceProfile':
      return void json(profile)
    case 'GetFoundationModelAvailability':
      return void json({
        modelId: base,
        agreementAvailability: { status: 'AVAILABLE' },
        authorizationStatus: 'AUTHORIZED',
        entitlementAvailability: 'AVAILABLE',
        regionAvailability: 'AVAILABLE',
      })
    case 'GetUseCaseForModelAccess':
      return void json({ formData: Buffer.from('{}').toString('base64') })
    case 'GetAccountDataRetention':
      return void json({ mode: 'aws_review' })
    case 'GetModelInvocationLoggingConfiguration':
      return void json({
        loggingConfig: {
          cloudWatchConfig: { logGroupName: 'g', roleArn: 'arn:aws:iam::123456789012:role/l' },
        },
      })
    case 'ConverseStream':
      return void speak(response)
    default:
      response
        .writeHead(404, { 'content-type': 'application/json' })
        .end(JSON.stringify({ message: `${service} ${operation}` }))
  }
}

function speak(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' })
  response.write(encodeFrame('event', 'messageStart', '{"role":"assistant"}'))
  response.write(encodeFrame('event', 'contentBlockDelta', '{"contentBlockIndex":0,"delta":{"text":"OK"}}'))
  response.write(encodeFrame('event', 'contentBlockStop', '{"contentBlockIndex":0}'))
  response.write(encodeFrame('event', 'messageStop', '{"stopReason":"end_turn"}'))
  response.end(
    encodeFrame(
      'event',
      'metadata',
      '{"usage":{"inputTokens":9,"outputTokens":1,"totalTokens":10},"metrics":{"latencyMs":1}}',
    ),
  )
}

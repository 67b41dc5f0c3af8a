import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { AwsTarget } from '../../../src/app/ports.ts'
import { createAws } from '../../../src/aws/adapter.ts'
import type { AwsOptions } from '../../../src/aws/options.ts'
import type { Failure } from '../../../src/core/diagnosis/failure.ts'
import type { Outcome } from '../../../src/core/outcome.ts'
import { Secret } from '../../../src/core/secret.ts'

export const SECRET = 'testSecrettestSecrettestSecrettestSecret'
export const KEYS: AwsTarget['auth'] = {
  kind: 'keys',
  accessKeyId: 'AKIATESTADAPTER22222',
  secretAccessKey: new Secret(SECRET),
}
export const TARGET: AwsTarget = { auth: KEYS, region: 'us-east-1' }
export const NEVER = new AbortController().signal

/** One request as the stub saw it. */
export interface Seen {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
  httpVersion: string
}

/** One canned answer. */
export interface Answer {
  status?: number
  headers?: Record<string, string>
  body?: string | Buffer
}

/** A server on loopback that answers as told and keeps what it was asked. */
export interface Stub {
  url: string
  seen: Seen[]
  close(): Promise<void>
}

/** Starts a server for raw use. */
export async function listen(server: Server): Promise<{ port: number; close(): Promise<void> }> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { port, close: () => new Promise((done) => server.close(() => done())) }
}

/** Starts a stub. */
export async function startStub(
  reply: (seen: Seen, response: ServerResponse) => Answer | undefined,
): Promise<Stub> {
  const seen: Seen[] = []
  const listener: RequestListener = (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { method = '', url = '', headers, httpVersion } = request
      const one = { method, url, headers, body: Buffer.concat(parts).toString('utf8'), httpVersion }
      seen.push(one)
      const answer = reply(one, response)
      if (answer !== undefined) {
        response.writeHead(answer.status ?? 200, answer.headers ?? { 'content-type': 'application/json' })
        response.end(answer.body ?? '{}')
      }
    })
  }
  const server = createServer(listener)
  const { port, close } = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: async () => {
      server.closeAllConnections()
      await close()
    },
  }
}

/** Environment that leads every call to one place, and nothing to the instance metadata service. */
export const endpoints = (url: string): Record<string, string> => ({
  AWS_ENDPOINT_URL_STS: url,
  AWS_ENDPOINT_URL_IAM: url,
  AWS_ENDPOINT_URL_BEDROCK: url,
  AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
  AWS_ENDPOINT_URL_SSO: url,
  AWS_ENDPOINT_URL_SSO_OIDC: url,
  AWS_ENDPOINT_URL_SIGNIN: url,
  AWS_EC2_METADATA_DISABLED: 'true',
})

/** An adapter with a clock that ticks by itself and no other surroundings than the given ones. */
export const adapter = (env: NodeJS.ProcessEnv, more: Partial<AwsOptions> = {}) =>
  createAws({
    env,
    clock: { now: () => Date.now() },
    log: { info() {}, warn() {}, error() {} },
    ...more,
  })

/** A home folder with the given files below it. */
export function makeHome(files: Record<string, string>): {
  home: string
  write(path: string, text: string): void
  remove(): void
} {
  const home = mkdtempSync(join(tmpdir(), 'aws-adapter-'))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), text)
  }
  for (const [path, text] of Object.entries(files)) {
    write(path, text)
  }
  return { home, write, remove: () => rmSync(home, { recursive: true, force: true }) }
}

/** Runs with variables that the SDK itself reads from the process, and puts them back. */
export async function withProcessEnv<T>(env: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env }
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('AWS_')) {
      delete process.env[name]
    }
  }
  Object.assign(process.env, env)
  try {
    return await work()
  } finally {
    for (const name of Object.keys(process.env)) {
      if (!(name in before)) {
        delete process.env[name]
      }
    }
    Object.assign(process.env, before)
  }
}

/** The failure, or an error that says that there was none. */
export function failureOf<T>(outcome: Outcome<T>): Failure {
  if (outcome.ok) {
    throw new Error(`No failure but ${JSON.stringify(outcome.value)}`)
  }
  return outcome.failure
}

/** The value, or an error that shows the failure. */
export function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) {
    throw new Error(`Failed: ${JSON.stringify(outcome.failure)}`)
  }
  return outcome.value
}

/** An STS or IAM answer. */
export const xml = (operation: string, result: string): Answer => ({
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': 'request-1' },
  body: `<${operation}Response><${operation}Result>${result}</${operation}Result><ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></${operation}Response>`,
})

/** STS's answer to who one is. */
export const CALLER = xml(
  'GetCallerIdentity',
  '<Arn>arn:aws:iam::123456789012:user/dev</Arn><UserId>AIDATEST</UserId><Account>123456789012</Account>',
)

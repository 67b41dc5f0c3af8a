import { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { NodeHttpHandler } from '@smithy/node-http-handler'
import type { Clock } from '../app/ports.ts'
import type { FailureService } from '../core/diagnosis/failure.ts'

/** What came back for one request, kept beside the SDK, which throws it away. */
export interface Exchange {
  service: FailureService
  operation: string
  status?: number
  headers: Record<string, string>
  /** AWS's clock minus this computer's, in seconds. */
  clockOffsetSeconds?: number
  /** Where the answer came from: the proxy's address, where there is one. */
  address?: string
  /** The first 2000 characters of an answer that is no success. */
  body?: string
  /** What the network threw. */
  error?: unknown
}

type Handler = Pick<NodeHttpHandler, 'handle' | 'metadata'>
type HttpRequest = Parameters<NodeHttpHandler['handle']>[0]
type HttpResponse = Awaited<ReturnType<NodeHttpHandler['handle']>>['response']

const KEPT = 2000
// Answers are read whole except event streams; AWS's lists stay far below.
const MAX_BYTES = 20_000_000

const PORTAL_OPERATIONS: Record<string, { service: FailureService; operation: string }> = {
  '/federation/credentials': { service: 'sso', operation: 'GetRoleCredentials' },
  '/v1/token': { service: 'signin', operation: 'CreateOAuth2Token' },
  '/token': { service: 'sso-oidc', operation: 'CreateToken' },
}

/** What a request of a credential provider asks, read from its path or form body. */
function describe(request: HttpRequest): { service: FailureService; operation: string } {
  const portal = Object.entries(PORTAL_OPERATIONS).find(([path]) => request.path.endsWith(path))
  if (portal !== undefined) {
    return portal[1]
  }
  const body = typeof request.body === 'string' ? request.body : ''
  return { service: 'sts', operation: /(?:^|&)Action=(\w+)/.exec(body)?.[1] ?? 'AssumeRole' }
}

/** A web page answered where AWS speaks JSON or XML: a portal or proxy on the way. */
const looksLikePage = (contentType: string, body: string): boolean =>
  /text\/html|application\/xhtml/i.test(contentType) || /^\s*<(?:!doctype html|html|head|body)\b/i.test(body)

/** An answer with a success status that is not AWS's. */
class NotFromAws extends Error {
  override name = 'SyntaxError'
}

/** Wraps the HTTP handler for one call, so that failures can tell what was answered. */
export function record(
  inner: Handler,
  clock: Clock,
  known?: { service: FailureService; operation: string },
): { handler: Handler; exchanges: Exchange[] } {
  const exchanges: Exchange[] = []
  const handle: Handler['handle'] = async (request, options) => {
    const exchange: Exchange = { ...(known ?? describe(request)), headers: {} }
    exchanges.push(exchange)
    try {
      const answer = await inner.handle(request, options)
      await keep(exchange, answer.response, clock)
      return answer
    } catch (error) {
      exchange.error = error
      throw error
    }
  }
  return { handler: { handle, metadata: inner.metadata }, exchanges }
}

async function keep(exchange: Exchange, response: HttpResponse, clock: Clock): Promise<void> {
  exchange.status = response.statusCode
  exchange.headers = lowerCased(response.headers)
  const date = Date.parse(exchange.headers.date ?? '')
  if (!Number.isNaN(date)) {
    exchange.clockOffsetSeconds = Math.round((date - clock.now()) / 1000)
  }
  const contentType = exchange.headers['content-type'] ?? ''
  if (contentType.includes('eventstream') && response.statusCode < 300) {
    return
  }
  const address = addressOf(response.body)
  if (address !== undefined) {
    exchange.address = address
  }
  const body = await readAll(response.body)
  response.body = Readable.from([body])
  const text = body
    .subarray(0, 4 * KEPT)
    .toString('utf8')
    .slice(0, KEPT)
  const page = looksLikePage(contentType, text)
  if (response.statusCode >= 300 || page) {
    exchange.body = text
  }
  if (response.statusCode < 300 && page) {
    throw new NotFromAws('The answer is a web page and not from AWS.')
  }
}

const addressOf = (body: unknown): string | undefined =>
  body instanceof IncomingMessage ? body.socket.remoteAddress : undefined

const lowerCased = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of stream) {
    parts.push(part)
    size += part.length
    if (size > MAX_BYTES) {
      throw new Error('The answer is larger than any of AWS.')
    }
  }
  return Buffer.concat(parts)
}

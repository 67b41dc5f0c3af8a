import type { Failure, FailureService } from '../core/diagnosis/failure.ts'
import { redact } from '../core/diagnosis/redact.ts'
import type { Exchange } from './exchange.ts'

/** What is known of a failed call beside what was thrown. */
export interface CallFacts {
  service: FailureService
  operation: string
  exchange?: Exchange
  /** The answer had begun. */
  midStream?: boolean
  aborted?: boolean
}

const MAX_MESSAGE = 4000
const MAX_DEPTH = 6
const NAMELESS = new Set([
  '',
  'Error',
  'Unknown',
  'UnknownError',
  'SyntaxError',
  'TypeError',
  'AggregateError',
])

/**
 * Anything thrown by the SDK, Node or the network in neutral words. Reads shapes, never classes. AWS and proxies
 * echo what they were sent, and a failure becomes part of the state: so secrets go out of it here.
 */
export function toFailure(error: unknown, facts: CallFacts): Failure {
  const { exchange } = facts
  const name = facts.aborted ? 'AbortError' : nameOf(error)
  const networkCode = networkCodeOf(error) ?? networkCodeOf(exchange?.error)
  const status = facts.midStream ? undefined : (exchange?.status ?? statusOf(error))
  const headers = exchange?.headers ?? {}
  const body = keptBody(exchange, name)
  const requestId =
    requestIdOf(error) ??
    headers['x-amzn-requestid'] ??
    headers['x-amz-request-id'] ??
    /<RequestId>([^<]{1,200})</i.exec(exchange?.body ?? '')?.[1]
  return {
    service: facts.service,
    operation: facts.operation,
    name,
    message: redact(messageOf(error)),
    ...(status !== undefined && { httpStatus: status }),
    ...(requestId !== undefined && { requestId }),
    ...(networkCode !== undefined && { networkCode }),
    ...(headers['content-type'] !== undefined &&
      !facts.midStream && { contentType: headers['content-type'] }),
    ...(body !== undefined && { body: redact(body) }),
    ...(exchange?.clockOffsetSeconds !== undefined && { clockOffsetSeconds: exchange.clockOffsetSeconds }),
    ...(facts.midStream && { midStream: true }),
    ...retryAfter(headers['retry-after']),
  }
}

type Bag = Record<string, unknown>

const bagOf = (value: unknown): Bag => (typeof value === 'object' && value !== null ? (value as Bag) : {})

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

function nameOf(error: unknown): string {
  const name = textOf(bagOf(error).name)
  return name === undefined || name === 'UnknownError' ? 'Unknown' : name
}

function messageOf(error: unknown): string {
  const bag = bagOf(error)
  const own = textOf(bag.message) ?? textOf(bag.Message)
  const inner = own === undefined ? causes(error).map((cause) => textOf(bagOf(cause).message)) : []
  const text = own ?? inner.find((each) => each !== undefined) ?? (typeof error === 'string' ? error : '')
  return withoutDeserializationHint(text).slice(0, MAX_MESSAGE)
}

// The SDK appends advice on its own internals to a parser's complaint.
const withoutDeserializationHint = (text: string): string =>
  text.replace(/\s*Deserialization error: to see the raw response[\s\S]*$/, '')

/** The error, its causes and the errors of an AggregateError, outer first. */
function causes(error: unknown, depth = 0): unknown[] {
  const bag = bagOf(error)
  if (depth > MAX_DEPTH || error === undefined || error === null) {
    return []
  }
  const inner = [bag.cause, ...(Array.isArray(bag.errors) ? bag.errors.slice(0, 5) : [])]
  return [error, ...inner.flatMap((each) => causes(each, depth + 1))]
}

/** Node's, OpenSSL's or nghttp2's code, wherever in the chain it is. */
export function networkCodeOf(error: unknown): string | undefined {
  for (const each of causes(error)) {
    const code = textOf(bagOf(each).code)
    if (code !== undefined && /^[A-Z][A-Z0-9_]{2,60}$/.test(code)) {
      return code
    }
  }
  return undefined
}

function statusOf(error: unknown): number | undefined {
  const bag = bagOf(error)
  const status = bagOf(bag.$metadata).httpStatusCode ?? bagOf(bag.$response).statusCode
  return typeof status === 'number' && status > 0 ? status : undefined
}

const requestIdOf = (error: unknown): string | undefined =>
  textOf(bagOf(bagOf(error).$metadata).requestId) ?? textOf(bagOf(error).RequestId)

/** The raw answer is kept where the SDK could not make an error of AWS out of it. */
function keptBody(exchange: Exchange | undefined, name: string): string | undefined {
  const type = exchange?.headers['content-type'] ?? ''
  const usual = /json|xml/i.test(type) && !NAMELESS.has(name)
  return exchange?.body === undefined || exchange.body === '' || usual ? undefined : exchange.body
}

function retryAfter(header: string | undefined): { retryAfterSeconds?: number } {
  const seconds = Number(header)
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0
    ? { retryAfterSeconds: seconds }
    : {}
}

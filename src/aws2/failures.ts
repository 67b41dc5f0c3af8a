import type { Failure, FailureService } from '../core/diagnosis/failure.ts'
import { redact } from '../core/diagnosis/redact.ts'
import { CAPTURED } from './transport.ts'

interface ErrorShape {
  name?: unknown
  message?: unknown
  code?: unknown
  cause?: unknown
  errors?: unknown
  $metadata?: { httpStatusCode?: number; requestId?: string }
  $response?: { statusCode?: number; headers?: Record<string, string>; [CAPTURED]?: string }
}

const CODE = /^[A-Z][A-Z0-9_]{2,}$/
const MAX_DEPTH = 6

const isShape = (value: unknown): value is ErrorShape => typeof value === 'object' && value !== null

/** The error and what it wraps, outermost first. */
function chain(error: unknown): ErrorShape[] {
  const found: ErrorShape[] = []
  const waiting: unknown[] = [error]
  while (waiting.length > 0 && found.length < MAX_DEPTH) {
    const next = waiting.shift()
    if (!isShape(next) || found.includes(next)) {
      continue
    }
    found.push(next)
    waiting.push(next.cause, ...(Array.isArray(next.errors) ? next.errors : []))
  }
  return found
}

/**
 * An SDK or Node error as neutral words. Reads shapes and names only, never classes: bundling makes two
 * copies of a class strangers to each other.
 */
export function toFailure(error: unknown, service: FailureService, operation: string, now: number): Failure {
  const links = chain(error)
  const answered = links.find((link) => status(link) !== undefined)
  const speaker = answered ?? links[0] ?? {}
  const httpStatus = answered && status(answered)
  const headers = answered?.$response?.headers ?? {}
  const body = answered?.$response?.[CAPTURED]
  const requestId =
    answered?.$metadata?.requestId ?? headers['x-amzn-requestid'] ?? headers['x-amz-request-id']
  const networkCode = links
    .map(({ code }) => code)
    .find((code) => typeof code === 'string' && CODE.test(code))
  const offset = clockOffset(headers.date, now)
  const retryAfter = Number(headers['retry-after'])
  return {
    service,
    operation,
    name: nameOf(speaker, links[0]),
    message: redact(hideCommand(messageOf(speaker, links))),
    ...(httpStatus !== undefined && { httpStatus }),
    ...(requestId !== undefined && { requestId }),
    ...(httpStatus === undefined && typeof networkCode === 'string' && { networkCode }),
    ...(headers['content-type'] !== undefined && { contentType: headers['content-type'] }),
    ...(body !== undefined && body !== '' && { body: redact(body) }),
    ...(offset !== undefined && { clockOffsetSeconds: offset }),
    ...(Number.isFinite(retryAfter) && retryAfter > 0 && { retryAfterSeconds: retryAfter }),
  }
}

const status = (link: ErrorShape): number | undefined =>
  link.$response?.statusCode ?? link.$metadata?.httpStatusCode

function nameOf(speaker: ErrorShape, outer: ErrorShape | undefined): string {
  const name = speaker.name ?? outer?.name
  return typeof name === 'string' && name !== '' ? name : 'Unknown'
}

function messageOf(speaker: ErrorShape, links: ErrorShape[]): string {
  const texts = [speaker, ...links].map(({ message }) => message)
  const text = texts.find((each) => typeof each === 'string' && each !== '')
  return typeof text === 'string' ? text : ''
}

/** A failed credential_process repeats its command line and what it printed: both may hold secrets. */
const hideCommand = (message: string): string =>
  message.startsWith('Command failed')
    ? 'Command failed: [the command and its output are not shown]'
    : message

/** AWS's clock minus ours, from the Date header, in whole seconds. */
function clockOffset(date: string | undefined, now: number): number | undefined {
  const theirs = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(theirs) ? undefined : Math.round((theirs - now) / 1000)
}

import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** The parts of a signature version 4 that are signed over, as they arrived. */
export interface SignedParts {
  method: string
  rawPath: string
  rawQuery: string
  headers: Record<string, string>
  signedHeaders: string[]
  payloadHash: string
  /** 20261120T102500Z */
  date: string
  scope: { day: string; region: string; service: string }
}

export function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex')
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

// Every service but S3 signs the path encoded once more than it travels.
function canonicalPath(rawPath: string): string {
  return rawPath.split('/').map(encode).join('/') || '/'
}

function canonicalQuery(rawQuery: string): string {
  if (rawQuery === '') return ''
  const pairs = rawQuery.split('&').map((pair) => {
    const [name = '', ...rest] = pair.split('=')
    return [encode(decode(name)), encode(decode(rest.join('=')))] as const
  })
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
  pairs.sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
  return pairs.map(([name, value]) => `${name}=${value}`).join('&')
}

function canonicalRequest(parts: SignedParts): string {
  const names = [...parts.signedHeaders].sort()
  const headers = names.map((name) => `${name}:${(parts.headers[name] ?? '').trim().replace(/\s+/g, ' ')}\n`)
  return [
    parts.method,
    canonicalPath(parts.rawPath),
    canonicalQuery(parts.rawQuery),
    headers.join(''),
    names.join(';'),
    parts.payloadHash,
  ].join('\n')
}

/** The signature that this secret makes of these parts, in hex. */
export function computeSignature(secret: string, parts: SignedParts): string {
  const { day, region, service } = parts.scope
  const scope = `${day}/${region}/${service}/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', parts.date, scope, sha256(canonicalRequest(parts))].join('\n')
  const key = [region, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${secret}`, day))
  return createHmac('sha256', key).update(toSign).digest('hex')
}

export function sameSignature(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right))
}

/** 20261120T102500Z to milliseconds; NaN if it is not that form. */
export function parseAmzDate(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (!match) return Number.NaN
  const [, year, month, day, hour, minute, second] = match
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

export function formatAmzDate(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '')
}

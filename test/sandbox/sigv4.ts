import { authFailure, type Family } from './authFailure.ts'
import { accountOf } from './principals.ts'
import { IAM_HOME, OPT_IN_REGIONS, partitionOf } from './regions.ts'
import { computeSignature, formatAmzDate, parseAmzDate, sameSignature, sha256 } from './signature.ts'
import type { WireRequest } from './wire.ts'
import { type AccessKey, type Account, type World, worldNow } from './world.ts'

const FIVE_MINUTES = 5 * 60_000

/** What the Authorization header claims; nothing of it is proved yet. */
export interface Claim {
  accessKeyId: string
  day: string
  region: string
  service: string
  signedHeaders: string[]
  signature: string
}

/** A proved signature: the key, and the region it was made for. */
export interface Proof {
  key: AccessKey
  region: string
}

/** Reads the header; undefined if there is no signature in it at all. */
export function readClaim(header: string | undefined): Claim | undefined {
  if (!header?.startsWith('AWS4-HMAC-SHA256')) return undefined
  const fields: Record<string, string> = {}
  for (const field of header.slice('AWS4-HMAC-SHA256'.length).split(',')) {
    const [name = '', ...rest] = field.trim().split('=')
    fields[name] = rest.join('=')
  }
  const [accessKeyId = '', day = '', region = '', service = '', end = ''] = (fields.Credential ?? '').split(
    '/',
  )
  return {
    accessKeyId: end === 'aws4_request' ? accessKeyId : '',
    day,
    region,
    service,
    signedHeaders: (fields.SignedHeaders ?? '').split(';').filter((name) => name !== ''),
    signature: fields.Signature ?? '',
  }
}

function checkComplete(claim: Claim, request: WireRequest, family: Family): void {
  const missing = [
    claim.accessKeyId ? '' : "Authorization header requires 'Credential' parameter.",
    claim.signature ? '' : "Authorization header requires 'Signature' parameter.",
    claim.signedHeaders.length > 0 ? '' : "Authorization header requires 'SignedHeaders' parameter.",
    request.headers['x-amz-date'] || request.headers.date
      ? ''
      : "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
  ].filter((sentence) => sentence !== '')
  if (missing.length > 0) throw authFailure.incomplete(family, missing.join(' '))
  if (!claim.signedHeaders.some((name) => name === 'host' || name === ':authority')) {
    throw authFailure.signature(
      family,
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization header.",
    )
  }
}

/** The key of that id, if it is alive and came with the session token it belongs to. */
export function findKey(world: World, id: string, token: string | undefined, family: Family): AccessKey {
  const key = Object.hasOwn(world.accessKeys, id) ? world.accessKeys[id] : undefined
  if (key?.status !== 'Active' || key.sessionToken !== token) throw authFailure.unknownKey(family)
  if (key.expires !== undefined && key.expires <= worldNow(world)) throw authFailure.expiredToken(family)
  return key
}

function checkScope(claim: Claim, service: string, account: Account, family: Family): void {
  if (claim.service !== service) {
    throw authFailure.signature(family, `Credential should be scoped to correct service: '${service}'. `)
  }
  const home = IAM_HOME[account.partition]
  if (service === 'iam' && claim.region !== home) {
    throw authFailure.signature(
      family,
      `Credential should be scoped to a valid region, not '${claim.region}'. `,
    )
  }
  const partition = partitionOf(claim.region)
  if (!partition) {
    throw authFailure.signature(
      family,
      `Credential should be scoped to a valid region, not '${claim.region}'. `,
    )
  }
  checkRegionOn(account, claim.region, service, family)
}

/** A region of another partition, or one to opt in to, does not know the account's keys. */
export function checkRegionOn(account: Account, region: string, service: string, family: Family): void {
  if (service === 'sts' && account.stsDisabled.includes(region)) throw authFailure.stsDisabled(account.id)
  const off = OPT_IN_REGIONS.includes(region) && !account.optInRegions.includes(region)
  if (off || partitionOf(region) !== account.partition) throw authFailure.unknownKey(family)
}

function checkDate(claim: Claim, date: string, now: number, family: Family): void {
  const signed = parseAmzDate(date)
  if (Number.isNaN(signed)) {
    throw authFailure.incomplete(family, `Date must be in ISO-8601 'basic format'. Got '${date}'.`)
  }
  if (claim.day !== date.slice(0, 8)) {
    throw authFailure.signature(
      family,
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${claim.day}' != '${date.slice(0, 8)}', from '${date}'.`,
    )
  }
  const clock = formatAmzDate(now)
  if (signed < now - FIVE_MINUTES) {
    const limit = formatAmzDate(now - FIVE_MINUTES)
    throw authFailure.signature(
      family,
      `Signature expired: ${date} is now earlier than ${limit} (${clock} - 5 min.)`,
    )
  }
  if (signed > now + FIVE_MINUTES) {
    const limit = formatAmzDate(now + FIVE_MINUTES)
    throw authFailure.signature(
      family,
      `Signature not yet current: ${date} is still later than ${limit} (${clock} + 5 min.)`,
    )
  }
}

function toAmzDate(request: WireRequest): string {
  const header = request.headers['x-amz-date']
  if (header !== undefined) return header
  const time = Date.parse(request.headers.date ?? '')
  return Number.isNaN(time) ? (request.headers.date ?? '') : formatAmzDate(time)
}

/** Proves a signed request as AWS does; throws AWS's own refusal in the words of the service's family. */
export function verifySignature(world: World, request: WireRequest, service: string, family: Family): Proof {
  const claim = readClaim(request.headers.authorization)
  if (!claim) throw authFailure.missing(family)
  checkComplete(claim, request, family)
  const key = findKey(world, claim.accessKeyId, request.headers['x-amz-security-token'], family)
  checkScope(claim, service, accountOf(world, key.owner.account), family)
  const date = toAmzDate(request)
  checkDate(claim, date, worldNow(world), family)
  const signature = computeSignature(key.secret, {
    method: request.method,
    rawPath: request.rawPath,
    rawQuery: request.rawQuery,
    // Over HTTP/2 the SDK signs the pseudo header instead of host.
    headers: { ...request.headers, ':authority': request.headers.host ?? '' },
    signedHeaders: claim.signedHeaders,
    payloadHash: sha256(request.body),
    date,
    scope: claim,
  })
  const stated = request.headers['x-amz-content-sha256']
  const honest = stated === undefined || stated === sha256(request.body)
  if (!honest || !sameSignature(signature, claim.signature)) throw authFailure.signature(family)
  return { key, region: claim.region }
}

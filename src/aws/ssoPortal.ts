import { HttpRequest } from '@smithy/core/protocols'
import type { SsoAccount } from '../app/ports.ts'
import type { SsoStart } from '../core/credentials/signInTypes.ts'
import { failed, type Outcome, ok } from '../core/outcome.ts'
import { IncompleteAnswer } from './call.ts'
import type { AwsContext } from './context.ts'
import { homeOf } from './environment.ts'
import { record } from './exchange.ts'
import { loadSharedFiles } from './profiles.ts'
import { readSsoToken } from './signInCaches.ts'
import { toFailure } from './toFailure.ts'

// The portal is asked for two lists only, without a signature: its own client would be a dependency more.
const PAGE = 100
const MAX_PAGES = 50
// By the first part of the region's name; all others are in the usual one.
const DOMAINS: Record<string, string> = { cn: 'amazonaws.com.cn', eusc: 'amazonaws.eu' }

type Json = Record<string, unknown>
type List = { operation: string; path: string; query: Record<string, string>; items: string }

/** Accounts in which the signed-in person has a role. */
export async function ssoAccounts(
  context: AwsContext,
  start: SsoStart,
  signal: AbortSignal,
): Promise<Outcome<SsoAccount[]>> {
  const list = { operation: 'ListAccounts', path: '/assignment/accounts', query: {}, items: 'accountList' }
  const found = await listAll(context, start, list, signal)
  return found.ok
    ? ok(found.value.map((each) => ({ id: text(each.accountId), name: text(each.accountName) })))
    : found
}

/** Roles of the signed-in person in one account. */
export async function ssoRoles(
  context: AwsContext,
  start: SsoStart,
  account: string,
  signal: AbortSignal,
): Promise<Outcome<string[]>> {
  const list = {
    operation: 'ListAccountRoles',
    path: '/assignment/roles',
    query: { account_id: account },
    items: 'roleList',
  }
  const found = await listAll(context, start, list, signal)
  return found.ok ? ok(found.value.map((each) => text(each.roleName))) : found
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

async function listAll(
  context: AwsContext,
  start: SsoStart,
  list: List,
  signal: AbortSignal,
): Promise<Outcome<Json[]>> {
  const { options } = context
  const { operation } = list
  const recorded = record(await context.handler(), options.clock, { service: 'sso', operation })
  const found: Json[] = []
  try {
    const token = await readSsoToken(homeOf(options), start.session)
    if (token === undefined) {
      throw new NotSignedIn('Session token not found or invalid')
    }
    let next: string | undefined
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const query = {
        ...list.query,
        max_result: String(PAGE),
        ...(next !== undefined && { next_token: next }),
      }
      const request = await requestFor(context, start, { path: list.path, query, token })
      const { response } = await recorded.handler.handle(request, { abortSignal: signal })
      const answer = await bodyOf(response)
      if (response.statusCode >= 300) {
        throw new Refused(text(answer.message) || 'The portal refused the call.')
      }
      const items = answer[list.items]
      if (!Array.isArray(items)) {
        throw new IncompleteAnswer(`${operation} was answered without a list.`)
      }
      found.push(...(items as Json[]))
      next = text(answer.nextToken) || undefined
      if (next === undefined) {
        break
      }
    }
    return ok(found)
  } catch (error) {
    const exchange = recorded.exchanges.at(-1)
    const failure = toFailure(error, {
      service: 'sso',
      operation,
      aborted: signal.aborted,
      ...(exchange !== undefined && { exchange }),
    })
    const named = exchange?.headers['x-amzn-errortype']?.split(':')[0]
    return failed(named === undefined ? failure : { ...failure, name: named })
  }
}

/** The name under which the portal itself refuses a token that it does not know. */
class NotSignedIn extends Error {
  override name = 'UnauthorizedException'
}

class Refused extends Error {
  override name = 'Unknown'
}

async function requestFor(
  { options }: AwsContext,
  { ssoRegion }: SsoStart,
  { path, query, token }: { path: string; query: Record<string, string>; token: string },
): Promise<HttpRequest> {
  const { env } = options
  const files = await loadSharedFiles(options)
  const own = env.AWS_ENDPOINT_URL_SSO || env.AWS_ENDPOINT_URL || files.configFile.default?.endpoint_url
  const ignored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true'
  const domain = DOMAINS[ssoRegion.split('-')[0] ?? ''] ?? 'amazonaws.com'
  const url = new URL((!ignored && own) || `https://portal.sso.${ssoRegion}.${domain}`)
  return new HttpRequest({
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port !== '' && { port: Number(url.port) }),
    method: 'GET',
    path: `${url.pathname.replace(/\/+$/, '')}${path}`,
    query,
    headers: { host: url.host, 'x-amz-sso_bearer_token': token },
  })
}

async function bodyOf(response: { body?: AsyncIterable<Uint8Array> }): Promise<Json> {
  const parts: Uint8Array[] = []
  for await (const part of response.body ?? []) {
    parts.push(part)
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

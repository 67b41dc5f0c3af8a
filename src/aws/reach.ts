import { HttpRequest } from '@smithy/core/protocols'
import type { AwsTarget } from '../app/ports.ts'
import { isPrivateAddress, median, type Reach } from '../core/bedrock/address.ts'
import { dnsSuffix } from '../core/bedrock/regions.ts'
import { failed, type Outcome, ok } from '../core/outcome.ts'
import type { AwsContext } from './context.ts'
import { type Exchange, record } from './exchange.ts'
import { configuredEndpoint, loadSharedFiles, profileOf } from './profiles.ts'
import { proxyFor, routeOf } from './proxy.ts'
import { toFailure } from './toFailure.ts'

/** The first request opens the connection; the others tell the way's length. */
const REQUESTS = 4

const SPEC = { service: 'bedrock-runtime', operation: 'GET /' } as const

/**
 * Asks Bedrock Runtime for its front page, without credentials and without cost: any answer of AWS or of
 * a gateway is a way there. A web page is a portal or proxy that stands in the way, and a failure.
 */
export async function reach(
  context: AwsContext,
  target: AwsTarget,
  signal: AbortSignal,
): Promise<Outcome<Reach>> {
  let seen: Exchange[] = []
  try {
    const url = new URL(await endpointOf(context, target))
    const { handler, exchanges } = record(await context.handler(), context.options.clock, SPEC)
    seen = exchanges
    const times: number[] = []
    for (let count = 0; count < REQUESTS; count += 1) {
      signal.throwIfAborted()
      const started = context.options.clock.now()
      const { response } = await handler.handle(frontPage(url), { abortSignal: signal })
      await drain(response.body)
      times.push(context.options.clock.now() - started)
      const page = pageFailure(seen.at(-1))
      if (page !== undefined) {
        return failed(page)
      }
    }
    const address = addressOf(context, url, seen)
    return ok({
      latencyMs: Math.round(median(times.slice(1))),
      host: url.host,
      isPrivate: address !== undefined && isPrivateAddress(address),
      ...(address !== undefined && { address }),
    })
  } catch (error) {
    const exchange = seen.at(-1)
    return failed(
      toFailure(error, { ...SPEC, aborted: signal.aborted, ...(exchange !== undefined && { exchange }) }),
    )
  }
}

async function endpointOf({ options }: AwsContext, { auth, region, endpoint }: AwsTarget): Promise<string> {
  const own = endpoint?.replace(/\/+$/, '')
  const { env } = options
  const configured = configuredEndpoint(
    'bedrock-runtime',
    env,
    await loadSharedFiles(options),
    profileOf(auth, env),
  )
  return own || configured || `https://bedrock-runtime.${region}.${dnsSuffix(region)}`
}

const frontPage = (url: URL): HttpRequest =>
  new HttpRequest({
    method: 'GET',
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port !== '' && { port: Number(url.port) }),
    path: url.pathname,
    headers: { host: url.host },
  })

/** Without this the connection would not be free for the next request. */
async function drain(body: AsyncIterable<unknown> | undefined): Promise<void> {
  for await (const _ of body ?? []) {
    // Only its end matters.
  }
}

/** A page with an error status is no answer of AWS either. */
function pageFailure(exchange: Exchange | undefined) {
  const type = exchange?.headers['content-type'] ?? ''
  const page = /html/i.test(type) || /^\s*<(?:!doctype html|html|head|body)\b/i.test(exchange?.body ?? '')
  if (exchange === undefined || !page) {
    return undefined
  }
  const error = Object.assign(new Error('The answer is a web page and not from AWS.'), {
    name: 'SyntaxError',
  })
  return toFailure(error, { ...SPEC, exchange })
}

/**
 * The address that really answered. Behind a proxy it is not known, as the proxy looks the name up; asking DNS
 * here as well would be about another way, and may take DNS's own patience where there is none.
 */
function addressOf({ options }: AwsContext, url: URL, exchanges: readonly Exchange[]): string | undefined {
  const proxied = proxyFor(url.href, routeOf(options.env, options.proxy)) !== ''
  return proxied ? undefined : exchanges.at(-1)?.address
}

import type { AwsTarget } from '../app/ports.ts'
import { homeRegion } from '../core/bedrock/regions.ts'
import { failed, type Outcome, ok } from '../core/outcome.ts'
import type { AwsContext } from './context.ts'
import type { Credentials } from './credentials.ts'
import { type Exchange, record } from './exchange.ts'
import { type ClientService, configuredEndpoint, loadSharedFiles, profileOf } from './profiles.ts'
import { toFailure } from './toFailure.ts'

/** One operation of one service, as whom and where. */
export interface CallSpec {
  service: ClientService
  operation: string
  target: AwsTarget
  signal: AbortSignal
}

/** What the client of any of the four services is made of. */
export type ClientConfig = Awaited<ReturnType<typeof clientConfig>>

/** An answer that has AWS's form but lacks what the operation promises. */
export class IncompleteAnswer extends Error {
  override name = 'IncompleteAnswer'
}

/**
 * Resolves the credentials, makes the client's configuration, runs the call and turns whatever is thrown
 * into a failure. The call may say that its answer has begun.
 */
export async function call<T>(
  context: AwsContext,
  spec: CallSpec,
  run: (config: ClientConfig, progress: { midStream: boolean }) => Promise<T>,
): Promise<Outcome<T>> {
  const { service, operation, target, signal } = spec
  const progress = { midStream: false }
  const exchanges: Exchange[] = []
  try {
    const identity = await identityFor(context, spec)
    if (!identity.ok) {
      return identity
    }
    const recorded = record(await context.handler(), context.options.clock, { service, operation })
    const config = await clientConfig(context, spec, identity.value, recorded.handler)
    try {
      signal.throwIfAborted()
      return ok(await run(config, progress))
    } finally {
      exchanges.push(...recorded.exchanges)
    }
  } catch (error) {
    const exchange = telling(exchanges)
    const failure = toFailure(error, {
      service,
      operation,
      aborted: signal.aborted,
      midStream: progress.midStream,
      ...(exchange !== undefined && { exchange }),
    })
    if (/^(?:ExpiredToken|InvalidClientTokenId|UnrecognizedClient|RequestExpired)/.test(failure.name)) {
      context.credentials.forget(target)
    }
    return failed(failure)
  }
}

/** Of several requests the one that went wrong. */
const telling = (exchanges: readonly Exchange[]): Exchange | undefined =>
  exchanges.findLast(({ error, status }) => error !== undefined || (status ?? 0) >= 300) ?? exchanges.at(-1)

type Identity = { token: { token: string } } | { credentials: Credentials }

async function identityFor(context: AwsContext, spec: CallSpec): Promise<Outcome<Identity>> {
  const { auth } = spec.target
  if (auth.kind !== 'api-key') {
    const resolved = await context.credentials.resolve(spec.target, spec.signal)
    return resolved.ok ? ok({ credentials: resolved.value }) : resolved
  }
  if (spec.service === 'bedrock' || spec.service === 'bedrock-runtime') {
    return ok({ token: { token: auth.apiKey.reveal() } })
  }
  return failed({
    service: spec.service,
    operation: spec.operation,
    name: 'NotForApiKeys',
    message: 'A Bedrock API key cannot call this service.',
  })
}

async function clientConfig(
  context: AwsContext,
  { service, target }: CallSpec,
  identity: Identity,
  requestHandler: ReturnType<typeof record>['handler'],
) {
  const { env } = context.options
  const profile = profileOf(target.auth, env)
  // Without the slashes at its end, as Cline takes them off.
  const own = service === 'bedrock-runtime' ? target.endpoint?.replace(/\/+$/, '') : undefined
  const endpoint = own || configuredEndpoint(service, env, await loadSharedFiles(context.options), profile)
  return {
    ...identity,
    region: service === 'iam' ? homeRegion(target.region) : target.region,
    // AWS_BEARER_TOKEN_BEDROCK would otherwise override the credentials that were chosen.
    authSchemePreference: 'token' in identity ? ['httpBearerAuth'] : ['sigv4'],
    requestHandler: { ...requestHandler, destroy() {} },
    // Throttling has to show, and so has a wrong clock: Cline has no correction.
    maxAttempts: 1,
    disableClockSkewCorrection: true,
    ...(target.auth.kind === 'profile' && { profile }),
    ...(endpoint !== undefined && { endpoint }),
  }
}

import type { Failure } from '../core/diagnosis/failure.ts'
import { redact } from '../core/diagnosis/redact.ts'
import type { Exchange } from './exchange.ts'
import { withoutCommand } from './helperProgram.ts'
import { toFailure } from './toFailure.ts'

// What the SDK puts around the answers of portals; the answer's own name is inside.
const WRAPPERS = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ProviderError',
  'Error',
  'Unknown',
])

/**
 * Why credentials could not be had. When a portal or STS was asked last and refused, or could not be
 * reached, the failure is that call's, with its status and request id, which the SDK's wrapper loses.
 */
export function credentialFailure(error: unknown, exchanges: readonly Exchange[]): Failure {
  const exchange = exchanges.at(-1)
  const refused = exchange !== undefined && (exchange.error !== undefined || (exchange.status ?? 0) >= 300)
  if (!refused) {
    const failure = toFailure(error, { service: 'credentials', operation: 'resolveCredentials' })
    return { ...failure, message: withoutCommand(failure.message) }
  }
  const { service, operation } = exchange
  if (exchange.error !== undefined) {
    return toFailure(exchange.error, { service, operation, exchange })
  }
  const failure = toFailure(error, { service, operation, exchange })
  const said = readError(exchange)
  const wrapped = WRAPPERS.has(failure.name)
  return {
    ...failure,
    name: wrapped ? (said.name ?? 'Unknown') : failure.name,
    // The sign-in service's own sentence says less than the SDK's reading of its error code.
    message: redact(wrapped && service !== 'signin' ? (said.message ?? failure.message) : failure.message),
    ...(wrapped && exchange.body !== undefined && { body: redact(exchange.body) }),
  }
}

/** Name and sentence of an AWS error, from header and body. */
function readError({ headers, body = '' }: Exchange): { name?: string; message?: string } {
  const json = parse(body)
  const text = (...keys: string[]) =>
    keys.map((key) => json[key]).find((value): value is string => typeof value === 'string' && value !== '')
  const name = headers['x-amzn-errortype'] ?? text('__type', 'code') ?? /<Code>([^<]+)</.exec(body)?.[1]
  const message = text('message', 'Message', 'error_description') ?? /<Message>([^<]+)</.exec(body)?.[1]
  return {
    ...(name !== undefined && { name: name.split(':')[0]?.split('#').at(-1) ?? name }),
    ...(message !== undefined && { message }),
  }
}

function parse(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

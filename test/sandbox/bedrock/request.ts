import { SandboxError } from '../errors.ts'
import type { Call, WireResponse } from '../wire.ts'
import type { Account, World } from '../world.ts'

export type Json = Record<string, unknown>

export function validationError(message: string): SandboxError {
  return new SandboxError(400, 'ValidationException', message)
}

export function notFound(message: string): SandboxError {
  return new SandboxError(404, 'ResourceNotFoundException', message)
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The body as an object. Throws SerializationException for anything else. */
export function parseBody(body: Buffer): Json {
  try {
    const value: unknown = JSON.parse(body.length > 0 ? body.toString('utf8') : '{}')
    if (isObject(value)) return value
  } catch {
    // Said below, as for any other body that is no object.
  }
  throw new SandboxError(400, 'SerializationException', 'The request body is not a JSON object.')
}

export function jsonAnswer(body: Json, status = 200, headers: Record<string, string> = {}): WireResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

/** The account of the caller. */
export function accountFor(call: Call, world: World): Account {
  const account = world.accounts[call.caller.account]
  if (!account)
    throw new SandboxError(
      403,
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    )
  return account
}

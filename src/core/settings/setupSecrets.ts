import * as z from 'zod/mini'
import type { AuthSource } from '../choice.ts'
import { Secret } from '../secret.ts'

const kept = z.union([
  z.object({
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
    sessionToken: z.optional(z.string()),
  }),
  z.object({ apiKey: z.string() }),
])

/** The keys of a way of authentication as text, for a safe place; `undefined` where there are none. */
export function toSecretText(auth: AuthSource): string | undefined {
  switch (auth.kind) {
    case 'keys':
      return JSON.stringify({
        accessKeyId: auth.accessKeyId,
        secretAccessKey: auth.secretAccessKey.reveal(),
        sessionToken: auth.sessionToken?.reveal(),
      })
    case 'api-key':
      return JSON.stringify({ apiKey: auth.apiKey.reveal() })
    default:
      return undefined
  }
}

/** Reads such a text. */
export function parseSecretText(text: string): AuthSource | undefined {
  const parsed = kept.safeParse(parseJson(text))
  if (!parsed.success) {
    return undefined
  }
  if ('apiKey' in parsed.data) {
    return { kind: 'api-key', apiKey: new Secret(parsed.data.apiKey) }
  }
  const { accessKeyId, secretAccessKey, sessionToken } = parsed.data
  return {
    kind: 'keys',
    accessKeyId,
    secretAccessKey: new Secret(secretAccessKey),
    ...(sessionToken !== undefined && { sessionToken: new Secret(sessionToken) }),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

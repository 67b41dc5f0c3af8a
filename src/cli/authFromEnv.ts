import type { AuthSource } from '../core/choice.ts'
import { readTypedKeys } from '../core/credentials/keyShape.ts'
import { Secret } from '../core/secret.ts'
import type { CliOptions } from './options.ts'

/** The credentials that the options name; keys from the environment, tidied as the page tidies pasted ones. */
export function authFromEnv(options: CliOptions, env: NodeJS.ProcessEnv): AuthSource {
  switch (options.auth) {
    case 'profile':
      return { kind: 'profile', profile: options.profile ?? '' }
    case 'keys':
      return keysFromEnv(env)
    case 'api-key':
      return { kind: 'api-key', apiKey: new Secret(tidy(env.AWS_BEARER_TOKEN_BEDROCK)) }
    default:
      return { kind: 'default' }
  }
}

/** Without what a copied line or a quoting mistake leaves around a value. */
const tidy = (value: string | undefined): string =>
  (value ?? '')
    .trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim()

function keysFromEnv(env: NodeJS.ProcessEnv): AuthSource {
  const accessKeyId = tidy(env.AWS_ACCESS_KEY_ID)
  const secretAccessKey = tidy(env.AWS_SECRET_ACCESS_KEY)
  const sessionToken = tidy(env.AWS_SESSION_TOKEN)
  const typed = { accessKeyId, secretAccessKey, ...(sessionToken !== '' && { sessionToken }) }
  const read = readTypedKeys(typed)
  const keys = read.ok ? read.keys : typed
  return {
    kind: 'keys',
    accessKeyId: keys.accessKeyId,
    secretAccessKey: new Secret(keys.secretAccessKey),
    // A stray token is kept: it breaks Cline as it breaks every other tool, and AWS's answer says so.
    ...(sessionToken !== '' && { sessionToken: new Secret(keys.sessionToken ?? sessionToken) }),
  }
}

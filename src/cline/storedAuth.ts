import type { AuthSource } from '../core/choice.ts'
import { Secret } from '../core/secret.ts'
import { valueAt } from '../core/settings/json.ts'
import type { PresentFile } from './read.ts'
import { settingOf } from './status.ts'

/**
 * The credentials that Cline would use, as it finds them: typed ones in its files, an API key also in the
 * environment, a profile without a name through AWS's chain.
 */
export function storedAuth(present: readonly PresentFile[], env: NodeJS.ProcessEnv): AuthSource | undefined {
  const secrets = contentOf(present, 'secrets')
  const secret = (key: string) => text(valueAt(secrets, [key]))
  const { auth, profile } = settingOf(present)
  switch (auth) {
    case 'profile':
      return profile === undefined ? { kind: 'default' } : { kind: 'profile', profile }
    case 'api-key': {
      const providers = valueAt(contentOf(present, 'providers'), [
        'providers',
        'bedrock',
        'settings',
        'apiKey',
      ])
      const apiKey = secret('awsBedrockApiKey') ?? text(providers) ?? text(env.AWS_BEARER_TOKEN_BEDROCK)
      return { kind: 'api-key', apiKey: new Secret(apiKey ?? '') }
    }
    case 'keys': {
      const sessionToken = secret('awsSessionToken')
      return {
        kind: 'keys',
        accessKeyId: secret('awsAccessKey') ?? '',
        secretAccessKey: new Secret(secret('awsSecretKey') ?? ''),
        ...(sessionToken !== undefined && { sessionToken: new Secret(sessionToken) }),
      }
    }
    case 'default':
      return { kind: 'default' }
    default:
      return undefined
  }
}

const contentOf = (present: readonly PresentFile[], role: PresentFile['role']): unknown =>
  present.find((file) => file.role === role)?.value

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

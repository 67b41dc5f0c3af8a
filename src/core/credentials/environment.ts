import { t } from '@vscode/l10n'
import type { AuthKind } from '../choice.ts'
import type { AwsEnvironment } from './awsFiles.ts'

/** A variable that decides otherwise than the choice, and what it does. */
export interface Shadow {
  name: string
  /** One sentence. */
  effect: string
  /** It changes the outcome in Cline; otherwise it is only worth knowing. */
  harmful: boolean
}

const SECRETS = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_BEARER_TOKEN_BEDROCK',
]

/** Variables that stand in the way of a choice, as Cline's two lookups read them. */
export function shadowingVariables(env: AwsEnvironment, auth: AuthKind): Shadow[] {
  const set = (name: string): boolean => (env[name] ?? '').trim() !== ''
  const shadows: Shadow[] = []
  const add = (name: string, effect: string, harmful: boolean) => shadows.push({ name, effect, harmful })
  for (const name of SECRETS) {
    if (env[name] !== undefined && !set(name)) {
      add(name, t('{0} is set but empty; remove it.', name), auth === 'default')
    }
  }
  if (auth !== 'api-key' && set('AWS_BEARER_TOKEN_BEDROCK')) {
    add(
      'AWS_BEARER_TOKEN_BEDROCK',
      t('An API key in the environment overrides typed keys in older parts of Cline.'),
      true,
    )
  }
  if (auth === 'default') {
    addForChain(set, add)
  }
  if (auth === 'keys' && set('AWS_SESSION_TOKEN') && !set('AWS_ACCESS_KEY_ID')) {
    add('AWS_SESSION_TOKEN', t('A session token without its keys is left over in the environment.'), true)
  }
  return shadows
}

function addForChain(
  set: (name: string) => boolean,
  add: (name: string, effect: string, harmful: boolean) => void,
): void {
  if (set('AWS_PROFILE')) {
    add(
      'AWS_PROFILE',
      t('AWS_PROFILE decides which profile is used, before any keys in the environment.'),
      false,
    )
  }
  if (set('AWS_ACCESS_KEY_ID') !== set('AWS_SECRET_ACCESS_KEY')) {
    const name = set('AWS_ACCESS_KEY_ID') ? 'AWS_ACCESS_KEY_ID' : 'AWS_SECRET_ACCESS_KEY'
    add(name, t('Only half of the key pair is set in the environment, so it is ignored.'), true)
  }
}

import { t } from '@vscode/l10n'
import type { CheckNote } from '../checks/check.ts'
import type { AuthKind } from '../choice.ts'
import type { AwsEnvironment } from './awsFiles.ts'

/** A variable that decides otherwise than the choice, and what it does. */
export interface Shadow extends CheckNote {
  name: string
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
  const add = (name: string, text: string, harmful: boolean) => shadows.push({ name, text, harmful })
  if (auth === 'default') {
    for (const name of SECRETS) {
      if (env[name] !== undefined && !set(name)) {
        add(name, t('{0} is set but empty. Remove it from the environment.', name), true)
      }
    }
  }
  // Keys and the default chain are one and the same mode to Cline's older part, and there this variable wins.
  if ((auth === 'keys' || auth === 'default') && set('AWS_BEARER_TOKEN_BEDROCK')) {
    add(
      'AWS_BEARER_TOKEN_BEDROCK',
      t(
        'AWS_BEARER_TOKEN_BEDROCK is set in the environment. The older part of Cline uses that API key instead of your choice; remove the variable, or choose the API key.',
      ),
      true,
    )
  }
  if (auth === 'default') {
    addForChain(set, add)
  }
  return shadows
}

function addForChain(
  set: (name: string) => boolean,
  add: (name: string, text: string, harmful: boolean) => void,
): void {
  const half = set('AWS_ACCESS_KEY_ID') !== set('AWS_SECRET_ACCESS_KEY')
  const keys = set('AWS_ACCESS_KEY_ID') && set('AWS_SECRET_ACCESS_KEY')
  if (set('AWS_PROFILE')) {
    add(
      'AWS_PROFILE',
      keys
        ? t('AWS_PROFILE is set, so its profile is used and the keys in the environment are not.')
        : t('AWS_PROFILE is set, so its profile is used.'),
      keys,
    )
  }
  if (half) {
    const name = set('AWS_ACCESS_KEY_ID') ? 'AWS_ACCESS_KEY_ID' : 'AWS_SECRET_ACCESS_KEY'
    add(name, t('Only {0} is set in the environment. Half of a key pair is ignored.', name), true)
  }
  if (set('AWS_SESSION_TOKEN') && !set('AWS_ACCESS_KEY_ID')) {
    add('AWS_SESSION_TOKEN', t('AWS_SESSION_TOKEN is left over in the environment, without its keys.'), true)
  }
}

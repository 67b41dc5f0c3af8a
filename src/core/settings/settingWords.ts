import { t } from '@vscode/l10n'
import type { AuthKind } from '../choice.ts'
import type { Setting } from './types.ts'

/** A way of authentication, as short as can be. */
export function authWords(auth: AuthKind, profile?: string): string {
  switch (auth) {
    case 'profile':
      return profile === undefined ? t('AWS profile') : t('profile {0}', profile)
    case 'keys':
      return t('access keys')
    case 'api-key':
      return t('Bedrock API key')
    default:
      return t('AWS default chain')
  }
}

/** What Cline is set to, in one line. */
export function settingWords({ provider, modelId, region, auth, profile }: Setting): string {
  if (provider === undefined) {
    return t('no provider')
  }
  if (provider !== 'bedrock') {
    return modelId === undefined ? provider : `${provider} · ${modelId}`
  }
  const parts = ['Bedrock', modelId, region, auth === undefined ? undefined : authWords(auth, profile)]
  return parts.filter((part) => part !== undefined).join(' · ')
}

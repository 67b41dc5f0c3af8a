import { t } from '@vscode/l10n'
import type { StepId } from '../src/core/checks/check.ts'
import type { AuthKind } from '../src/core/choice.ts'
import type { ProfileKind } from '../src/core/credentials/awsFiles.ts'
import * as numbers from '../src/core/numbers.ts'
import type { CheckState, Identity } from '../src/core/wizard/state.ts'

/** A check's state in a word. */
export function statusWord(status: CheckState['status']): string {
  const words = {
    idle: t('Not checked yet'),
    running: t('Checking…'),
    pass: t('Passed'),
    warn: t('Passed with a remark'),
    fail: t('Failed'),
    skip: t('Skipped'),
  }
  return words[status]
}

/** A step's short name. */
export function stepName(step: StepId): string {
  const names = {
    credentials: t('Credentials'),
    region: t('Region'),
    'model-access': t('Model'),
    'test-prompt': t('Test prompt'),
    review: t('Review'),
    done: t('Done'),
    security: t('Security'),
  }
  return names[step]
}

/** The name of a way to authenticate. */
export function methodName(method: AuthKind): string {
  const names = {
    profile: t('AWS profile'),
    keys: t('Access keys'),
    'api-key': t('Bedrock API key'),
    default: t('AWS default chain'),
  }
  return names[method]
}

/** What kind of credentials a profile has. */
export function profileKindName(kind: ProfileKind): string {
  const names = {
    role: t('assumed role'),
    static: t('access keys'),
    temporary: t('temporary keys'),
    'web-identity': t('web identity'),
    process: t('credential process'),
    sso: t('IAM Identity Center'),
    login: t('AWS sign-in'),
    none: t('no credentials'),
  }
  return names[kind]
}

/** What kind of principal an identity is; a kind this page does not know stays in AWS's word. */
export function identityKindName(kind: Identity['kind']): string {
  const names: Record<string, string> = {
    user: t('IAM user'),
    role: t('IAM role'),
    'sso-role': t('IAM Identity Center role'),
    root: t('Root user'),
    federated: t('Federated user'),
    'api-key': t('Bedrock API key'),
  }
  return names[kind] ?? kind
}

/** Sentences after one another: in Chinese without a blank. Empty ones are left out. */
export const sentences = (...texts: string[]): string =>
  texts.filter((text) => text !== '').reduce((one, next) => (one === '' ? next : t('{0} {1}', one, next)), '')

const language = () => document.documentElement.lang || 'en'

/** A duration in the page's language, such as `230 ms`, `2.4 sec` or `2.4 秒`. */
export const durationWords = (ms: number): string => numbers.durationWords(ms, language())

/** US dollars in the page's language, such as `$1.20`. */
export const moneyWords = (usd: number): string => numbers.moneyWords(usd, language())

/** A price in US dollars as AWS writes it, such as `0.003`, in the page's language; other texts stay. */
export const priceWords = (price: string): string => numbers.priceWords(price, language())

/** A count in the page's language, such as `1,204`. */
export const countWords = (count: number): string => numbers.countWords(count, language())

/** A time in the page's language; a text that is no time stays as it is. */
export function timeWords(iso: string): string {
  const time = new Date(iso)
  if (Number.isNaN(time.getTime())) {
    return iso
  }
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(time)
}

import { t } from '@vscode/l10n'
import type { Identity } from '../wizard/state.ts'
import { type HealthFacts, sameSource } from './facts.ts'

/** What is worth a notification. A success never is. */
export type HealthNews = { kind: 'broken'; text: string } | { kind: 'other-identity'; text: string }

/** Compares two looks. Trouble that passes by itself shows in the status bar only. */
export function newsOf(before: HealthFacts | undefined, after: HealthFacts): HealthNews | undefined {
  const { last, identity } = after
  if (last === undefined) {
    return undefined
  }
  if (!last.ok) {
    const known = before?.told !== undefined && before.told === last.id
    return last.passing === true || known ? undefined : { kind: 'broken', text: lossOf(last.summary) }
  }
  const earlier = before !== undefined && sameSource(before.setup, after.setup) ? before.identity : undefined
  return earlier !== undefined && identity !== undefined && !isSameIdentity(earlier, identity)
    ? { kind: 'other-identity', text: otherIdentity(earlier, identity) }
    : undefined
}

/** What a notification says of a failed look. */
export const lossOf = (summary: string): string => t('Cline has lost its access to Bedrock: {0}', summary)

/** The same person or role; a role's session name changes from call to call. */
export const isSameIdentity = (one: Identity, other: Identity): boolean =>
  one.account === other.account && one.kind === other.kind && one.name === other.name

const otherIdentity = (earlier: Identity, now: Identity): string =>
  earlier.account === now.account
    ? t('Cline now acts as {0} in AWS; before it was {1}. Is that intended?', now.name, earlier.name)
    : t(
        'Cline now acts as {0} in the AWS account {1}; before it was {2} in {3}. Is that intended?',
        now.name,
        now.account,
        earlier.name,
        earlier.account,
      )

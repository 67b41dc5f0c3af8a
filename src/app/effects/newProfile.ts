import { t } from '@vscode/l10n'
import { explainSignIn } from '../../core/credentials/signInProblem.ts'
import type { SignInOutcome, SsoStart } from '../../core/credentials/signInTypes.ts'
import {
  checkDraft,
  checkStart,
  named,
  planSsoProfile,
  type SsoDraft,
  sessionFor,
  tidy,
} from '../../core/credentials/ssoProfile.ts'
import { explain } from '../../core/diagnosis/catalogue.ts'
import { classify } from '../../core/diagnosis/classify.ts'
import type { Failure } from '../../core/diagnosis/failure.ts'
import type { Effect } from '../../core/wizard/effects.ts'
import type { EffectDeps } from '../effects.ts'
import type { AppendOutcome } from '../ports.ts'

type NewProfileEffect = Extract<
  Effect,
  { type: 'findSsoAccounts' | 'findSsoRoles' | 'planProfile' | 'addProfile' }
>

/** The steps of the form for a new Identity Center profile. */
export async function runNewProfile(
  deps: EffectDeps,
  effect: NewProfileEffect,
  signal: AbortSignal,
): Promise<void> {
  const draft = tidy(effect.draft)
  switch (effect.type) {
    case 'findSsoAccounts':
      await findAccounts(deps, draft, effect.run, signal)
      return
    case 'findSsoRoles':
      await findRoles(deps, draft, effect.run, signal)
      return
    case 'planProfile':
      await plan(deps, named(draft), effect.run)
      return
    default:
      await add(deps, named(draft), effect)
  }
}

const isClean = (problems: object): boolean => Object.keys(problems).length === 0

async function findAccounts(
  deps: EffectDeps,
  draft: SsoDraft,
  run: number,
  signal: AbortSignal,
): Promise<void> {
  const problems = checkStart(draft)
  if (!isClean(problems)) {
    deps.emit({ type: 'newProfileFailed', run, failure: '', problems })
    return
  }
  const { start } = sessionFor(draft, await deps.aws.readFiles())
  // A sign-in of today may still be good; only else is the user sent to the browser.
  const known = await deps.aws.ssoAccounts(start, signal)
  if (known.ok) {
    deps.emit({ type: 'ssoAccountsFound', run, accounts: known.value })
    return
  }
  if (known.failure.networkCode !== undefined) {
    // Where the portal cannot be reached, no browser helps.
    deps.emit({ type: 'newProfileFailed', run, failure: wordsOf(deps, known.failure) })
    return
  }
  const outcome = await signInFor(deps, draft, start, run)
  if (outcome.kind !== 'signed-in') {
    const failure = outcome.kind === 'cancelled' ? '' : explainSignIn(outcome, requestOf(draft, start)).what
    deps.emit({ type: 'newProfileFailed', run, failure })
    return
  }
  const found = await deps.aws.ssoAccounts(start, signal)
  if (found.ok) {
    deps.emit({ type: 'ssoAccountsFound', run, accounts: found.value })
  } else {
    deps.emit({ type: 'newProfileFailed', run, failure: wordsOf(deps, found.failure) })
  }
}

const requestOf = (draft: SsoDraft, start: SsoStart) => ({
  profile: draft.name === '' ? start.session : draft.name,
  via: 'sso' as const,
  start,
})

/** Shows the sign-in where every sign-in is shown, under the form's own run. */
async function signInFor(
  deps: EffectDeps,
  draft: SsoDraft,
  start: SsoStart,
  run: number,
): Promise<SignInOutcome> {
  return await deps.signIn.start(requestOf(draft, start), (progress) =>
    deps.emit({ type: 'newProfileProgress', run, progress }),
  )
}

async function findRoles(deps: EffectDeps, draft: SsoDraft, run: number, signal: AbortSignal): Promise<void> {
  const { start } = sessionFor(draft, await deps.aws.readFiles())
  const found = await deps.aws.ssoRoles(start, draft.account, signal)
  if (found.ok) {
    deps.emit({ type: 'ssoRolesFound', run, roles: found.value })
  } else {
    deps.emit({ type: 'newProfileFailed', run, failure: wordsOf(deps, found.failure) })
  }
}

function wordsOf(deps: EffectDeps, failure: Failure): string {
  const diagnosis = classify(failure, { check: 'credentials', auth: 'profile' })
  return explain(diagnosis, { platform: deps.platform, auth: 'profile' }).what
}

async function plan(deps: EffectDeps, draft: SsoDraft, run: number): Promise<void> {
  const files = await deps.aws.readFiles()
  const problems = checkDraft(draft, files)
  if (!isClean(problems)) {
    deps.emit({ type: 'profilePlanned', run, draft, problems })
    return
  }
  const preview = await deps.aws.previewAppend(planSsoProfile(draft, files).text)
  deps.emit({ type: 'profilePlanned', run, draft, problems, preview })
}

async function add(
  deps: EffectDeps,
  draft: SsoDraft,
  { run, previewId }: Extract<Effect, { type: 'addProfile' }>,
): Promise<void> {
  const files = await deps.aws.readFiles()
  const problems = checkDraft(draft, files)
  if (!isClean(problems)) {
    deps.emit({ type: 'newProfileFailed', run, failure: '', problems })
    return
  }
  const { text } = planSsoProfile(draft, files)
  const outcome = await deps.aws.appendProfile({ profile: draft.name, text, previewId })
  if (outcome.kind === 'added') {
    deps.emit({ type: 'profileAdded', run, profile: draft.name })
  } else {
    deps.emit({ type: 'newProfileFailed', run, failure: appendProblem(outcome) })
  }
}

/** Why nothing was appended. */
export function appendProblem(outcome: Exclude<AppendOutcome, { kind: 'added' }>): string {
  switch (outcome.kind) {
    case 'exists':
      return t('There is a profile {0} already; it was not changed.', outcome.profile)
    case 'changed':
      return t('{0} has changed since it was shown. Nothing was written; look at it again.', outcome.path)
    default:
      return t('{0} cannot be written ({1}). Nothing was changed.', outcome.path, outcome.said)
  }
}

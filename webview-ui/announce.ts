import { t } from '@vscode/l10n'
import type { CheckState, WizardState } from '../src/core/wizard/state.ts'
import { clockWords } from './countdown.ts'
import { lateNews } from './lateNews.ts'
import { takeUpWords } from './runningClines.ts'
import { statusWord } from './words.ts'

/** What the live region says; a new `count` makes the same texts heard again. `notice` is also seen. */
export interface Said {
  texts: string[]
  count: number
  notice: string
}

const checksOf = ({ credentials, region, model, prompt }: WizardState): CheckState[] => [
  credentials.check,
  region.check,
  model.check,
  model.permissions,
  prompt.check,
]

/** What a listener should hear of the way from one state to the next. */
export function announce(said: Said, before: WizardState | undefined, now: WizardState): Said {
  const fresh =
    before === undefined
      ? []
      : [
          ...signInNews(before, now),
          ...checkNews(before, now),
          ...reviewNews(before, now),
          ...takeUpNews(before, now),
          ...retryNews(before, now),
          ...lateNews(before, now),
        ]
  const notice = noticeNews(before, now)
  const texts = notice === undefined ? fresh : [...fresh, notice]
  const stepChanged = before !== undefined && before.step !== now.step
  const seen = notice ?? undoneElsewhere(before, now) ?? (stepChanged ? '' : said.notice)
  return texts.length === 0 ? { ...said, notice: seen } : { texts, count: said.count + 1, notice: seen }
}

/** What is still to be said when the keyboard has come to words that a screen reader then reads by itself. */
export function withoutRead(said: Said, now: Said, read: string): Said {
  const texts = now.texts.filter((text) => bare(text) !== bare(read))
  const isNews = now.count !== said.count && texts.length > 0
  return isNews ? { ...now, texts } : { ...said, notice: now.notice }
}

const bare = (text: string): string => text.trim().replace(/[.。]$/, '')

/** A code that has to be compared must be heard, too. */
function signInNews({ credentials: before }: WizardState, { credentials: now }: WizardState): string[] {
  const { signIn, newProfile, rotation } = now
  const code = signIn?.code ?? newProfile?.signIn?.code
  const known = before.signIn?.code ?? before.newProfile?.signIn?.code
  const begun = signIn?.status === 'running' && before.signIn?.run !== signIn.run
  const failed = signIn?.status === 'failed' && before.signIn?.status !== 'failed'
  return [
    ...(begun ? [t('Sign-in for {0}', signIn.profile)] : []),
    ...(code !== undefined && code !== known ? [t('{0}: {1}', t('Code'), code)] : []),
    ...(failed ? [signIn.problem?.title ?? t('Failed')] : []),
    ...(rotation?.status === 'written' && before.rotation?.status !== 'written'
      ? [t('The new key is written.')]
      : []),
    ...(newProfile?.status === 'planned' && before.newProfile?.status !== 'planned'
      ? [t('This will be added to the end of:'), newProfile.preview?.path ?? '']
      : []),
  ]
}

function checkNews(before: WizardState, now: WizardState): string[] {
  const earlier = checksOf(before)
  return checksOf(now).flatMap((check, at) => {
    const settledNow = check.result !== undefined && check.status !== 'running'
    const isNews = earlier[at]?.status !== check.status || earlier[at]?.run !== check.run
    return settledNow && isNews ? [t('{0}: {1}', statusWord(check.status), check.result?.summary ?? '')] : []
  })
}

/** The start of a wait is told once; the seconds are not. */
function retryNews(before: WizardState, now: WizardState): string[] {
  const { retry } = now
  const begun = retry?.secondsLeft !== undefined && before.retry?.run !== retry.run
  return begun ? [t('Checking again in {0}', clockWords(retry.secondsLeft ?? 0))] : []
}

function reviewNews(before: WizardState, now: WizardState): string[] {
  if (before.review.status === now.review.status) {
    return []
  }
  switch (now.review.status) {
    case 'written':
      return [t('Cline’s settings were written.')]
    case 'undone':
      return [t('The settings are as they were before.')]
    case 'failed':
      return [now.review.failure?.title ?? t('Failed')]
    default:
      return []
  }
}

function takeUpNews(before: WizardState, now: WizardState): string[] {
  const words = takeUpWords(now.running.phase)
  return before.running.phase === now.running.phase || words === '' ? [] : [words]
}

/** An undo whose checks are no longer known leads away from the review, which would have told it. */
function undoneElsewhere(before: WizardState | undefined, now: WizardState): string | undefined {
  const isNews = before !== undefined && before.review.status !== 'undone' && now.review.status === 'undone'
  return isNews && now.step !== 'review' ? t('The settings are as they were before.') : undefined
}

function noticeNews(before: WizardState | undefined, now: WizardState): string | undefined {
  return now.notice !== undefined && now.notice.count !== before?.notice?.count ? now.notice.text : undefined
}

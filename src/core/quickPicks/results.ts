import { t } from '@vscode/l10n'
import type { CheckId } from '../checks/check.ts'
import type { Explanation } from '../diagnosis/diagnosis.ts'
import type { ExplanationOwner } from '../wizard/intents.ts'
import type { CheckState } from '../wizard/state.ts'
import { placeAfter } from './places.ts'
import type { PickItem, Place } from './screen.ts'

const ICONS = {
  idle: 'circle-outline',
  running: 'loading~spin',
  pass: 'check',
  warn: 'warning',
  fail: 'error',
  skip: 'debug-step-over',
} as const satisfies Record<CheckState['status'], string>

/** A row that only tells something. */
export const told = (icon: string, label: string, detail?: string): PickItem => ({
  icon,
  label,
  act: { type: 'none' },
  ...(detail !== undefined && detail !== '' && { detail }),
})

/** The row that leads on. */
export const onward = (to: Place, description?: string): PickItem => ({
  icon: 'arrow-right',
  label: t('Continue'),
  act: { type: 'go', to },
  ...(description !== undefined && { description }),
})

/** A check's result, what to do about it, and the check once more. */
export function resultItems(check: CheckState, id: CheckId, at: Place): PickItem[] {
  const { status, result } = check
  if (result === undefined) {
    return status === 'running' ? [told(ICONS.running, t('Checking…'))] : []
  }
  const head = told(ICONS[status], result.explanation?.title ?? result.summary, whyOf(result.explanation))
  const again: PickItem = {
    icon: 'refresh',
    label: t('Check again'),
    act: { type: 'send', intent: { type: 'check', check: id } },
  }
  const notes = (result.notes ?? []).map(({ text, harmful }) => told(harmful ? 'warning' : 'info', text))
  return [
    head,
    ...notes,
    ...explanationItems(result.explanation, id, at),
    ...(status === 'fail' ? [again] : []),
  ]
}

const whyOf = (given: Explanation | undefined) =>
  given === undefined ? undefined : [given.what, given.why].filter((part) => part !== '').join(' ')

/** A row for each remedy; AWS's own words can be copied. */
export function explanationItems(
  given: Explanation | undefined,
  of: ExplanationOwner,
  at: Place,
): PickItem[] {
  if (given === undefined) {
    return []
  }
  const remedies = given.remedies.map(
    ({ text, label, action }, index): PickItem =>
      action === undefined
        ? told('lightbulb', text)
        : {
            icon: 'lightbulb',
            label: label ?? text,
            ...(label !== undefined && { detail: text }),
            act: { type: 'send', intent: { type: 'remedy', of, index }, to: placeAfter(action, at) },
          },
  )
  const copy: PickItem = {
    icon: 'copy',
    label: t('Copy details'),
    act: { type: 'send', intent: { type: 'copyDetails', of } },
  }
  return given.details.length === 0 ? remedies : [...remedies, copy]
}

/** A problem that belongs to no check, with what to do. */
export const problemItems = (given: Explanation, of: ExplanationOwner, at: Place): PickItem[] => [
  told('error', given.title, whyOf(given)),
  ...explanationItems(given, of, at),
]

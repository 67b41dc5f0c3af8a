import { t } from '@vscode/l10n'
import type { CheckFact, CheckId, CheckResult, StepId } from '../checks/check.ts'
import type { Explanation, Remedy } from '../diagnosis/diagnosis.ts'
import type { ExplanationOwner } from '../wizard/intents.ts'
import type { CheckState } from '../wizard/state.ts'
import { placeAfter, stepOf } from './places.ts'
import type { Act, PickItem, Place, ShownText } from './screen.ts'

const ICONS = {
  idle: 'circle-outline',
  running: 'loading~spin',
  pass: 'check',
  warn: 'warning',
  fail: 'error',
  skip: 'debug-step-over',
} as const satisfies Record<CheckState['status'], string>

/** A check that lets the user go on. */
export const isGood = ({ status }: CheckState): boolean => status === 'pass' || status === 'warn'

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

/** A row that only tells something. */
export const told = (icon: string, label: string, detail?: string): PickItem => ({
  icon,
  label,
  act: { type: 'none' },
  ...(detail !== undefined && detail !== '' && { detail }),
})

/** A row that does something. */
export const doing = (icon: string, label: string, act: Act, detail?: string): PickItem => ({
  icon,
  label,
  act,
  ...(detail !== undefined && detail !== '' && { detail }),
})

/** The rows under a heading. */
export const grouped = (group: string, items: PickItem[]): PickItem[] =>
  items.map((item) => ({ ...item, group }))

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
  const again: PickItem = {
    icon: 'refresh',
    label: t('Check again'),
    act: { type: 'send', intent: { type: 'check', check: id } },
  }
  const { explanation } = result
  const notes = (result.notes ?? []).map(({ text, harmful }) => told(harmful ? 'warning' : 'info', text))
  const offered = explanation?.remedies.some(({ label }) => label === again.label) ?? false
  return [
    explanation === undefined
      ? summaryItem(ICONS[status], result)
      : problemHead(ICONS[status], explanation, result.facts),
    ...notes,
    ...explanationItems(explanation, id, at),
    ...(status === 'fail' && !offered ? [again] : []),
  ]
}

/** What happened, in a row; its line is short, so the row opens the whole. */
export const problemHead = (
  icon: string,
  given: Explanation,
  facts: readonly CheckFact[] = [],
): PickItem => ({
  icon,
  label: given.title,
  detail: given.what === '' ? given.why : given.what,
  description: t('Enter shows all of it'),
  act: { type: 'show', shown: explanationText(given, facts) },
})

/** What went well, in a row that opens what was looked at. */
const summaryItem = (icon: string, { summary, facts }: CheckResult): PickItem =>
  facts.length === 0
    ? told(icon, summary)
    : {
        icon,
        label: summary,
        description: t('Enter shows all of it'),
        act: {
          type: 'show',
          shown: {
            name: `${t('What was checked')}.md`,
            language: 'markdown',
            text: `# ${summary}\n\n${factLines(facts)}\n`,
          },
        },
      }

const factLines = (facts: readonly CheckFact[]): string =>
  facts.map(({ label, value }) => `- ${t('{0}: {1}', label, value)}`).join('\n')

/** The whole explanation to read: what, why, what to do, and AWS's own words. */
function explanationText(
  { title, what, why, remedies, details }: Explanation,
  facts: readonly CheckFact[],
): ShownText {
  const all = [...facts, ...details]
  const parts = [
    `# ${title}`,
    what,
    why,
    remedies.map(({ text }, index) => `${index + 1}. ${text}`).join('\n'),
    ...(all.length === 0 ? [] : [`## ${t('Details')}`, factLines(all)]),
  ]
  const text = parts.filter((part) => part !== '').join('\n\n')
  return { name: `${title}.md`, language: 'markdown', text: `${text}\n` }
}

/** A row for each remedy; AWS's own words can be copied. */
export function explanationItems(
  given: Explanation | undefined,
  of: ExplanationOwner,
  at: Place,
): PickItem[] {
  if (given === undefined) {
    return []
  }
  const remedies = given.remedies.map((remedy, index): PickItem => {
    const { text, action } = remedy
    const label = labelOf(remedy, at)
    return action === undefined
      ? told('lightbulb', text)
      : {
          icon: 'lightbulb',
          label,
          ...(label !== text && { detail: text }),
          act: {
            type: 'send',
            intent: { type: 'remedy', of, index },
            to: toForm(given, index) ?? placeAfter(action, at),
          },
        }
  })
  const copy: PickItem = {
    icon: 'copy',
    label: t('Copy details'),
    act: { type: 'send', intent: { type: 'copyDetails', of } },
  }
  return given.details.length === 0 ? remedies : [...remedies, copy]
}

/** A button beside its text says "Go there"; a row stands alone and names the place, unless one is there. */
function labelOf({ text, label, action }: Remedy, at: Place): string {
  if (action?.kind !== 'go-to-step') {
    return label ?? text
  }
  return action.step === stepOf(at) ? text : t('Go to: {0}', stepName(action.step))
}

/** The page shows the form in its step; here it is a place of its own, and the first remedy means it. */
const toForm = ({ id, remedies }: Explanation, index: number): Place | undefined =>
  id === 'use-case-form-required' &&
  index === remedies.findIndex(({ action }) => action?.kind === 'go-to-step')
    ? 'form'
    : undefined

/** A problem that belongs to no check, with what to do. */
export const problemItems = (given: Explanation, of: ExplanationOwner, at: Place): PickItem[] => [
  problemHead('error', given),
  ...explanationItems(given, of, at),
]

import { t } from '@vscode/l10n'
import type { ClineMode } from '../settings/types.ts'
import type { ReviewStep, WizardState, WriteOptions } from '../wizard/state.ts'
import { fileItems } from './fileItems.ts'
import { otherItems } from './otherClines.ts'
import { doing, grouped, isGood, problemHead, problemItems, told } from './results.ts'
import type { PickItem, PickPart } from './screen.ts'

/** What will change, and the one row that writes it. */
export function reviewScreen(state: WizardState): PickPart {
  const { review, running } = state
  const { failure, status, files } = review
  return {
    placeholder: placeholderOf(review),
    busy: status === 'planning' || status === 'writing' || status === 'undoing',
    items: [
      ...writeItems(state),
      ...(failure === undefined ? [] : problemItems(failure, 'review', 'review')),
      ...(review.changed === false
        ? [
            told('check', t('Cline is set to this already: nothing needs to change.')),
            doing('check-all', t('Close'), { type: 'close' }),
          ]
        : []),
      ...fileItems(files, t('What will change?')),
      ...(status === 'ready' ? questions(state) : []),
      ...grouped(t('Good to know'), notes(state)),
      ...otherItems(running, false),
      ...wayOn(state),
    ],
  }
}

function placeholderOf({ status }: ReviewStep): string {
  switch (status) {
    case 'planning':
      return t('Reading Cline’s settings…')
    case 'writing':
      return t('Writing…')
    case 'undoing':
      return t('Undoing…')
    default:
      return t('What will change?')
  }
}

function writeItems({ review, host }: WizardState): PickItem[] {
  const { status, previewId, changed } = review
  return status !== 'ready' || previewId === undefined || changed === false
    ? []
    : [
        doing(
          'save',
          t('Write Cline’s settings'),
          { type: 'send', intent: { type: 'apply', previewId } },
          host.cline.running
            ? t('Cline is running, so the window reloads right after. You are asked first.')
            : t('A backup is made first, and you can undo it.'),
        ),
      ]
}

/** Where nothing can be written: what is missing for it. */
function wayOn({ review, prompt }: WizardState): PickItem[] {
  if (!isGood(prompt.check)) {
    return [doing('arrow-left', t('Back to the test prompt'), { type: 'go', to: 'prompt' })]
  }
  return review.status === 'failed' || review.status === 'idle'
    ? [
        doing('refresh', t('Show again'), {
          type: 'send',
          intent: { type: 'check', check: 'cline-settings' },
        }),
      ]
    : []
}

function notes({ review, locked }: WizardState): PickItem[] {
  const decided = Object.entries(locked ?? {}).map(([field, value]) => t('{0}: {1}', field, String(value)))
  const dirs = review.about?.place.dataDirs ?? []
  return [
    ...review.warnings.map((warning) => problemHead('warning', warning)),
    ...(decided.length === 0 ? [] : [told('lock', t('Decided by your organisation'), decided.join(' · '))]),
    ...(dirs.length === 0 ? [] : [told('folder', t('Cline’s settings are in {0}.', dirs.join(', ')))]),
  ]
}

const WHOLE: WriteOptions = { modes: ['plan', 'act'], keepApiKey: false }

/** What only the user can decide about the write; the row that holds is marked. */
function questions({ review }: WizardState): PickItem[] {
  const { about, options = WHOLE } = review
  if (about === undefined) {
    return []
  }
  const choice = (label: string, on: boolean, change: Partial<WriteOptions>): PickItem =>
    doing(on ? 'pass-filled' : 'circle-large-outline', label, {
      type: 'send',
      intent: { type: 'setWriteOptions', ...options, ...change },
    })
  const modes = (label: string, wanted: ClineMode[]) =>
    choice(label, options.modes.join() === wanted.join(), { modes: wanted })
  return [
    ...(about.separateModels
      ? grouped(t('Which of Cline’s modes'), [
          modes(t('Both'), ['plan', 'act']),
          modes(t('Act mode only'), ['act']),
          modes(t('Plan mode only'), ['plan']),
        ])
      : []),
    ...(about.unusedApiKey
      ? grouped(t('Bedrock API key that is no longer used'), [
          choice(t('Remove it from Cline; the backup keeps it for 30 days'), !options.keepApiKey, {
            keepApiKey: false,
          }),
          choice(t('Keep it in Cline'), options.keepApiKey, { keepApiKey: true }),
        ])
      : []),
  ]
}

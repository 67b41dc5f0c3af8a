import { t } from '@vscode/l10n'
import type { StepId } from '../checks/check.ts'
import { clockWords } from '../numbers.ts'
import type { ExplanationOwner } from '../wizard/intents.ts'
import type { CheckState, WizardState } from '../wizard/state.ts'
import { doing, isGood, stepName, told } from './results.ts'
import type { PickItem, Place } from './screen.ts'

/** What a remedy has begun and the user can still end: a wait, or a profile that is shown before it is added. */
export const pendingItems = (state: WizardState, of: ExplanationOwner): PickItem[] => [
  ...waitItems(state, of),
  ...(of === 'credentials' || of === 'region' ? wrapperItems(state) : []),
]

/** A check that has not run rests on something that is missing: the way there. */
export function missingItems(
  { credentials, region }: WizardState,
  of: StepId,
  check: CheckState,
): PickItem[] {
  if (check.status !== 'idle') {
    return []
  }
  const to = (step: StepId, place: Place) =>
    doing('arrow-left', t('Go to: {0}', stepName(step)), { type: 'go', to: place })
  if (of === 'credentials') {
    return [to('credentials', 'method')]
  }
  if (!isGood(credentials.check)) {
    return [to('credentials', 'credentials')]
  }
  const isOpen = of === 'region' || (!isGood(region.check) && region.check.status !== 'skip')
  return isOpen
    ? [to('region', region.chosen === undefined || of === 'region' ? 'region' : 'region-check')]
    : [to('model-access', 'model')]
}

function waitItems({ retry }: WizardState, of: ExplanationOwner): PickItem[] {
  if (retry?.of !== of || retry.secondsLeft === undefined) {
    return []
  }
  return [
    told('clock', t('Checking again in {0}', clockWords(retry.secondsLeft * 1000))),
    { icon: 'refresh', label: t('Check now'), act: { type: 'send', intent: { type: 'retryNow' } } },
    { icon: 'debug-stop', label: t('Stop waiting'), act: { type: 'send', intent: { type: 'cancelRetry' } } },
  ]
}

function wrapperItems({ credentials: { wrapper } }: WizardState): PickItem[] {
  const later: PickItem = {
    icon: 'close',
    label: t('Not now'),
    act: { type: 'send', intent: { type: 'closeWrapper' } },
  }
  if (wrapper?.failure !== undefined) {
    return [told('error', wrapper.failure), later]
  }
  if (wrapper?.preview === undefined) {
    return []
  }
  const { preview, name = '', source } = wrapper
  const to: Place = 'credentials'
  return [
    doing(
      'file-code',
      t('{0} gets the credentials of {1} through the AWS CLI, which asks the right region.', name, source),
      { type: 'show', shown: { name: 'config', language: 'ini', text: preview.text } },
      preview.text.trim().replaceAll('\n', ' · '),
    ),
    {
      icon: 'add',
      label: t('Add it and use it'),
      detail: preview.path,
      act: { type: 'send', intent: { type: 'addWrapper', previewId: preview.id }, to },
    },
    later,
  ]
}

import { t } from '@vscode/l10n'
import type { ExplanationOwner } from '../wizard/intents.ts'
import type { WizardState } from '../wizard/state.ts'
import { told } from './results.ts'
import type { PickItem, Place } from './screen.ts'

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** What a remedy has begun and the user can still end: a wait, or a profile that is shown before it is added. */
export const pendingItems = (state: WizardState, of: ExplanationOwner): PickItem[] => [
  ...waitItems(state, of),
  ...(of === 'credentials' || of === 'region' ? wrapperItems(state) : []),
]

function waitItems({ retry }: WizardState, of: ExplanationOwner): PickItem[] {
  if (retry?.of !== of || retry.secondsLeft === undefined) {
    return []
  }
  return [
    told('clock', t('Checking again in {0}', clock(retry.secondsLeft))),
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
    told(
      'file-code',
      t('{0} gets the credentials of {1} through the AWS CLI, which asks the right region.', name, source),
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

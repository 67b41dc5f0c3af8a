import { t } from '@vscode/l10n'
import type { RunningStep } from '../wizard/running.ts'
import { doing, grouped, told } from './results.ts'
import type { PickItem } from './screen.ts'

/** How far Cline has taken up what was written; nothing when there is nothing to say. */
export function takeUpItems({ phase }: RunningStep): PickItem[] {
  switch (phase) {
    case 'confirming':
      return [told('loading~spin', t('Cline is taking up the new settings…'))]
    case 'confirmed':
      return [told('check', t('Cline has taken up the new settings.'))]
    case 'probable':
      return [
        told(
          'info',
          t(
            'Cline has probably taken up the new settings: they are in place, but it has not saved them itself yet.',
          ),
        ),
      ]
    case 'changed':
      return [told('info', t('Cline’s settings were changed since they were written.'))]
    case 'failed':
      return [told('error', t('Cline did not take up the new settings.'))]
    default:
      return []
  }
}

/** The other windows and programs whose Cline has settings in memory, each with what can be done about it. */
export function otherItems({ windows, apps }: RunningStep, isWritten: boolean): PickItem[] {
  const shown = isWritten ? windows.filter(({ stale }) => stale) : windows
  return grouped(t('Cline also runs elsewhere'), [
    ...shown.map(({ pid, name, asked }): PickItem => {
      const words = name === '' ? t('A window without a folder') : t('The window “{0}”', name)
      return isWritten
        ? doing(
            'multiple-windows',
            words,
            { type: 'send', intent: { type: 'askReload', pid } },
            asked ? t('was asked to reload') : t('Ask to reload'),
          )
        : told('multiple-windows', words, t('Reload it after the write.'))
    }),
    ...apps.map(({ name, running }) =>
      told('window', running ? t('{0}, open now', name) : t('{0}, if it is open', name)),
    ),
  ])
}

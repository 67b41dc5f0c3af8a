import { t } from '@vscode/l10n'
import type { RotationState } from '../wizard/credentialState.ts'
import type { WizardState } from '../wizard/state.ts'
import { fileItems } from './fileItems.ts'
import { doing, explanationItems, problemHead, told } from './results.ts'
import type { PickItem, PickPart } from './screen.ts'

/** Which kind of key was rotated. */
export const rotationKindScreen = (_: WizardState): PickPart => ({
  name: t('New key for Cline'),
  placeholder: t('Which key is new? Everything else in Cline stays as it is.'),
  items: [
    doing('key', t('Access keys'), {
      type: 'send',
      intent: { type: 'openRotation', kind: 'keys' },
      to: 'rotation-key-id',
    }),
    doing('lock', t('Bedrock API key'), {
      type: 'send',
      intent: { type: 'openRotation', kind: 'api-key' },
      to: 'rotation-api-key',
    }),
  ],
})

/** The new key: what AWS says, what would change, and the one row that writes it. */
export function rotationScreen({ credentials: { rotation } }: WizardState): PickPart {
  const name = t('New key for Cline')
  if (rotation === undefined) {
    return { name, placeholder: t('New key for Cline'), items: [] }
  }
  const { status } = rotation
  return {
    name,
    placeholder: placeholderOf(rotation),
    busy: status === 'checking' || status === 'writing',
    items: itemsOf(rotation),
  }
}

function placeholderOf({ status, entered, check, problem }: RotationState): string {
  switch (status) {
    case 'checking':
      return t('Checking…')
    case 'ready':
      return `${t('AWS accepts the new key:')} ${entered?.label ?? ''}`
    case 'writing':
      return t('Writing…')
    case 'written':
      return t('The new key is written.')
    default:
      return problem?.title ?? check?.summary ?? t('Not checked yet')
  }
}

function itemsOf(rotation: RotationState): PickItem[] {
  const { status, files, previewId, kind, backup } = rotation
  switch (status) {
    case 'checking':
      return [told('loading~spin', t('Checking…'))]
    case 'ready':
    case 'writing':
      if (files.length === 0) {
        return [told('check', t('Cline has this key already.')), leave()]
      }
      return [
        ...(status === 'ready' && previewId !== undefined
          ? [
              doing(
                'save',
                t('Write the new key'),
                { type: 'send', intent: { type: 'applyRotation', previewId } },
                t('A backup is made first, and you can undo it.'),
              ),
            ]
          : []),
        ...fileItems(files, t('This is all that changes in Cline’s settings:')),
      ]
    case 'written':
      return [
        doing(
          'refresh',
          t('Reload window'),
          { type: 'send', intent: { type: 'reloadWindow' } },
          t('Cline keeps the old key in memory until then. Delete the old key at AWS afterwards.'),
        ),
        leave(),
        ...(backup === undefined ? [] : [told('history', t('Backup:'), backup)]),
      ]
    default:
      return [
        ...trouble(rotation),
        doing('edit', t('Enter the key again'), {
          type: 'go',
          to: kind === 'keys' ? 'rotation-key-id' : 'rotation-api-key',
        }),
      ]
  }
}

const leave = (): PickItem => doing('check-all', t('Close'), { type: 'close' })

function trouble({ problem, check }: RotationState): PickItem[] {
  const given = problem ?? (check?.status === 'fail' ? check.explanation : undefined)
  return given === undefined
    ? []
    : [problemHead('error', given), ...explanationItems(given, 'rotation', 'rotation')]
}

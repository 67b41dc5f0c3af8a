import { t } from '@vscode/l10n'
import type { CheckFact, CheckResult } from '../../core/checks/check.ts'
import type { ClineStatus, StoragePlace } from '../../core/settings/types.ts'
import { type CheckRun, diagnose, passed, troubled } from './context.ts'

/** Is Cline set to the choice that was checked? */
export async function checkClineSettings(run: CheckRun): Promise<CheckResult> {
  const status = await run.deps.cline.status()
  if (!status.ok) {
    return troubled(run, 'cline-settings', 'fail', diagnose(run, 'cline-settings', status.failure))
  }
  const { blocker, managed, dataDir } = status.value
  if (blocker !== undefined) {
    const soft = blocker.id === 'cline-managed' || blocker.id === 'cline-not-configured'
    return troubled(run, 'cline-settings', soft ? 'warn' : 'fail', blocker)
  }
  if (managed) {
    return troubled(run, 'cline-settings', 'warn', { id: 'cline-managed', facts: { path: dataDir } })
  }
  if (!matches(run, status.value)) {
    return troubled(run, 'cline-settings', 'warn', { id: 'cline-not-configured', facts: { path: dataDir } })
  }
  return passed('cline-settings', t('Cline is set to this choice.'), [
    { label: t('Model'), value: status.value.modelId ?? '' },
    { label: t('Region'), value: status.value.region ?? '' },
    ...placeFacts(status.value.place),
  ])
}

const placeFacts = ({ dataDirs, variables, version }: StoragePlace): CheckFact[] => [
  { label: t('Folder'), value: dataDirs.join(', ') },
  ...(variables.length > 0 ? [{ label: t('Set by'), value: variables.join(', ') }] : []),
  ...(version === undefined ? [] : [{ label: 'Cline', value: version }]),
]

const matches = (run: CheckRun, status: ClineStatus): boolean =>
  status.provider === 'bedrock' &&
  status.auth === run.auth.kind &&
  status.region === run.region &&
  status.modelId === run.modelId &&
  (run.auth.kind !== 'profile' || status.profile === run.auth.profile)

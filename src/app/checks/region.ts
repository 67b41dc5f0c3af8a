import { t } from '@vscode/l10n'
import type { CheckResult } from '../../core/checks/check.ts'
import { checkRegionShape } from '../../core/credentials/regionShape.ts'
import { countWords } from '../../core/numbers.ts'
import { type CheckRun, diagnose, passed, skipped, troubled } from './context.ts'
import type { CredentialsOutcome } from './credentials.ts'

/** Is it a region, does Bedrock exist there, and has the account switched it on? */
export async function checkRegion(run: CheckRun, credentials: CredentialsOutcome): Promise<CheckResult> {
  const shape = checkRegionShape(run.region)
  if (shape !== undefined) {
    return troubled(run, 'region', 'fail', shape)
  }
  if (credentials.regionRefusal !== undefined) {
    return troubled(run, 'region', 'fail', credentials.regionRefusal)
  }
  const region = run.callRegion
  const listed = await run.calls.models()
  if (listed.ok) {
    return passed('region', t('Bedrock answers in {0}.', region), [
      { label: t('Region'), value: region },
      { label: t('Models listed'), value: countWords(listed.value.length) },
    ])
  }
  // STS has accepted the key: Bedrock calling it unknown can only mean that the region is off.
  const signed = run.auth.kind !== 'api-key'
  const diagnosis = diagnose(run, 'region', listed.failure, signed ? { homeRegionAccepts: true } : {})
  if (diagnosis.id === 'region-not-enabled') {
    return troubled(run, 'region', 'fail', diagnosis)
  }
  if (diagnosis.id === 'discovery-permission-missing') {
    return passed('region', t('Bedrock answers in {0}; models may not be listed there.', region))
  }
  return skipped('region', t('The region could not be checked: Bedrock gave no usable answer.'))
}

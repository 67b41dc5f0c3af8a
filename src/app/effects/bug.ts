import { t } from '@vscode/l10n'
import { partitionOf } from '../../core/bedrock/regions.ts'
import { explain } from '../../core/diagnosis/catalogue.ts'
import type { Effect } from '../../core/wizard/effects.ts'
import type { EffectDeps } from '../effects.ts'

/** A thrown error is a bug of ours: logged, and told where somebody waits for a result, so that nothing spins for ever. */
export function bug(deps: EffectDeps, effect: Effect, error: unknown): void {
  deps.log.error(`effect ${effect.type} failed`, error)
  const name = error instanceof Error ? error.name : 'Error'
  const explanation = explain(
    {
      id: 'unknown',
      facts: {},
      failure: {
        service: 'credentials',
        operation: effect.type,
        name,
        message: 'Internal error. See the log.',
      },
    },
    { platform: deps.platform, partition: partitionOf('us-east-1') },
  )
  const broken = (id: 'credentials' | 'region' | 'model-access' | 'permissions' | 'test-prompt') => ({
    id,
    status: 'fail' as const,
    summary: explanation.title,
    facts: [],
    explanation,
    durationMs: 0,
  })
  switch (effect.type) {
    case 'checkCredentials':
      deps.emit({ type: 'credentialsChecked', run: effect.run, result: broken('credentials') })
      return
    case 'checkRegion':
      deps.emit({ type: 'regionChecked', run: effect.run, result: broken('region'), options: [] })
      return
    case 'checkEndpoint':
      deps.emit({ type: 'endpointChecked', run: effect.run, result: broken('region') })
      return
    case 'submitForm':
      deps.emit({ type: 'formSubmitted', run: effect.run, at: deps.clock.now(), failure: explanation })
      return
    case 'readOffers':
      deps.emit({ type: 'offersRead', run: effect.run, failure: explanation })
      return
    case 'acceptOffer':
      deps.emit({ type: 'offerAccepted', run: effect.run, at: deps.clock.now(), failure: explanation })
      return
    case 'applyGrant':
      deps.emit({ type: 'grantApplied', run: effect.run, failure: explanation })
      return
    case 'undoGrant':
      deps.emit({ type: 'grantUndone', run: effect.run, failure: explanation })
      return
    case 'checkModel':
      deps.emit({ type: 'modelChecked', run: effect.run, result: broken('model-access'), baseModelId: '' })
      return
    case 'checkPermissions':
      deps.emit({ type: 'permissionsChecked', run: effect.run, result: broken('permissions') })
      return
    case 'sendPrompt':
      deps.emit({ type: 'promptEnded', run: effect.run, result: broken('test-prompt'), stopped: false })
      return
    case 'previewWrite':
    case 'applyWrite':
    case 'undoWrite':
      deps.emit({ type: 'writeFailed', run: effect.run, failure: explanation })
      return
    case 'signIn':
      deps.emit({ type: 'signInEnded', run: effect.run, cancelled: false, problem: explanation })
      return
    case 'checkRotation':
    case 'applyRotation':
      deps.emit({ type: 'rotationFailed', run: effect.run, problem: explanation })
      return
    case 'findSsoAccounts':
    case 'findSsoRoles':
    case 'planProfile':
    case 'addProfile':
      deps.emit({ type: 'newProfileFailed', run: effect.run, failure: explanation.what })
      return
    case 'planWrapper':
    case 'addWrapper':
      deps.emit({ type: 'wrapperFailed', run: effect.run, failure: explanation.what })
      return
    case 'surveySecurity':
      deps.emit({ type: 'securitySurveyed', run: effect.run, practices: [] })
      deps.emit({ type: 'noticed', text: explanation.what })
      return
    case 'readProfiles':
      deps.emit({ type: 'profilesRead', profiles: [], fileProblems: [explanation.what] })
      return
    case 'probeRegions':
      for (const region of effect.regions) {
        deps.emit({ type: 'regionProbed', region, probe: 'silent' })
      }
      return
    case 'host':
    case 'deleteBackups':
      deps.emit({ type: 'noticed', text: t('That did not work. The log of Bedrock for Cline says why.') })
      return
    case 'waitAccess':
    case 'checkSecurity':
    case 'suggestRegion':
    case 'readOrigins':
    case 'readCline':
    case 'cancel':
    case 'cancelSignIn':
    case 'countDown':
    case 'stopCountDown':
    case 'forgetSecret':
      // Beside the way: nobody waits for it.
      return
    default:
      effect satisfies never
  }
}

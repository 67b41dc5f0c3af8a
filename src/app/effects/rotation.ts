import { t } from '@vscode/l10n'
import { baseModelId } from '../../core/bedrock/models.ts'
import type { AuthSource } from '../../core/choice.ts'
import { explain } from '../../core/diagnosis/catalogue.ts'
import { classify } from '../../core/diagnosis/classify.ts'
import type { Explanation } from '../../core/diagnosis/diagnosis.ts'
import type { Failure } from '../../core/diagnosis/failure.ts'
import type { ApplyRequest, ClineStatus } from '../../core/settings/types.ts'
import type { Effect } from '../../core/wizard/effects.ts'
import { timed } from '../checks/context.ts'
import { checkCredentials } from '../checks/credentials.ts'
import { openRun } from '../doctor.ts'
import type { EffectDeps } from '../effects.ts'

type RotationEffect = Extract<Effect, { type: 'checkRotation' | 'applyRotation' }>

/**
 * Puts a new key in the place of the one that Cline has: AWS is asked first, then the same transaction shows
 * and writes it. Everything else of Cline's choice stays.
 */
export async function runRotation(
  deps: EffectDeps,
  effect: RotationEffect,
  signal: AbortSignal,
): Promise<void> {
  const { run } = effect
  const auth = deps.vault.open(effect.auth)
  if (auth === undefined) {
    return
  }
  const failed = (failure: Failure) =>
    deps.emit({ type: 'rotationFailed', run, problem: inWords(deps, failure) })
  const status = await deps.cline.status()
  if (!status.ok) {
    failed(status.failure)
    return
  }
  const request = requestFor(status.value, auth)
  if (request === undefined) {
    deps.emit({ type: 'rotationFailed', run, problem: nothingToRotate(deps) })
    return
  }
  if (effect.type === 'applyRotation') {
    const written = await deps.cline.apply(request, effect.previewId)
    if (written.ok) {
      const { backup } = written.value
      deps.emit({ type: 'rotationWritten', run, ...(backup !== undefined && { backup }) })
    } else {
      failed(written.failure)
    }
    return
  }
  const { auth: source, region, modelId, endpoint } = request
  const input = { auth: source, region, modelId, ...(endpoint !== undefined && { endpoint }) }
  const { result } = await timed(deps.clock, () => checkCredentials(openRun(deps, input, signal)))
  deps.emit({ type: 'rotationChecked', run, result })
  if (result.status === 'fail') {
    return
  }
  const preview = await deps.cline.preview(request)
  if (preview.ok) {
    deps.emit({
      type: 'rotationPlanned',
      run,
      previewId: preview.value.id,
      files: preview.value.files,
    })
  } else {
    failed(preview.failure)
  }
}

/** Cline's present choice with the new key in it; `undefined` where Cline is not set to Bedrock. */
function requestFor(status: ClineStatus, auth: AuthSource): ApplyRequest | undefined {
  const { provider, region, modelId, endpoint } = status
  return provider !== 'bedrock' || region === undefined || modelId === undefined
    ? undefined
    : {
        auth,
        region,
        modelId,
        baseModelId: baseModelId(modelId),
        // Neither mode's model: each may have one of its own, and a key is all that changes.
        modes: [],
        ...(endpoint !== undefined && { endpoint }),
      }
}

const nothingToRotate = (deps: EffectDeps): Explanation => ({
  ...explain({ id: 'cline-not-configured', facts: {} }, { platform: deps.platform }),
  what: t('Cline is not set to Bedrock with a region and a model, so there is no key to replace.'),
})

const inWords = (deps: EffectDeps, failure: Failure): Explanation =>
  explain(classify(failure, { check: 'cline-settings', auth: 'default' }), { platform: deps.platform })

import { explain } from '../../core/diagnosis/catalogue.ts'
import { classify } from '../../core/diagnosis/classify.ts'
import type { Diagnosis, Explanation } from '../../core/diagnosis/diagnosis.ts'
import type { Failure } from '../../core/diagnosis/failure.ts'
import type { ApplyRequest } from '../../core/settings/types.ts'
import type { ChoiceRef, Effect } from '../../core/wizard/effects.ts'
import type { EffectDeps } from '../effects.ts'

type WriteEffect = Extract<Effect, { type: 'previewWrite' | 'applyWrite' | 'undoWrite' }>

/** Plans, writes or takes back Cline's settings. */
export async function runWriteEffect(deps: EffectDeps, effect: WriteEffect): Promise<void> {
  const { run } = effect
  const failed = (failure: Failure) =>
    deps.emit({ type: 'writeFailed', run, failure: inWords(deps, failure) })
  if (effect.type === 'undoWrite') {
    const undone = await deps.cline.undo()
    return undone.ok ? deps.emit({ type: 'undone', run }) : failed(undone.failure)
  }
  const request = requestFor(deps, effect.choice, effect.baseModelId)
  if (request === undefined) {
    return
  }
  if (effect.type === 'previewWrite') {
    const shown = await deps.cline.preview(request)
    if (!shown.ok) {
      return failed(shown.failure)
    }
    const { id, changed, files, warnings } = shown.value
    return deps.emit({
      type: 'previewed',
      run,
      previewId: id,
      changed,
      files,
      warnings: warnings.map((each) => explained(deps, each)),
    })
  }
  const written = await deps.cline.apply(request, effect.previewId)
  if (!written.ok) {
    return failed(written.failure)
  }
  const { backup, warnings, files } = written.value
  deps.emit({
    type: 'applied',
    run,
    warnings: warnings.map((each) => explained(deps, each)),
    reloadNeeded: files.length > 0,
    ...(backup !== undefined && { backup }),
  })
}

function requestFor(deps: EffectDeps, choice: ChoiceRef, baseModelId: string): ApplyRequest | undefined {
  const auth = deps.vault.open(choice.auth)
  if (auth === undefined || choice.region === undefined || choice.modelId === undefined) {
    return undefined
  }
  return {
    auth,
    region: choice.region,
    modelId: choice.modelId,
    baseModelId,
    modes: ['plan', 'act'],
    ...(choice.endpoint !== undefined && { endpoint: choice.endpoint }),
  }
}

const explained = (deps: EffectDeps, diagnosis: Diagnosis): Explanation =>
  explain(diagnosis, { platform: deps.platform })

const inWords = (deps: EffectDeps, failure: Failure): Explanation =>
  explained(deps, classify(failure, { check: 'cline-settings', auth: 'default' }))

import { t } from '@vscode/l10n'
import { explain } from '../../core/diagnosis/catalogue.ts'
import { classify } from '../../core/diagnosis/classify.ts'
import type { Diagnosis, Explanation } from '../../core/diagnosis/diagnosis.ts'
import type { Failure } from '../../core/diagnosis/failure.ts'
import type { ApplyRequest } from '../../core/settings/types.ts'
import type { Effect } from '../../core/wizard/effects.ts'
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
  const request = requestFor(deps, effect)
  if (request === undefined) {
    return
  }
  if (effect.type === 'previewWrite') {
    const shown = await deps.cline.preview(request)
    if (!shown.ok) {
      return failed(shown.failure)
    }
    const { id, changed, files, warnings, about } = shown.value
    return deps.emit({
      type: 'previewed',
      run,
      previewId: id,
      changed,
      files,
      warnings: warnings.map((each) => explained(deps, each)),
      ...(about !== undefined && { about }),
    })
  }
  const written = await deps.cline.apply(request, effect.previewId)
  if (!written.ok) {
    return failed(written.failure)
  }
  const { backup, warnings, files, now, keepsOldKeys } = written.value
  deps.emit({
    type: 'applied',
    run,
    warnings: warnings.map((each) => explained(deps, each)),
    reloadNeeded: files.length > 0,
    now,
    keepsOldKeys,
    ...(backup !== undefined && { backup }),
  })
}

/** Reads what Cline is set to, so that a new run starts from there. */
export async function readCline(deps: EffectDeps): Promise<void> {
  const status = await deps.cline.status()
  if (status.ok) {
    const {
      dataDir: _folder,
      managed: _managed,
      blocker: _blocker,
      place: _place,
      locked,
      ...now
    } = status.value
    deps.emit({ type: 'clineRead', now, locked })
  }
}

/** Deletes all backups, and says how many there were. */
export async function deleteBackups(deps: EffectDeps): Promise<void> {
  const deleted = await deps.cline.deleteBackups()
  if (deleted.ok) {
    deps.emit({ type: 'backupsDeleted' })
    deps.emit({ type: 'noticed', text: t('Backups deleted: {0}', deleted.value) })
  } else {
    deps.emit({ type: 'noticed', text: inWords(deps, deleted.failure).title })
  }
}

function requestFor(
  deps: EffectDeps,
  { choice, baseModelId, planModel, options }: Exclude<WriteEffect, { type: 'undoWrite' }>,
): ApplyRequest | undefined {
  const auth = deps.vault.open(choice.auth)
  if (auth === undefined || choice.region === undefined || choice.modelId === undefined) {
    return undefined
  }
  return {
    auth,
    region: choice.region,
    modelId: choice.modelId,
    baseModelId,
    ...(planModel !== undefined && { planModel }),
    ...options,
    ...(choice.endpoint !== undefined && { endpoint: choice.endpoint }),
  }
}

const explained = (deps: EffectDeps, diagnosis: Diagnosis): Explanation =>
  explain(diagnosis, { platform: deps.platform })

const inWords = (deps: EffectDeps, failure: Failure): Explanation =>
  explained(deps, classify(failure, { check: 'cline-settings', auth: 'default' }))

import { classify } from '../../core/diagnosis/classify.ts'
import type { Effect } from '../../core/wizard/effects.ts'
import type { EffectDeps } from '../effects.ts'

/** So many regions are asked at once. */
const TOGETHER = 8

/** Asks regions for their models, a few at a time, and tells of each as soon as it has answered. */
export async function probe(
  deps: EffectDeps,
  effect: Extract<Effect, { type: 'probeRegions' }>,
  signal: AbortSignal,
): Promise<void> {
  const auth = deps.vault.open(effect.auth)
  if (auth === undefined) {
    return
  }
  const waiting = [...effect.regions]
  const worker = async () => {
    for (let region = waiting.shift(); region !== undefined && !signal.aborted; region = waiting.shift()) {
      const started = deps.clock.now()
      const listed = await deps.aws.listFoundationModels({ auth, region }, signal)
      const latencyMs = Math.max(0, Math.round(deps.clock.now() - started))
      const status = listed.ok ? 'available' : refusal(deps, region, listed.failure)
      deps.emit({ type: 'regionProbed', region, probe: status, ...(listed.ok && { latencyMs }) })
    }
  }
  await Promise.all(Array.from({ length: TOGETHER }, worker))
}

function refusal(
  deps: EffectDeps,
  region: string,
  failure: Parameters<typeof classify>[0],
): 'denied' | 'unavailable' {
  const { id } = classify(failure, { check: 'region', auth: 'default', region })
  deps.log.info(`region ${region}: ${id}`)
  return id === 'discovery-permission-missing' || id.startsWith('scp-') || id.startsWith('iam-')
    ? 'denied'
    : 'unavailable'
}

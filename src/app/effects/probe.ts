import { offers } from '../../core/bedrock/models.ts'
import { residencyOf } from '../../core/bedrock/residency.ts'
import type { FoundationModel, InferenceProfile } from '../../core/bedrock/types.ts'
import { classify } from '../../core/diagnosis/classify.ts'
import type { Effect } from '../../core/wizard/effects.ts'
import type { WizardEvent } from '../../core/wizard/events.ts'
import type { EffectDeps } from '../effects.ts'
import type { AwsTarget } from '../ports.ts'
import { wait } from '../wait.ts'

/** Longest wait for a region, in milliseconds, however slow all are. */
const LIMIT_MS = 10_000
/** When so large a share has answered, the others get somewhat longer than the slowest of them took. */
const MOST = 0.9
/** Below the half as long again that the whole may take, for timers are late on a busy computer. */
const GRACE = 1.35

type Found = Omit<Extract<WizardEvent, { type: 'regionProbed' }>, 'type' | 'region'>

/**
 * Asks all regions at the same time and tells of each as soon as it has answered: how far Bedrock Runtime
 * is, whether models may be listed, and whether the chosen one is there. One that hangs is cut off soon
 * after the others are done.
 */
export async function probe(
  deps: EffectDeps,
  effect: Extract<Effect, { type: 'probeRegions' }>,
  signal: AbortSignal,
): Promise<void> {
  const auth = deps.vault.open(effect.auth)
  if (auth === undefined) {
    return
  }
  const started = deps.clock.now()
  const over = new AbortController()
  const end = () => over.abort()
  signal.addEventListener('abort', end)
  const limit = cutOff(LIMIT_MS)
  let answered = 0
  const work = effect.regions.map(async (region) => {
    const found = await askRegion(deps, { auth, region }, effect.baseModelIds, over.signal)
    if (signal.aborted) {
      return
    }
    deps.emit({ type: 'regionProbed', region, ...(found ?? { probe: 'silent' }) })
    answered += 1
    if (answered === Math.ceil(effect.regions.length * MOST)) {
      void cutOff((deps.clock.now() - started) * (GRACE - 1))
    }
  })
  await Promise.all(work)
  end()
  signal.removeEventListener('abort', end)
  await limit

  async function cutOff(ms: number): Promise<void> {
    await wait(deps.timers, ms, over.signal)
    end()
  }
}

/** What a region answers; `undefined` when it was cut off. Resolves at once then, whatever the network does. */
async function askRegion(
  deps: EffectDeps,
  target: AwsTarget,
  wanted: readonly string[],
  signal: AbortSignal,
): Promise<Found | undefined> {
  const asked = ask(deps, target, wanted, signal)
  const cut = new Promise<undefined>((done) => {
    signal.addEventListener('abort', () => done(undefined), { once: true })
  })
  return await Promise.race([asked, cut])
}

async function ask(
  deps: EffectDeps,
  target: AwsTarget,
  wanted: readonly string[],
  signal: AbortSignal,
): Promise<Found> {
  const [reached, models, profiles] = await Promise.all([
    deps.aws.reach(target, signal),
    deps.aws.listFoundationModels(target, signal),
    deps.aws.listInferenceProfiles(target, signal),
  ])
  const way = reached.ok
    ? { latencyMs: reached.value.latencyMs, ...(reached.value.isPrivate && { isPrivate: true }) }
    : {}
  if (!models.ok) {
    return { probe: refusal(deps, target.region, models.failure), ...way }
  }
  return {
    probe: reached.ok ? 'available' : 'unavailable',
    models: models.value.length,
    ...way,
    ...(wanted.length > 0 && presence(wanted, models.value, profiles.ok ? profiles.value : [])),
  }
}

/** Are all of the chosen models there, and how near could they be kept? */
function presence(
  wanted: readonly string[],
  models: readonly FoundationModel[],
  profiles: readonly InferenceProfile[],
): Pick<Found, 'hasModel' | 'residency'> {
  const residency = residencyOf(wanted, models, profiles)
  const hasModel = wanted.every((model) => offers(model, models, profiles))
  return { hasModel, ...(hasModel && residency !== undefined && { residency }) }
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

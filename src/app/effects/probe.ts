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
/**
 * Silence tells something once at least so many have answered, and twice as many as are still waited for. Distances
 * come in steps, from one continent to the next, and a step may be many times the way before it; but no continent has
 * half of AWS's regions, so that the great steps are behind by then: on the map, from 19 cities all over the world, the
 * next region is at most a third farther than the one before, but for Oceania from Europe, where cables go a long way
 * round to what comes before it. Two thirds instead of half, as answers come in bursts on a busy computer. A partition
 * of few regions is too small to judge by.
 */
const ENOUGH = 10
const PER_OPEN = 2
/**
 * The next must answer within so many times what the last one took. Where a tenth is waited for, the whole may take
 * half as long again as the slowest; this is below that, for timers are late on a busy computer. Where more are,
 * these may be far or in a crowd rather than silent, and get more time.
 */
const graceFor = (open: number, all: number): number => (10 * open <= all ? 1.35 : 2)

type Found = Omit<Extract<WizardEvent, { type: 'regionProbed' }>, 'type' | 'region'>

/**
 * Asks all regions at the same time and tells of each as soon as it has answered: how far Bedrock Runtime
 * is, whether models may be listed, and whether the chosen one is there. However many hang: those are cut off
 * soon after the last that answers.
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
  const limit = cutOff(LIMIT_MS, over.signal)
  let open = effect.regions.length
  let answered = 0
  let lastMs = 0
  let silence = new AbortController()
  const work = effect.regions.map(async (region) => {
    const found = await askRegion(deps, { auth, region }, effect.baseModelIds, over.signal)
    if (signal.aborted) {
      return
    }
    deps.emit({ type: 'regionProbed', region, ...(found ?? { probe: 'silent' }) })
    open -= 1
    // What failed, perhaps in no time at all, says nothing about how long an answer takes.
    if (found?.latencyMs !== undefined) {
      answered += 1
      lastMs = deps.clock.now() - started
    }
    if (answered >= Math.max(ENOUGH, PER_OPEN * open)) {
      silence.abort()
      silence = new AbortController()
      const left = Math.max(0, lastMs * graceFor(open, effect.regions.length) - (deps.clock.now() - started))
      void cutOff(left, AbortSignal.any([over.signal, silence.signal]), silence.signal)
    }
  })
  await Promise.all(work)
  end()
  signal.removeEventListener('abort', end)
  await limit

  /** Ends the whole after so many milliseconds, unless something came meanwhile. */
  async function cutOff(ms: number, until: AbortSignal, unless?: AbortSignal): Promise<void> {
    await wait(deps.timers, ms, until)
    // A timer that is late comes before the answers that lie there already.
    await wait(deps.timers, 0, until)
    if (unless?.aborted !== true) {
      end()
    }
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

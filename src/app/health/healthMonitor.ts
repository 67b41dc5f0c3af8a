import {
  type Answered,
  CALM,
  type HealthFacts,
  type HealthSetup,
  type LiveFacts,
  type Proof,
  sameSetup,
  sameSource,
  usesBedrock,
} from '../../core/health/facts.ts'
import { type Health, healthOf } from '../../core/health/health.ts'
import { type HealthNews, newsOf } from '../../core/health/news.ts'
import { isKeptByCline, judgeChange, profileEnd } from '../../core/health/rotation.ts'
import { dueAt, isWorthChecking, repaintAt, type Trigger } from '../../core/health/schedule.ts'
import type { ClineStatus } from '../../core/settings/types.ts'
import type { CheckDeps } from '../checks/context.ts'
import type { Log, Timers } from '../ports.ts'
import { type HealthEnvironment, look, modelsOf, readSource, type Source, wouldStartProgram } from './look.ts'

/** What watching Cline's health needs from outside. */
export interface HealthDeps extends CheckDeps {
  log: Log
  timers: Timers
  environment: HealthEnvironment
  load(): HealthFacts | undefined
  save(facts: HealthFacts): void
  publish(health: Health, facts: HealthFacts | undefined): void
  tell(news: HealthNews, facts: HealthFacts): void
  /** Changes when the computer's addresses do. */
  network(): string
  /** The user agreed that this profile's program may be started in the background. */
  hasConsent(profile: string): boolean
  clineRuns(): boolean
  /** Told of the source after each reading, for what is to be watched. */
  onSource(source: Source): void
}

/** Why a look was asked for; `user` may start programs, `files` follows a rotation. */
type Reason = Trigger | 'user' | 'files'

/** Watches over what Cline is set to. */
export interface HealthMonitor {
  readonly health: Health
  readonly facts: HealthFacts | undefined
  /** The profile whose program a look starts, as of the last reading. */
  readonly program: string | undefined
  /** Something happened that makes a look likely to be worth it. */
  trigger(trigger: Trigger): void
  /** AWS's or Cline's files changed, and it is calm again; perhaps only Cline's settings, without secrets. */
  filesChanged(settingsOnly?: boolean): Promise<void>
  /** Looks now, at the user's word. */
  validate(): Promise<Health>
  /** The wizard's test prompt was answered, with this setting; by which models only provisionally. */
  answered(proof: Proof, provisional: readonly string[]): void
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  dispose(): void
}

/** A timer is set at most so far ahead, to notice sleep and a network that is back; local work only. */
const HEARTBEAT_MS = 5 * 60_000
const IMPATIENT_MS = 15_000
/** A timer that is so late slept. */
const SLEPT_MS = 60_000
const LIMIT_MS = 60_000

/** Starts with what is stored and with Cline's files. Asks nothing of AWS by itself. */
export function startHealthMonitor(deps: HealthDeps): HealthMonitor {
  let facts = deps.load()
  let live: LiveFacts = CALM
  let network = deps.network()
  let cancelTimer = () => {}
  let ended = false
  let queue: Promise<void> = Promise.resolve()
  let asked: Promise<void> | undefined
  let program: string | undefined
  /** The source as Cline met it when this window started; a key without an end stays with Cline. */
  let heldByCline: string | undefined
  const controller = new AbortController()

  const now = () => deps.clock.now()
  const health = () => healthOf(facts, live, now())

  function show(change: Partial<LiveFacts> = {}): void {
    live = { ...live, ...change }
    if (!ended) {
      deps.publish(health(), facts)
      arm()
    }
  }

  function keep(next: HealthFacts): void {
    facts = next
    deps.save(next)
  }

  /** One thing after the other; trouble in one is logged and ends nothing. */
  function enqueue(work: () => Promise<void>): Promise<void> {
    const report = (error: unknown) => deps.log.error('health', error)
    queue = queue
      .then(() => (ended ? undefined : work()))
      .catch((error: unknown) => {
        report(error)
        show({ checking: false })
      })
      .catch(report)
    return queue
  }

  function arm(): void {
    cancelTimer()
    if (facts === undefined || !usesBedrock(facts.setup)) {
      cancelTimer = () => {}
      return
    }
    const at = now()
    const heartbeat = at + (facts.last?.passing === true ? IMPATIENT_MS : HEARTBEAT_MS)
    const due = dueAt(facts) ?? heartbeat
    // One that is past and could not be met, for want of consent, waits for the next beat.
    const next = Math.min(heartbeat, due > at ? due : heartbeat, repaintAt(facts, at) ?? heartbeat)
    const wait = next - at
    cancelTimer = deps.timers.after(wait, () => beat(at + wait))
  }

  function beat(expected: number): void {
    const here = deps.network()
    const moved = here !== network
    network = here
    show()
    const slept = now() - expected > SLEPT_MS
    trigger('due')
    if (slept) {
      trigger('wake')
    }
    if (moved) {
      trigger('network')
    }
  }

  /** Judged when its turn comes: a look that was made meanwhile makes it worthless. */
  function trigger(reason: Trigger): void {
    void enqueue(async () => {
      if (facts !== undefined && isWorthChecking(reason, facts, now())) {
        await examineNow(reason)
      }
    })
  }

  async function readSetup(): Promise<void> {
    const status = await deps.cline.status()
    if (!status.ok) {
      deps.log.warn(`health: ${status.failure.message}`)
      return
    }
    const setup = setupOf(status.value)
    if (facts === undefined || !sameSetup(facts.setup, setup)) {
      if (facts !== undefined && !sameSource(facts.setup, setup)) {
        // Another source is one that Cline has not met yet.
        heldByCline = undefined
        live = { ...live, restartNeeded: false }
      }
      keep(withSetup(facts, setup))
    }
  }

  async function source(): Promise<Source | undefined> {
    if (facts === undefined || !usesBedrock(facts.setup)) {
      return undefined
    }
    const auth = await deps.cline.storedAuth()
    if (!auth.ok || auth.value === undefined) {
      return undefined
    }
    const found = await readSource(deps, deps.environment, facts.setup, auth.value)
    program = wouldStartProgram(found) ? found.profile : undefined
    deps.onSource(found)
    return found
  }

  async function examineNow(reason: Reason): Promise<void> {
    await readSetup()
    const found = await source()
    if (found === undefined || facts === undefined) {
      show({ checking: false })
      return
    }
    const before = facts
    if (reason !== 'user' && program !== undefined && !deps.hasConsent(program)) {
      keep(unlooked(before, found))
      show({ checking: false, consentMissing: true })
      return
    }
    show({
      checking: reason === 'user' || reason === 'files' || before.last === undefined,
      consentMissing: false,
    })
    if (reason === 'user' || reason === 'files') {
      await deps.aws.forgetCredentials()
    }
    const late = new AbortController()
    const inTime = deps.timers.after(LIMIT_MS, () => late.abort())
    const signal = AbortSignal.any([controller.signal, late.signal])
    const after = await look(deps, deps.environment, before, found, signal).finally(inTime)
    if (!ended) {
      conclude(before, after, found, reason)
    }
  }

  function conclude(before: HealthFacts, after: HealthFacts, found: Source, reason: Reason): void {
    const news = newsOf(before, after)
    const told = news?.kind === 'broken' && after.last?.id !== undefined ? { told: after.last.id } : {}
    keep({ ...after, ...told })
    heldByCline ??= before.seen?.hash ?? found.seen.hash
    const kept = found.profile !== undefined && isKeptByCline(found.files, found.profile)
    show({
      checking: false,
      restartNeeded: kept && found.seen.hash !== heldByCline && deps.clineRuns(),
    })
    // Who asked gets the answer anyway.
    if (news !== undefined && (reason !== 'user' || news.kind === 'other-identity')) {
      deps.tell(news, after)
    }
  }

  async function compareFiles(settingsOnly: boolean): Promise<void> {
    const before = facts?.setup
    await readSetup()
    const sameAsBefore = before !== undefined && facts !== undefined && sameSetup(before, facts.setup)
    // Cline writes its settings anew at its start and with every task: that is no reason to read anything else.
    const isNoNews = settingsOnly && (sameAsBefore || facts?.last !== undefined)
    const found = isNoNews ? undefined : await source()
    if (found === undefined || facts === undefined) {
      show()
      return
    }
    const change = judgeChange(facts.seen, found.seen, now())
    const good = facts.last?.ok === true
    if (change === 'changed' || facts.last === undefined || (change === 'renewed' && !good)) {
      await examineNow('files')
      return
    }
    if (change === 'renewed') {
      deps.log.info('health: a sign-in was renewed by itself')
      keep(renewed(facts, found))
    }
    show()
  }

  deps.publish(health(), facts)
  void enqueue(async () => {
    await readSetup()
    show()
  })

  return {
    get health() {
      return health()
    },
    get facts() {
      return facts
    },
    get program() {
      return program
    },
    trigger,
    filesChanged: (settingsOnly = false) => enqueue(() => compareFiles(settingsOnly)),
    async validate() {
      asked ??= enqueue(() => examineNow('user')).finally(() => {
        asked = undefined
      })
      await asked
      return health()
    },
    answered(proof, provisional) {
      const at = now()
      // In its turn: a look under way would write over it.
      void enqueue(async () => {
        const modelId = proof.setup.modelId ?? ''
        const earlier = facts?.answered?.modelId === modelId ? facts.answered : undefined
        const known = earlier !== undefined && provisional.every((id) => modelsOf(earlier).includes(id))
        // The quarter of an hour counts from the first answer, and what was settled stays so.
        const answer: Answered = known
          ? earlier
          : { modelId, at, provisional: provisional.length > 0, models: [...provisional] }
        keep(withSetup({ ...(facts ?? { setup: {} }), answered: answer, proof }, facts?.setup ?? {}))
        show()
      })
    },
    idle: () => queue,
    dispose() {
      ended = true
      cancelTimer()
      controller.abort()
    },
  }
}

function setupOf({ provider, auth, profile, region, modelId, endpoint }: ClineStatus): HealthSetup {
  return Object.fromEntries(
    Object.entries({ provider, auth, profile, region, modelId, endpoint }).filter(
      ([, value]) => value !== undefined,
    ),
  )
}

/** Another source of credentials makes all that was known of the old one worthless, but for the wizard's proof. */
function withSetup(facts: HealthFacts | undefined, setup: HealthSetup): HealthFacts {
  const { proof, ...others } = facts ?? { setup }
  const usable = sameSource(others.setup, setup) && usesBedrock(others.setup)
  const kept = usable
    ? { ...others, setup }
    : { setup, ...(others.answered && { answered: others.answered }) }
  if (proof === undefined || !sameSetup(proof.setup, setup)) {
    return { ...kept, ...(proof !== undefined && { proof }) }
  }
  return { ...kept, last: proof.last, ...(proof.identity !== undefined && { identity: proof.identity }) }
}

/** The source as it is now; what was found out about another one is worth nothing. */
function unlooked(facts: HealthFacts, { seen }: Source): HealthFacts {
  const { last, expiresAt, ...kept } = facts
  const same = facts.seen?.hash === seen.hash
  return {
    ...kept,
    seen,
    ...(same && last !== undefined && { last }),
    ...(same && expiresAt !== undefined && { expiresAt }),
  }
}

function renewed(facts: HealthFacts, { seen }: Source): HealthFacts {
  const { expiresAt: _old, ...kept } = facts
  const end = profileEnd(seen.signIn)
  return { ...kept, seen, ...(end !== undefined && { expiresAt: end }) }
}

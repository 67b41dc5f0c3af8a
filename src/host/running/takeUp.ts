import { join } from 'node:path'
import type { ClaimedFile } from '../../core/running/claims.ts'
import {
  MAX_AGE_MS,
  type PendingPlan,
  PROBE_MS,
  provenPlan,
  reloadedPlan,
  rewrittenPlan,
  stepAtStart,
  stepOfProbe,
} from '../../core/running/pending.ts'
import type { TakeUpPhase } from '../../core/wizard/running.ts'
import type { FileWatch, StartTimer } from '../fileWatch.ts'
import { readOwn, removeOwn, writeOwn } from './ownFile.ts'
import { isAlive } from './processes.ts'

/** What seeing a write through needs from outside. */
export interface TakeUpDeps {
  /** Our global storage, shared by all windows. */
  folder: string
  /** This window, by its workspace: the same before and after a reload. */
  window: string
  pid: number
  now: () => number
  startTimer: StartTimer
  watch: (paths: readonly string[], onChange: () => void) => FileWatch
  /** The other open windows of this editor, by workspace. */
  others: () => { window: string }[]
  /** Looks at a claimed file now. */
  look: (file: ClaimedFile) => { kept: boolean; identity: string }
  /** What differs now was chosen by somebody, and not brought back by an old memory. */
  chosen: () => boolean
  /** Puts our values back into a claimed file now. */
  reclaim: (file: ClaimedFile) => boolean
  cline: { installed: () => boolean; active: () => boolean; activate: () => Promise<unknown> }
  reload: () => void
}

/** Sees a write through until the running Cline has it: see `core/running/pending.ts` for the rules. */
export interface TakeUp {
  readonly phase: TakeUpPhase
  onPhase(listener: (phase: TakeUpPhase) => void): FileWatch
  /** The first lines of a window's life: puts lost values back before Cline reads, synchronously. */
  atStart(): void
  /** A write begins; `files` are those that Cline overwrites. */
  begin(files: ClaimedFile[]): void
  /** The write is done. `files` replaces what `begin` was told. */
  written(files?: ClaimedFile[]): void
  /** Nothing was written after all. */
  abandoned(): void
  /** Reloads this window, in the same tick. */
  reload(): void
  /** The last, synchronous moment of a window. */
  lastWords(): void
  /** This window's Cline was seen to hold what was written. */
  readonly confirmed: boolean
  /** What was written is no longer in Cline's files, is there again, or was given up by the user. */
  drifted(how: 'lost' | 'back' | 'kept'): void
  /** A write is under way or not yet taken up, in this window or another. */
  busy(): boolean
  dispose(): void
}

/** Creates it; nothing happens before the first call. */
export function createTakeUp(deps: TakeUpDeps): TakeUp {
  const path = join(deps.folder, 'pending.json')
  const listeners = new Set<(phase: TakeUpPhase) => void>()
  let phase: TakeUpPhase = 'none'
  let endProbe = () => {}
  /** How the last take-up ended. */
  let reached: TakeUpPhase = 'none'
  const stored = () => readOwn<PendingPlan>(path)
  const kept = (plan: PendingPlan) => plan.files.every((file) => deps.look(file).kept)

  function enter(next: TakeUpPhase): void {
    if (next !== phase) {
      phase = next
      for (const listener of listeners) {
        listener(next)
      }
    }
  }

  function finish(last: TakeUpPhase): void {
    endProbe()
    removeOwn(path)
    reached = last
    enter(last)
  }

  function reapply(plan: PendingPlan): PendingPlan {
    const next = rewrittenPlan(plan)
    writeOwn(path, next)
    for (const file of next.files) {
      deps.reclaim(file)
    }
    return next
  }

  /** Values, plan and reload in one go: Cline must not get a turn in between. */
  function reloadOnceMore(plan: PendingPlan): void {
    endProbe()
    enter('confirming')
    writeOwn(path, reloadedPlan(provenPlan(reapply(plan))))
    deps.reload()
  }

  function probe(plan: PendingPlan): void {
    const began = deps.now()
    const first = new Map(plan.files.map((file) => [file.path, deps.look(file).identity]))
    // Of this very window the host from before the reload may still be on its way out.
    const othersAtFirst = deps.others().some(({ window }) => window === '' || window !== deps.window)
    enter('confirming')

    function judge(): void {
      const now = stored()
      if (now === undefined || now.id !== plan.id) {
        endProbe()
        enter('none')
        return
      }
      const looks = now.files.map((file) => ({ path: file.path, ...deps.look(file) }))
      const step = stepOfProbe(now, {
        elapsed: deps.now() - began,
        clineActive: deps.cline.active(),
        kept: looks.every((look) => look.kept),
        rewritten: looks.some((look) => look.identity !== first.get(look.path)),
        chosen: deps.chosen(),
        others: othersAtFirst || deps.others().length > 0,
      })
      if (step === 'reload') {
        reloadOnceMore(now)
      } else if (step !== 'wait') {
        finish(step === 'fail' ? 'failed' : step)
      }
    }

    const watching = deps.watch(
      plan.files.map((file) => file.path),
      judge,
    )
    const cancel = deps.startTimer(judge, PROBE_MS)
    let ended = false
    endProbe = () => {
      ended = true
      watching.dispose()
      cancel()
      endProbe = () => {}
    }
    // The Cline that was started meanwhile may have written already: that is judged when it is up.
    void deps.cline.activate().then(
      () => ended || judge(),
      () => undefined,
    )
  }

  return {
    get phase() {
      return phase
    },
    onPhase(listener) {
      listeners.add(listener)
      return { dispose: () => listeners.delete(listener) }
    },
    atStart() {
      const plan = stored()
      if (plan === undefined) {
        return
      }
      const step = stepAtStart(plan, {
        now: deps.now(),
        window: deps.window,
        writerAlive: isAlive(plan.pid),
        clineInstalled: deps.cline.installed(),
        clineActive: deps.cline.active(),
        kept: kept(plan),
      })
      switch (step) {
        case 'nothing':
          return
        case 'forget':
          finish('none')
          return
        case 'fail':
          finish('failed')
          return
        case 'reload':
          reloadOnceMore(plan)
          return
        case 'reapply':
          reapply(plan)
          return
        case 'reapplyAndProbe':
          probe(reapply(plan))
          return
        case 'probe':
          probe(plan)
          return
        default:
          step satisfies never
      }
    },
    begin(files) {
      endProbe()
      const { window, pid } = deps
      const at = deps.now()
      const id = `${at}-${pid}`
      writeOwn<PendingPlan>(path, {
        version: 1,
        id,
        stage: 'writing',
        attempts: 0,
        writes: 0,
        proven: 0,
        window,
        pid,
        at,
        files,
      })
    },
    written(files) {
      const plan = stored()
      if (plan === undefined) {
        return
      }
      if (deps.cline.active()) {
        writeOwn(path, provenPlan(rewrittenPlan({ ...plan, ...(files !== undefined && { files }) })))
      } else {
        finish('none')
      }
    },
    abandoned() {
      removeOwn(path)
    },
    reload() {
      const plan = stored()
      if (plan?.window === deps.window) {
        enter('confirming')
        writeOwn(path, reloadedPlan(plan))
      }
      deps.reload()
    },
    lastWords() {
      const plan = stored()
      if (plan?.stage === 'reloading' && plan.window === deps.window && !kept(plan)) {
        writeOwn(path, provenPlan(reapply(plan)))
      }
    },
    get confirmed() {
      return reached === 'confirmed'
    },
    drifted(how) {
      const said = phase === 'confirmed' || phase === 'probable' || phase === 'changed'
      if (said) {
        enter(how === 'back' ? reached : 'changed')
      }
      if (how === 'kept') {
        reached = 'none'
      }
    },
    busy() {
      const plan = stored()
      return plan !== undefined && deps.now() - plan.at < MAX_AGE_MS
    },
    dispose() {
      endProbe()
      listeners.clear()
    },
  }
}

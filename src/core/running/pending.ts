import type { ClaimedFile } from './claims.ts'

/** Reloads that one consent covers. */
export const MAX_ATTEMPTS = 3
/** After so many milliseconds without Cline's own rewrite the settings are "probably applied". */
export const PROBE_MS = 15_000
/** A plan older than this no longer reloads a window by itself: the consent was for a moment. */
export const MAX_AGE_MS = 10 * 60_000

/**
 * A write whose values Cline has yet to take up. Cline reads globalState.json once, when it starts, and
 * writes its whole memory back later, so a write counts only after a reload, and only if nothing wrote the
 * old values back in between. Holds no secret: of Cline's files only globalState.json is ever overwritten.
 */
export interface PendingPlan {
  version: 1
  id: string
  /** `writing`: the files may be in between; only the backup's journal may touch them. */
  stage: 'writing' | 'reloading'
  /** Reloads asked for so far. */
  attempts: number
  /** How often our values were put into the files, by whichever window. */
  writes: number
  /** `writes` when the window to be reloaded last knew them there, before its next Cline could read. */
  proven: number
  /** The window that is to be reloaded, by its workspace. */
  window: string
  /** The process that writes. */
  pid: number
  /** Milliseconds since 1970. */
  at: number
  files: ClaimedFile[]
}

/** What a window sees in the first moments after it was loaded. */
export interface StartFacts {
  now: number
  window: string
  /** The process that began the write still runs: the write is under way elsewhere. */
  writerAlive: boolean
  clineInstalled: boolean
  clineActive: boolean
  /** Our values are in the files. */
  kept: boolean
}

/**
 * What to do at start: nothing; forget the plan; put the values back before Cline reads (and then look on,
 * if this is the window that was reloaded); look on; put them back and reload once more; admit failure.
 */
export type StartStep = 'nothing' | 'forget' | 'reapply' | 'reapplyAndProbe' | 'probe' | 'reload' | 'fail'

/** Decides the first step after a load. */
export function stepAtStart(plan: PendingPlan | undefined, facts: StartFacts): StartStep {
  if (plan === undefined) {
    return 'nothing'
  }
  const age = facts.now - plan.at
  if (age > MAX_AGE_MS || age < 0) {
    return 'forget'
  }
  const own = plan.window === facts.window
  if (plan.stage === 'writing' && (facts.writerAlive || !own)) {
    return 'nothing'
  }
  return own ? stepOfOwn(plan, facts) : stepOfOther(facts)
}

function stepOfOwn(plan: PendingPlan, { clineInstalled, clineActive, kept }: StartFacts): StartStep {
  if (!clineInstalled || (plan.stage === 'writing' && !kept)) {
    return 'forget'
  }
  if (kept) {
    return 'probe'
  }
  return clineActive ? again(plan) : 'reapplyAndProbe'
}

/** A window that happens to start meanwhile helps, for its own Cline's sake, but leaves the rest to the other. */
const stepOfOther = ({ clineActive, kept }: StartFacts): StartStep =>
  kept || clineActive ? 'nothing' : 'reapply'

/** What is seen while Cline starts. */
export interface ProbeFacts {
  /** Milliseconds since the window was loaded. */
  elapsed: number
  clineActive: boolean
  kept: boolean
  /** The file is another one than when this window was loaded, and not by our hand. */
  rewritten: boolean
  /** What is there instead is not what was there before: somebody chose it in Cline. */
  chosen: boolean
  /** Another window is open, whose Cline may be the one that wrote. */
  others: boolean
}

/** How the look at a starting Cline goes on or ends. */
export type ProbeStep = 'wait' | 'confirmed' | 'probable' | 'reload' | 'fail'

/**
 * Judges a starting Cline. Confirmed means: our values are in this Cline's memory. Either the file held them
 * all the time since before it started (whoever puts them back counts), or it was this Cline that wrote them,
 * because there is no other. Else only time tells, and the word is "probable".
 */
export function stepOfProbe(plan: PendingPlan, facts: ProbeFacts): ProbeStep {
  if (!facts.kept) {
    // A choice is not fought with reloads; the user is asked about it later.
    return facts.chosen ? 'probable' : again(plan)
  }
  const sure = plan.writes === plan.proven || !facts.others
  if (facts.clineActive && facts.rewritten && sure) {
    return 'confirmed'
  }
  return facts.elapsed >= PROBE_MS ? 'probable' : 'wait'
}

const again = (plan: PendingPlan): 'reload' | 'fail' => (plan.attempts < MAX_ATTEMPTS ? 'reload' : 'fail')

/** The plan after our values were put back, by any window at any time. */
export const rewrittenPlan = (plan: PendingPlan): PendingPlan => ({
  ...plan,
  stage: 'reloading',
  writes: plan.writes + 1,
})

/** The plan when its own window knows the values in the files and its next Cline has yet to start. */
export const provenPlan = (plan: PendingPlan): PendingPlan => ({ ...plan, proven: plan.writes })

/** The plan when a reload is asked for. */
export const reloadedPlan = (plan: PendingPlan): PendingPlan => ({
  ...plan,
  stage: 'reloading',
  attempts: plan.attempts + 1,
})

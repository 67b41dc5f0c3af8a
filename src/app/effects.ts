import type { Effect, HostAction } from '../core/wizard/effects.ts'
import type { WizardEvent } from '../core/wizard/events.ts'
import type { CheckDeps } from './checks/context.ts'
import { runAccessEffect } from './effects/access.ts'
import { bug } from './effects/bug.ts'
import { runCheckEffect, runSecurity } from './effects/checks.ts'
import { createCountDown } from './effects/countDown.ts'
import { runNewProfile } from './effects/newProfile.ts'
import { readOrigins } from './effects/origins.ts'
import { probe } from './effects/probe.ts'
import { readProfileOptions } from './effects/profiles.ts'
import { runRotation } from './effects/rotation.ts'
import { runSignIn } from './effects/signIn.ts'
import { runSurvey } from './effects/survey.ts'
import { runWrapper } from './effects/wrapper.ts'
import { deleteBackups, readCline, runWriteEffect } from './effects/write.ts'
import type { Log, SignIn, Timers } from './ports.ts'
import type { Vault } from './vault.ts'

/** What running effects needs. */
export interface EffectDeps extends CheckDeps {
  log: Log
  timers: Timers
  vault: Vault
  signIn: SignIn
  emit: (event: WizardEvent) => void
  perform: (action: HostAction) => Promise<string | undefined>
}

/** Runs effects: one effect, its port calls, its events. */
export interface Effects {
  run(effect: Effect): void
  idle(): Promise<void>
  /** Resolves when no write of Cline's settings is under way. */
  written(): Promise<void>
  dispose(): void
}

/** Work that a newer run of the same kind replaces. */
const laneOf = (effect: Effect): string => {
  switch (effect.type) {
    case 'sendPrompt':
      return 'test-prompt'
    case 'probeRegions':
    case 'checkCredentials':
    case 'checkRegion':
    case 'checkEndpoint':
    case 'waitAccess':
    case 'checkModel':
    case 'checkPermissions':
    case 'readProfiles':
    case 'readOrigins':
    case 'checkSecurity':
    case 'surveySecurity':
    case 'checkRotation':
    case 'suggestRegion':
      return effect.type
    case 'findSsoAccounts':
    case 'findSsoRoles':
    case 'planProfile':
      return 'newProfile'
    default:
      return ''
  }
}

const WRITES: ReadonlySet<Effect['type']> = new Set(['applyWrite', 'undoWrite', 'applyRotation'])

/** Waits for work, and for what follows from it. */
async function until(work: () => Promise<void>[]): Promise<void> {
  for (let now = work(); now.length > 0; now = work()) {
    await Promise.all(now)
  }
}

/** Starts an effect runner; abort controllers live here. */
export function createEffects(deps: EffectDeps): Effects {
  const lanes = new Map<string, AbortController>()
  const pending = new Map<Promise<void>, Effect['type']>()
  const countDown = createCountDown(deps.timers, deps.emit)
  let disposed = false

  function begin(lane: string): AbortSignal {
    const controller = new AbortController()
    if (lane !== '') {
      lanes.get(lane)?.abort()
      lanes.set(lane, controller)
    }
    return controller.signal
  }

  function run(effect: Effect): void {
    if (effect.type === 'cancel') {
      lanes.get(effect.check)?.abort()
      return
    }
    if (effect.type === 'stopCountDown') {
      countDown.stop()
      return
    }
    if (disposed) {
      return
    }
    if (effect.type === 'countDown') {
      // Nothing waits for it: it is no work under way.
      countDown.start(effect.run, effect.seconds)
      return
    }
    const work = carryOut(deps, effect, begin(laneOf(effect))).catch((error: unknown) =>
      bug(deps, effect, error),
    )
    pending.set(work, effect.type)
    void work.finally(() => pending.delete(work))
  }

  return {
    run,
    idle: () => until(() => [...pending.keys()]),
    written: () => until(() => [...pending].filter(([, type]) => WRITES.has(type)).map(([work]) => work)),
    dispose() {
      disposed = true
      countDown.stop()
      for (const controller of lanes.values()) {
        controller.abort()
      }
    },
  }
}

async function carryOut(deps: EffectDeps, effect: Effect, signal: AbortSignal): Promise<void> {
  switch (effect.type) {
    case 'readProfiles':
      await tellUnlessAborted(deps, signal, async () => ({
        type: 'profilesRead',
        ...(await readProfileOptions(deps)),
      }))
      return
    case 'suggestRegion': {
      const auth = deps.vault.open(effect.auth)
      const region = auth && (await deps.aws.defaultRegion(auth))
      deps.emit({ type: 'regionSuggested', run: effect.run, ...(region !== undefined && { region }) })
      return
    }
    case 'readOrigins':
      await tellUnlessAborted(deps, signal, async () => ({
        type: 'originsRead',
        origins: await readOrigins(deps, effect.choice),
      }))
      return
    case 'signIn':
      await runSignIn(deps, effect)
      return
    case 'cancelSignIn':
      deps.signIn.cancel()
      return
    case 'findSsoAccounts':
    case 'findSsoRoles':
    case 'planProfile':
    case 'addProfile':
      await runNewProfile(deps, effect, signal)
      return
    case 'planWrapper':
    case 'addWrapper':
      await runWrapper(deps, effect)
      return
    case 'checkRotation':
    case 'applyRotation':
      await runRotation(deps, effect, signal)
      return
    case 'checkSecurity':
      await runSecurity(deps, effect, signal)
      return
    case 'surveySecurity':
      await runSurvey(deps, effect, signal)
      return
    case 'probeRegions':
      await probe(deps, effect, signal)
      return
    case 'checkCredentials':
    case 'checkRegion':
    case 'checkEndpoint':
    case 'checkModel':
    case 'checkPermissions':
    case 'sendPrompt':
      await runCheckEffect(deps, effect, signal)
      return
    case 'submitForm':
    case 'readOffers':
    case 'acceptOffer':
    case 'waitAccess':
    case 'applyGrant':
    case 'undoGrant':
      await runAccessEffect(deps, effect, signal)
      return
    case 'readCline':
      await readCline(deps)
      return
    case 'deleteBackups':
      await deleteBackups(deps)
      return
    case 'previewWrite':
    case 'applyWrite':
    case 'undoWrite':
      await runWriteEffect(deps, effect)
      return
    case 'host': {
      const notice = await deps.perform(effect.action)
      if (notice !== undefined) {
        deps.emit({ type: 'noticed', text: notice })
      }
      return
    }
    case 'cancel':
    case 'countDown':
    case 'stopCountDown':
    case 'forgetSecret':
      return
    default:
      effect satisfies never
  }
}

/** What was read for an older question must not take the place of the answer to a newer one. */
async function tellUnlessAborted(
  deps: EffectDeps,
  signal: AbortSignal,
  read: () => Promise<WizardEvent>,
): Promise<void> {
  const event = await read()
  if (!signal.aborted) {
    deps.emit(event)
  }
}

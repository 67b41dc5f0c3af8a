import { readApiKey } from '../core/credentials/apiKeyShape.ts'
import { readTypedKeys } from '../core/credentials/keyShape.ts'
import { explain } from '../core/diagnosis/catalogue.ts'
import { Secret } from '../core/secret.ts'
import { choiceRef } from '../core/wizard/common.ts'
import type { Effect, HostAction } from '../core/wizard/effects.ts'
import type { WizardEvent } from '../core/wizard/events.ts'
import type { Intent } from '../core/wizard/intents.ts'
import { initialState, reduce } from '../core/wizard/reduce.ts'
import type { HostFacts, WizardState } from '../core/wizard/state.ts'
import type { CheckDeps } from './checks/context.ts'
import { defaultPrompt } from './checks/testPrompt.ts'
import { createEffects } from './effects.ts'
import { type Examination, examine } from './examination.ts'
import type { Log, SignIn, Timers } from './ports.ts'
import { createVault } from './vault.ts'

/** What a session needs from outside. */
export interface SessionDeps extends CheckDeps {
  log: Log
  /** AWS's own sign-in, shared by all who may ask for one in this window. */
  signIn: SignIn
  timers: Timers
  host: HostFacts
  /** Carries out what only the editor can do. */
  perform: (action: HostAction, state: WizardState) => Promise<string | undefined>
  /** Called with the whole state after each change. */
  publish: (state: WizardState) => void
}

/** One wizard under way: intents in, snapshots out. */
export interface Session {
  readonly state: WizardState
  /** Takes an intent of the page or of a quick pick. */
  dispatch(intent: Intent): void
  /** Feeds an event that did not come from the page, such as changed host facts. */
  notify(event: WizardEvent): void
  /**
   * Runs all checks on the answers as they are, without a prompt that is billed; the last prompt's result
   * stands in its place. Where nothing was chosen, what Cline is set to is examined.
   */
  examine(signal: AbortSignal): Promise<Examination>
  /** Resolves when no effect is under way. */
  idle(): Promise<void>
  /** Resolves when no write of Cline's settings is under way: has what was last asked for changed them? */
  written(): Promise<boolean>
  dispose(): void
}

type EntryEvent = Extract<WizardEvent, { type: 'secretEntered' | 'secretRefused' }>

/** The same entry, but as the successor of the key that Cline has. */
const asRotation = (event: EntryEvent): WizardEvent =>
  event.type === 'secretEntered'
    ? { ...event, type: 'rotationEntered' }
    : { ...event, type: 'rotationRefused' }

/** What asks for a write of Cline's settings, whether anything comes of it or not. */
const WRITES: ReadonlySet<Intent['type']> = new Set(['apply', 'undo', 'applyRotation'])

/** Cline's settings are other ones now, whatever the wizard has gone on to meanwhile. */
const hasChanged = (event: WizardEvent): boolean =>
  event.type === 'undone' ||
  event.type === 'rotationWritten' ||
  (event.type === 'applied' && event.reloadNeeded)

/** Starts a wizard and reads the profiles. */
export function startSession(deps: SessionDeps): Session {
  const vault = createVault()
  let state = initialState(deps.host, defaultPrompt())
  let disposed = false
  let changed = false
  const effects = createEffects({
    ...deps,
    vault,
    emit: notify,
    perform: (action) => deps.perform(action, state),
  })

  function notify(event: WizardEvent): void {
    // Also when the page was closed meanwhile: a running Cline has to be reloaded all the same.
    changed ||= hasChanged(event)
    if (disposed) {
      return
    }
    const { state: next, effects: work } = reduce(state, event)
    if (next !== state) {
      state = next
      deps.publish(state)
    }
    for (const effect of work) {
      run(effect)
    }
  }

  function run(effect: Effect): void {
    if (effect.type === 'forgetSecret') {
      vault.forget(effect.secretRef)
      return
    }
    effects.run(effect)
  }

  /** Typed secrets stop here: the reducer learns a number and a masked label. */
  function dispatch(intent: Intent): void {
    if (WRITES.has(intent.type)) {
      changed = false
    }
    switch (intent.type) {
      case 'ready':
        deps.publish(state)
        return
      case 'useKeys':
        notify(keysEvent(intent))
        return
      case 'useApiKey':
        notify(apiKeyEvent(intent.apiKey))
        return
      case 'rotateKeys':
        notify(asRotation(keysEvent(intent)))
        return
      case 'rotateApiKey':
        notify(asRotation(apiKeyEvent(intent.apiKey)))
        return
      case 'enterSignInCode':
        deps.signIn.enterCode(intent.code)
        return
      default:
        notify(intent)
    }
  }

  function keysEvent(intent: Extract<Intent, { type: 'useKeys' | 'rotateKeys' }>): EntryEvent {
    const { sessionToken: token, accessKeyId: id, secretAccessKey: secret } = intent
    const read = readTypedKeys({
      accessKeyId: id,
      secretAccessKey: secret,
      ...(token !== undefined && token !== '' && { sessionToken: token }),
    })
    if (!read.ok) {
      const problem = explain(read.diagnosis, { auth: 'keys', platform: deps.platform })
      return { type: 'secretRefused', problem }
    }
    const { accessKeyId, secretAccessKey, sessionToken, label, notes } = read.keys
    const secretRef = vault.keep({
      kind: 'keys',
      accessKeyId,
      secretAccessKey: new Secret(secretAccessKey),
      ...(sessionToken !== undefined && { sessionToken: new Secret(sessionToken) }),
    })
    return { type: 'secretEntered', kind: 'keys', label, notes, secretRef }
  }

  function apiKeyEvent(typed: string): EntryEvent {
    const read = readApiKey(typed, deps.clock.now())
    if (!read.ok) {
      const problem = explain(read.diagnosis, { auth: 'api-key', platform: deps.platform })
      return { type: 'secretRefused', problem }
    }
    const secretRef = vault.keep({ kind: 'api-key', apiKey: new Secret(read.key.value) })
    return { type: 'secretEntered', kind: 'api-key', label: read.key.label, notes: read.key.notes, secretRef }
  }

  async function examineNow(signal: AbortSignal): Promise<Examination> {
    const choice = choiceRef(state)
    const auth = choice && vault.open(choice.auth)
    const report = await examine(deps, auth && { ...choice, auth }, signal)
    const { result } = state.prompt.check
    if (report.of !== 'answers' || result === undefined) {
      return report
    }
    const { planPrompt: _, ...rest } = report
    const answered = result.facts.some(({ value }) => value === report.planModelId)
    return {
      ...rest,
      // A prompt that failed may have been either model's.
      ...(report.planModelId !== undefined &&
        result.status !== 'fail' && { planPrompt: answered ? 'answered' : 'not-sent' }),
      checks: report.checks.map((check) => (check.id === 'test-prompt' ? result : check)),
    }
  }

  const ends = deps.signIn.onSignedIn(({ profile }) => notify({ type: 'signedInElsewhere', profile }))
  effects.run({ type: 'readProfiles' })
  effects.run({ type: 'readCline' })
  return {
    get state() {
      return state
    },
    dispatch,
    notify,
    examine: examineNow,
    idle: () => effects.idle(),
    async written() {
      await effects.written()
      return changed
    },
    dispose() {
      disposed = true
      ends()
      effects.dispose()
      vault.clear()
    },
  }
}

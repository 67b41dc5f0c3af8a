import { bedrockRegions } from '../bedrock/regions.ts'
import {
  authRef,
  choiceRef,
  go,
  IDLE,
  isCurrent,
  isGood,
  nextRun,
  reopenAfter,
  running,
  settled,
  stay,
  type Transition,
  then,
  withReached,
} from './common.ts'
import type { WizardEvent } from './events.ts'
import { forgetAccess } from './reduceAccess.ts'
import { startRegionCheck } from './reduceRegion.ts'
import type { CredentialsStep, WizardState } from './state.ts'

type Of<T extends WizardEvent['type']> = Extract<WizardEvent, { type: T }>

/** Checks the credentials as soon as they are complete, and opens again what rested on others. */
export function startCredentialsCheck(state: WizardState): Transition {
  return then(reopenAfter(state, 'credentials'), (open) => {
    const choice = choiceRef(open)
    if (choice === undefined) {
      return stay(withReached(withCredentials(open, { check: IDLE })))
    }
    const { state: next, run } = nextRun(open)
    return go(withReached(withCredentials(next, { check: running(run) })), {
      type: 'checkCredentials',
      choice,
      run,
    })
  })
}

function withCredentials(state: WizardState, change: Partial<CredentialsStep>): WizardState {
  const credentials: CredentialsStep = { ...state.credentials, ...change }
  if (change.check?.status === 'running' || change.check?.status === 'idle') {
    delete credentials.identity
    delete credentials.security
  }
  return { ...state, credentials }
}

/** What was known of the account's access may be another one's now. */
const asSomebodyElse = (state: WizardState): Transition => then(forgetAccess(state), startCredentialsCheck)

export function chooseMethod(state: WizardState, event: Of<'chooseMethod'>): Transition {
  if (event.method === state.credentials.method) {
    return stay(state)
  }
  return asSomebodyElse(withCredentials(state, { method: event.method }))
}

export function chooseProfile(state: WizardState, event: Of<'chooseProfile'>): Transition {
  const same = state.credentials.method === 'profile' && state.credentials.profile === event.profile
  if (same || event.profile === '') {
    return stay(state)
  }
  return asSomebodyElse(withCredentials(state, { method: 'profile', profile: event.profile }))
}

export function secretEntered(state: WizardState, event: Of<'secretEntered'>): Transition {
  const { kind, label, notes, secretRef } = event
  const old = state.credentials.entered
  const entered = withCredentials(state, { method: kind, entered: { kind, label, notes, secretRef } })
  delete entered.credentials.entryProblem
  // The first ones after a reload, which keeps no secret, are the ones that AWS was at work for.
  const started = old === undefined ? startCredentialsCheck(entered) : asSomebodyElse(entered)
  return old === undefined
    ? started
    : { ...started, effects: [...started.effects, { type: 'forgetSecret', secretRef: old.secretRef }] }
}

export function profilesRead(state: WizardState, event: Of<'profilesRead'>): Transition {
  const { profiles, fileProblems } = event
  return stay(withCredentials(state, { profiles, fileProblems }))
}

export function credentialsChecked(state: WizardState, event: Of<'credentialsChecked'>): Transition {
  if (!isCurrent(state.credentials.check, event.run)) {
    return stay(state)
  }
  const check = settled(event.run, event.result)
  const next = withReached(
    withCredentials(withRegionsOf(state, event.identity?.arn), {
      check,
      ...(event.identity !== undefined && { identity: event.identity }),
    }),
  )
  const auth = authRef(next)
  if (!isGood(check) || auth === undefined) {
    return stay(next)
  }
  return then(askSecurity(next), (asked) => {
    if (asked.region.chosen !== undefined) {
      return startRegionCheck(asked)
    }
    const { state: counted, run } = nextRun(asked)
    return go(counted, { type: 'suggestRegion', auth, run })
  })
}

/** Advice on whose keys these are and how old: beside the way, so nothing waits for it. */
function askSecurity(state: WizardState): Transition {
  const choice = choiceRef(state)
  const { identity } = state.credentials
  if (choice === undefined || identity === undefined || identity.kind === 'api-key') {
    return stay(state)
  }
  const { state: counted, run } = nextRun(state)
  const next = withCredentials(counted, { security: { run } })
  return go(next, { type: 'checkSecurity', choice, identity, run })
}

export function securityChecked(state: WizardState, event: Of<'securityChecked'>): Transition {
  const { run, result } = event
  return state.credentials.security?.run === run
    ? stay(withCredentials(state, { security: { run, result } }))
    : stay(state)
}

/** Another partition has other regions. */
function withRegionsOf(state: WizardState, arn: string | undefined): WizardState {
  const partition = arn?.split(':')[1]
  if (partition !== 'aws' && partition !== 'aws-us-gov' && partition !== 'aws-eusc') {
    return state
  }
  const regions = bedrockRegions(partition)
  if (state.region.options[0]?.id === regions[0]?.id) {
    return state
  }
  const options = regions.map((region) => ({ ...region, probe: 'idle' as const }))
  return { ...state, region: { ...state.region, options } }
}

import { go, stay, type Transition } from './common.ts'
import type { OriginChoice } from './effects.ts'
import type { WizardEvent } from './events.ts'
import type { WizardState } from './state.ts'

/** What the origin of the values depends on. */
function originChoice({ credentials, region }: WizardState): OriginChoice {
  const { method, profile, entered } = credentials
  return {
    auth: method,
    ...(method === 'profile' && profile !== undefined && { profile }),
    ...(entered?.kind === method && { entered: entered.label }),
    ...(region.chosen !== undefined && { region: region.chosen }),
    ...(region.endpoint !== undefined && { endpoint: region.endpoint }),
  }
}

/** Has the origins read again whenever an answer that they depend on, or a file, has changed. */
export function withOrigins(before: WizardState, event: WizardEvent, after: Transition): Transition {
  const choice = originChoice(after.state)
  const same = JSON.stringify(originChoice(before)) === JSON.stringify(choice)
  return same && event.type !== 'profilesRead'
    ? after
    : go(after.state, ...after.effects, { type: 'readOrigins', choice })
}

export function originsRead(
  state: WizardState,
  { origins }: Extract<WizardEvent, { type: 'originsRead' }>,
): Transition {
  return stay({ ...state, credentials: { ...state.credentials, origins } })
}

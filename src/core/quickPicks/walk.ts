import type { Intent } from '../wizard/intents.ts'
import type { WizardState } from '../wizard/state.ts'
import { isOfNewProfile, isOfRotation, placeBefore, settle, stepOf } from './places.ts'
import type { Act, KeptField, Place } from './screen.ts'

/** Where somebody is in the quick picks, and what was typed that has not left yet. Secrets are among it. */
export interface Walk {
  at: Place
  typed: Partial<Record<KeptField, string>>
}

/** What only the editor can do. */
export type Outside = Extract<Act, { type: 'close' | 'page' | 'show' | 'diff' | 'open' }>

/** One step of the walk: where it leads, what the wizard is asked, and what the editor does. */
export interface Stride {
  walk: Walk
  intents: Intent[]
  outside?: Outside
}

/** Carries out a row or an entered text. */
export function take(walk: Walk, act: Act, state: WizardState): Stride {
  switch (act.type) {
    case 'none':
      return { walk, intents: [] }
    case 'go':
      return moved(walk, act.to, state)
    case 'keep':
      return moved({ ...walk, typed: { ...walk.typed, [act.field]: act.value } }, act.to, state)
    case 'useKeys': {
      const { accessKeyId = '', secretAccessKey = '' } = walk.typed
      const { intent: type, sessionToken, to } = act
      return moved({ at: walk.at, typed: {} }, to, state, [
        { type, accessKeyId, secretAccessKey, sessionToken },
      ])
    }
    case 'send': {
      const { intent, to = walk.at } = act
      const sent: Intent[] = intent.type === 'setPrompt' ? [intent, { type: 'sendPrompt' }] : [intent]
      return moved(walk, to, state, sent)
    }
    case 'page':
      // The page joins before the quick pick leaves, so that the wizard goes on.
      return { walk, intents: [{ type: 'goTo', step: act.step }], outside: act }
    default:
      return { walk, intents: [], outside: act }
  }
}

/** One back; nowhere from the ends. */
export function back(walk: Walk, state: WizardState): Stride {
  const to = placeBefore(walk.at, state)
  return to === undefined ? { walk, intents: [] } : moved(walk, to, state)
}

/** What the wizard is told when the quick picks are closed: nothing half done stays behind. */
export const leaving = ({ at }: Walk, state: WizardState): Intent[] => left(at, undefined, state)

/** Over to the page, at the step that one is at. */
export const toPage = ({ at }: Walk): Intent => ({ type: 'goTo', step: stepOf(at) })

function moved(walk: Walk, to: Place, state: WizardState, intents: Intent[] = []): Stride {
  // What was begun is closed after what was asked: an intent may still need it.
  return { walk: { ...walk, at: to }, intents: [...intents, ...left(walk.at, to, state)] }
}

/** Forms and previews are open only while one is in them. */
function left(from: Place, to: Place | undefined, state: WizardState): Intent[] {
  const { newProfile, rotation } = state.credentials
  const out = (isOf: (at: Place) => boolean) => isOf(from) && (to === undefined || !isOf(to))
  if (newProfile !== undefined && newProfile.status !== 'adding' && out(isOfNewProfile)) {
    return [{ type: 'closeNewProfile' }]
  }
  if (rotation !== undefined && rotation.status !== 'writing' && out(isOfRotation)) {
    return [{ type: 'closeRotation' }]
  }
  if (from === 'grant' && to !== 'grant' && state.model.grant?.apply.status === 'preview') {
    return [{ type: 'cancelGrant' }]
  }
  const asks = state.region.options.some(({ probe }) => probe === 'running')
  return from === 'regions' && to !== 'regions' && asks ? [{ type: 'stopProbe' }] : []
}

/** The place to draw: some results lead on by themselves. */
export const settled = (walk: Walk, state: WizardState): Walk => {
  const at = settle(walk.at, state)
  return at === walk.at ? walk : { ...walk, at }
}

import type { AuthKind } from '../choice.ts'
import type { LockedFields } from '../settings/managed.ts'
import type { Setting } from '../settings/types.ts'
import { go, stay, type Transition, WHOLE, withReached } from './common.ts'
import { startCredentialsCheck } from './reduceCredentials.ts'
import { startPreview } from './reduceReview.ts'
import type { WizardState, WriteOptions } from './state.ts'

/** Cline's present settings, read when the wizard starts. */
export interface ClineRead {
  type: 'clineRead'
  now: Setting
  locked: LockedFields
}

/** Plans anew with other options. */
export function setWriteOptions(
  state: WizardState,
  { modes, keepApiKey }: WriteOptions & { type: 'setWriteOptions' },
): Transition {
  const { options = WHOLE, status } = state.review
  const same = options.keepApiKey === keepApiKey && options.modes.join() === modes.join()
  if (same || modes.length === 0 || (status !== 'ready' && status !== 'failed')) {
    return stay(state)
  }
  return startPreview({ ...state, review: { ...state.review, options: { modes, keepApiKey } } })
}

const isUntouched = ({ credentials, region, model }: WizardState): boolean =>
  credentials.check.status === 'idle' &&
  credentials.profile === undefined &&
  credentials.entered === undefined &&
  region.chosen === undefined &&
  model.chosen === undefined

/** A new run starts from what Cline is set to; what an organisation decides is chosen already. */
export function clineRead(state: WizardState, { now, locked }: ClineRead): Transition {
  const known = withLocked(state, locked)
  if (known.review.status === 'written') {
    return stay({ ...known, review: { ...known.review, now } })
  }
  if (!isUntouched(state) || now.provider !== 'bedrock') {
    return stay(known)
  }
  return startCredentialsCheck(withSetting(known, now, now.auth ?? 'profile'))
}

function withLocked(state: WizardState, locked: LockedFields): WizardState {
  const { region, endpoint } = locked
  const fixed = {
    ...state.region,
    ...(region !== undefined && { chosen: region }),
    ...(endpoint !== undefined && { endpoint }),
  }
  return { ...state, locked, region: fixed }
}

function withSetting(state: WizardState, now: Setting, method: AuthKind): WizardState {
  const { profile, region, endpoint, modelId } = now
  return {
    ...state,
    credentials: {
      ...state.credentials,
      method,
      ...(profile !== undefined && method === 'profile' && { profile }),
    },
    region: {
      ...state.region,
      ...(region !== undefined && { chosen: state.locked?.region ?? region }),
      ...(endpoint !== undefined && { endpoint: state.locked?.endpoint ?? endpoint }),
    },
    model: { ...state.model, ...(modelId !== undefined && { chosen: modelId }) },
  }
}

/** What an organisation decides is not chosen here. */
export const unlessLocked =
  <E>(field: keyof LockedFields, next: (state: WizardState, event: E) => Transition) =>
  (state: WizardState, event: E): Transition =>
    state.locked?.[field] === undefined ? next(state, event) : stay(state)

/** Asks for the backups to go: they hold the keys that Cline no longer needs. */
export const deleteBackups = (state: WizardState): Transition => go(state, { type: 'deleteBackups' })

export function backupsDeleted(state: WizardState): Transition {
  const review = { ...state.review, keepsOldKeys: false }
  delete review.backup
  return stay(withReached({ ...state, review }))
}

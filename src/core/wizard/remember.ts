import type { AuthKind } from '../choice.ts'
import { newAccess, type Waiting } from './access.ts'
import { stay, type Transition, withReached } from './common.ts'
import type { CreatedPolicy } from './grant.ts'
import { startCredentialsCheck } from './reduceCredentials.ts'
import type { WizardState } from './state.ts'

/** What outlives a reload of the window: the answers, never a secret. */
export interface RememberedChoice {
  method: AuthKind
  profile?: string
  region?: string
  endpoint?: string
  modelId?: string
  planModelId?: string
  /** AWS is still at a form or an agreement. */
  waiting?: Pick<Waiting, 'for' | 'modelId' | 'region' | 'since'>
  /** A policy that was made from here. */
  created?: CreatedPolicy
  /** The settings were written; the backup's name, where one was made. */
  written?: { backup?: string }
}

/** The answers of a state, for the next start. */
export function remember(state: WizardState): RememberedChoice {
  const { method, profile } = state.credentials
  const { chosen: region, endpoint } = state.region
  const { chosen: modelId, planModel, created, access } = state.model
  const { waiting } = access
  const { status, backup } = state.review
  return {
    method,
    ...(profile !== undefined && { profile }),
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    ...(modelId !== undefined && { modelId }),
    ...(planModel !== undefined && { planModelId: planModel }),
    ...(created !== undefined && { created }),
    ...(waiting?.status === 'waiting' && {
      waiting: {
        for: waiting.for,
        modelId: waiting.modelId,
        region: waiting.region,
        since: waiting.since,
      },
    }),
    ...(status === 'written' && { written: backup === undefined ? {} : { backup } }),
  }
}

/**
 * Takes up remembered answers. After a write the summary is shown and nothing is asked of AWS; else the
 * checks begin again with the credentials.
 */
export function restored(state: WizardState, { choice }: { choice: RememberedChoice }): Transition {
  const { method, profile, region, endpoint, modelId, written, waiting, created } = choice
  const next: WizardState = {
    ...state,
    credentials: { ...state.credentials, method, ...(profile !== undefined && { profile }) },
    region: {
      ...state.region,
      ...(region !== undefined && { chosen: region }),
      ...(endpoint !== undefined && { endpoint }),
    },
    model: {
      ...state.model,
      ...(modelId !== undefined && { chosen: modelId }),
      ...(choice.planModelId !== undefined && { planModel: choice.planModelId }),
      ...(created !== undefined && { created }),
      // The chain of checks ends with the model's, which takes the waiting up again.
      ...(waiting !== undefined && {
        access: { ...newAccess(), waiting: { ...waiting, looks: 0, status: 'waiting' as const } },
      }),
    },
  }
  if (written === undefined) {
    return startCredentialsCheck(next)
  }
  const review = { ...next.review, status: 'written' as const, ...written }
  return stay(withReached({ ...next, review, step: 'done' }))
}

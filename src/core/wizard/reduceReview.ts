import { choiceRef, go, isGood, nextRun, stay, type Transition, WHOLE, withReached } from './common.ts'
import type { WizardEvent } from './events.ts'
import { chosenBaseModel, planModelRef } from './models.ts'
import type { ReviewStep, WizardState } from './state.ts'

type Of<T extends WizardEvent['type']> = Extract<WizardEvent, { type: T }>

const BUSY: ReadonlySet<ReviewStep['status']> = new Set(['planning', 'writing', 'undoing'])

function withReview(state: WizardState, change: Partial<ReviewStep>): WizardState {
  const review = { ...state.review, ...change }
  if (change.status !== 'failed') {
    delete review.failure
  }
  return { ...state, review }
}

/** The models behind the ids, as the write needs them. */
function modelsOf(state: WizardState) {
  const planModel = planModelRef(state)
  return { baseModelId: chosenBaseModel(state), ...(planModel !== undefined && { planModel }) }
}

/** Plans the write, so that the diff is there when the user arrives. */
export function startPreview(state: WizardState): Transition {
  const choice = choiceRef(state)
  if (choice?.modelId === undefined || choice.region === undefined || !isGood(state.prompt.check)) {
    return stay(state)
  }
  const { state: next, run } = nextRun(state)
  const planned = withReview(next, { status: 'planning', run, files: [], warnings: [] })
  const { options = WHOLE } = next.review
  return go(planned, { type: 'previewWrite', choice, ...modelsOf(next), options, run })
}

/** Results count only while their own work is under way. */
const expects = ({ review }: WizardState, status: ReviewStep['status'], run: number): boolean =>
  review.status === status && review.run === run

export function previewed(state: WizardState, event: Of<'previewed'>): Transition {
  if (!expects(state, 'planning', event.run)) {
    return stay(state)
  }
  const { previewId, changed, files, warnings, about } = event
  const shown = { previewId, changed, files, warnings, ...(about !== undefined && { about }) }
  return stay(withReview(state, { status: 'ready', ...shown }))
}

export function apply(state: WizardState, event: Of<'apply'>): Transition {
  const choice = choiceRef(state)
  const shown = state.review.status === 'ready' && state.review.previewId === event.previewId
  if (!shown || choice === undefined || !isGood(state.prompt.check)) {
    return stay(state)
  }
  const { state: next, run } = nextRun(state)
  return go(withReview(next, { status: 'writing', run }), {
    type: 'applyWrite',
    choice,
    ...modelsOf(next),
    options: next.review.options ?? WHOLE,
    previewId: event.previewId,
    run,
  })
}

export function applied(state: WizardState, event: Of<'applied'>): Transition {
  if (!expects(state, 'writing', event.run)) {
    return stay(state)
  }
  const { backup, warnings, now, keepsOldKeys } = event
  const reloadNeeded = event.reloadNeeded && state.host.cline.running
  const written = withReview(state, {
    status: 'written',
    warnings,
    reloadNeeded,
    now,
    keepsOldKeys,
    ...(backup !== undefined && { backup }),
  })
  return stay(withReached({ ...written, step: 'done' }))
}

export function undo(state: WizardState): Transition {
  if (BUSY.has(state.review.status)) {
    return stay(state)
  }
  const { state: next, run } = nextRun(state)
  return go(withReview(next, { status: 'undoing', run }), { type: 'undoWrite', run })
}

export function undone(state: WizardState, event: Of<'undone'>): Transition {
  if (!expects(state, 'undoing', event.run)) {
    return stay(state)
  }
  const review = withReview(state, {
    status: 'undone',
    reloadNeeded: state.host.cline.running,
    files: [],
    warnings: [],
  })
  return stay(withReached({ ...review, step: 'review' }))
}

export function writeFailed(state: WizardState, event: Of<'writeFailed'>): Transition {
  return BUSY.has(state.review.status) && state.review.run === event.run
    ? stay(withReview(state, { status: 'failed', failure: event.failure }))
    : stay(state)
}

import {
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
import { planModelRef } from './models.ts'
import { takeNews } from './reduceAccess.ts'
import { startPreview } from './reduceReview.ts'
import type { WizardState } from './state.ts'

type Of<T extends WizardEvent['type']> = Extract<WizardEvent, { type: T }>

export function setPrompt(state: WizardState, event: Of<'setPrompt'>): Transition {
  return event.text === state.prompt.text
    ? stay(state)
    : stay({ ...state, prompt: { ...state.prompt, text: event.text } })
}

export function sendPrompt(state: WizardState): Transition {
  const choice = choiceRef(state)
  const busy = state.prompt.status === 'running'
  if (
    choice?.modelId === undefined ||
    busy ||
    !isGood(state.model.check) ||
    state.prompt.text.trim() === ''
  ) {
    return stay(state)
  }
  return then(reopenAfter(state, 'test-prompt'), (open) => {
    const { state: next, run } = nextRun(open)
    const { text } = next.prompt
    const prompt = { text, status: 'running' as const, answer: '', check: running(run) }
    return go(withReached({ ...next, prompt }), { type: 'sendPrompt', choice, text, run })
  })
}

export function stopPrompt(state: WizardState): Transition {
  return state.prompt.status === 'running' ? go(state, { type: 'cancel', check: 'test-prompt' }) : stay(state)
}

export function promptText(state: WizardState, event: Of<'promptText'>): Transition {
  if (!isCurrent(state.prompt.check, event.run)) {
    return stay(state)
  }
  return stay({ ...state, prompt: { ...state.prompt, answer: state.prompt.answer + event.text } })
}

export function promptEnded(state: WizardState, event: Of<'promptEnded'>): Transition {
  if (!isCurrent(state.prompt.check, event.run)) {
    return stay(state)
  }
  const check =
    event.result.status === 'skip' ? { ...IDLE, result: event.result } : settled(event.run, event.result)
  const status = event.stopped ? 'stopped' : event.result.status === 'fail' ? 'failed' : 'done'
  const prompt = {
    ...state.prompt,
    status: status as 'stopped' | 'failed' | 'done',
    check,
    ...(event.stats !== undefined && { stats: event.stats }),
    ...(event.provisional !== undefined && { provisional: event.provisional }),
  }
  const next = withReached({ ...state, prompt })
  if (isGood(check)) {
    return startPreview(next)
  }
  const { diagnosis } = event.result
  const plan = planModelRef(next)
  const ofPlan = plan !== undefined && diagnosis?.facts.modelId === plan.modelId
  const about = ofPlan ? { agreementOf: plan.baseModelId } : {}
  return diagnosis === undefined
    ? stay(next)
    : takeNews(next, { diagnosis: diagnosis.id, ...about }, event.at)
}

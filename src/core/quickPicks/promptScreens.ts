import { t } from '@vscode/l10n'
import type { WizardState } from '../wizard/state.ts'
import { pendingItems } from './pending.ts'
import { doing, isGood, onward, resultItems, told } from './results.ts'
import type { InputPart, PickPart } from './screen.ts'

/** One real request; entering it sends it. */
export const promptScreen = ({ prompt }: WizardState): InputPart => ({
  placeholder: t('Prompt'),
  prompt: t('Enter sends it. AWS bills a few tokens, usually far below a cent.'),
  secret: false,
  value: prompt.text,
  optional: false,
  submit: (text) => ({ type: 'send', intent: { type: 'setPrompt', text }, to: 'answer' }),
})

/** What the model said. */
export function answerScreen(state: WizardState): PickPart {
  const { prompt, model } = state
  const isRunning = prompt.status === 'running'
  const words = prompt.answer.trim().split(/\s+/).join(' ')
  const shown = { name: t('Answer'), language: 'markdown' as const, text: `${prompt.answer}\n` }
  const isOpen = isGood(model.check)
  return {
    placeholder: isRunning ? t('Waiting for the model…') : (prompt.check.result?.summary ?? t('Stopped')),
    busy: isRunning,
    items: [
      ...(isGood(prompt.check) ? [onward('review')] : []),
      ...pendingItems(state, 'test-prompt'),
      ...(words === '' ? [] : [doing('comment', t('Answer'), { type: 'show', shown }, words)]),
      ...(isRunning
        ? [doing('debug-stop', t('Stop'), { type: 'send', intent: { type: 'stopPrompt' } })]
        : resultItems(prompt.check, 'test-prompt', 'answer')),
      ...(isRunning
        ? []
        : isOpen
          ? [doing('edit', t('Send another prompt'), { type: 'go', to: 'prompt' })]
          : [told('info', t('The model has to be checked first.')), onward('model-check', model.chosen)]),
    ],
  }
}

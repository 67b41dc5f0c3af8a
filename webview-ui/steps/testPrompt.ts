import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { PromptStep } from '../../src/core/wizard/state.ts'
import { checkCard, factList, skeleton } from '../checkCard.ts'
import type { Page } from '../context.ts'
import { button, spinner } from '../controls.ts'
import { continueButton, stepFrame } from '../stepFrame.ts'
import { countWords, durationWords } from '../words.ts'

/** Step 4: one real request, sent as Cline sends it. */
export function testPromptStep(page: Page): TemplateResult {
  const step = page.state.prompt
  const isDone = step.status === 'done' && step.check.status !== 'fail'
  return stepFrame(page, {
    title: t('Does it answer?'),
    lead: t('One short request goes to the model in the way Cline will ask it, tools included.'),
    body: html`
      ${promptForm(page, step, !isDone)} ${answer(step)}
      ${step.check.result === undefined || step.status === 'running' ? nothing : verdict(page, step)}
    `,
    actions: continueButton(page, isDone),
  })
}

/** Comes last and only when there is one, so that a growing answer pushes nothing down. */
const verdict = (page: Page, step: PromptStep) =>
  checkCard(page, {
    id: 'test-prompt',
    title: t('Test prompt check'),
    check: step.check,
    idle: t('Nothing has been sent yet.'),
  })

function promptForm({ send }: Page, step: PromptStep, primary: boolean) {
  const isRunning = step.status === 'running'
  const typed = ({ currentTarget }: Event) => {
    if (currentTarget instanceof HTMLTextAreaElement) {
      send({ type: 'setPrompt', text: currentTarget.value })
    }
  }
  return html`
    <div class="field">
      <label class="label" for="prompt">${t('Prompt')}</label>
      <textarea
        id="prompt"
        rows="3"
        maxlength="4000"
        aria-describedby="prompt-cost"
        .value=${step.text}
        ?readonly=${isRunning}
        @change=${typed}
      ></textarea>
      <p class="quiet small" id="prompt-cost">${t('AWS bills this request: a few tokens, usually far below a cent.')}</p>
    </div>
    <div class="row">
      ${button({
        label: t('Send test prompt'),
        primary,
        disabled: isRunning,
        onClick: () => send({ type: 'sendPrompt' }),
      })}
      ${isRunning ? button({ label: t('Stop'), onClick: () => send({ type: 'stopPrompt' }) }) : nothing}
    </div>
  `
}

function answer(step: PromptStep) {
  if (step.status === 'idle' || (step.status === 'failed' && step.answer === '')) {
    return nothing
  }
  return html`<section class="card" aria-label=${t('Answer')}>
    <div class="card-head">
      <h3>${t('Answer')}</h3>
      ${step.status === 'running' ? spinner(t('Waiting for the model…')) : nothing}
      ${step.status === 'stopped' ? html`<span class="quiet">${t('Stopped')}</span>` : nothing}
    </div>
    ${step.answer === '' ? (step.status === 'running' ? skeleton() : nothing) : html`<pre class="answer" tabindex="0" aria-label=${t('Answer')}>${step.answer}</pre>`}
    ${step.stats === undefined ? nothing : stats(step.stats)}
  </section>`
}

function stats({
  inputTokens,
  outputTokens,
  firstTokenMs,
  totalMs,
  toolUsed,
}: NonNullable<PromptStep['stats']>) {
  return factList([
    { label: t('First words after'), value: durationWords(firstTokenMs) },
    { label: t('Whole answer after'), value: durationWords(totalMs) },
    { label: t('Tokens in'), value: countWords(inputTokens) },
    { label: t('Tokens out'), value: countWords(outputTokens) },
    { label: t('Tool used'), value: toolUsed ? t('yes') : t('no') },
  ])
}

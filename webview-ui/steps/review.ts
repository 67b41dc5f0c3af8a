import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { FilePreview } from '../../src/core/settings/types.ts'
import type { ReviewStep } from '../../src/core/wizard/state.ts'
import { skeleton } from '../checkCard.ts'
import type { Page } from '../context.ts'
import { button, spinner } from '../controls.ts'
import { explanation, remark } from '../explanation.ts'
import { icon } from '../icons.ts'
import { otherClines } from '../runningClines.ts'
import { backButton, continueButton, stepFrame } from '../stepFrame.ts'
import { lockedNote, placeNote, writeQuestions } from '../writeQuestions.ts'

/** Step 5: what will be written, line by line, and the one button that writes it. */
export function reviewStep(page: Page): TemplateResult {
  const step = page.state.review
  return stepFrame(page, {
    ...words(step),
    body: html`
      ${
        step.status === 'undone'
          ? html`<p>${t('You can leave it so, or send a test prompt and write the settings again.')}</p>`
          : nothing
      }
      ${lockedNote(page.state.locked)} ${writeQuestions(page)}
      ${isReading(step) ? waiting() : nothing}
      ${step.files.map((file, index) => fileCard(page, file, index))}
      ${isReading(step) ? nothing : remarks(page, step)}
      ${step.failure === undefined ? nothing : html`<div class="card check-fail">${explanation(page, 'review', step.failure)}</div>`}
    `,
    actions: html`${actions(page, step)}${step.status === 'ready' || step.status === 'failed' ? backButton(page) : nothing}`,
  })
}

/** The heading and what it is about, as far as the write has come. */
function words({ status, changed }: ReviewStep) {
  if (status === 'undone') {
    return { title: t('Undone'), lead: t('The settings are as they were before.') }
  }
  if (status === 'written' || status === 'undoing') {
    return {
      title: t('What was changed'),
      lead: t('Cline’s settings were written. A backup was made, and you can undo this.'),
    }
  }
  return changed === false
    ? { title: t('Nothing to change'), lead: t('Cline is set to this already: nothing needs to change.') }
    : {
        title: t('What will change?'),
        lead: t('These are the changes to Cline’s settings. A backup is made first, and you can undo them.'),
      }
}

const isReading = ({ status }: ReviewStep) => status === 'planning' || status === 'idle'

/** What to know beside the files. It comes with them, as they would push it down. */
const remarks = (page: Page, step: ReviewStep) => html`
  ${placeNote(page.state)}
  ${step.warnings.map((warning) => html`<div class="card check-warn">${remark(warning)}</div>`)}
  ${
    page.state.host.proxy
      ? html`<p class="callout">${icon('info')}<span>${t('A proxy is configured. Cline’s older bundle (legacy) does not use it; choose the newer one in the settings: "cline.rollout.bundleOverride": "next".')}</span></p>`
      : nothing
  }
  ${otherClines(page, step.status === 'written')}
`

const waiting = () => html`${skeleton()}<p>${spinner(t('Reading Cline’s settings…'))}</p>`

function fileCard({ send }: Page, { path, before, diff }: FilePreview, index: number) {
  return html`<section class="card" aria-label=${path}>
    <div class="card-head">
      <h3 class="path">${path}</h3>
      ${before === undefined ? html`<span class="quiet">${t('new file')}</span>` : nothing}
    </div>
    ${diff === '' ? html`<p class="quiet">${t('No change')}</p>` : diffLines(diff, before === undefined)}
    ${button({
      label: t('Open diff'),
      name: t('Open diff of {0}', path.split(/[\\/]/).at(-1) ?? path),
      onClick: () => send({ type: 'openDiff', index }),
    })}
  </section>`
}

/** The marks stand in the text, so that the change is not told by colour alone. */
export function diffLines(diff: string, isNew = false) {
  const lines = diff.split('\n').filter((line) => !/^(---|\+\+\+) /.test(line))
  return html`<pre class="diff ${isNew ? 'diff-new' : ''}">${lines.map(diffLine)}</pre>`
}

function diffLine(line: string) {
  if (line.startsWith('+')) {
    return html`<ins>${line}</ins>`
  }
  if (line.startsWith('-')) {
    return html`<del>${line}</del>`
  }
  return line.startsWith('@@') ? html`<span class="gap">⋯</span>` : html`<span>${line}</span>`
}

function actions(page: Page, step: ReviewStep) {
  const { send } = page
  const { previewId } = step
  switch (step.status) {
    case 'writing':
      return spinner(t('Writing…'))
    case 'undoing':
      return spinner(t('Undoing…'))
    case 'written':
      return continueButton(page, true, undoButton(page))
    case 'undone':
      return undoneActions(page)
    case 'ready':
      return html`${button({
        label: step.changed === false ? t('Continue') : t('Write Cline’s settings'),
        primary: true,
        disabled: previewId === undefined,
        onClick: () => {
          if (previewId !== undefined) {
            send({ type: 'apply', previewId })
          }
        },
      })}${page.state.host.cline.running && step.changed !== false ? html`<span class="quiet small">${t('Cline is running, so the window reloads right after. You are asked first.')}</span>` : nothing}`
    default:
      return button({
        label: t('Write Cline’s settings'),
        primary: true,
        disabled: true,
        onClick: () => undefined,
      })
  }
}

function undoneActions({ state, send }: Page) {
  const reload = button({
    label: t('Reload window'),
    primary: true,
    onClick: () => send({ type: 'reloadWindow' }),
  })
  // A new preview is made when the test prompt has passed again.
  const again = button({
    label: t('Back to the test prompt'),
    primary: !state.review.reloadNeeded,
    onClick: () => send({ type: 'goTo', step: 'test-prompt' }),
  })
  return html`${state.review.reloadNeeded ? reload : nothing} ${again}`
}

const undoButton = ({ send }: Page) => button({ label: t('Undo'), onClick: () => send({ type: 'undo' }) })

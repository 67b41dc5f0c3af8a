import { t } from '@vscode/l10n'
import { html } from 'lit'
import type { StepId } from '../src/core/checks/check.ts'
import type { StepBody } from './context.ts'
import { button } from './controls.ts'
import { backButton, STEPS, stepFrame } from './stepFrame.ts'
import { credentialsStep } from './steps/credentials.ts'
import { stepName } from './words.ts'

const bodies: Partial<Record<StepId, StepBody>> = { credentials: credentialsStep }

let loading: Promise<void> | undefined

/** How the step is drawn; undefined while the page has not loaded that part of itself yet. */
export const bodyOf = (step: StepId): StepBody | undefined => bodies[step]

/**
 * Loads what draws all steps but the first, once. Never fails: where the file is gone, such as after an update
 * in the background, the steps say so.
 */
export function loadLater(): Promise<void> {
  loading ??= import('./later.ts').then(
    ({ laterSteps }) => {
      Object.assign(bodies, laterSteps)
      performance.mark('bedrock-setup:whole')
    },
    () => {
      for (const step of STEPS) {
        bodies[step] ??= unloaded
      }
    },
  )
  return loading
}

const unloaded: StepBody = (page) =>
  stepFrame(page, {
    title: stepName(page.state.step),
    lead: t('This part of the page could not be loaded, perhaps because the extension was just updated.'),
    body: html`<p>${t('Close this tab and open the setup again; nothing that was checked or chosen is lost.')}</p>`,
    actions: html`${button({
      label: t('Use quick picks instead'),
      primary: true,
      onClick: () => page.send({ type: 'openQuickPicks' }),
    })}${backButton(page)}`,
  })

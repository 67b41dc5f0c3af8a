import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { ModelStep } from '../../src/core/wizard/state.ts'
import { checkCard, skeleton } from '../checkCard.ts'
import type { Page } from '../context.ts'
import { continueButton, stepFrame } from '../stepFrame.ts'
import { accessSection, waitingSection } from './access.ts'
import { modelPicker } from './modelPicker.ts'
import { policySection } from './policy.ts'

/** Step 3: which model answers, and whether these credentials may use it. */
export function modelAccessStep(page: Page): TemplateResult {
  const step = page.state.model
  return stepFrame({
    title: t('Which model answers?'),
    lead: t(
      'The list comes from your own account in this region. Access and permissions are checked for your choice.',
    ),
    body: html`
      ${step.options === undefined ? waitingForModels() : modelPicker(page, step, step.options)}
      ${waitingSection(page)}
      ${checkCard(page, {
        id: 'model-access',
        title: t('Model access check'),
        check: step.check,
        idle: t('Access is checked as soon as a model is chosen.'),
      })}
      ${accessSection(page)} ${policySection(page)}
      ${isUnderWay(step) ? nothing : permissions(page, step)}
    `,
    actions: continueButton(page),
  })
}

/** Each part comes when the one above it has settled, so that nothing is pushed down. */
const isUnderWay = ({ check }: ModelStep) => check.status === 'running' || check.status === 'idle'

const permissions = (page: Page, step: ModelStep) =>
  checkCard(page, {
    id: 'permissions',
    title: t('Permissions check'),
    check: step.permissions,
    idle: t('IAM is asked what these credentials may do, where that is allowed.'),
  })

const waitingForModels = () =>
  html`${skeleton()}
    <p class="quiet">${t('The models appear here when the region has answered.')}</p>`

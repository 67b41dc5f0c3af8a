import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { CheckState, ModelStep } from '../../src/core/wizard/state.ts'
import { checkCard, skeleton } from '../checkCard.ts'
import type { Page } from '../context.ts'
import { continueButton, stepFrame } from '../stepFrame.ts'
import { accessSection, waitingSection } from './access.ts'
import { modelPicker } from './modelPicker.ts'
import { policySection } from './policy.ts'

/** Step 3: which model answers, and whether these credentials may use it. */
export function modelAccessStep(page: Page): TemplateResult {
  const step = page.state.model
  return stepFrame(page, {
    title: t('Which model answers?'),
    lead: t(
      'The list comes from your own account in this region. Access and permissions are checked for your choice.',
    ),
    body: html`
      ${step.options === undefined ? waitingForModels() : modelPicker(page, step, step.options)}
      ${isWaitedFor(step) ? waitingSection(page) : checks(page, step)}
    `,
    actions: continueButton(page, !hasOtherAction(step)),
  })
}

/**
 * Each part comes when the one above it has settled, so that nothing is pushed down; what goes on growing and
 * shrinking, form, offer and wait, comes last.
 */
function checks(page: Page, step: ModelStep): TemplateResult {
  const { access } = step
  // Too late is said where the waiting was; what is done comes below.
  const isLate = access.waiting?.status === 'late'
  const done = isLate ? nothing : waitingSection(page)
  return html`${isLate ? waitingSection(page) : nothing}
  ${checkCard(page, {
    id: 'model-access',
    title: t('Model access check'),
    check: step.check,
    idle: t('Access is checked as soon as a model is chosen.'),
  })}
  ${isUnderWay(step.check) ? nothing : permissions(page, step)}
  ${
    isUnderWay(step.permissions)
      ? done
      : html`${access.form === 'missing' ? nothing : policySection(page)} ${done} ${accessSection(page)}`
  }`
}

const isUnderWay = ({ status }: CheckState) => status === 'running' || status === 'idle'

/** While AWS is at just what the check found, the wait stands in the check's place. */
const isWaitedFor = ({ access, check }: ModelStep) =>
  access.waiting?.status === 'waiting' &&
  ['use-case-form-required', 'subscription-pending'].includes(check.result?.explanation?.id ?? '')

/** A form, an offer or a policy that waits for consent has the step's primary action. */
const hasOtherAction = ({ access, grant }: ModelStep) =>
  access.form === 'missing' ||
  (access.agreement === 'missing' && access.offers !== undefined && access.offers.length > 0) ||
  grant?.apply.status === 'preview'

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

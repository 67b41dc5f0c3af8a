import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { AuthKind } from '../../src/core/choice.ts'
import type { CredentialsStep, Identity } from '../../src/core/wizard/state.ts'
import { checkCard, factList } from '../checkCard.ts'
import type { Page } from '../context.ts'
import { button, radios } from '../controls.ts'
import { continueButton, stepFrame } from '../stepFrame.ts'
import { identityKindName, methodName, timeWords } from '../words.ts'
import { entryForm } from './keyForms.ts'
import { newProfileCard } from './newProfile.ts'
import { originsPanel } from './origins.ts'
import { asksForSignIn, profilePicker } from './profilePicker.ts'
import { rotationCard } from './rotation.ts'
import { showsSignIn, signInCard } from './signIn.ts'

const METHODS = ['profile', 'keys', 'api-key', 'default'] as const satisfies AuthKind[]

/** Step 1: which credentials Cline will use, and who they belong to. */
export function credentialsStep(page: Page): TemplateResult {
  const { send } = page
  const step = page.state.credentials
  const awaitsEntry =
    (step.method === 'keys' || step.method === 'api-key') && step.entered?.kind !== step.method
  // One primary action at a time: a panel that is open has its own.
  const busy = isBusy(step)
  return stepFrame(page, {
    title: t('Who is asking?'),
    lead: t('Choose how Cline signs in to AWS. The credentials are checked at once; nothing is written yet.'),
    body: html`
      ${radios({
        label: t('Sign in with'),
        value: step.method,
        options: METHODS.map((method) => ({ value: method, label: methodName(method) })),
        onChange: (value) => {
          const method = METHODS.find((each) => each === value)
          if (method !== undefined) {
            send({ type: 'chooseMethod', method })
          }
        },
      })}
      <div class="method">${methodBody(page, step, awaitsEntry && !busy)}</div>
      ${originsPanel(page)}
      ${step.newProfile === undefined ? nothing : newProfileCard(page, step.newProfile)}
      ${step.rotation === undefined ? nothing : rotationCard(page, step.rotation)}
      ${showsSignIn(step.signIn) ? signInCard(page, step.signIn) : isEditing(step) ? nothing : check(page, step)}
      ${step.identity === undefined || isEditing(step) ? nothing : identityCard(step, step.identity)}
      ${security(page, step)}
    `,
    actions: continueButton(page, !awaitsEntry && !busy && !asksForSignIn(step)),
  })
}

/** A form stands in the place of what was chosen before, whose check would only be noise beside it. */
const isEditing = ({ newProfile, rotation }: CredentialsStep): boolean =>
  newProfile !== undefined || rotation !== undefined

const isBusy = (step: CredentialsStep): boolean => isEditing(step) || step.signIn?.status === 'running'

const check = (page: Page, step: CredentialsStep) =>
  checkCard(page, {
    id: 'credentials',
    title: t('Credentials check'),
    check: step.check,
    idle: t('AWS is asked as soon as the credentials are complete.'),
  })

function methodBody(page: Page, step: CredentialsStep, primary: boolean) {
  switch (step.method) {
    case 'profile':
      return profilePicker(page)
    case 'keys':
    case 'api-key':
      return step.rotation === undefined
        ? html`${entryForm(page, step, primary)} ${rotationOffer(page, step.method)}`
        : html``
    default:
      return html`<p class="quiet">
        ${t('The AWS SDK looks by itself: environment variables, then shared files, then the machine’s own role.')}
      </p>`
  }
}

const rotationOffer = ({ send }: Page, kind: 'keys' | 'api-key') =>
  html`<p>${button({ label: t('I rotated my key'), onClick: () => send({ type: 'openRotation', kind }) })}</p>`

function identityCard(
  { security: known }: CredentialsStep,
  { account, arn, kind, name, expiresAt }: Identity,
) {
  return html`<section class="card" aria-label=${t('Identity')}>
    <h3>${t('Identity')}</h3>
    ${factList([
      { label: t('Account'), value: account },
      { label: t('Principal'), value: name },
      { label: t('Kind'), value: identityKindName(kind) },
      ...(expiresAt === undefined ? [] : [{ label: t('Valid until'), value: timeWords(expiresAt) }]),
      ...(known?.result?.facts ?? []),
    ])}
    <p class="small"><code>${arn}</code></p>
  </section>`
}

/** Advice that stops nothing; of the root user it is more than advice. */
function security(page: Page, { security: known, identity }: CredentialsStep) {
  const result = known?.result
  if (result === undefined || result.explanation === undefined) {
    return nothing
  }
  const root = identity?.kind === 'root'
  return html`<div class=${root ? 'root-alarm' : ''} role=${root ? 'alert' : nothing}>
    ${checkCard(page, {
      id: 'security',
      title: t('Security'),
      check: { status: root ? 'fail' : 'warn', run: known?.run ?? 0, result },
      idle: '',
    })}
  </div>`
}

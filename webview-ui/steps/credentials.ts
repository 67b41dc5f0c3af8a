import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { AuthKind } from '../../src/core/choice.ts'
import type { CredentialsStep, Identity, ProfileOption } from '../../src/core/wizard/state.ts'
import { checkCard, factList, skeleton } from '../checkCard.ts'
import type { Page } from '../context.ts'
import { button, radios, readField, secretField, select, takeField, textField } from '../controls.ts'
import { explanation } from '../explanation.ts'
import { icon } from '../icons.ts'
import { continueButton, stepFrame } from '../stepFrame.ts'
import { identityKindName, methodName, profileKindName, timeWords } from '../words.ts'

const METHODS = ['profile', 'keys', 'api-key', 'default'] as const satisfies AuthKind[]
const PROBLEM = 'explanation-entry'

/** Step 1: which credentials Cline will use, and who they belong to. */
export function credentialsStep(page: Page): TemplateResult {
  const { send } = page
  const step = page.state.credentials
  const awaitsEntry =
    (step.method === 'keys' || step.method === 'api-key') && step.entered?.kind !== step.method
  return stepFrame({
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
      <div class="method">${methodBody(page, step, awaitsEntry)}</div>
      ${checkCard(page, {
        id: 'credentials',
        title: t('Credentials check'),
        check: step.check,
        idle: t('AWS is asked as soon as the credentials are complete.'),
      })}
      ${step.identity === undefined ? nothing : identityCard(step.identity)}
    `,
    actions: continueButton(page, !awaitsEntry),
  })
}

function methodBody(page: Page, step: CredentialsStep, primary: boolean) {
  switch (step.method) {
    case 'profile':
      return profilePicker(page, step)
    case 'keys':
      return keysForm(page, step, primary)
    case 'api-key':
      return apiKeyForm(page, step, primary)
    default:
      return html`<p class="quiet">
        ${t('The AWS SDK looks by itself: environment variables, then shared files, then the machine’s own role.')}
      </p>`
  }
}

function profilePicker({ send }: Page, { profiles, profile, fileProblems }: CredentialsStep) {
  const problems = fileProblems.map(
    (text) => html`<p class="callout">${icon('warn')}<span>${text}</span></p>`,
  )
  if (profiles === undefined) {
    return html`${skeleton()}<p class="sr-only">${t('Reading your AWS profiles…')}</p>`
  }
  if (profiles.length === 0) {
    return html`${problems}
      <p class="quiet">${t('There is no AWS profile on this machine yet. Access keys or an API key work without one.')}</p>`
  }
  const chosen = profiles.find(({ name }) => name === profile)
  return html`${problems}
    ${select({
      id: 'profile',
      label: t('Profile'),
      value: profile,
      placeholder: t('Choose a profile'),
      options: withChosen(profiles, profile),
      onChange: (name) => send({ type: 'chooseProfile', profile: name }),
    })}
    ${chosen?.note === undefined ? nothing : html`<p class="callout">${icon(chosen.usable ? 'info' : 'warn')}<span>${chosen.note}</span></p>`}`
}

const profileLabel = ({ name, kind, detail }: ProfileOption) =>
  [name, profileKindName(kind), detail].filter((part) => part !== '').join(' — ')

/** A remembered profile may be gone from the files; the list must still show that it is the chosen one. */
function withChosen(profiles: ProfileOption[], chosen: string | undefined) {
  const options = profiles.map((each) => ({ value: each.name, label: profileLabel(each) }))
  const isGone = chosen !== undefined && profiles.every(({ name }) => name !== chosen)
  return isGone ? [{ value: chosen, label: t('{0} — not found', chosen) }, ...options] : options
}

function keysForm(page: Page, step: CredentialsStep, primary: boolean) {
  const use = () => {
    if (readField('access-key-id') === '' || readField('secret-access-key') === '') {
      document
        .getElementById(readField('access-key-id') === '' ? 'access-key-id' : 'secret-access-key')
        ?.focus()
      return
    }
    const accessKeyId = takeField('access-key-id')
    const secretAccessKey = takeField('secret-access-key')
    const sessionToken = takeField('session-token')
    page.send({
      type: 'useKeys',
      accessKeyId,
      secretAccessKey,
      ...(sessionToken !== '' && { sessionToken }),
    })
  }
  const common = { ...tied(step), onEnter: use }
  return html`
    ${textField({ id: 'access-key-id', label: t('Access key ID'), placeholder: 'AKIA…', ...common })}
    ${secretField({ id: 'secret-access-key', label: t('Secret access key'), ...common })}
    ${secretField({ id: 'session-token', label: t('Session token (optional)'), ...common })}
    ${entryFoot(page, step)}
    <p>${button({ label: t('Use these keys'), primary, onClick: use })}</p>
  `
}

function apiKeyForm(page: Page, step: CredentialsStep, primary: boolean) {
  const use = () => {
    if (readField('api-key') === '') {
      document.getElementById('api-key')?.focus()
      return
    }
    page.send({ type: 'useApiKey', apiKey: takeField('api-key') })
  }
  return html`
    ${secretField({ id: 'api-key', label: t('API key'), ...tied(step), onEnter: use })}
    ${entryFoot(page, step)}
    <p>${button({ label: t('Use this key'), primary, onClick: use })}</p>
  `
}

/** Ties a form's fields to its help or to what was wrong with the last entry. */
const tied = ({ entryProblem }: CredentialsStep) =>
  entryProblem === undefined ? { describedBy: 'entry-help' } : { describedBy: PROBLEM, invalid: true }

function entryFoot(page: Page, { method, entered, entryProblem }: CredentialsStep) {
  const isEntered = entered !== undefined && entered.kind === method
  return html`
    <p class="quiet small" id="entry-help">${t('What you type stays in memory until you agree to write Cline’s settings.')}</p>
    ${
      isEntered
        ? html`<p class="entered">${icon('pass')}<span>${t('In use:')} <code>${entered.label}</code></span></p>
            ${entered.notes.map((note) => html`<p class="quiet">${note}</p>`)}`
        : nothing
    }
    ${entryProblem === undefined ? nothing : html`<div class="card check-fail" role="alert">${explanation(page, 'entry', entryProblem)}</div>`}
  `
}

function identityCard({ account, arn, kind, name, expiresAt }: Identity) {
  return html`<section class="card" aria-label=${t('Identity')}>
    <h3>${t('Identity')}</h3>
    ${factList([
      { label: t('Account'), value: account },
      { label: t('Principal'), value: name },
      { label: t('Kind'), value: identityKindName(kind) },
      ...(expiresAt === undefined ? [] : [{ label: t('Valid until'), value: timeWords(expiresAt) }]),
    ])}
    <p class="small"><code>${arn}</code></p>
  </section>`
}

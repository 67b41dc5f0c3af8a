import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { SsoDraft, SsoField } from '../../src/core/credentials/ssoProfile.ts'
import type { NewProfileState } from '../../src/core/wizard/credentialState.ts'
import type { Page } from '../context.ts'
import { button, readField, select, spinner, textField } from '../controls.ts'
import { icon } from '../icons.ts'
import { signInSteps } from './signIn.ts'

const FIELDS = ['name', 'startUrl', 'ssoRegion', 'account', 'role', 'region'] as const satisfies SsoField[]

/** The form for a new Identity Center profile: it is shown as text before it is written. */
export function newProfileCard(page: Page, form: NewProfileState): TemplateResult {
  const { send } = page
  return html`<section class="card" aria-label=${t('New Identity Center profile')}>
    <div class="card-head">
      <h3>${t('New Identity Center profile')}</h3>
      <span class="status">${form.status === 'listing' ? spinner(t('Asking…')) : nothing}</span>
    </div>
    <p class="quiet small">${t('It is added to the end of your AWS config file. Nothing that is there changes.')}</p>
    <div class="form-grid">
      ${field(form, 'startUrl', t('Start URL'), 'https://my-company.awsapps.com/start')}
      ${field(form, 'ssoRegion', t('Identity Center region'), 'us-east-1')}
      ${form.accounts === undefined ? field(form, 'account', t('Account'), '123456789012') : accounts(page, form)}
      ${form.roles === undefined ? field(form, 'role', t('Role (permission set)'), 'PowerUserAccess') : roles(page, form)}
      ${field(form, 'region', t('Bedrock region (optional)'), 'eu-central-1')}
      ${field(form, 'name', t('Profile name (optional)'), 'work')}
    </div>
    ${form.failure === undefined || form.failure === '' ? nothing : html`<p class="callout" role="alert">${icon('warn')}<span>${form.failure}</span></p>`}
    ${form.status === 'signing-in' ? signingIn(page, form) : nothing}
    ${form.preview === undefined || form.status === 'open' ? nothing : preview(form.preview)}
    ${form.status === 'signing-in' ? nothing : html`<p class="sign-in-actions">${actions(page, form)} ${button({ label: t('Cancel'), name: t('Cancel the new profile'), onClick: () => send({ type: 'closeNewProfile' }) })}</p>`}
  </section>`
}

const idOf = (name: SsoField): string => `sso-${name}`

function field(form: NewProfileState, name: SsoField, label: string, placeholder: string) {
  const problem = form.problems[name]
  const help = `${idOf(name)}-problem`
  return html`<div class="form-cell">
    ${textField({
      id: idOf(name),
      label,
      placeholder,
      value: form.draft[name],
      ...(problem !== undefined && { describedBy: help, invalid: true }),
    })}
    ${problem === undefined ? nothing : html`<p class="field-problem small" id=${help} role="alert">${problem}</p>`}
  </div>`
}

/** The form as it stands on the page; lists that the portal gave are in the state. */
function draftNow({ draft, accounts: known, roles: offered }: NewProfileState): SsoDraft {
  const entries = FIELDS.map((name) => {
    const listed = (name === 'account' && known !== undefined) || (name === 'role' && offered !== undefined)
    return [name, listed ? draft[name] : readField(idOf(name))] as const
  })
  return Object.fromEntries(entries) as unknown as SsoDraft
}

function accounts({ send }: Page, form: NewProfileState) {
  return select({
    id: idOf('account'),
    label: t('Account'),
    value: form.draft.account === '' ? undefined : form.draft.account,
    placeholder: t('Choose an account'),
    options: (form.accounts ?? []).map(({ id, name }) => ({ value: id, label: `${name} — ${id}` })),
    onChange: (account) => send({ type: 'findSsoRoles', draft: { ...draftNow(form), account, role: '' } }),
  })
}

function roles({ send }: Page, form: NewProfileState) {
  return select({
    id: idOf('role'),
    label: t('Role (permission set)'),
    value: form.draft.role === '' ? undefined : form.draft.role,
    placeholder: t('Choose a role'),
    options: (form.roles ?? []).map((role) => ({ value: role, label: role })),
    onChange: (role) => send({ type: 'planProfile', draft: { ...draftNow(form), role } }),
  })
}

function signingIn(page: Page, form: NewProfileState) {
  const progress = form.signIn ?? { asksForCode: false }
  return html`<div class="sign-in-inline">${signInSteps(page, progress)}</div>`
}

function preview({ path, text, isNew }: NonNullable<NewProfileState['preview']>) {
  return html`<div class="plan">
    <p>${isNew ? t('This file will be made:') : t('This will be added to the end of:')} <code>${path}</code></p>
    <pre class="diff diff-new">${text
      .trimEnd()
      .split('\n')
      .map((line) => html`<ins>${`+ ${line}`}</ins>`)}</pre>
  </div>`
}

function actions(page: Page, form: NewProfileState) {
  const { send } = page
  const plan = () => send({ type: 'planProfile', draft: draftNow(form) })
  if (form.status === 'adding') {
    return spinner(t('Writing…'))
  }
  if (form.status === 'planned' && form.preview !== undefined) {
    const { id } = form.preview
    return html`${button({ label: t('Add this profile'), primary: true, onClick: () => send({ type: 'addProfile', previewId: id }) })}
    ${button({ label: t('Show again'), onClick: plan })}`
  }
  const find = button({
    label: t('Sign in and list accounts'),
    primary: form.accounts === undefined,
    onClick: () => send({ type: 'findSsoAccounts', draft: draftNow(form) }),
  })
  return html`${form.accounts === undefined ? find : nothing}
  ${button({ label: t('Show what will be written'), primary: form.accounts !== undefined, onClick: plan })}`
}

import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { CreatedPolicy, GrantState, GrantText } from '../../src/core/wizard/grant.ts'
import type { Page } from '../context.ts'
import { button, spinner } from '../controls.ts'
import { remark } from '../explanation.ts'
import { checkbox } from '../fields.ts'
import { icon } from '../icons.ts'

const FORMATS: [GrantText, string][] = [
  ['json', 'JSON'],
  ['cli', 'AWS CLI'],
  ['cloudformation', 'CloudFormation'],
  ['terraform', 'Terraform'],
]

/** The rights for exactly this choice: to copy, to compare, or to create at once. */
export function policySection(page: Page): TemplateResult {
  const { grant, created } = page.state.model
  if (grant === undefined) {
    return html`${created === undefined ? nothing : madeHere(page, created)}`
  }
  return html`<section class="block" aria-label=${t('Least policy')}>
    <div class="row">
      ${button({ label: t('Copy least policy'), onClick: () => page.send({ type: 'copyPolicy' }) })}
      <span class="quiet small">${t('The smallest IAM policy that lets Cline use this model.')}</span>
    </div>
    <details ?open=${grant.apply.status !== 'idle'}>
      <summary>${t('Show the policy, and give it to someone')}</summary>
      <div class="block">${formats(page, grant)} ${extras(page, grant)}
        <div class=${grant.apply.status === 'idle' ? '' : 'grant-course'}>${apply(page, grant)}</div></div>
    </details>
    <details>
      <summary>${t('Compare with AWS’s own policy')}</summary>
      ${comparison(page)}
    </details>
    <details>
      <summary>${t('The organisation limits regions or services')}</summary>
      <p class="quiet">
        ${t('Control policies of an organisation stand above every policy of the account. This text tells its administrator what has to stay open.')}
      </p>
      <pre class="policy">${grant.texts.scp}</pre>
      <p>
        ${button({ label: t('Copy for the organisation'), onClick: () => page.send({ type: 'copyPolicy', text: 'scp' }) })}
      </p>
    </details>
    ${created === undefined ? nothing : madeHere(page, created)}
  </section>`
}

function formats({ send, ui, refresh }: Page, grant: GrantState): TemplateResult {
  const shown = FORMATS.find(([format]) => format === ui.policyFormat)?.[0] ?? 'json'
  return html`
    <div class="segments" role="group" aria-label=${t('Form of the policy')}>
      ${FORMATS.map(
        ([format, label]) =>
          html`<button
            type="button"
            class="segment"
            aria-pressed=${format === shown}
            @click=${() => {
              ui.policyFormat = format
              refresh()
            }}
          >
            ${label}
          </button>`,
      )}
    </div>
    <pre class="policy" tabindex="0" aria-label=${t('The policy')}>${grant.texts[shown]}</pre>
    <p>
      ${button({
        label: t('Copy as {0}', FORMATS.find(([format]) => format === shown)?.[1] ?? 'JSON'),
        onClick: () => send({ type: 'copyPolicy', text: shown }),
      })}
    </p>
  `
}

function extras({ send }: Page, { discovery, firstUse }: GrantState): TemplateResult {
  return html`
    ${checkbox({
      label: t('Also let me list models, as this page does (Cline does not need it)'),
      checked: discovery,
      onChange: (checked) => send({ type: 'setPolicyExtras', discovery: checked, firstUse }),
    })}
    ${checkbox({
      label: t('Also allow the first use in this account: form and Marketplace agreement'),
      checked: firstUse,
      onChange: (checked) => send({ type: 'setPolicyExtras', discovery, firstUse: checked }),
    })}
  `
}

/** Creating it in AWS, step by step, for who may. */
function apply(page: Page, grant: GrantState): TemplateResult {
  const { send } = page
  const { principal, account, auth } = grant.basis
  if (principal.kind === 'sso-role') {
    return html`<p class="callout">
      ${icon('info')}<span
        >${t('IAM Identity Center makes your role from the permission set {0}. The policy has to go into that permission set, which its administrator then provisions again; you sign in anew.', principal.name)}</span
      >
    </p>`
  }
  if (auth === 'api-key' || principal.kind === 'unknown') {
    return html`<p class="quiet small">
      ${t('With these credentials the policy cannot be created from here. Give the text to an administrator.')}
    </p>`
  }
  const { status, name, failure, renamed } = grant.apply
  switch (status) {
    case 'preview':
    case 'running':
      return html`<section class="card" aria-label=${t('What will be created')}>
        <h3>${t('What will be created')}</h3>
        ${renamed ? html`<p>${t('A policy of the first name exists already and is left alone.')}</p>` : nothing}
        <ul class="plain-list">
          <li>${t('A policy named {0} in the account {1}, as shown above', name, account)}</li>
          <li>
            ${principal.kind === 'user' ? t('attached to the user {0}', principal.name) : t('attached to the role {0}', principal.name)}
          </li>
        </ul>
        <p class="quiet small">${t('Nothing else is changed, and it can be taken back here.')}</p>
        <div class="row">
          ${
            status === 'running'
              ? spinner(t('Creating…'))
              : html`${button({
                  label: t('Create and attach it'),
                  primary: true,
                  onClick: () => send({ type: 'applyGrant', name, confirmed: true }),
                })}
                ${button({ label: t('Cancel'), onClick: () => send({ type: 'cancelGrant' }) })}`
          }
        </div>
      </section>`
    case 'undoing':
      return html`<p>${spinner(t('Taking back…'))}</p>`
    default:
      return html`
        ${failure === undefined ? nothing : remark(failure)}
        ${status === 'undone' ? html`<p>${t('The policy was taken off and deleted.')}</p>` : nothing}
        <p>
          ${button({ label: t('Create it in AWS…'), onClick: () => send({ type: 'previewGrant' }) })}
          <span class="quiet small">${t('Shows first what would be created.')}</span>
        </p>
      `
  }
}

const madeHere = ({ send }: Page, { name, principal }: CreatedPolicy) =>
  html`<p class="callout callout-action">
    ${icon('pass')}
    <span>${t('The policy {0} was created from here and attached to {1}. AWS may need a few seconds.', name, principal.name)}</span>
    ${button({ label: t('Take it back'), onClick: () => send({ type: 'undoGrant' }) })}
  </p>`

function comparison({ send }: Page): TemplateResult {
  const rows: [string, string, string][] = [
    [t('Models'), t('Only the chosen one'), t('Every model, also later ones')],
    [t('Regions'), t('Only where this choice runs'), t('All regions')],
    [t('Listing models'), t('Only if you add it'), t('Yes')],
    [
      t('First use of a Marketplace model'),
      t('Only if you add it'),
      t('Subscribing yes, the use-case form no'),
    ],
    [t('Who keeps it up to date'), t('You, when the model changes'), 'AWS'],
    [t('Good for'), t('Production, and whoever wants the least rights'), t('A quick start')],
  ]
  return html`
    <table class="comparison">
      <thead>
        <tr>
          <th scope="col">${t('What it allows')}</th>
          <th scope="col">ClineBedrockInvokeAccess</th>
          <th scope="col">AmazonBedrockLimitedAccess</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([what, least, managed]) =>
            html`<tr>
              <th scope="row">${what}</th>
              <td>${least}</td>
              <td>${managed}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p>
      ${button({ label: t('Copy the command for AWS’s policy'), onClick: () => send({ type: 'copyPolicy', text: 'managed' }) })}
    </p>
  `
}

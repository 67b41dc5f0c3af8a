import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { AgreementOffer, UseCaseField } from '../../src/core/bedrock/access.ts'
import type { Explanation } from '../../src/core/diagnosis/diagnosis.ts'
import type { AccessState } from '../../src/core/wizard/access.ts'
import type { Intent } from '../../src/core/wizard/intents.ts'
import { factList } from '../checkCard.ts'
import type { Page } from '../context.ts'
import { button, link } from '../controls.ts'
import '../elapsed.ts'
import { checkbox, formField } from '../fields.ts'
import { icon } from '../icons.ts'
import { priceWords } from '../words.ts'

const FIFTEEN_MINUTES = 15 * 60_000
const EULA = 'https://aws.amazon.com/legal/bedrock/third-party-models/'
const GOV_CONSOLE = 'https://console.amazonaws-us-gov.com/bedrock/home?region=us-gov-west-1#/modelaccess'

/** What the account lacks to the chosen model, and settling it here. */
export function accessSection(page: Page): TemplateResult {
  const { model, region } = page.state
  const { access } = model
  const isGov = region.chosen?.startsWith('us-gov-') ?? false
  return html`
    ${isGov && (access.agreement === 'missing' || model.check.status === 'fail') ? govCloud() : nothing}
    ${access.form === 'missing' ? form(page, access) : nothing}
    ${access.agreement === 'missing' && !isGov ? agreement(page, access) : nothing}
  `
}

/** What stands in the way, in short: the way out is the button above it. */
const refused = ({ title, what, details }: Explanation) =>
  html`<div class="callout">
    ${icon('fail')}
    <span>
      <strong>${t('{0}.', title)}</strong> ${what}
      ${t('The administrator can do it: copy the text above.')}
      ${
        details.length === 0
          ? nothing
          : html`<details>
              <summary>${t('Details')}</summary>
              ${factList(details)}
            </details>`
      }
    </span>
  </div>`

const govCloud = () =>
  html`<div class="callout callout-action">
    ${icon('info')}
    <span
      >${t('In GovCloud, models are switched on by hand: on the Model access page of us-gov-west-1, and in the commercial account that belongs to it.')}</span
    >
    ${link(t('Open the Model access page'), GOV_CONSOLE)}
  </div>`

/** What AWS is at. */
export function waitingSection({ state, send }: Page): TemplateResult | typeof nothing {
  const { access } = state.model
  const { waiting: current } = access
  if (current === undefined) {
    return nothing
  }
  const elapsed = Math.max(0, (access.now ?? current.since) - current.since)
  const words =
    current.for === 'form'
      ? t('The form is handed in. AWS mostly takes it into account at once, sometimes within 15 minutes.')
      : t('AWS is making the agreement. This mostly takes two minutes, at most 15.')
  switch (current.status) {
    case 'waiting':
      return html`<section class="card" aria-label=${t('Waiting for AWS')}>
        <h3>${t('Waiting for AWS')}</h3>
        <p>${words}</p>
        <elapsed-time .times=${{ elapsed, limit: FIFTEEN_MINUTES }}></elapsed-time>
        <p class="quiet small">${t('You may close this page: the waiting goes on when you come back.')}</p>
        <div class="row">
          ${button({ label: t('Check now'), onClick: () => send({ type: 'check', check: 'model-access' }) })}
          ${button({ label: t('Stop waiting'), onClick: () => send({ type: 'stopWaiting' }) })}
        </div>
      </section>`
    case 'late':
      return html`<p class="callout">
        ${icon('warn')}<span
          >${t('The 15 minutes that AWS names are over. Check again, and if nothing changes ask AWS Support.')}</span
        >
      </p>`
    default:
      return html`<p class="callout">
        ${icon('pass')}<span>${t('AWS is done. Only a test prompt proves that the model answers.')}</span>
      </p>`
  }
}

/** A box to tick before something that binds. The yes is good once, for this thing, and as this caller. */
function consent({ state, send, ui, refresh }: Page, what: string, label: string) {
  const key = `${what} ${state.credentials.identity?.arn}`
  const given = ui.consent === key
  return {
    given,
    box: checkbox({
      label,
      checked: given,
      onChange(checked) {
        ui.consent = checked ? key : undefined
        refresh()
      },
    }),
    use(intent: Intent) {
      ui.consent = undefined
      send(intent)
    },
  }
}

function form(page: Page, access: AccessState): TemplateResult {
  const { send } = page
  const { draft, problems } = access
  const yes = consent(page, 'form', t('The answers are true, and I may make this statement for the company.'))
  const text = (field: UseCaseField, label: string, maxLength: number, help?: string, lines = 1) =>
    formField(
      {
        id: `form-${field}`,
        label,
        value: draft[field],
        maxLength,
        problem: problems[field],
        onChange: (value) => send({ type: 'editForm', field, value }),
        ...(help !== undefined && { help }),
      },
      lines,
    )
  return html`<section class="card" aria-label=${t('Anthropic’s use-case form')}>
    <h3>${t('Anthropic’s use-case form')}</h3>
    <p>
      ${t('Anthropic asks each account once what it uses the models for. If your organisation has handed it in centrally, the test prompt works without it.')}
    </p>
    ${text('companyName', t('Company'), 128)}
    ${text('companyWebsite', t('Website of the company'), 128, t('A personal or code-hosting page will do where there is no company.'))}
    ${users(page, access)} ${text('industryOption', t('Industry'), 128)}
    ${text('otherIndustryOption', t('Industry, in other words (may stay empty)'), 128)}
    ${text('useCases', t('What the models are used for'), 8192, t('In your own words; at most 8192 characters.'), 5)}
    <p class="quiet">
      ${t('Sending it is a statement in the name of the company of this AWS account. AWS passes it on to Anthropic, and it accepts the end user licence agreement.')}
      ${link(t('Read the terms'), EULA)}
    </p>
    ${yes.box}
    <div class="row">
      ${button({
        label: access.sending === 'running' ? t('Sending…') : t('Send to AWS'),
        primary: true,
        disabled: !yes.given || access.sending === 'running',
        onClick: () => yes.use({ type: 'sendForm', confirmed: true }),
      })}
      ${button({
        label: t('Copy the form for the administrator'),
        onClick: () => send({ type: 'copyAccessRequest', what: 'form' }),
      })}
    </div>
    ${access.formFailure === undefined ? nothing : refused(access.formFailure)}
  </section>`
}

function users({ send }: Page, { draft, problems }: AccessState): TemplateResult {
  const kinds: [string, string][] = [
    ['0', t('People inside the company')],
    ['1', t('People outside the company')],
    ['2', t('Both')],
  ]
  return html`<fieldset class="field" id="form-intendedUsers" tabindex="-1" aria-describedby=${problems.intendedUsers === undefined ? nothing : 'users-problem'}>
    <legend class="label">${t('Who will use it')}</legend>
    ${kinds.map(
      ([value, label]) =>
        html`<label class="tick">
          <input
            type="radio"
            name="intended-users"
            value=${value}
            .checked=${draft.intendedUsers === value}
            @change=${() => send({ type: 'editForm', field: 'intendedUsers', value })}
          />
          <span>${label}</span>
        </label>`,
    )}
    ${
      problems.intendedUsers === undefined
        ? nothing
        : html`<p class="problem" id="users-problem">${problems.intendedUsers}</p>`
    }
  </fieldset>`
}

function agreement(page: Page, access: AccessState): TemplateResult {
  const { send } = page
  // Of two models it may be the one for planning.
  const { agreementOf: other } = access
  const name =
    other === undefined ? t('AWS Marketplace agreement') : t('AWS Marketplace agreement: {0}', other)
  return html`<section class="card" aria-label=${name}>
    <h3>${name}</h3>
    <p>
      ${t('This model is sold through AWS Marketplace, and the account has no agreement yet. The first prompt makes it where the rights are there; you can also read and accept it here.')}
    </p>
    ${access.offers === undefined ? nothing : offers(page, access, access.offers)}
    <div class="row">
      ${
        access.offers === undefined
          ? button({ label: t('Show the offer'), onClick: () => send({ type: 'showOffer' }) })
          : nothing
      }
      ${button({
        label: t('Copy the agreement for the administrator'),
        onClick: () => send({ type: 'copyAccessRequest', what: 'agreement' }),
      })}
    </div>
    ${access.offersFailure === undefined ? nothing : refused(access.offersFailure)}
    ${access.acceptFailure === undefined ? nothing : refused(access.acceptFailure)}
  </section>`
}

function offers(page: Page, access: AccessState, list: AgreementOffer[]): TemplateResult {
  const [offer] = list
  if (offer === undefined) {
    return html`<p>${t('AWS Marketplace has no offer for this model: no agreement is needed.')}</p>`
  }
  const { termsUrl, refunds, prices, offerId } = offer
  const yes = consent(page, offerId, t('I accept these terms for this AWS account. Use is billed to it.'))
  return html`
    <table>
      <thead>
        <tr>
          <th scope="col">${t('What is billed')}</th>
          <th scope="col" class="number">${t('Price in US dollars')}</th>
        </tr>
      </thead>
      <tbody>
        ${prices.map(
          ({ dimension, description, price, unit }) =>
            html`<tr>
              <th scope="row">${description === '' ? dimension : description}</th>
              <td class="number">${priceWords(price)}${unit === '' ? nothing : html` <span class="quiet">/ ${unit}</span>`}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${refunds === undefined ? nothing : html`<p class="quiet small">${refunds}</p>`}
    <p>${link(t('Read the terms'), termsUrl ?? EULA)}</p>
    ${yes.box}
    <p>
      ${button({
        label: access.accepting === 'running' ? t('Accepting…') : t('Accept the agreement'),
        primary: true,
        disabled: !yes.given || access.accepting === 'running',
        onClick: () => yes.use({ type: 'acceptOffer', offerId, confirmed: true }),
      })}
    </p>
  `
}

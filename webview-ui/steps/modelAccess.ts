import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { ModelOption, ModelStep } from '../../src/core/wizard/state.ts'
import { checkCard, skeleton } from '../checkCard.ts'
import type { Page } from '../context.ts'
import { button, link, readField, select, textField } from '../controls.ts'
import { icon } from '../icons.ts'
import { continueButton, stepFrame } from '../stepFrame.ts'
import { routeWords } from '../words.ts'

/** From this many models on, a search box helps. */
const SEARCH_FROM = 9
const ROUTING_PAGE = 'https://docs.aws.amazon.com/bedrock/latest/userguide/cross-region-inference.html'

/** Step 3: which model answers, and whether these credentials may use it. */
export function modelAccessStep(page: Page): TemplateResult {
  const step = page.state.model
  return stepFrame({
    title: t('Which model answers?'),
    lead: t(
      'The list comes from your own account in this region. Access and permissions are checked for your choice.',
    ),
    body: html`
      ${step.options === undefined ? waitingForModels() : picker(page, step, step.options)}
      ${checkCard(page, {
        id: 'model-access',
        title: t('Model access check'),
        check: step.check,
        idle: t('Access is checked as soon as a model is chosen.'),
      })}
      ${policy(page, step)} ${isUnderWay(step) ? nothing : permissions(page, step)}
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

function picker(page: Page, step: ModelStep, options: ModelOption[]) {
  const { send, ui, refresh } = page
  const chosen = options.find(({ id }) => id === step.chosen)
  const matching = options.filter((option) => option.id === step.chosen || matches(option, ui.modelSearch))
  const hits = options.filter((option) => matches(option, ui.modelSearch)).length
  return html`
    ${
      options.length < SEARCH_FROM
        ? nothing
        : html`${textField({
            id: 'model-search',
            label: t('Search models'),
            value: ui.modelSearch,
            describedBy: 'model-hits',
            onInput: (text) => {
              ui.modelSearch = text
              refresh()
            },
          })}
            <p class="quiet small" id="model-hits">${t('{0} of {1} models', hits, options.length)}</p>`
    }
    ${select({
      id: 'model',
      label: t('Model'),
      value: step.chosen,
      placeholder: t('Choose a model'),
      options: modelOptions(matching, step.chosen),
      onChange: (modelId) => send({ type: 'chooseModel', modelId }),
    })}
    ${step.chosen === undefined ? nothing : chosenModel(step.chosen, chosen)} ${otherId(page)}
  `
}

const matches = ({ id, name, provider }: ModelOption, search: string) => {
  const text = `${provider} ${name} ${id}`.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function modelOptions(options: ModelOption[], chosen: string | undefined) {
  const sorted = [...options].sort((a, b) => Number(b.recommended) - Number(a.recommended))
  const listed = sorted.map((option) => ({ value: option.id, label: modelLabel(option) }))
  const isUnlisted = chosen !== undefined && options.every(({ id }) => id !== chosen)
  return isUnlisted ? [{ value: chosen, label: chosen }, ...listed] : listed
}

function modelLabel(option: ModelOption): string {
  const marks = [option.recommended ? t('recommended') : '', option.legacy ? t('legacy') : '']
  const name = `${option.provider} ${option.name}`
  return [name, routeWords(option), ...marks].filter((part) => part !== '').join(' — ')
}

function chosenModel(id: string, option: ModelOption | undefined) {
  return html`<div class="chosen">
    <p><span class="quiet">${t('Cline will send')}</span> <code>${id}</code></p>
    ${
      option === undefined
        ? nothing
        : html`<p>
            ${routeWords(option)}
            ${option.route === 'on-demand' ? nothing : link(t('How AWS routes requests'), ROUTING_PAGE)}
          </p>`
    }
    ${option?.note === undefined ? nothing : html`<p class="quiet">${option.note}</p>`}
    ${
      option?.legacy
        ? html`<p class="callout">${icon('warn')}<span>${t('AWS has marked this model as legacy: it will be retired.')}</span></p>`
        : nothing
    }
  </div>`
}

function otherId({ send }: Page) {
  const use = () => {
    const modelId = readField('model-id')
    if (modelId !== '') {
      send({ type: 'chooseModel', modelId })
    }
  }
  return html`<details>
    <summary>${t('Use another id or ARN')}</summary>
    ${textField({ id: 'model-id', label: t('Model id or ARN'), onEnter: use })}
    <p>${button({ label: t('Use this id'), onClick: use })}</p>
  </details>`
}

function policy({ send }: Page, step: ModelStep) {
  if (step.grant === undefined) {
    return nothing
  }
  return html`<section class="block" aria-label=${t('Least policy')}>
    <div class="row">
      ${button({ label: t('Copy least policy'), onClick: () => send({ type: 'copyPolicy' }) })}
      <span class="quiet small">${t('The smallest IAM policy that lets Cline use this model.')}</span>
    </div>
    <details>
      <summary>${t('Show the policy')}</summary>
      <pre class="policy">${step.grant.texts.json}</pre>
    </details>
  </section>`
}

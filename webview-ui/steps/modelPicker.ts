import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import type { ModelOption, ModelStep } from '../../src/core/wizard/state.ts'
import { factList } from '../checkCard.ts'
import type { Page } from '../context.ts'
import { button, link, readField, textField } from '../controls.ts'
import { icon } from '../icons.ts'
import { detailRows, factWords, legacyWords, residencyWords } from './modelWords.ts'

/** From this many models on, a search box helps. */
const SEARCH_FROM = 9
/** So many rows are drawn at first: nobody reads more, and each costs time at every key. */
const ROWS = 30
const ROUTING_PAGE = 'https://docs.aws.amazon.com/bedrock/latest/userguide/cross-region-inference.html'

/** The chosen model first, everything else on demand. */
export function modelPicker(page: Page, step: ModelStep, options: ModelOption[]): TemplateResult {
  const chosen = options.find(({ id }) => id === step.chosen)
  return html`
    ${step.chosen === undefined ? nothing : answer(page, step, step.chosen, chosen)}
    <details class="block" ?open=${step.chosen === undefined}>
      <summary>${step.chosen === undefined ? t('Choose a model') : t('Choose another model')}</summary>
      ${options.length === 0 ? nothing : list(page, step, options)} ${otherId(page)}
    </details>
  `
}

function answer(page: Page, step: ModelStep, id: string, option: ModelOption | undefined): TemplateResult {
  const title = option === undefined ? id : `${option.provider} ${option.name}`
  return html`<section class="model-answer" aria-label=${t('Chosen model')}>
    <h3 class="model-name">${title}</h3>
    <p><span class="quiet">${t('Cline will send')}</span> <code>${id}</code></p>
    ${
      step.replaced === undefined
        ? nothing
        : html`<p class="callout">
            ${icon('warn')}<span>${t('{0} is not offered in this region; this model stands in its place.', step.replaced)}</span>
          </p>`
    }
    ${option === undefined ? nothing : about(step, option)}
    ${step.planModel === undefined ? nothing : planning(page, step, step.planModel)}
  </section>`
}

/** Plan mode's own model, under the one that acts. */
function planning({ send }: Page, { options }: ModelStep, id: string): TemplateResult {
  const option = options?.find((each) => each.id === id)
  return html`<div class="row">
    <p>
      <span class="quiet">${t('For planning')}</span> ${option === undefined ? nothing : html`${option.provider} ${option.name}`}
      <code>${id}</code>
    </p>
    ${button({ label: t('Use one model for both'), onClick: () => send({ type: 'choosePlanModel', modelId: '' }) })}
  </div>`
}

/** What the list below is chosen for. */
function purpose({ ui, refresh }: Page): TemplateResult {
  const choose = (forPlan: boolean) => () => {
    ui.forPlan = forPlan
    refresh()
  }
  return html`<div class="segments" role="group" aria-label=${t('What the model is for')}>
    <button type="button" class="segment" aria-pressed=${!ui.forPlan} @click=${choose(false)}>
      ${t('For acting, and for planning unless chosen apart')}
    </button>
    <button type="button" class="segment" aria-pressed=${ui.forPlan} @click=${choose(true)}>
      ${t('For planning only')}
    </button>
  </div>`
}

function about(step: ModelStep, option: ModelOption): TemplateResult {
  return html`
    <ul class="chips" aria-label=${t('About this model')}>
      <li class="chip-strong">${residencyWords(option)}</li>
      ${factWords(option).map((words) => html`<li>${words}</li>`)}
    </ul>
    ${
      option.recommended && option.note !== undefined
        ? html`<p><strong>${t('Recommended.')}</strong> <span class="quiet">${option.note}</span></p>`
        : option.note === undefined
          ? nothing
          : html`<p class="quiet">${option.note}</p>`
    }
    ${option.legacy ? html`<p class="callout">${icon('warn')}<span>${legacyWords(option)}</span></p>` : nothing}
    <details>
      <summary>${t('Where requests run, limits and price')}</summary>
      ${factList(detailRows(option, step.catalogue))}
      ${option.route === 'on-demand' ? nothing : html`<p>${link(t('How AWS routes requests'), ROUTING_PAGE)}</p>`}
    </details>
  `
}

function list(page: Page, step: ModelStep, options: ModelOption[]): TemplateResult {
  const { send, ui, refresh } = page
  const current = ui.forPlan ? step.planModel : step.chosen
  const choose = (modelId: string) =>
    send(ui.forPlan ? { type: 'choosePlanModel', modelId } : { type: 'chooseModel', modelId })
  const found = options.filter((option) => matches(option, ui.modelSearch))
  const shown = ui.allModels ? found : found.slice(0, ROWS)
  const search = (text: string) => {
    ui.modelSearch = text
    ui.allModels = false
    refresh()
  }
  return html`
    ${step.chosen === undefined ? nothing : purpose(page)}
    ${
      options.length < SEARCH_FROM
        ? nothing
        : html`${textField({
            id: 'model-search',
            label: t('Search models'),
            value: ui.modelSearch,
            describedBy: 'model-hits',
            onInput: search,
          })}
            <p class="quiet small" id="model-hits">${t('{0} of {1} models', found.length, options.length)}</p>`
    }
    <ul class="model-list" aria-label=${t('Models')}>
      ${shown.map((option) => row(option, option.id === current, ui.forPlan, choose))}
    </ul>
    ${
      shown.length < found.length
        ? html`<p>
            ${button({
              label: t('Show all {0}', found.length),
              onClick: () => {
                ui.allModels = true
                refresh()
              },
            })}
          </p>`
        : nothing
    }
  `
}

// A row depends on its option alone: while one types, rows that stay are not looked at again.
const row = (option: ModelOption, isChosen: boolean, forPlan: boolean, choose: (modelId: string) => void) =>
  html`<li>
    ${guard([option, isChosen, forPlan], () => {
      const marks = [option.recommended ? t('recommended') : '', option.legacy ? t('legacy') : '']
      const details = [residencyWords(option), ...factWords(option)].join(' · ')
      return html`<button
        type="button"
        class="model-row"
        aria-current=${isChosen ? 'true' : nothing}
        @click=${() => choose(option.id)}
      >
        <span class="model-row-name"
          >${isChosen ? icon('pass') : nothing}${option.provider} ${option.name}
          ${marks.filter((mark) => mark !== '').map((mark) => html`<span class="mark">${mark}</span>`)}</span
        >
        <span class="quiet small">${details}</span>
        <code class="small">${option.id}</code>
      </button>`
    })}
  </li>`

const texts = new WeakMap<ModelOption, string>()

function textOf(option: ModelOption): string {
  const known = texts.get(option)
  if (known !== undefined) {
    return known
  }
  const text = `${option.provider} ${option.name} ${option.id} ${residencyWords(option)}`.toLowerCase()
  texts.set(option, text)
  return text
}

const matches = (option: ModelOption, search: string): boolean =>
  search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => textOf(option).includes(word))

function otherId({ send, ui }: Page): TemplateResult {
  const use = () => {
    const modelId = readField('model-id')
    if (modelId !== '') {
      send(ui.forPlan ? { type: 'choosePlanModel', modelId } : { type: 'chooseModel', modelId })
    }
  }
  return html`<div class="block">
    ${textField({ id: 'model-id', label: t('Model id or ARN'), describedBy: 'model-id-help', onEnter: use })}
    <p class="quiet small" id="model-id-help">
      ${t('Any id or ARN that AWS knows, such as your own application inference profile’s.')}
    </p>
    <p>${button({ label: t('Use this id'), onClick: use })}</p>
  </div>`
}

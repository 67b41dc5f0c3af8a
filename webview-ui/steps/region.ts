import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { CheckState, ModelStep, RegionStep } from '../../src/core/wizard/state.ts'
import { checkCard, skeleton } from '../checkCard.ts'
import type { Page } from '../context.ts'
import { button, readField, select, spinner, textField } from '../controls.ts'
import { remark } from '../explanation.ts'
import { statusIcon } from '../icons.ts'
import { continueButton, stepFrame } from '../stepFrame.ts'
import { statusWord } from '../words.ts'
import { lockedNote } from '../writeQuestions.ts'
import { residencyWords } from './modelWords.ts'
import { regionTable } from './regionTable.ts'

/** Step 2: where Bedrock is asked. */
export function regionStep(page: Page): TemplateResult {
  const { send } = page
  const step = page.state.region
  return stepFrame(page, {
    title: t('Where does Bedrock run?'),
    lead: t('Cline sends its requests to one region. Not every model is offered in every region.'),
    body: html`
      ${select({
        id: 'region',
        label: t('Region'),
        value: step.chosen,
        placeholder: t('Choose a region'),
        options: regionOptions(step),
        onChange: (region) => send({ type: 'chooseRegion', region }),
      })}
      ${lockedNote(page.state.locked)} ${answer(page, step)} ${regionTable(page, step)} ${endpoint(page, step)}
      ${checkCard(page, {
        id: 'region',
        title: t('Region check'),
        check: step.check,
        idle: t('AWS is asked for its models as soon as a region is chosen.'),
      })}
      ${
        step.endpoint === undefined || step.check.status === 'running'
          ? nothing
          : endpointResult(step.endpointCheck)
      }
    `,
    actions: continueButton(page),
  })
}

function regionOptions({ options, chosen, suggested }: RegionStep) {
  const listed = options.map(({ id, place }) => ({ value: id, label: regionLabel(id, place, suggested) }))
  const isUnlisted = chosen !== undefined && options.every(({ id }) => id !== chosen)
  return isUnlisted ? [{ value: chosen, label: chosen }, ...listed] : listed
}

const regionLabel = (id: string, place: string, suggested: string | undefined) =>
  id === suggested ? t('{0} — {1} (from your AWS settings)', id, place) : `${id} — ${place}`

/** Whether all that is chosen can be had there. */
function modelsWords({ options = [], chosen, planModel }: ModelStep): string[] {
  if (options.length === 0) {
    return []
  }
  const wanted = [chosen, planModel].filter((id) => id !== undefined)
  const found = options.filter(({ id }) => wanted.includes(id))
  const others = options.length - found.length
  return [
    found.length < Math.max(1, wanted.length)
      ? t('{0} choices of models', options.length)
      : found.length > 1
        ? t('both your models and {0} others', others)
        : t('your model and {0} others', others),
    ...found.slice(0, 1).map(residencyWords),
  ]
}

/** The one answer: how far it is, what is there, and where data stays. Its line is there from the start. */
function answer({ state }: Page, step: RegionStep): TemplateResult {
  const { chosen, options, reach } = step
  const option = options.find(({ id }) => id === chosen)
  const words = [
    ...(reach === undefined ? [] : [t('{0} ms', reach.latencyMs)]),
    ...modelsWords(state.model),
    ...(option === undefined ? [] : [`${option.place}, ${option.geography}`]),
  ]
  return html`<p class="region-answer">
    ${
      chosen === undefined || words.length === 0
        ? html`<span class="quiet">${t('Nothing is chosen yet.')}</span>`
        : html`<strong>${chosen}</strong> <span>${words.join(' · ')}</span>
            ${reach?.isPrivate ? html`<span class="mark">${t('private network')}</span>` : nothing}`
    }
  </p>`
}

function endpoint(page: Page, step: RegionStep): TemplateResult {
  const { send } = page
  const use = (address: string) => send({ type: 'setEndpoint', endpoint: address })
  const option = step.options.find(({ id }) => id === step.chosen)
  const fips = option?.fips ? `https://bedrock-runtime-fips.${option.id}.amazonaws.com` : undefined
  return html`<details class="block" ?open=${step.endpoint !== undefined}>
    <summary>${t('Use a VPC endpoint or gateway')}</summary>
    <p class="quiet" id="endpoint-help">
      ${t('Only for networks that reach Bedrock through an address of their own. Leave it empty otherwise.')}
    </p>
    ${textField({
      id: 'endpoint',
      label: t('Endpoint URL'),
      value: step.endpoint ?? '',
      placeholder: 'https://',
      describedBy: 'endpoint-help',
      invalid: step.endpointCheck.status === 'fail',
      onEnter: () => use(readField('endpoint')),
    })}
    <div class="row">
      ${button({ label: t('Use this endpoint'), onClick: () => use(readField('endpoint')) })}
      ${step.endpoint === undefined ? nothing : button({ label: t('Remove it'), onClick: () => use('') })}
      ${fips === undefined || fips === step.endpoint ? nothing : button({ label: t('Use the FIPS endpoint'), onClick: () => use(fips) })}
    </div>
  </details>`
}

/** What the endpoint answered; one that is no Bedrock is not written. Results come below all inputs. */
function endpointResult({ status, result }: CheckState) {
  if (status === 'idle') {
    return nothing
  }
  return html`<section
    class="card check check-${status}"
    aria-label=${t('Endpoint check')}
    aria-busy=${status === 'running'}
  >
    <div class="card-head">
      <h3>${t('Endpoint check')}</h3>
      <span class="status">
        ${
          status === 'running'
            ? spinner(t('Asking…'))
            : html`${statusIcon(status)}<span>${statusWord(status)}</span>`
        }
      </span>
    </div>
    ${status === 'running' ? skeleton() : nothing}
    ${
      status === 'running' || result === undefined
        ? nothing
        : result.explanation === undefined
          ? html`<p>${result.summary}</p>`
          : remark(result.explanation)
    }
  </section>`
}

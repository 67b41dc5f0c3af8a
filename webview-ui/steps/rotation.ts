import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { RotationState } from '../../src/core/wizard/credentialState.ts'
import { skeleton } from '../checkCard.ts'
import type { Page } from '../context.ts'
import { button, spinner } from '../controls.ts'
import { explanation } from '../explanation.ts'
import { icon } from '../icons.ts'
import { apiKeyField, keyFields, sendApiKey, sendKeys } from './keyForms.ts'
import { diffLines } from './review.ts'

const PREFIX = 'new-'

/** "I rotated my key": the successor of the key that Cline has; everything else stays. */
export function rotationCard(page: Page, rotation: RotationState): TemplateResult {
  return html`<section class="card" aria-label=${t('New key for Cline')}>
    <div class="card-head">
      <h3>${t('New key for Cline')}</h3>
      <span class="status">${rotation.status === 'checking' ? spinner(t('Checking…')) : nothing}</span>
    </div>
    ${body(page, rotation)}
    ${trouble(page, rotation)}
    <p class="sign-in-actions">${actions(page, rotation)}</p>
  </section>`
}

function body(page: Page, rotation: RotationState) {
  switch (rotation.status) {
    case 'checking':
      return skeleton()
    case 'ready':
    case 'writing':
      return html`
        <p class="entered">${icon('pass')}<span>${t('AWS accepts the new key:')} <code>${rotation.entered?.label}</code></span></p>
        ${rotation.files.length === 0 ? html`<p>${t('Cline has this key already.')}</p>` : html`<p>${t('This is all that changes in Cline’s settings:')}</p>`}
        ${rotation.files.map(({ path, diff }) => html`<p class="path small">${path}</p>${diffLines(diff)}`)}
      `
    case 'written':
      return html`
        <p class="entered">${icon('pass')}<span>${t('The new key is written.')}</span></p>
        <p>${t('Cline keeps the old key in memory. Reload this window, and every other window in which Cline runs, before you delete the old key at AWS.')}</p>
        ${rotation.backup === undefined ? nothing : html`<p class="quiet">${t('Backup:')} <code>${rotation.backup}</code></p>`}
      `
    default:
      return form(page, rotation)
  }
}

function form(page: Page, rotation: RotationState) {
  const keys = rotation.kind === 'keys'
  const use = () => send(page, rotation)
  const tie =
    rotation.problem === undefined
      ? { describedBy: 'rotation-help' }
      : { describedBy: 'explanation-rotation', invalid: true }
  return html`
    <p class="quiet small" id="rotation-help">${t('The new key is checked with AWS first. You see what changes before it is written.')}</p>
    <div class="method">${keys ? keyFields({ prefix: PREFIX, tie, use }) : apiKeyField({ prefix: PREFIX, tie, use })}</div>
  `
}

const send = (page: Page, { kind }: RotationState) =>
  kind === 'keys' ? sendKeys(page, PREFIX, 'rotateKeys') : sendApiKey(page, PREFIX, 'rotateApiKey')

function trouble(page: Page, { status, problem, check }: RotationState) {
  const told = problem ?? (check?.status === 'fail' ? check.explanation : undefined)
  return status === 'open' && told !== undefined
    ? html`<div class="rotation-problem" role="alert">${explanation(page, 'rotation', told)}</div>`
    : nothing
}

function actions(page: Page, rotation: RotationState) {
  const close = (label: string) =>
    button({ label, name: t('{0}: new key', label), onClick: () => page.send({ type: 'closeRotation' }) })
  switch (rotation.status) {
    case 'checking':
      return close(t('Cancel'))
    case 'writing':
      return spinner(t('Writing…'))
    case 'ready': {
      const { previewId = '' } = rotation
      const write = button({
        label: t('Write the new key'),
        primary: true,
        onClick: () => page.send({ type: 'applyRotation', previewId }),
      })
      return html`${rotation.files.length === 0 ? nothing : write} ${close(t('Cancel'))}`
    }
    case 'written':
      return html`${button({ label: t('Reload window'), primary: true, onClick: () => page.send({ type: 'reloadWindow' }) })} ${close(t('Close'))}`
    default:
      return html`${button({ label: t('Check the new key'), primary: true, onClick: () => send(page, rotation) })} ${close(t('Cancel'))}`
  }
}

import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { Intent } from '../../src/core/wizard/intents.ts'
import type { CredentialsStep } from '../../src/core/wizard/state.ts'
import type { Page } from '../context.ts'
import { button, readField, secretField, takeField, textField } from '../controls.ts'
import { explanation } from '../explanation.ts'
import { icon } from '../icons.ts'

/** What ties fields to their help or to what was wrong with the last entry. */
export interface Tie {
  describedBy: string
  invalid?: boolean
}

export interface KeyFields {
  /** Goes before the ids, so that two forms can stand on one page. */
  prefix: string
  tie: Tie
  use: () => void
}

/** Sends typed keys, or puts the keyboard where something is missing. */
export function sendKeys(page: Page, prefix: string, type: 'useKeys' | 'rotateKeys'): void {
  const ids = [`${prefix}access-key-id`, `${prefix}secret-access-key`]
  const missing = ids.find((id) => readField(id) === '')
  if (missing !== undefined) {
    document.getElementById(missing)?.focus()
    return
  }
  const [accessKeyId = '', secretAccessKey = ''] = ids.map(takeField)
  const sessionToken = takeField(`${prefix}session-token`)
  const intent: Intent = { type, accessKeyId, secretAccessKey, ...(sessionToken !== '' && { sessionToken }) }
  page.send(intent)
}

/** Sends a typed API key. */
export function sendApiKey(page: Page, prefix: string, type: 'useApiKey' | 'rotateApiKey'): void {
  const id = `${prefix}api-key`
  if (readField(id) === '') {
    document.getElementById(id)?.focus()
    return
  }
  page.send({ type, apiKey: takeField(id) })
}

export function keyFields({ prefix, tie, use }: KeyFields): TemplateResult {
  const common = { ...tie, onEnter: use }
  return html`
    ${textField({ id: `${prefix}access-key-id`, label: t('Access key ID'), placeholder: 'AKIA…', ...common })}
    ${secretField({ id: `${prefix}secret-access-key`, label: t('Secret access key'), ...common })}
    ${secretField({ id: `${prefix}session-token`, label: t('Session token (optional)'), ...common })}
  `
}

export const apiKeyField = ({ prefix, tie, use }: KeyFields): TemplateResult =>
  secretField({ id: `${prefix}api-key`, label: t('API key'), ...tie, onEnter: use })

/** Keys or an API key, typed or pasted: a secret leaves the page when it is used. */
export function entryForm(page: Page, step: CredentialsStep, primary: boolean): TemplateResult {
  const keys = step.method === 'keys'
  const use = () => (keys ? sendKeys(page, '', 'useKeys') : sendApiKey(page, '', 'useApiKey'))
  const tie =
    step.entryProblem === undefined
      ? { describedBy: 'entry-help' }
      : { describedBy: 'explanation-entry', invalid: true }
  return html`
    ${keys ? keyFields({ prefix: '', tie, use }) : apiKeyField({ prefix: '', tie, use })}
    ${entryFoot(page, step)}
    <p>${button({ label: keys ? t('Use these keys') : t('Use this key'), primary, onClick: use })}</p>
  `
}

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

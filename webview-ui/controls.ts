import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeRadio,
  vsCodeRadioGroup,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit'
import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { ref } from 'lit/directives/ref.js'

// The only file that names the toolkit: it is archived, and this is the one to change when it must go.
provideVSCodeDesignSystem().register(
  vsCodeButton(),
  vsCodeDropdown(),
  vsCodeOption(),
  vsCodeRadio(),
  vsCodeRadioGroup(),
  vsCodeTextField(),
)

const valueFrom = ({ currentTarget }: Event): string =>
  currentTarget instanceof HTMLElement && 'value' in currentTarget ? String(currentTarget.value) : ''

export interface ButtonOptions {
  label: string
  onClick: () => void
  primary?: boolean
  disabled?: boolean
  /** A longer name for screen readers where several buttons share a label. */
  name?: string
}

/** A button; each step has one primary. */
export function button({ label, onClick, primary, disabled, name }: ButtonOptions): TemplateResult {
  return html`<vscode-button
    appearance=${primary ? 'primary' : 'secondary'}
    aria-label=${name ?? nothing}
    ?disabled=${disabled ?? false}
    @click=${onClick}
    >${label}</vscode-button
  >`
}

export interface FieldOptions {
  id: string
  label: string
  value?: string
  placeholder?: string
  /** Ids of elements that describe the field: its help or its problem. */
  describedBy?: string
  invalid?: boolean
  onInput?: (value: string) => void
  onEnter?: () => void
}

/** One line of text. Without `value` the field keeps what is typed and only `takeField` reads it. */
export function textField(options: FieldOptions): TemplateResult {
  return field(options, 'text')
}

/** One line that is not shown, not remembered and not spell-checked. */
export function secretField(options: FieldOptions): TemplateResult {
  return field(options, 'password')
}

function field(options: FieldOptions, type: 'text' | 'password'): TemplateResult {
  const { id, label, value, placeholder, describedBy, invalid, onInput, onEnter } = options
  return html`<vscode-text-field
    id=${id}
    type=${type}
    spellcheck="false"
    autocomplete="off"
    placeholder=${placeholder ?? nothing}
    aria-describedby=${describedBy ?? nothing}
    aria-invalid=${invalid ? 'true' : nothing}
    .value=${value ?? nothing}
    ${ref((element) => describe(element, describedBy))}
    @input=${onInput === undefined ? nothing : (event: Event) => onInput(valueFrom(event))}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === 'Enter' && !event.isComposing) {
        onEnter?.()
      }
    }}
    >${label}</vscode-text-field
  >`
}

/** The toolkit hands the ids into its shadow tree, where they name nothing; the elements themselves hold. */
function describe(element: Element | undefined, ids: string | undefined): void {
  if (element === undefined) {
    return
  }
  queueMicrotask(() => {
    const input = element.shadowRoot?.querySelector('input')
    if (input && 'ariaDescribedByElements' in input) {
      const found = (ids ?? '').split(' ').map((id) => document.getElementById(id))
      input.ariaDescribedByElements = found.filter((each) => each !== null)
    }
  })
}

/** The text of a field, by its id. */
export function readField(id: string): string {
  const element = document.getElementById(id)
  return element !== null && 'value' in element ? String(element.value).trim() : ''
}

/** The text of a field, which is empty afterwards: a secret leaves the page when it is used. */
export function takeField(id: string): string {
  const text = readField(id)
  const element = document.getElementById(id)
  if (element !== null && 'value' in element) {
    element.value = ''
    // The toolkit mirrors the value into an attribute and its inner field, but only a frame later.
    element.setAttribute('current-value', '')
    const inner = element.shadowRoot?.querySelector('input')
    if (inner) {
      inner.value = ''
    }
  }
  return text
}

export interface SelectOption {
  value: string
  label: string
}

export interface SelectOptions {
  id: string
  label: string
  options: SelectOption[]
  /** Absent while nothing is chosen: a first entry asks to choose. */
  value: string | undefined
  placeholder: string
  onChange: (value: string) => void
}

/**
 * A dropdown. A new list makes a new element, as options and value that change together would show the
 * first option; `aria-label`, as axe does not follow the label into the shadow tree.
 */
export function select(given: SelectOptions): TemplateResult {
  const { id, label, value, placeholder, onChange } = given
  const options = value === undefined ? [{ value: '', label: placeholder }, ...given.options] : given.options
  const key = JSON.stringify(options)
  const changed = (event: Event) => {
    const chosen = valueFrom(event)
    if (chosen !== '' && chosen !== value) {
      onChange(chosen)
    }
  }
  return html`<div class="field">
    <span class="label" aria-hidden="true">${label}</span>
    ${keyed(
      key,
      html`<vscode-dropdown id=${id} aria-label=${label} .value=${value ?? ''} @change=${changed}>
        ${options.map(
          (option) =>
            html`<vscode-option
              value=${option.value}
              title=${option.label}
              ?selected=${option.value === (value ?? '')}
              >${option.label}</vscode-option
            >`,
        )}
      </vscode-dropdown>`,
    )}
  </div>`
}

export interface RadioOptions {
  label: string
  options: SelectOption[]
  value: string
  onChange: (value: string) => void
}

/** One of few. The group fires `change` when its value is set, too; such a change is no choice. */
export function radios({ label, options, value, onChange }: RadioOptions): TemplateResult {
  const changed = (event: Event) => {
    const chosen = valueFrom(event)
    if (chosen !== '' && chosen !== value) {
      onChange(chosen)
    }
  }
  return html`<vscode-radio-group orientation="vertical" .value=${value} aria-label=${label} @change=${changed}>
    <span slot="label" class="label" aria-hidden="true">${label}</span>
    ${options.map((option) => html`<vscode-radio value=${option.value}>${option.label}</vscode-radio>`)}
  </vscode-radio-group>`
}

/** A link to a page outside; VS Code opens it in the browser. */
export function link(label: string, url: string): TemplateResult {
  return html`<a href=${url}>${label}</a>`
}

/** Something is under way. The words carry it; the ring is hidden where motion is unwanted. */
export function spinner(label: string): TemplateResult {
  return html`<span class="spinner"
    ><span class="ring" aria-hidden="true"></span
    ><span>${label}</span></span
  >`
}

import { html, nothing, type TemplateResult } from 'lit'

export interface FormField {
  id: string
  label: string
  value: string
  maxLength: number
  problem: string | undefined
  help?: string
  onChange: (value: string) => void
}

const textOf = ({ currentTarget }: Event): string =>
  currentTarget instanceof HTMLInputElement || currentTarget instanceof HTMLTextAreaElement
    ? currentTarget.value
    : ''

/** A field whose problem stands right under it; longer texts are told of, not cut off. */
export function formField(field: FormField, lines = 1): TemplateResult {
  const { id, label, value, problem, help, onChange } = field
  const describedBy = [help === undefined ? '' : `${id}-help`, problem === undefined ? '' : `${id}-problem`]
  const ids = describedBy.filter((each) => each !== '').join(' ')
  return html`<div class="field">
    <label class="label" for=${id}>${label}</label>
    ${help === undefined ? nothing : html`<p class="quiet small" id="${id}-help">${help}</p>`}
    ${
      lines > 1
        ? html`<textarea
            id=${id}
            rows=${lines}
            .value=${value}
            aria-describedby=${ids === '' ? nothing : ids}
            aria-invalid=${problem === undefined ? nothing : 'true'}
            @change=${(event: Event) => onChange(textOf(event))}
          ></textarea>`
        : html`<input
            class="line"
            type="text"
            id=${id}
            autocomplete="off"
            .value=${value}
            aria-describedby=${ids === '' ? nothing : ids}
            aria-invalid=${problem === undefined ? nothing : 'true'}
            @change=${(event: Event) => onChange(textOf(event))}
          />`
    }
    ${problem === undefined ? nothing : html`<p class="problem" id="${id}-problem">${problem}</p>`}
  </div>`
}

export interface Choice {
  label: string
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}

/** A box to tick. */
export function checkbox({ label, checked, disabled, onChange }: Choice): TemplateResult {
  return html`<label class="tick">
    <input
      type="checkbox"
      .checked=${checked}
      ?disabled=${disabled ?? false}
      @change=${({ currentTarget }: Event) =>
        onChange(currentTarget instanceof HTMLInputElement && currentTarget.checked)}
    />
    <span>${label}</span>
  </label>`
}

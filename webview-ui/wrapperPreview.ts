import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { WrapperState } from '../src/core/wizard/credentialState.ts'
import type { Page } from './context.ts'
import { button } from './controls.ts'
import { icon } from './icons.ts'

/** The profile that would be added for Cline: first to be seen, then added with one click. */
export function wrapperPreview({ state, send }: Page): TemplateResult | typeof nothing {
  const { wrapper } = state.credentials
  if (wrapper === undefined || wrapper.status === 'planning') {
    return nothing
  }
  const { preview, status } = wrapper
  return html`<div class="block" role="group" aria-label=${t('A profile for Cline')} aria-busy=${status === 'adding'}>
    ${preview === undefined ? problem(wrapper) : shown(wrapper, preview)}
    <span class="button-row">
      ${
        preview === undefined
          ? nothing
          : button({
              label: t('Add it and use it'),
              disabled: status === 'adding',
              onClick: () => send({ type: 'addWrapper', previewId: preview.id }),
            })
      }
      ${button({ label: t('Not now'), onClick: () => send({ type: 'closeWrapper' }) })}
    </span>
  </div>`
}

const problem = ({ failure = '' }: WrapperState) =>
  html`<p class="callout" role="alert">${icon('fail')}<span>${failure}</span></p>`

const shown = ({ name = '', source }: WrapperState, preview: NonNullable<WrapperState['preview']>) =>
  html`<p>
      ${t('{0} gets the credentials of {1} through the AWS CLI, which asks the right region.', name, source)}
    </p>
    <p class="quiet">
      ${
        preview.isNew
          ? t('The file {0} is made with this text:', preview.path)
          : t('This is added at the end of {0}; nothing else in it changes:', preview.path)
      }
    </p>
    <pre class="preview" tabindex="0" aria-label=${t('The new text')}>${preview.text.trimEnd()}</pre>`

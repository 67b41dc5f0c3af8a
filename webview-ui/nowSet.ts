import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { Setting } from '../src/core/settings/types.ts'
import type { Page } from './context.ts'
import { button } from './controls.ts'
import { icon } from './icons.ts'
import { methodName } from './words.ts'

/** What Cline is set to, read back from its files: provider, model, region, way of authentication. */
export function nowSet(now: Setting | undefined): TemplateResult | typeof nothing {
  if (now?.provider !== 'bedrock') {
    return nothing
  }
  const { modelId = '–', region = '–', auth = 'default', profile } = now
  const way =
    auth === 'profile' && profile !== undefined ? `${methodName(auth)} ${profile}` : methodName(auth)
  return html`<p class="callout">
    ${icon('pass')}<span>${t('Cline is set to: Amazon Bedrock, {0}, {1}, {2}.', modelId, region, way)}</span>
  </p>`
}

/** Keys that Cline needs no more lie in the backups only: they may go now. */
export function oldKeys({ state, send }: Page): TemplateResult | typeof nothing {
  if (state.review.keepsOldKeys !== true) {
    return nothing
  }
  return html`<section class="card" aria-label=${t('Earlier keys')}>
    <h3>${t('Earlier keys')}</h3>
    <p>${t('Cline does not hold the earlier keys any more. The backups do, for at most 30 days, so that the write can be undone. Delete them as soon as you are content; undo is then no longer possible.')}</p>
    <div class="row">
      ${button({ label: t('Delete the backups'), onClick: () => send({ type: 'deleteBackups' }) })}
      ${button({ label: t('Show the history'), onClick: () => send({ type: 'openHistory' }) })}
    </div>
  </section>`
}

/** Keep this setting under a name, or look at earlier ones. */
export function keepIt({ send }: Page): TemplateResult {
  return html`<li>
    <p>${t('Keep this setting under a name, such as “work”, to switch back to it later.')}</p>
    <div class="row">
      ${button({ label: t('Named setups'), onClick: () => send({ type: 'openSetups' }) })}
      ${button({ label: t('History'), onClick: () => send({ type: 'openHistory' }) })}
    </div>
  </li>`
}

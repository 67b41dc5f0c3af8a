import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { SignInState } from '../../src/core/wizard/credentialState.ts'
import type { Page } from '../context.ts'
import { button, readField, secretField, spinner, takeField } from '../controls.ts'
import { explanation } from '../explanation.ts'
import { statusIcon } from '../icons.ts'
import { statusWord } from '../words.ts'

/** What the page shows of a sign-in: where to go and the code to compare. */
type Shown = Pick<SignInState, 'url' | 'code' | 'asksForCode'>

/** True while the sign-in's card stands in the place of the check, whose failure asked for it. */
export const showsSignIn = (signIn: SignInState | undefined): signIn is SignInState =>
  signIn !== undefined && signIn.status !== 'done'

/** A sign-in under way, or why it did not work. */
export function signInCard(page: Page, signIn: SignInState): TemplateResult {
  const running = signIn.status === 'running'
  return html`<section class="card check ${running ? '' : 'check-fail'}" aria-label=${t('Sign-in')} aria-busy=${running}>
    <div class="card-head">
      <h3>${t('Sign-in for {0}', signIn.profile)}</h3>
      <span class="status">
        ${running ? spinner(t('Waiting for the browser…')) : html`${statusIcon('fail')}<span>${statusWord('fail')}</span>`}
      </span>
    </div>
    ${running ? signInSteps(page, signIn) : problem(page, signIn)}
  </section>`
}

function problem(page: Page, signIn: SignInState) {
  return html`${signIn.problem === undefined ? nothing : explanation(page, 'sign-in', signIn.problem)}
    <p>${button({ label: t('Close'), onClick: () => page.send({ type: 'cancelSignIn' }) })}</p>`
}

/** The page to open, the code, and the way out. */
export function signInSteps(page: Page, { url, code, asksForCode }: Shown): TemplateResult {
  const { send } = page
  return html`
    ${url === undefined ? html`<p class="quiet">${t('The AWS CLI is starting.')}</p>` : guidance(code, asksForCode)}
    ${code === undefined ? nothing : html`<p class="sign-in-code"><span class="sr-only">${t('{0}: {1}', t('Code'), '')}</span><code>${code}</code></p>`}
    ${asksForCode ? codeField(page) : nothing}
    <p class="sign-in-actions">
      ${url === undefined ? nothing : button({ label: t('Open sign-in page'), primary: true, onClick: () => send({ type: 'openSignInPage' }) })}
      ${code === undefined ? nothing : button({ label: t('Copy code'), onClick: () => send({ type: 'copySignInCode' }) })}
      ${button({ label: t('Cancel'), name: t('Cancel the sign-in'), onClick: () => send({ type: 'cancelSignIn' }) })}
    </p>
  `
}

function guidance(code: string | undefined, asksForCode: boolean) {
  if (asksForCode) {
    return html`<p>${t('Sign in on the page, then enter the code that it shows.')}</p>`
  }
  return code === undefined
    ? html`<p>${t('Finish in the browser; the check runs by itself afterwards.')}</p>`
    : html`<p>${t('Open the page and allow the sign-in only if it shows this code.')}</p>`
}

function codeField({ send }: Page) {
  const enter = () => {
    if (readField('sign-in-code') !== '') {
      send({ type: 'enterSignInCode', code: takeField('sign-in-code') })
    }
  }
  return html`${secretField({ id: 'sign-in-code', label: t('Code from the page'), onEnter: enter })}
    <p>${button({ label: t('Enter code'), onClick: enter })}</p>`
}

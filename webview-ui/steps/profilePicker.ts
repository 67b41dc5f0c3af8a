import { t } from '@vscode/l10n'
import { html, nothing, type TemplateResult } from 'lit'
import type { CredentialsStep, ProfileOption } from '../../src/core/wizard/state.ts'
import { skeleton } from '../checkCard.ts'
import type { Page } from '../context.ts'
import { button, select } from '../controls.ts'
import { icon } from '../icons.ts'
import { profileKindName, timeWords } from '../words.ts'

/** The profiles of this machine; of the chosen one what it is, until when, and whether Cline can use it. */
export function profilePicker(page: Page): TemplateResult {
  const { send } = page
  const { profiles, profile, fileProblems, newProfile } = page.state.credentials
  const problems = fileProblems.map(
    (text) => html`<p class="callout">${icon('warn')}<span>${text}</span></p>`,
  )
  if (profiles === undefined) {
    return html`${skeleton()}<p class="sr-only">${t('Reading your AWS profiles…')}</p>`
  }
  const add =
    newProfile === undefined
      ? html`${button({ label: t('Add an Identity Center profile'), onClick: () => send({ type: 'openNewProfile' }) })}`
      : nothing
  if (profiles.length === 0) {
    return html`${problems}
      <p class="quiet">${t('There is no AWS profile on this machine yet. Access keys or an API key work without one.')}</p>
      <p class="sign-in-actions">${add}</p>`
  }
  const chosen = profiles.find(({ name }) => name === profile)
  return html`${problems}
    ${select({
      id: 'profile',
      label: t('Profile'),
      value: profile,
      placeholder: t('Choose a profile'),
      options: withChosen(profiles, profile),
      onChange: (name) => send({ type: 'chooseProfile', profile: name }),
    })}
    ${chosen === undefined ? nothing : about(chosen)}
    ${newProfile === undefined ? html`<p class="sign-in-actions">${chosen === undefined ? nothing : signInButton(page, chosen)} ${add}</p>` : nothing}`
}

const profileLabel = ({ name, kind, detail, usable, needsSignIn }: ProfileOption) =>
  [
    name,
    profileKindName(kind),
    detail,
    ...(usable ? [] : [needsSignIn === true ? t('sign-in needed') : t('not usable in Cline')]),
  ]
    .filter((part) => part !== '')
    .join(' — ')

/** A remembered profile may be gone from the files; the list must still show that it is the chosen one. */
function withChosen(profiles: ProfileOption[], chosen: string | undefined) {
  const options = profiles.map((each) => ({ value: each.name, label: profileLabel(each) }))
  const isGone = chosen !== undefined && profiles.every(({ name }) => name !== chosen)
  return isGone ? [{ value: chosen, label: t('{0} — not found', chosen) }, ...options] : options
}

function about(option: ProfileOption) {
  const { instead } = option
  return html`
    <p class="profile-facts quiet small">${facts(option).join(' · ')}</p>
    ${instead === undefined ? nothing : html`<p class="callout">${icon('info')}<span>${instead}</span></p>`}
  `
}

/** What the entry of the list above does not say already. */
function facts({ expiresAt, region, usable, needsSignIn, signIn, note }: ProfileOption): string[] {
  const until = expiresAt === undefined ? '' : timeWords(expiresAt)
  const end = signIn === undefined ? t('keys good until {0}', until) : t('signed in until {0}', until)
  return [
    region ?? '',
    until === '' || !usable ? '' : end,
    usable ? t('Cline can use it') : needsSignIn === true ? t('needs a sign-in') : t('Cline cannot use it'),
    note ?? '',
  ].filter((part) => part !== '')
}

/** True while a sign-in for the chosen profile is what has to be done next. */
export function asksForSignIn({ method, profiles, profile, check, signIn }: CredentialsStep): boolean {
  const chosen = profiles?.find(({ name }) => name === profile)
  const remedied =
    check.result?.explanation?.remedies.some(({ action }) => action?.kind === 'sign-in') === true
  const open = check.status === 'idle' || check.status === 'fail'
  return (
    method === 'profile' && chosen?.needsSignIn === true && open && !remedied && signIn?.status !== 'running'
  )
}

/** The sign-in stays in its place whatever the check says; it is the one action while nothing else helps. */
function signInButton({ state, send }: Page, { name, needsSignIn, signIn: offered }: ProfileOption) {
  const { signIn } = state.credentials
  if (offered === undefined) {
    return nothing
  }
  return button({
    label: needsSignIn === true ? t('Sign in') : t('Sign in again'),
    name: t('Sign in for {0}', name),
    primary: asksForSignIn(state.credentials),
    disabled: signIn?.status === 'running',
    onClick: () => send({ type: 'signIn', profile: name }),
  })
}

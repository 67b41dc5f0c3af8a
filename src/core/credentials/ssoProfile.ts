import { t } from '@vscode/l10n'
import type { AwsFiles } from './awsFiles.ts'
import type { SsoStart } from './signInTypes.ts'

/** What the form for a new Identity Center profile holds, as typed. */
export interface SsoDraft {
  name: string
  startUrl: string
  ssoRegion: string
  account: string
  role: string
  /** The region for Bedrock; may be empty. */
  region: string
}

/** The fields of the form. */
export type SsoField = keyof SsoDraft

/** What is wrong with a field, one sentence each. */
export type SsoProblems = Partial<Record<SsoField, string>>

/** A new section for the config file, and the sign-in it goes with. */
export interface SsoPlan {
  name: string
  start: SsoStart
  /** What is appended to the config file. */
  text: string
}

// As the SDK reads a section's head; a leading dash could be taken for an option.
const NAME = /^(?!-)[\w@+.%:/-]{1,64}$/
const REGION = /^[a-z]{2,4}(?:-[a-z]+){1,3}-\d$/
const ROLE = /^[\w+=,.@-]{1,64}$/

/** Typed values without what pasting adds. A start URL loses its fragment and last slash. */
export function tidy(draft: SsoDraft): SsoDraft {
  const { name, startUrl, ssoRegion, account, role, region } = draft
  return {
    name: name.trim(),
    startUrl: startUrl.trim().replace(/#.*$/, '').replace(/\/+$/, ''),
    ssoRegion: ssoRegion.trim().toLowerCase(),
    account: account.replaceAll(/[\s-]/g, ''),
    role: role.trim(),
    region: region.trim().toLowerCase(),
  }
}

/** The name that the CLI proposes where none was given. */
export const named = (draft: SsoDraft): SsoDraft =>
  draft.name === '' && draft.role !== '' && draft.account !== ''
    ? { ...draft, name: `${draft.role}-${draft.account}` }
    : draft

/** What is wrong with the fields that a sign-in needs. */
export function checkStart({ startUrl, ssoRegion }: SsoDraft): SsoProblems {
  return {
    ...(!isStartUrl(startUrl) && {
      startUrl: t('An address such as https://my-company.awsapps.com/start is needed.'),
    }),
    ...(!REGION.test(ssoRegion) && {
      ssoRegion: t('The region of Identity Center is needed, such as us-east-1.'),
    }),
  }
}

// Control characters would end the line in the file.
const isStartUrl = (text: string): boolean => /^https:\/\/[\w.-]+\.[a-z]{2,}(?:\/[\w./~-]*)?$/i.test(text)

/** What is wrong with the whole form. A name that is taken is never written over. */
export function checkDraft(draft: SsoDraft, files: AwsFiles): SsoProblems {
  const { name, account, role, region } = draft
  const taken = files.profiles.some((profile) => profile.name === name)
  return {
    ...checkStart(draft),
    ...(!NAME.test(name) && { name: t('A name of letters, digits and . _ - @ + is needed.') }),
    ...(taken && { name: t('There is a profile of this name already; it is not changed. Choose another.') }),
    ...(!/^\d{12}$/.test(account) && { account: t('An account number has 12 digits.') }),
    ...(!ROLE.test(role) && { role: t('The name of the role (permission set) is needed.') }),
    ...(region !== '' && !REGION.test(region) && { region: t('This is not the name of a region.') }),
  }
}

/**
 * The sso-session to use: one that names the same portal already, or a new one named after it. `isNew` says
 * whether it has to be written.
 */
export function sessionFor(draft: SsoDraft, files: AwsFiles): { start: SsoStart; isNew: boolean } {
  const { startUrl, ssoRegion } = draft
  const known = Object.entries(files.ssoSessions).find(
    ([, entries]) =>
      (entries.sso_start_url ?? '').replace(/#.*$/, '').replace(/\/+$/, '') === startUrl &&
      entries.sso_region === ssoRegion,
  )
  if (known !== undefined) {
    const [session, entries] = known
    return { start: { session, startUrl: entries.sso_start_url ?? startUrl, ssoRegion }, isNew: false }
  }
  const host = /^https:\/\/([\w-]+)/.exec(startUrl)?.[1] ?? 'sso'
  return { start: { session: freeName(host, files), startUrl, ssoRegion }, isNew: true }
}

function freeName(base: string, files: AwsFiles): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? base : `${base}-${count}`
    if (!Object.hasOwn(files.ssoSessions, name)) {
      return name
    }
  }
}

/** The section of an sso-session. */
export const ssoSessionText = ({ session, startUrl, ssoRegion }: SsoStart): string =>
  [
    `[sso-session ${session}]`,
    `sso_start_url = ${startUrl}`,
    `sso_region = ${ssoRegion}`,
    'sso_registration_scopes = sso:account:access',
    '',
  ].join('\n')

/** What would be appended to the config file. Call it for a draft without problems. */
export function planSsoProfile(draft: SsoDraft, files: AwsFiles): SsoPlan {
  const { start, isNew } = sessionFor(draft, files)
  const { name, account, role, region } = draft
  const lines = [
    name === 'default' ? '[default]' : `[profile ${name}]`,
    `sso_session = ${start.session}`,
    `sso_account_id = ${account}`,
    `sso_role_name = ${role}`,
    ...(region === '' ? [] : [`region = ${region}`]),
    '',
  ]
  const text = `${lines.join('\n')}${isNew ? `\n${ssoSessionText(start)}` : ''}`
  return { name, start, text }
}

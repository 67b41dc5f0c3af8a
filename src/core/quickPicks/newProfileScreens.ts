import { t } from '@vscode/l10n'
import { checkDraft, checkStart, type SsoDraft, type SsoField, tidy } from '../credentials/ssoProfile.ts'
import type { NewProfileState } from '../wizard/credentialState.ts'
import type { WizardState } from '../wizard/state.ts'
import { doing, grouped, told } from './results.ts'
import type { Act, InputPart, PickItem, PickPart, Place } from './screen.ts'
import { progressItems } from './signInScreens.ts'

const EMPTY: SsoDraft = { name: '', startUrl: '', ssoRegion: '', account: '', role: '', region: '' }

/** No files: only what the field itself can tell; a name that is taken shows with the preview. */
const NOWHERE = {
  configPath: '',
  credentialsPath: '',
  problems: [],
  profiles: [],
  ssoSessions: {},
  ssoCache: {},
  loginCache: {},
  ignoredSections: [],
  missingTokenFiles: [],
}

const draftOf = ({ credentials }: WizardState): SsoDraft => credentials.newProfile?.draft ?? EMPTY

const edit = (field: SsoField, value: string, to: Place): Act => ({
  type: 'send',
  intent: { type: 'editNewProfile', field, value },
  to,
})

/** What would be refused of a field, by the rules that the form has. */
function refusal(draft: SsoDraft, field: SsoField): string | undefined {
  const tidied = tidy(draft)
  const problems =
    field === 'startUrl' || field === 'ssoRegion' ? checkStart(tidied) : checkDraft(tidied, NOWHERE)
  return problems[field]
}

/** One typed field of a new Identity Center profile. */
export function ssoInput(field: SsoField, state: WizardState): InputPart {
  const draft = draftOf(state)
  const problem = state.credentials.newProfile?.problems[field]
  const words = fieldWords(draft)[field]
  return {
    name: t('New Identity Center profile'),
    ...words,
    secret: false,
    value: draft[field],
    ...(problem !== undefined && { problem }),
    optional: field === 'region' || field === 'name',
    refuse: (text) =>
      text.trim() === '' && (field === 'region' || field === 'name')
        ? undefined
        : refusal({ ...draft, [field]: text }, field),
    submit: (text) => submitted(draft, field, text),
  }
}

function submitted(draft: SsoDraft, field: SsoField, text: string): Act {
  const next = { ...draft, [field]: text.trim() }
  switch (field) {
    case 'startUrl':
      return edit(field, text.trim(), 'sso-ssoRegion')
    case 'ssoRegion':
      return { type: 'send', intent: { type: 'findSsoAccounts', draft: next }, to: 'sso-account' }
    case 'account':
      return edit(field, text.trim(), 'sso-role-typed')
    case 'role':
      return edit(field, text.trim(), 'sso-region')
    case 'region':
      return edit(field, text.trim(), 'sso-name')
    default:
      return { type: 'send', intent: { type: 'planProfile', draft: next }, to: 'sso-preview' }
  }
}

function fieldWords({ role, account }: SsoDraft): Record<SsoField, { placeholder: string; prompt: string }> {
  return {
    startUrl: {
      placeholder: 'https://my-company.awsapps.com/start',
      prompt: t('The start URL of your company’s sign-in page (AWS access portal).'),
    },
    ssoRegion: {
      placeholder: 'us-east-1',
      prompt: t('The region of Identity Center. Enter signs you in and lists your accounts.'),
    },
    account: { placeholder: '123456789012', prompt: t('The account’s number, 12 digits.') },
    role: { placeholder: 'PowerUserAccess', prompt: t('The role (permission set) in that account.') },
    region: {
      placeholder: 'eu-central-1',
      prompt: t('The region for Bedrock. It may stay empty and be chosen later.'),
    },
    name: {
      placeholder: role === '' ? 'work' : `${role}-${account}`,
      prompt: t('A name for the profile; left empty it is the one shown. Enter shows what will be written.'),
    },
  }
}

const failed = ({ failure, draft }: NewProfileState): PickItem[] =>
  failure === undefined || failure === ''
    ? []
    : [
        told('error', failure),
        doing('refresh', t('Try again'), {
          type: 'send',
          intent: { type: 'findSsoAccounts', draft },
        }),
      ]

/** The accounts of the portal, after the sign-in to it. */
export function ssoAccountScreen({ credentials: { newProfile } }: WizardState): PickPart {
  const name = t('New Identity Center profile')
  if (newProfile === undefined) {
    return { name, placeholder: t('Choose an account'), items: [] }
  }
  const { status, signIn, accounts, draft } = newProfile
  if (status === 'signing-in') {
    return {
      name,
      placeholder: t('Waiting for the browser…'),
      busy: true,
      items: progressItems(signIn ?? { asksForCode: false }),
    }
  }
  const typed = doing('edit', t('Type the account’s number'), { type: 'go', to: 'sso-account-typed' })
  return {
    name,
    placeholder: accounts === undefined ? t('The accounts could not be listed.') : t('Choose an account'),
    items: [
      ...(accounts ?? []).map(
        (each): PickItem => ({
          icon: each.id === draft.account ? 'check' : 'organization',
          label: each.name,
          description: each.id,
          act: {
            type: 'send',
            intent: { type: 'findSsoRoles', draft: { ...draft, account: each.id, role: '' } },
            to: 'sso-role',
          },
        }),
      ),
      ...(accounts === undefined && (newProfile.failure ?? '') === ''
        ? [
            doing('sign-in', t('Sign in and list accounts'), {
              type: 'send',
              intent: { type: 'findSsoAccounts', draft },
            }),
          ]
        : []),
      ...failed(newProfile),
      typed,
    ],
  }
}

/** The roles that the portal gives in the account. */
export function ssoRoleScreen({ credentials: { newProfile } }: WizardState): PickPart {
  const { draft = EMPTY, roles, status, failure } = newProfile ?? {}
  const busy = status === 'listing'
  return {
    name: t('New Identity Center profile'),
    placeholder: busy ? t('Asking…') : t('Choose a role'),
    busy,
    items: [
      ...(roles ?? []).map(
        (role): PickItem => ({
          icon: role === draft.role ? 'check' : 'shield',
          label: role,
          act: edit('role', role, 'sso-region'),
        }),
      ),
      ...(failure === undefined || failure === '' ? [] : [told('error', failure)]),
      doing('edit', t('Type the role’s name'), { type: 'go', to: 'sso-role-typed' }),
    ],
  }
}

/** What would be added to the config file, before it is. */
export function ssoPreviewScreen({ credentials: { newProfile } }: WizardState): PickPart {
  const { preview, status, failure, draft = EMPTY } = newProfile ?? {}
  const name = t('New Identity Center profile')
  const again = doing('refresh', t('Show again'), {
    type: 'send',
    intent: { type: 'planProfile', draft },
  })
  if (preview === undefined || status === 'open') {
    const busy = status === 'listing'
    return {
      name,
      placeholder: busy ? t('Asking…') : t('Nothing was written.'),
      busy,
      items: [
        ...(failure === undefined || failure === '' ? [] : [told('error', failure)]),
        ...(busy ? [] : [again]),
      ],
    }
  }
  const { id, path, text, isNew } = preview
  const shown = { name: 'config', language: 'ini' as const, text }
  return {
    name,
    placeholder: status === 'adding' ? t('Writing…') : t('Nothing is written before you add it.'),
    busy: status === 'adding',
    items: [
      {
        icon: 'add',
        label: t('Add this profile'),
        description: draft.name,
        detail: path,
        act: { type: 'send', intent: { type: 'addProfile', previewId: id } },
      },
      ...grouped(isNew ? t('This file will be made:') : t('This will be added to the end of:'), [
        doing('file-code', t('Show what will be written'), { type: 'show', shown }, linesOf(text)),
      ]),
    ],
  }
}

const linesOf = (text: string): string => text.trim().replaceAll(/\n+/g, ' · ')

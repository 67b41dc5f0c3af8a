import { t } from '@vscode/l10n'
import type { AuthKind } from '../choice.ts'
import type { ProfileOption, WizardState } from '../wizard/state.ts'
import { pendingItems } from './pending.ts'
import { onward, resultItems } from './results.ts'
import type { Act, InputScreen, PickItem, Place } from './screen.ts'
import { signInScreen } from './signInScreens.ts'

type Part<T> = Omit<T, 'kind' | 'at' | 'title' | 'step' | 'total'>
export type PickPart = { placeholder: string; busy?: boolean; items: PickItem[]; active?: number }
export type InputPart = Part<InputScreen>

const METHODS: { method: AuthKind; icon: string; to: Place }[] = [
  { method: 'profile', icon: 'account', to: 'profile' },
  { method: 'keys', icon: 'key', to: 'access-key-id' },
  { method: 'api-key', icon: 'symbol-key', to: 'api-key' },
  { method: 'default', icon: 'search', to: 'credentials' },
]

function methodWords(method: AuthKind): { label: string; detail: string } {
  const words = {
    profile: { label: t('AWS profile'), detail: t('From the .aws folder of this machine.') },
    keys: { label: t('Access keys'), detail: t('Typed in; checked before anything is kept.') },
    'api-key': { label: t('Bedrock API key'), detail: t('Typed in; checked before anything is kept.') },
    default: {
      label: t('AWS default chain'),
      detail: t('Environment variables, shared files, the machine’s own role.'),
    },
  }
  return words[method]
}

/** How Cline signs in. */
export const methodScreen = ({ credentials }: WizardState): PickPart => ({
  placeholder: t('How does Cline sign in to AWS?'),
  active: METHODS.findIndex(({ method }) => method === credentials.method),
  items: METHODS.map(({ method, icon, to }) => ({
    icon,
    ...methodWords(method),
    act: { type: 'send', intent: { type: 'chooseMethod', method }, to },
  })),
})

/** Which profile of `~/.aws`. */
export function profileScreen({ credentials }: WizardState): PickPart {
  const { profiles, profile } = credentials
  if (profiles === undefined) {
    return { placeholder: t('Reading your AWS profiles…'), busy: true, items: [] }
  }
  if (profiles.length === 0) {
    const label = t(
      'There is no AWS profile on this machine yet. Access keys or an API key work without one.',
    )
    return {
      placeholder: t('Choose a profile'),
      items: [{ icon: 'arrow-left', label, act: { type: 'go', to: 'method' } }],
    }
  }
  return {
    placeholder: t('Choose a profile'),
    active: Math.max(
      0,
      profiles.findIndex(({ name }) => name === profile),
    ),
    items: profiles.map(profileItem),
  }
}

const profileItem = ({ name, detail, note, usable, instead }: ProfileOption): PickItem => ({
  icon: usable ? 'account' : 'warning',
  label: name,
  act: { type: 'send', intent: { type: 'chooseProfile', profile: name }, to: 'credentials' },
  ...(detail !== '' && { description: detail }),
  ...(note !== undefined && { detail: instead === undefined ? note : `${note}. ${instead}` }),
})

/** One of the fields of typed credentials. */
export function entryScreen(at: Place, { credentials }: WizardState): InputPart | undefined {
  const problem = credentials.entryProblem?.title
  const told = problem === undefined ? {} : { problem }
  const note = t('What you type stays in memory until you agree to write Cline’s settings.')
  const field = (
    placeholder: string,
    submit: (text: string) => Act,
    rest: Partial<InputPart> = {},
  ): InputPart => ({
    placeholder,
    prompt: note,
    secret: true,
    value: '',
    optional: false,
    submit,
    ...rest,
  })
  switch (at) {
    case 'access-key-id':
      return field(
        t('Access key ID'),
        (value) => ({ type: 'keep', field: 'accessKeyId', value, to: 'secret-access-key' }),
        { secret: false, ...told },
      )
    case 'secret-access-key':
      return field(t('Secret access key'), (value) => ({
        type: 'keep',
        field: 'secretAccessKey',
        value,
        to: 'session-token',
      }))
    case 'session-token':
      return field(t('Session token (optional)'), (sessionToken) => ({ type: 'useKeys', sessionToken }), {
        optional: true,
      })
    case 'api-key':
      return field(
        t('API key'),
        (apiKey) => ({ type: 'send', intent: { type: 'useApiKey', apiKey }, to: 'credentials' }),
        told,
      )
    default:
      return undefined
  }
}

/** What AWS said about the credentials. */
export function credentialsScreen(state: WizardState): PickPart {
  const { credentials } = state
  const { check, identity, signIn } = credentials
  if (signIn !== undefined && signIn.status !== 'done') {
    return signInScreen(signIn)
  }
  const isGood = check.status === 'pass' || check.status === 'warn'
  return {
    placeholder:
      check.status === 'running' ? t('Checking…') : (check.result?.summary ?? t('Not checked yet')),
    busy: check.status === 'running',
    items: [
      ...(isGood
        ? [onward('region', identity === undefined ? undefined : `${identity.account} · ${identity.name}`)]
        : []),
      ...pendingItems(state, 'credentials'),
      ...resultItems(check, 'credentials', 'credentials'),
    ],
  }
}

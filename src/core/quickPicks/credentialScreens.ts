import { t } from '@vscode/l10n'
import type { AuthKind } from '../choice.ts'
import { originsText } from '../report/originsText.ts'
import type { ProfileOption, WizardState } from '../wizard/state.ts'
import { missingItems, pendingItems } from './pending.ts'
import { doing, grouped, isGood, onward, resultItems, told } from './results.ts'
import type { Act, InputPart, PickItem, PickPart, Place } from './screen.ts'
import { signInItems, signInScreen } from './signInScreens.ts'

const METHODS: { method: AuthKind; icon: string; to: Place }[] = [
  { method: 'profile', icon: 'account', to: 'profile' },
  { method: 'keys', icon: 'key', to: 'access-key-id' },
  { method: 'api-key', icon: 'lock', to: 'api-key' },
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
  items: [
    ...METHODS.map(
      ({ method, icon, to }): PickItem => ({
        icon,
        ...methodWords(method),
        act: { type: 'send', intent: { type: 'chooseMethod', method }, to },
      }),
    ),
    ...grouped(t('Cline is set up already'), [
      doing(
        'sync',
        t('I rotated my key'),
        { type: 'go', to: 'rotation-kind' },
        t('Only the key changes. It is checked with AWS first.'),
      ),
    ]),
  ],
})

/** Which profile of `~/.aws`. */
export function profileScreen({ credentials }: WizardState): PickPart {
  const { profiles, profile, fileProblems } = credentials
  if (profiles === undefined) {
    return { placeholder: t('Reading your AWS profiles…'), busy: true, items: [] }
  }
  const add = doing(
    'add',
    t('Add an Identity Center profile'),
    { type: 'send', intent: { type: 'openNewProfile' }, to: 'sso-startUrl' },
    t('By its start URL: sign in, choose account and role.'),
  )
  const more = grouped(t('New'), [add, ...fileProblems.map((text) => told('warning', text))])
  if (profiles.length === 0) {
    const label = t(
      'There is no AWS profile on this machine yet. Access keys or an API key work without one.',
    )
    return {
      placeholder: t('Choose a profile'),
      items: [{ icon: 'arrow-left', label, act: { type: 'go', to: 'method' } }, ...more],
    }
  }
  return {
    placeholder: t('Choose a profile'),
    active: Math.max(
      0,
      profiles.findIndex(({ name }) => name === profile),
    ),
    items: [...profiles.map(profileItem), ...more],
  }
}

const profileItem = ({ name, detail, note, usable, instead, needsSignIn }: ProfileOption): PickItem => ({
  icon: usable ? 'account' : needsSignIn === true ? 'sign-in' : 'warning',
  label: name,
  act: { type: 'send', intent: { type: 'chooseProfile', profile: name }, to: 'credentials' },
  ...(detail !== '' && { description: detail }),
  ...(note !== undefined && { detail: instead === undefined ? note : t('{0}. {1}', note, instead) }),
})

/** One of the fields of typed credentials, of the first ones or of a new key. */
export function entryScreen(at: Place, { credentials }: WizardState): InputPart | undefined {
  const isNew = at.startsWith('rotation')
  const problem = (isNew ? credentials.rotation?.problem : credentials.entryProblem)?.title
  const refused = problem === undefined ? {} : { problem }
  const note = isNew
    ? t('The new key is checked with AWS first. You see what changes before it is written.')
    : t('What you type stays in memory until you agree to write Cline’s settings.')
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
    ...(isNew && { name: t('New key for Cline') }),
  })
  switch (at) {
    case 'access-key-id':
    case 'rotation-key-id':
      return field(
        t('Access key ID'),
        (value) => ({
          type: 'keep',
          field: 'accessKeyId',
          value,
          to: isNew ? 'rotation-secret' : 'secret-access-key',
        }),
        { secret: false, ...refused },
      )
    case 'secret-access-key':
    case 'rotation-secret':
      return field(t('Secret access key'), (value) => ({
        type: 'keep',
        field: 'secretAccessKey',
        value,
        to: isNew ? 'rotation-token' : 'session-token',
      }))
    case 'session-token':
    case 'rotation-token':
      return field(
        t('Session token (optional)'),
        (sessionToken) => ({
          type: 'useKeys',
          intent: isNew ? 'rotateKeys' : 'useKeys',
          sessionToken,
          to: isNew ? 'rotation' : 'credentials',
        }),
        { optional: true },
      )
    case 'api-key':
    case 'rotation-api-key':
      return field(
        t('API key'),
        (apiKey) => ({
          type: 'send',
          intent: { type: isNew ? 'rotateApiKey' : 'useApiKey', apiKey },
          to: isNew ? 'rotation' : 'credentials',
        }),
        refused,
      )
    default:
      return undefined
  }
}

/** Where each value comes from, and which does not count: as the command line's `where` tells it. */
const originItems = ({ credentials: { origins }, host }: WizardState): PickItem[] =>
  origins === undefined
    ? []
    : [
        doing('list-tree', t('Where each value comes from'), {
          type: 'show',
          shown: {
            name: t('Where each value comes from'),
            language: 'plaintext',
            text: `${originsText(host.machine, origins)}\n`,
          },
        }),
      ]

/** What AWS said about the credentials. */
export function credentialsScreen(state: WizardState): PickPart {
  const { credentials } = state
  const { check, identity, signIn, security } = credentials
  if (signIn !== undefined && signIn.status !== 'done') {
    return signInScreen(signIn)
  }
  const advice = security?.result?.explanation
  return {
    placeholder:
      check.status === 'running' ? t('Checking…') : (check.result?.summary ?? t('Not checked yet')),
    busy: check.status === 'running',
    items: [
      ...(isGood(check)
        ? [onward('region', identity === undefined ? undefined : `${identity.account} · ${identity.name}`)]
        : []),
      ...pendingItems(state, 'credentials'),
      ...missingItems(state, 'credentials', check),
      ...resultItems(check, 'credentials', 'credentials'),
      ...signInItems(credentials),
      ...originItems(state),
      ...(advice === undefined || security?.result === undefined
        ? []
        : grouped(
            t('Security'),
            resultItems(
              { status: 'warn', run: security.run, result: security.result },
              'security',
              'credentials',
            ),
          )),
    ],
  }
}

import type { Origin } from '../../../src/core/credentials/originTypes.ts'
import type { ProfileOption, WizardState } from '../../../src/core/wizard/state.ts'
import { explained, opened, signedIn } from './fixtures.ts'

/** Sources with a winner, a loser, one of blanks only, and a value that nothing sets. */
export const ORIGINS: Origin[] = [
  {
    value: 'keys',
    sources: [
      { name: '[work] keys in the credentials file', value: 'AKIA…2222', state: 'used' },
      { name: 'AWS_ACCESS_KEY_ID', value: 'AKIA…9999', state: 'shadowed', note: 'A named profile wins.' },
      { name: 'AWS_SESSION_TOKEN', value: '  ', state: 'blank', alarm: true },
    ],
  },
  { value: 'region', sources: [] },
]

/** A profile whose sign-in has ended. */
export const LAPSED: ProfileOption = {
  name: 'work',
  kind: 'sso',
  detail: '111122223333 · PowerUserAccess',
  usable: false,
  needsSignIn: true,
  signIn: { profile: 'work', via: 'sso' },
  note: 'The Identity Center session is over',
}

const DRAFT = {
  name: 'cline',
  startUrl: 'https://example.awsapps.com/start',
  ssoRegion: 'us-east-1',
  account: '111122223333',
  role: 'PowerUserAccess',
  region: 'eu-central-1',
}

/** The credentials step with each of its panels. */
export function credentialStates(): Record<string, WizardState> {
  const change = (
    edit: (credentials: WizardState['credentials'], state: WizardState) => void,
  ): WizardState => {
    const state = opened()
    Object.assign(state.credentials, { profile: 'work', profiles: [LAPSED], origins: ORIGINS })
    edit(state.credentials, state)
    return state
  }
  const entered = { label: 'AKIA…3333', notes: [], secretRef: 1 }
  return {
    'credentials-lapsed': change(() => {}),
    'credentials-signing-in': change((credentials) => {
      const url = 'https://device.sso.us-east-1.amazonaws.com/'
      const running = { run: 1, profile: 'work', via: 'sso', status: 'running', asksForCode: true } as const
      credentials.signIn = { ...running, url, code: 'ABCD-EFGH' }
    }),
    'credentials-new-profile': change((credentials) => {
      credentials.newProfile = {
        run: 1,
        status: 'planned',
        draft: DRAFT,
        problems: { region: 'This is not the name of a region.' },
        accounts: [{ id: '111122223333', name: 'Example development' }],
        failure: 'The file has changed since it was shown.',
        preview: {
          id: 'preview-1',
          path: '/home/dev/.aws/config',
          text: '[profile cline]\nsso_session = example\n',
          isNew: false,
        },
      }
    }),
    'credentials-rotation': change((credentials) => {
      credentials.method = 'keys'
      const files = [
        {
          path: '/home/dev/.cline/data/secrets.json',
          diff: '@@ -1 +1 @@\n-  "awsAccessKey": "AKIA…2222"\n+  "awsAccessKey": "AKIA…3333"',
        },
      ]
      credentials.rotation = { run: 1, kind: 'keys', status: 'ready', entered, files, previewId: 'preview-2' }
    }),
    'credentials-root': change((credentials, state) => {
      signedIn(state)
      const arn = 'arn:aws:iam::111122223333:root'
      credentials.identity = { account: '111122223333', arn, kind: 'root', name: 'root' }
      const explanation = explained('The account’s root user is in use')
      const facts = [{ label: 'Access key', value: 'AKIA…2222, 120 days old' }]
      credentials.security = {
        run: 2,
        result: {
          id: 'security',
          status: 'warn',
          summary: explanation.title,
          facts,
          explanation,
          durationMs: 3,
        },
      }
    }),
  }
}

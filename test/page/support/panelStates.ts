import type { CredentialsStep, WizardState } from '../../../src/core/wizard/state.ts'
import { LAPSED, ORIGINS } from './credentialStates.ts'
import { at, explained, failed, opened, passed, running, signedIn } from './fixtures.ts'

const change = (edit: (credentials: CredentialsStep, state: WizardState) => void): WizardState => {
  const state = opened()
  Object.assign(state.credentials, { profile: 'work', origins: ORIGINS })
  edit(state.credentials, state)
  return state
}

const DRAFT = { name: '', startUrl: '', ssoRegion: '', account: '', role: '', region: '' }
const ENTERED = { label: 'AKIA…3333', notes: [], secretRef: 1 }

/** A failure that the catalogue has no words for. */
export const unknown = () => ({ ...explained('AWS answered with something new'), id: 'unknown' as const })

/** The panels of the credentials step at each stage of their courses. */
export const panelStates = (): Record<string, WizardState> => ({
  'credentials-first': opened(),
  'credentials-checking': change((credentials) => {
    credentials.check = running()
  }),
  'credentials-unknown': change((credentials) => {
    const check = failed('credentials', 'AWS answered with something new')
    if (check.result !== undefined) {
      check.result.explanation = unknown()
    }
    credentials.check = check
  }),
  'credentials-default-chain': change((credentials) => {
    credentials.method = 'default'
    credentials.check = failed('credentials', 'There are no credentials on this machine')
  }),
  'credentials-api-key': change((credentials) => {
    credentials.method = 'api-key'
    credentials.entered = {
      kind: 'api-key',
      label: 'bedrock-api-key-…ab12',
      notes: ['It is short-term: AWS takes it for 12 hours at most.'],
      secretRef: 1,
    }
    credentials.check = passed('credentials', 'The key has the form of a Bedrock API key.')
  }),
  'sign-in-starting': change((credentials) => {
    credentials.profiles = [LAPSED]
    credentials.signIn = { run: 1, profile: 'work', via: 'sso', status: 'running', asksForCode: false }
  }),
  'sign-in-failed': change((credentials) => {
    const problem = explained('The sign-in was not finished')
    credentials.profiles = [LAPSED]
    credentials.signIn = {
      run: 1,
      profile: 'work',
      via: 'sso',
      status: 'failed',
      asksForCode: false,
      problem,
    }
  }),
  'new-profile-open': change((credentials) => {
    credentials.newProfile = { run: 1, status: 'open', draft: DRAFT, problems: {} }
  }),
  'new-profile-signing-in': change((credentials) => {
    const signIn = {
      asksForCode: false,
      url: 'https://device.sso.us-east-1.amazonaws.com/',
      code: 'ABCD-EFGH',
    }
    credentials.newProfile = { run: 1, status: 'signing-in', draft: DRAFT, problems: {}, signIn }
  }),
  'new-profile-roles': change((credentials) => {
    credentials.newProfile = {
      run: 1,
      status: 'open',
      draft: {
        ...DRAFT,
        startUrl: 'https://example.awsapps.com/start',
        ssoRegion: 'us-east-1',
        account: '111122223333',
      },
      problems: {},
      accounts: [{ id: '111122223333', name: 'Example development' }],
      roles: ['PowerUserAccess', 'ReadOnlyAccess'],
    }
  }),
  'rotation-open': change((credentials) => {
    credentials.method = 'keys'
    credentials.rotation = { run: 1, kind: 'keys', status: 'open', files: [] }
  }),
  'rotation-checking': change((credentials) => {
    credentials.method = 'keys'
    credentials.rotation = { run: 1, kind: 'keys', status: 'checking', files: [], entered: ENTERED }
  }),
  'rotation-refused': change((credentials) => {
    credentials.method = 'api-key'
    const problem = explained('AWS does not know this key')
    credentials.rotation = { run: 1, kind: 'api-key', status: 'open', files: [], problem }
  }),
  'rotation-written': change((credentials) => {
    credentials.method = 'keys'
    credentials.rotation = {
      run: 1,
      kind: 'keys',
      status: 'written',
      files: [],
      entered: ENTERED,
      backup: '2026-05-01T10-00-00',
    }
  }),
  'credentials-advice': at('credentials', (draft) => {
    signedIn(draft)
    const explanation = explained('A long-lived access key is in use')
    const facts = [{ label: 'Access key', value: 'AKIA…2222, 120 days old' }]
    draft.credentials.security = {
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
    draft.reached = 'region'
    draft.notice = { text: 'Copied.', count: 1 }
  }),
})

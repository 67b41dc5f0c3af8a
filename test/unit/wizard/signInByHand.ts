import type { SignIn } from '../../../src/app/ports.ts'
import type { AwsFiles } from '../../../src/core/credentials/awsFiles.ts'
import type { SignInOutcome, SignInProgress } from '../../../src/core/credentials/signInTypes.ts'
import { FILES, healthyAws, openSession } from './fakes.ts'

export const SSO = { sso_session: 'corp', sso_account_id: '111122223333', sso_role_name: 'Power' }
export const lapsed: AwsFiles = {
  ...FILES,
  profiles: [
    { name: 'team', settings: SSO, inConfig: true, inCredentials: false },
    { name: 'other', settings: SSO, inConfig: true, inCredentials: false },
  ],
  ssoSessions: { corp: { sso_region: 'eu-central-1', sso_start_url: 'https://example.awsapps.com/start' } },
}
export const signedIn: AwsFiles = {
  ...lapsed,
  ssoCache: { corp: { readable: true, renewable: false, expiresAt: '2099-01-01T00:00:00Z' } },
}
export const ROLE =
  'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Power_0123456789abcdef/dev@example.com'

/** A sign-in that a test leads by the hand. */
export function led(): SignIn & {
  starts: number
  cancels: number
  codes: string[]
  tell: (progress: SignInProgress) => void
  end: (outcome: SignInOutcome) => void
  elsewhere: () => void
} {
  const listeners = new Set<Parameters<SignIn['onSignedIn']>[0]>()
  const it = {
    starts: 0,
    cancels: 0,
    codes: [] as string[],
    tell: (_progress: SignInProgress) => {},
    end: (_outcome: SignInOutcome) => {},
    elsewhere: () => {
      for (const listener of listeners) {
        listener({ profile: 'team', via: 'sso' })
      }
    },
    start: (_request: unknown, onProgress: (progress: SignInProgress) => void) => {
      it.starts += 1
      it.tell = onProgress
      return new Promise<SignInOutcome>((resolve) => {
        it.end = resolve
      })
    },
    enterCode: (code: string) => void it.codes.push(code),
    cancel: () => {
      it.cancels += 1
    },
    onSignedIn: (listener: Parameters<SignIn['onSignedIn']>[0]) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    get listening() {
      return listeners.size
    },
  }
  return it
}

export const turn = () => new Promise((resolve) => setImmediate(resolve))

/** A window in which the profile's sign-in has lapsed; `files` says what is on disk from now on. */
export async function lapsedWindow(signIn: SignIn) {
  let files = lapsed
  const opened = openSession({
    signIn,
    aws: healthyAws({
      readFiles: () => Promise.resolve(files),
      callerIdentity: () =>
        Promise.resolve({ ok: true, value: { account: '111122223333', arn: ROLE, userId: 'X' } }),
    }),
  })
  opened.session.dispatch({ type: 'chooseProfile', profile: 'team' })
  await opened.session.idle()
  return {
    ...opened,
    renew: () => {
      files = signedIn
    },
  }
}

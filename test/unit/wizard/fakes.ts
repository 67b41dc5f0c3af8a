import type { Aws, ClineFiles, Log, SignIn } from '../../../src/app/ports.ts'
import { type Session, type SessionDeps, startSession } from '../../../src/app/session.ts'
import type { InferenceProfile } from '../../../src/core/bedrock/types.ts'
import type { AwsFiles } from '../../../src/core/credentials/awsFiles.ts'
import type { SignInRequest } from '../../../src/core/credentials/signInTypes.ts'
import type { Failure, FailureService } from '../../../src/core/diagnosis/failure.ts'
import type { ClineStatus } from '../../../src/core/settings/types.ts'
import type { HostAction } from '../../../src/core/wizard/effects.ts'
import type { WizardState } from '../../../src/core/wizard/state.ts'

export const PROFILE: InferenceProfile = {
  id: 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
  arn: 'arn:aws:bedrock:eu-central-1:111122223333:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
  name: 'EU Claude Sonnet 4.5',
  type: 'SYSTEM_DEFINED',
  status: 'ACTIVE',
  modelArns: ['eu-central-1', 'eu-west-1'].map(
    (region) => `arn:aws:bedrock:${region}::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0`,
  ),
}

export const FILES: AwsFiles = {
  configPath: '/home/dev/.aws/config',
  credentialsPath: '/home/dev/.aws/credentials',
  problems: [],
  profiles: [
    {
      name: 'work',
      settings: {
        aws_access_key_id: 'AKIA…MPLE',
        aws_secret_access_key: '[set]',
        region: 'eu-central-1',
      },
      inConfig: true,
      inCredentials: true,
    },
  ],
  ssoSessions: {},
  ssoCache: {},
  loginCache: {},
  ignoredSections: [],
  missingTokenFiles: [],
}

export const refusal = (
  service: FailureService,
  operation: string,
  name: string,
  message: string,
): Failure => ({
  service,
  operation,
  name,
  message,
  httpStatus: 403,
  requestId: 'request-1',
})

/** An AWS in which everything works; replace what a test wants broken. */
export function healthyAws(change: Partial<Aws> = {}): Aws {
  const ok = <T>(value: T) => Promise.resolve({ ok: true as const, value })
  return {
    readFiles: () => Promise.resolve(FILES),
    readEnvironment: () => Promise.resolve({}),
    forgetCredentials: () => Promise.resolve(),
    sourceHash: () => Promise.resolve('hash'),
    defaultRegion: () => Promise.resolve('eu-central-1'),
    resolveCredentials: () => ok({ temporary: false }),
    callerIdentity: () =>
      ok({ account: '111122223333', arn: 'arn:aws:iam::111122223333:user/dev', userId: 'AIDAEXAMPLE' }),
    listFoundationModels: () =>
      ok([
        {
          modelId: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
          modelArn: PROFILE.modelArns[0] ?? '',
          name: 'Claude Sonnet 4.5',
          provider: 'Anthropic',
          inputModalities: ['TEXT'],
          outputModalities: ['TEXT'],
          streaming: true,
          inferenceTypes: ['INFERENCE_PROFILE'],
          lifecycle: 'ACTIVE',
        },
      ]),
    listInferenceProfiles: () => ok([PROFILE]),
    getInferenceProfile: () => ok(PROFILE),
    modelAvailability: () =>
      ok({
        agreement: 'AVAILABLE',
        authorization: 'AUTHORIZED',
        entitlement: 'AVAILABLE',
        region: 'AVAILABLE',
      }),
    useCaseFormSubmitted: () => ok(true),
    submitUseCaseForm: () => ok(true as const),
    agreementOffers: () => ok([]),
    acceptAgreement: () => ok(true as const),
    reach: () => ok({ latencyMs: 24, host: 'bedrock-runtime.eu-central-1.amazonaws.com', isPrivate: false }),
    createPolicy: (_target, { name }) => ok(`arn:aws:iam::111122223333:policy/${name}`),
    attachPolicy: () => ok(true as const),
    detachPolicy: () => ok(true as const),
    deletePolicy: () => ok(true as const),
    dataRetention: () => ok('default'),
    roleArn: () => ok('arn:aws:iam::111122223333:role/path/Dev'),
    simulate: (_target, request) =>
      ok(
        request.actions.map((action) => ({
          action,
          resource: request.resources[0] ?? '',
          decision: 'allowed' as const,
          missingContext: [],
          deniedByOrganization: false,
          deniedByBoundary: false,
        })),
      ),
    accessKeys: () => ok([]),
    apiKeys: () => ok([]),
    invocationLogging: () => ok(true),
    enforcedGuardrails: () => ok(0),
    ssoAccounts: () => ok([]),
    ssoRoles: () => ok([]),
    previewAppend: (text) => Promise.resolve({ id: 'append-1', path: FILES.configPath, text, isNew: false }),
    appendProfile: () => Promise.resolve({ kind: 'added', path: FILES.configPath }),
    converse: (_target, _prompt, onEvent) => {
      onEvent({ type: 'text', text: 'def is_prime(n):' })
      onEvent({ type: 'text', text: ' ...' })
      return ok({
        text: 'def is_prime(n): ...',
        stopReason: 'end_turn',
        toolUsed: false,
        inputTokens: 40,
        outputTokens: 9,
        firstTokenMs: 12,
        totalMs: 34,
      })
    },
    ...change,
  }
}

/** Cline's files as they are when nothing was ever set. */
export const UNSET: ClineStatus = {
  dataDir: '/home/dev/.cline/data',
  managed: false,
  locked: {},
  place: {
    dataDirs: ['/home/dev/.cline/data'],
    providers: ['/home/dev/.cline/data/settings/providers.json'],
    variables: [],
  },
}

/** Cline's files as a fake that counts what is asked of it. */
export function fakeCline(change: Partial<ClineFiles> = {}): ClineFiles & { calls: string[] } {
  const calls: string[] = []
  const ok = <T>(value: T) => Promise.resolve({ ok: true as const, value })
  return {
    calls,
    storedAuth: () => ok({ kind: 'default' as const }),
    status: () => ok(UNSET),
    present: () => ok(undefined),
    preview: (request) => {
      calls.push(`preview ${request.modelId}`)
      return ok({
        id: 'preview-1',
        changed: true,
        files: [{ path: 'globalState.json', diff: '+ x' }],
        warnings: [],
      })
    },
    apply: (request, previewId) => {
      calls.push(`apply ${previewId} ${request.auth.kind} ${request.region} ${request.baseModelId}`)
      return ok({
        backup: 'backup-1',
        files: ['globalState.json'],
        warnings: [],
        now: {
          provider: 'bedrock',
          modelId: request.modelId,
          region: request.region,
          auth: request.auth.kind,
        },
        keepsOldKeys: false,
      })
    },
    previewUndo: () => ok(undefined),
    undo: () => {
      calls.push('undo')
      return ok({ backup: 'backup-1', files: ['globalState.json'], merged: [] })
    },
    history: () => ok([]),
    previewBackup: (name) => ok({ id: name, changed: false, files: [], warnings: [] }),
    deleteBackups: () => ok(0),
    recover: () => ok(undefined),
    ...change,
  }
}

/** A sign-in that works at once; `asked` is what it was asked for. */
export function fakeSignIn(change: Partial<SignIn> = {}): SignIn & { asked: SignInRequest[] } {
  const asked: SignInRequest[] = []
  return {
    asked,
    start: (request) => {
      asked.push(request)
      return Promise.resolve({ kind: 'signed-in' })
    },
    enterCode() {},
    cancel() {},
    onSignedIn: () => () => {},
    ...change,
  }
}

/** A session on fakes, with everything it published and did. */
export function openSession(change: Partial<SessionDeps> = {}): {
  session: Session
  states: WizardState[]
  actions: HostAction[]
  logged: string[]
} {
  const states: WizardState[] = []
  const actions: HostAction[] = []
  const logged: string[] = []
  const note = (message: string) => void logged.push(message)
  const log: Log = { info: note, warn: note, error: (message, error) => note(`${message} ${String(error)}`) }
  let now = 1_800_000_000_000
  const session = startSession({
    aws: healthyAws(),
    cline: fakeCline(),
    signIn: fakeSignIn(),
    timers: { after: (_ms, _run) => () => {} },
    clock: {
      now: () => {
        now += 1
        return now
      },
    },
    platform: 'linux',
    log,
    host: {
      machine: 'this computer',
      trusted: true,
      cline: { installed: true, version: '4.1.13', running: false, tooOld: false },
      proxy: false,
    },
    perform: (action) => {
      actions.push(action)
      return Promise.resolve(undefined)
    },
    publish: (state) => void states.push(state),
    ...change,
  })
  return { session, states, actions, logged }
}

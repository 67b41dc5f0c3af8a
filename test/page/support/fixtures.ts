import type { CheckId, CheckResult, StepId } from '../../../src/core/checks/check.ts'
import type { Explanation, Remedy } from '../../../src/core/diagnosis/diagnosis.ts'
import { estimateDay } from '../../../src/core/security/estimate.ts'
import { practicesOf } from '../../../src/core/security/practices.ts'
import { newAccess } from '../../../src/core/wizard/access.ts'
import { type GrantState, newGrant } from '../../../src/core/wizard/grant.ts'
import type { CheckState, ModelOption, WizardState } from '../../../src/core/wizard/state.ts'

const idle: CheckState = { status: 'idle', run: 0 }

/** A check under way. */
export const running = (run = 9): CheckState => ({ status: 'running', run })

/** A check that passed. */
export function passed(id: CheckId, summary: string, run = 1): CheckState {
  const facts = [
    { label: 'Call', value: 'GetCallerIdentity' },
    { label: 'Endpoint', value: 'sts.eu-central-1.amazonaws.com' },
  ]
  return { status: 'pass', run, result: { id, status: 'pass', summary, facts, durationMs: 184 } }
}

/** An explanation with an acting remedy, a remedy in words only, and details. */
export function explained(title: string, remedies?: Remedy[]): Explanation {
  return {
    id: 'iam-permission-missing',
    title,
    what: 'AWS refused the call with "AccessDeniedException" for arn:aws:iam::111122223333:user/a-rather-long-user-name.',
    why: 'No policy of this user allows it.',
    remedies: remedies ?? [
      { text: 'Ask an administrator to allow it.' },
      {
        text: 'Copy a request for your administrator.',
        label: 'Copy request',
        action: { kind: 'copy', what: 'request', text: 'Please allow it.' },
      },
      { text: 'Try again in a minute.', label: 'Try again', action: { kind: 'retry', afterSeconds: 60 } },
    ],
    retry: 'no',
    details: [
      { label: 'AWS said', value: 'User is not authorized to perform: bedrock:InvokeModel' },
      { label: 'Request id', value: '00000000-0000-0000-0000-000000000000' },
    ],
  }
}

/** A check that failed. */
export function failed(id: CheckId, title: string, run = 2): CheckState {
  const result: CheckResult = {
    id,
    status: 'fail',
    summary: `${title}.`,
    facts: [{ label: 'Call', value: 'ConverseStream' }],
    explanation: explained(title),
    durationMs: 2412,
  }
  return { status: 'fail', run, result }
}

/** A check that passed with a remark. */
export function warned(id: CheckId, summary: string): CheckState {
  const explanation = explained('IAM may not be asked')
  return {
    status: 'warn',
    run: 3,
    result: { id, status: 'warn', summary, facts: [], explanation, durationMs: 40 },
  }
}

/** A model as the region's list gives it. */
export function model(id: string, change: Partial<ModelOption> = {}): ModelOption {
  return {
    id,
    baseModelId: id.replace(/^(eu|us|global)\./, ''),
    name: 'Claude Sonnet 4.5',
    provider: 'Anthropic',
    route: 'geo',
    destinations: ['eu-central-1', 'eu-west-1', 'eu-west-3'],
    recommended: false,
    legacy: false,
    ...change,
  }
}

export const SONNET = 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0'

/** The policy for that model, for a user of IAM. */
export const grant = (): GrantState =>
  newGrant(
    {
      modelIds: [SONNET],
      region: 'eu-central-1',
      account: '111122223333',
      auth: 'profile',
      principal: { kind: 'user', name: 'dev' },
      profiles: [],
    },
    { discovery: false, firstUse: false },
  )

/** The wizard right after it opened. */
export function opened(): WizardState {
  return {
    running: { phase: 'none', windows: [], apps: [] },
    step: 'credentials',
    reached: 'credentials',
    lastRun: 1,
    host: {
      machine: 'The files of this computer are read.',
      trusted: true,
      cline: { installed: true, version: '4.0.0', running: true, tooOld: false },
      proxy: false,
    },
    credentials: {
      method: 'profile',
      profiles: [
        { name: 'default', kind: 'static', detail: '', usable: true },
        {
          name: 'work',
          kind: 'sso',
          detail: '111122223333 · PowerUserAccess',
          region: 'eu-central-1',
          note: 'The sign-in lasts until this evening.',
          usable: true,
        },
        { name: 'broken', kind: 'none', detail: '', note: 'It has no credentials.', usable: false },
      ],
      fileProblems: [],
      check: idle,
    },
    region: {
      options: [
        {
          id: 'eu-central-1',
          place: 'Frankfurt',
          geography: 'Europe',
          optIn: false,
          fips: false,
          probe: 'idle',
        },
        { id: 'eu-south-1', place: 'Milan', geography: 'Europe', optIn: true, fips: false, probe: 'idle' },
        { id: 'us-east-1', place: 'N. Virginia', geography: 'US', optIn: false, fips: true, probe: 'idle' },
      ],
      check: idle,
      endpointCheck: idle,
    },
    model: { check: idle, permissions: idle, access: newAccess() },
    prompt: { text: 'Say hello in one sentence.', status: 'idle', answer: '', check: idle },
    review: { status: 'idle', files: [], warnings: [], reloadNeeded: false },
    security: { status: 'idle', run: 0 },
  }
}

const change = (state: WizardState, edit: (draft: WizardState) => void): WizardState => {
  const draft = structuredClone(state)
  edit(draft)
  return draft
}

/** Changes a copy of a state. */
export const edited = change

/** Everything passed up to a step, and that step is open. */
export function at(step: StepId, edit: (draft: WizardState) => void = () => {}): WizardState {
  const order: StepId[] = [
    'credentials',
    'region',
    'model-access',
    'test-prompt',
    'review',
    'done',
    'security',
  ]
  const before = (other: StepId) => order.indexOf(step) > order.indexOf(other)
  const state = change(opened(), (draft) => {
    draft.step = step
    draft.reached = step
    if (before('credentials')) {
      signedIn(draft)
    }
    if (before('region')) {
      draft.region.chosen = 'eu-central-1'
      draft.region.suggested = 'eu-central-1'
      draft.region.check = passed('region', 'eu-central-1 answers with 3 models.')
      draft.model.options = models()
    }
    if (before('model-access')) {
      draft.model.chosen = SONNET
      draft.model.check = passed('model-access', 'This account may use the model.')
      draft.model.permissions = passed('permissions', 'All needed actions are allowed.')
      draft.model.grant = grant()
    }
    if (before('test-prompt')) {
      answered(draft)
      planned(draft)
    }
    if (before('review')) {
      draft.review = { ...draft.review, status: 'written', backup: '2026-05-01T10-00-00' }
    }
  })
  return change(state, edit)
}

/** Makes the credentials pass. */
export function signedIn(draft: WizardState): void {
  draft.credentials.profile = 'work'
  draft.credentials.check = passed('credentials', 'The credentials work.')
  draft.credentials.identity = {
    account: '111122223333',
    arn: 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_PowerUserAccess_0123456789abcdef/someone',
    kind: 'sso-role',
    name: 'PowerUserAccess',
    expiresAt: '2030-01-01T18:00:00Z',
  }
}

export function models(): ModelOption[] {
  return [
    model('anthropic.claude-3-haiku-20240307-v1:0', {
      name: 'Claude 3 Haiku',
      route: 'on-demand',
      destinations: [],
      legacy: true,
      facts: {
        streaming: true,
        bundles: 'new',
        endOfLife: '2030-01-15T00:00:00.000Z',
        successor: 'Claude Haiku 4.5',
      },
    }),
    model(SONNET, {
      recommended: true,
      note: 'The newest that Cline knows and stays in Europe.',
      facts: {
        geography: 'Europe',
        tools: true,
        cache: true,
        streaming: true,
        contextTokens: 200_000,
        outputTokens: 64_000,
        price: { input: 3.3, output: 16.5 },
        bundles: 'both',
      },
    }),
    model('global.anthropic.claude-sonnet-4-5-20250929-v1:0', { route: 'global', destinations: [] }),
  ]
}

export function answered(draft: WizardState): void {
  draft.prompt.status = 'done'
  draft.prompt.answer = 'Hello from Bedrock.'
  draft.prompt.stats = { inputTokens: 412, outputTokens: 9, firstTokenMs: 640, totalMs: 1210, toolUsed: true }
  draft.prompt.check = passed('test-prompt', 'The model answered and used the tool.')
}

function planned(draft: WizardState): void {
  draft.review.status = 'ready'
  draft.review.previewId = 'preview-1'
  draft.review.changed = true
  draft.review.files = [
    {
      path: '/home/someone/.cline/data/settings/a-folder-with-a-long-name/providers.json',
      before: '{}',
      after: '{ "provider": "bedrock" }',
      diff: '--- providers.json\n+++ providers.json\n  {\n@@\n-   "provider": "anthropic"\n+   "provider": "bedrock"\n  }',
    },
    { path: '/home/someone/.cline/data/secrets.json', after: '{}', diff: '+++ secrets.json\n+ {}' },
  ]
}

/** An account with something of every kind. */
export function surveyed(): WizardState['security'] {
  const practices = practicesOf({
    auth: 'profile',
    identity: 'user',
    accessKeys: [{ ageDays: 120, current: true }],
    invocationLogging: false,
    enforcedGuardrails: 1,
  })
  const estimate = estimateDay('anthropic.claude-sonnet-4-5-20250929-v1:0')
  const text = 'set -eu\naws budgets create-budget --account-id 111122223333'
  return {
    status: 'ready',
    run: 4,
    practices,
    shown: { id: 'budget', format: 'cli', text },
    ...(estimate !== undefined && { estimate }),
  }
}

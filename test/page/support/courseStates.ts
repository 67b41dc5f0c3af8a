import type { AccessState, Waiting } from '../../../src/core/wizard/access.ts'
import type { GrantApply } from '../../../src/core/wizard/grant.ts'
import type { WizardState } from '../../../src/core/wizard/state.ts'
import { choosing } from './accessStates.ts'
import { at, explained, failed, grant, passed, running, SONNET } from './fixtures.ts'

const DRAFT = {
  companyName: 'Example Corp',
  companyWebsite: 'https://example.com',
  intendedUsers: '0',
  industryOption: 'Software',
  otherIndustryOption: '',
  useCases: 'Writing and reviewing code.',
}

const access = (change: Partial<AccessState>): WizardState =>
  choosing((draft) => {
    Object.assign(draft.model.access, change)
  })

const waiting = (change: Partial<Waiting>): Partial<AccessState> => ({
  waiting: {
    for: 'form',
    modelId: SONNET,
    region: 'eu-central-1',
    since: 0,
    looks: 3,
    status: 'waiting',
    ...change,
  },
  now: 65_000,
})

const applying = (apply: Partial<GrantApply>): WizardState =>
  choosing((draft) => {
    const base = { status: 'idle', name: 'ClineBedrockInvokeAccess', run: 0 } as const
    draft.model.grant = { ...grant(), apply: { ...base, ...apply } }
  })

/** Steps 2 to 4 on their way: what a form, an agreement, a policy and a prompt go through. */
export const courseStates = (): Record<string, WizardState> => ({
  'region-first': at('region'),
  'endpoint-asked': at('region', (draft) => {
    draft.region.chosen = 'us-east-1'
    draft.region.endpoint = 'https://vpce-example.bedrock-runtime.us-east-1.vpce.amazonaws.com'
    draft.region.endpointCheck = running()
    draft.region.check = passed('region', 'Bedrock answers in us-east-1.')
  }),
  'endpoint-good': at('region', (draft) => {
    draft.region.chosen = 'us-east-1'
    draft.region.endpoint = 'https://vpce-example.bedrock-runtime.us-east-1.vpce.amazonaws.com'
    draft.region.endpointCheck = passed('region', 'This is Amazon Bedrock.')
    draft.region.check = passed('region', 'Bedrock answers in us-east-1.')
    draft.reached = 'model-access'
  }),
  'model-first': choosing((draft) => {
    delete draft.model.chosen
    delete draft.model.grant
    draft.model.check = { status: 'idle', run: 0 }
    draft.model.permissions = { status: 'idle', run: 0 }
  }),
  'model-none': choosing((draft) => {
    draft.model.options = []
    delete draft.model.chosen
    delete draft.model.grant
    draft.model.check = { status: 'idle', run: 0 }
    draft.model.permissions = { status: 'idle', run: 0 }
  }),
  'model-checking': choosing((draft) => {
    draft.model.check = running()
    draft.model.permissions = running()
    delete draft.model.grant
  }),
  'model-legacy': choosing((draft) => {
    draft.model.chosen = 'anthropic.claude-3-haiku-20240307-v1:0'
    draft.model.planModel = SONNET
    draft.reached = 'test-prompt'
  }),
  'access-sending': access({ form: 'missing', draft: DRAFT, sending: 'running' }),
  'access-waiting': access(waiting({})),
  'access-settled': access(waiting({ for: 'agreement', status: 'done' })),
  'access-offer-refused': access({
    agreement: 'missing',
    offersFailure: explained('An IAM permission is missing'),
  }),
  'access-no-offer': access({ agreement: 'missing', offers: [] }),
  'access-gov': choosing((draft) => {
    draft.region.chosen = 'us-gov-west-1'
    draft.model.access.agreement = 'missing'
    draft.model.check = failed('model-access', 'The model is not enabled for this account')
  }),
  'policy-creating': applying({ status: 'running' }),
  'policy-undone': applying({ status: 'undone' }),
  'policy-refused': applying({ status: 'failed', failure: explained('IAM did not allow it') }),
  'policy-sso': choosing((draft) => {
    const base = grant()
    const principal = { kind: 'sso-role', name: 'PowerUserAccess' } as const
    draft.model.grant = { ...base, basis: { ...base.basis, principal } }
  }),
  'prompt-first': at('test-prompt'),
})

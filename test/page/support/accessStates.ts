import type { WizardState } from '../../../src/core/wizard/state.ts'
import { at, explained, failed, grant, models, passed, SONNET, signedIn } from './fixtures.ts'

/** The model step with its model chosen. */
export const choosing = (edit: (draft: WizardState) => void): WizardState =>
  at('model-access', (draft) => {
    signedIn(draft)
    draft.model.options = models()
    draft.model.chosen = SONNET
    draft.model.catalogue = '0.0.86'
    draft.model.check = passed('model-access', 'No blocker found.')
    draft.model.permissions = passed('permissions', 'IAM allows the calls that Cline makes.')
    draft.model.grant = grant()
    edit(draft)
  })

const DRAFT = {
  companyName: 'Example Corp',
  companyWebsite: '',
  intendedUsers: '',
  industryOption: 'Software',
  otherIndustryOption: '',
  useCases: 'Writing and reviewing code.',
}

const OFFER = {
  offerId: 'offer-1',
  termsUrl: 'https://example.com/terms',
  refunds: 'No refunds.',
  prices: [
    { dimension: 'InputTokenCount', price: '0.003', unit: 'Units', description: 'Input tokens' },
    { dimension: 'OutputTokenCount', price: '0.015', unit: 'Units', description: 'Output tokens' },
  ],
}

/** Settling access, comparing regions, giving rights: what only steps 2 and 3 show. */
export const accessStates = (): Record<string, WizardState> => ({
  'access-form': choosing((draft) => {
    draft.model.check = failed('model-access', 'The use case form is missing')
    draft.model.access.form = 'missing'
    draft.model.access.draft = DRAFT
    draft.model.access.problems = {
      companyWebsite: 'Please fill this in.',
      intendedUsers: 'Please choose who will use it.',
    }
    draft.model.access.formFailure = explained('An IAM permission is missing')
  }),
  'access-offer': choosing((draft) => {
    draft.model.access.agreement = 'missing'
    draft.model.access.offers = [OFFER]
  }),
  'access-late': choosing((draft) => {
    const waiting = { for: 'agreement', modelId: SONNET, region: 'eu-central-1', since: 0, looks: 9 } as const
    draft.model.access.waiting = { ...waiting, status: 'late' }
  }),
  'policy-preview': choosing((draft) => {
    draft.model.created = {
      arn: 'arn:aws:iam::111122223333:policy/ClineBedrockInvokeAccess',
      name: 'ClineBedrockInvokeAccess',
      principal: { kind: 'user', name: 'dev' },
    }
    const renamed = { status: 'preview', name: 'ClineBedrockInvokeAccess-2', run: 0, renamed: true } as const
    draft.model.grant = { ...grant(), apply: renamed }
  }),
  'regions-compared': at('region', (draft) => {
    draft.region.chosen = 'eu-central-1'
    draft.region.reach = {
      latencyMs: 24,
      host: 'bedrock-runtime.eu-central-1.amazonaws.com',
      isPrivate: true,
    }
    draft.region.source = 'botocore 1.43.11'
    draft.model.options = models()
    draft.region.check = passed('region', 'Bedrock answers in eu-central-1.')
    draft.region.endpoint = 'https://proxy.example.com'
    draft.region.endpointCheck = failed('region', 'Something between here and AWS answered')
    const found = [
      {
        probe: 'available',
        latencyMs: 24,
        models: 31,
        hasModel: true,
        isPrivate: true,
        residency: { reach: 'geography', geography: 'Europe' },
      },
      { probe: 'silent' },
      { probe: 'available', latencyMs: 112, models: 40, hasModel: false },
    ] as const
    draft.region.options = draft.region.options.map((option, index) => ({ ...option, ...found[index] }))
  }),
})

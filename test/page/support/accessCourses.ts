import type { AccessState } from '../../../src/core/wizard/access.ts'
import type { GrantApply } from '../../../src/core/wizard/grant.ts'
import type { WizardState } from '../../../src/core/wizard/state.ts'
import { accessStates, choosing } from './accessStates.ts'
import { type Course, named } from './course.ts'
import { courseStates } from './courseStates.ts'
import { edited, explained, failed, grant, SONNET } from './fixtures.ts'

const access = (change: Partial<AccessState>): WizardState =>
  choosing((draft) => {
    Object.assign(draft.model.access, change)
    if (draft.model.access.form === 'missing') {
      formMissing(draft)
    }
  })

function formMissing({ model }: WizardState): void {
  model.check = failed('model-access', 'The use case form is missing')
  Object.assign(model.check.result?.explanation ?? {}, { id: 'use-case-form-required' })
}

function forms(): Course[] {
  const draft = { ...newDraft(), companyName: 'Example Corp', intendedUsers: '0' }
  const since = 0
  const wait = {
    for: 'form',
    modelId: SONNET,
    region: 'eu-central-1',
    since,
    looks: 1,
    status: 'waiting',
  } as const
  const filled = access({ form: 'missing', draft })
  const sending = access({ form: 'missing', draft, sending: 'running' })
  const refused = access({ form: 'missing', draft, formFailure: explained('An IAM permission is missing') })
  const faulty = access({ form: 'missing', draft, problems: { companyWebsite: 'Please fill this in.' } })
  const sent = edited(access({ form: 'sent', waiting: wait, now: 1 }), formMissing)
  const looked = edited(sent, (next) => {
    Object.assign(next.model.access, { now: 65_000, waiting: { ...wait, looks: 2 } })
  })
  const late = edited(sent, (next) => {
    Object.assign(next.model.access, { waiting: { ...wait, status: 'late' } })
  })
  const done = access({ form: 'sent', waiting: { ...wait, status: 'done' } })
  const lookingAt = '[aria-label="Anthropic’s use-case form"] .row'
  return [
    {
      name: 'the use-case form: sent and waited for',
      states: [filled, sending, sent, looked, done],
      lookingAt,
    },
    { name: 'the use-case form: refused', states: [filled, sending, refused], lookingAt },
    { name: 'the use-case form: a gap is found', states: [filled, faulty], lookingAt },
    { name: 'the use-case form: AWS is late', states: [sent, looked, late] },
  ]
}

const newDraft = (): AccessState['draft'] => ({
  companyName: '',
  companyWebsite: '',
  intendedUsers: '',
  industryOption: '',
  otherIndustryOption: '',
  useCases: '',
})

function agreements(): Course[] {
  const offers = accessStates()['access-offer']?.model.access.offers ?? []
  const wait = {
    for: 'agreement',
    modelId: SONNET,
    region: 'eu-central-1',
    since: 0,
    looks: 1,
    status: 'waiting',
  } as const
  const asked = access({ agreement: 'missing' })
  const offered = access({ agreement: 'missing', offers })
  const accepting = access({ agreement: 'missing', offers, accepting: 'running' })
  const pending = access({ agreement: 'pending', waiting: wait, now: 1 })
  const done = access({ agreement: 'there', waiting: { ...wait, status: 'done' } })
  const refused = access({ agreement: 'missing', offers, acceptFailure: explained('IAM says no') })
  return [
    {
      name: 'the agreement: offered, accepted and waited for',
      states: [asked, offered, accepting, pending, done],
    },
    { name: 'the agreement: refused', states: [asked, offered, accepting, refused] },
    { name: 'the agreement: no offer', states: [asked, ...named(courseStates(), 'access-no-offer')] },
  ]
}

function policies(): Course[] {
  const base = { name: 'ClineBedrockInvokeAccess', run: 0 }
  const applying = (apply: Partial<GrantApply>, made = false) =>
    choosing((draft) => {
      draft.model.grant = { ...grant(), apply: { ...base, status: 'idle', ...apply } }
      if (made) {
        draft.model.created = {
          arn: 'arn:aws:iam::111122223333:policy/ClineBedrockInvokeAccess',
          name: base.name,
          principal: { kind: 'user', name: 'dev' },
        }
      }
    })
  const open = ['Show the policy, and give it to someone']
  const lookingAt = '.policy'
  const course = [applying({ status: 'preview' }), applying({ status: 'running' })]
  return [
    {
      name: 'the policy: created and taken back',
      states: [
        ...course,
        applying({ status: 'done' }, true),
        applying({ status: 'undoing' }, true),
        applying({ status: 'undone' }),
      ],
      open,
      lookingAt,
    },
    {
      name: 'the policy: refused',
      states: [...course, applying({ status: 'failed', failure: explained('IAM did not allow it') })],
      open,
      lookingAt,
    },
  ]
}

/** What an account lacks, settled in the page. */
export const accessCourses = (): Course[] => [...forms(), ...agreements(), ...policies()]

import { t } from '@vscode/l10n'
import { FORM_LIMITS, formProblems, type UseCaseField, type UseCaseForm } from '../bedrock/access.ts'
import type { WizardState } from '../wizard/state.ts'
import { EULA } from './accessScreens.ts'
import { doing, grouped, problemHead, told } from './results.ts'
import type { InputPart, PickItem, PickPart, Place } from './screen.ts'

const FIELDS = [
  'companyName',
  'companyWebsite',
  'intendedUsers',
  'industryOption',
  'otherIndustryOption',
  'useCases',
] as const satisfies UseCaseField[]

const USERS: readonly string[] = ['0', '1', '2']

function usersWord(kind: string): string {
  const words: Record<string, string> = {
    '0': t('People inside the company'),
    '1': t('People outside the company'),
    '2': t('Both'),
  }
  return words[kind] ?? ''
}

function fieldName(field: UseCaseField): string {
  const names = {
    companyName: t('Company'),
    companyWebsite: t('Website of the company'),
    intendedUsers: t('Who will use it'),
    industryOption: t('Industry'),
    otherIndustryOption: t('Industry, in other words (may stay empty)'),
    useCases: t('What the models are used for'),
  }
  return names[field]
}

const formName = () => t('Anthropic’s use-case form')

/** The form as a list of its answers; each is the user's own, and none is filled in. */
export function formScreen({ model: { access } }: WizardState): PickPart {
  const { draft, problems } = access
  const missing = formProblems(draft)
  const open = FIELDS.filter((field) => missing[field] !== undefined)
  const first = open[0]
  return {
    name: formName(),
    placeholder:
      open.length === 0
        ? t('Everything is filled in. Nothing is sent before you confirm it.')
        : t('{0} answers are still missing. Nothing is sent before you confirm it.', open.length),
    active: first === undefined ? FIELDS.length : FIELDS.indexOf(first),
    items: [
      ...FIELDS.map((field) => fieldItem(field, draft, problems[field])),
      ...grouped(t('Hand it in'), [
        ...(open.length === 0
          ? [
              doing(
                'send',
                t('Send to AWS…'),
                { type: 'go', to: 'form-confirm' },
                t('You first see what it commits you to.'),
              ),
            ]
          : []),
        doing(
          'copy',
          t('Copy the form for the administrator'),
          { type: 'send', intent: { type: 'copyAccessRequest', what: 'form' } },
          t('If your organisation has handed it in centrally, the test prompt works without it.'),
        ),
        doing('link-external', t('Read the terms'), { type: 'open', url: EULA }),
        doing(
          'browser',
          t('Fill it in on the page'),
          { type: 'page', step: 'model-access' },
          t('For an answer of several lines: one line is all that can be typed here.'),
        ),
      ]),
    ],
  }
}

function fieldItem(field: UseCaseField, draft: UseCaseForm, problem: string | undefined): PickItem {
  const value = field === 'intendedUsers' ? usersWord(draft[field]) : draft[field].trim()
  return {
    icon: problem === undefined ? (value === '' ? 'circle-large-outline' : 'check') : 'error',
    label: fieldName(field),
    ...(value !== '' && { description: value.split(/\s+/).join(' ') }),
    ...(problem !== undefined && { detail: problem }),
    act: { type: 'go', to: `form-${field}` },
  }
}

/** After an answer the next one that is missing, else the whole. */
function after(field: UseCaseField, draft: UseCaseForm, value: string): Place {
  const missing = formProblems({ ...draft, [field]: value })
  const rest = FIELDS.slice(FIELDS.indexOf(field) + 1)
  const next = rest.find((each) => missing[each] !== undefined)
  return next === undefined ? 'form' : `form-${next}`
}

/** One answer, typed. */
export function formInput(field: UseCaseField, { model: { access } }: WizardState): InputPart {
  const { draft, problems } = access
  const problem = problems[field]
  return {
    name: formName(),
    placeholder: fieldName(field),
    prompt: promptOf(field),
    secret: false,
    value: draft[field],
    ...(problem !== undefined && { problem }),
    optional: field === 'otherIndustryOption',
    refuse: (value) => formProblems({ ...draft, [field]: value })[field],
    submit: (value) => ({
      type: 'send',
      intent: { type: 'editForm', field, value },
      to: after(field, draft, value),
    }),
  }
}

function promptOf(field: UseCaseField): string {
  switch (field) {
    case 'companyWebsite':
      return t('A personal or code-hosting page will do where there is no company.')
    case 'useCases':
      return t('In your own words; at most 8192 characters.')
    default:
      return t('{0}. {1}', fieldName(field), t('At most {0} characters.', FORM_LIMITS[field]))
  }
}

/** The one answer that is chosen. */
export const formUsersScreen = ({ model: { access } }: WizardState): PickPart => ({
  name: formName(),
  placeholder: t('Who will use it'),
  active: Math.max(0, USERS.indexOf(access.draft.intendedUsers)),
  items: USERS.map((value) => ({
    icon: value === access.draft.intendedUsers ? 'check' : 'organization',
    label: usersWord(value),
    act: {
      type: 'send',
      intent: { type: 'editForm', field: 'intendedUsers', value },
      to: after('intendedUsers', access.draft, value),
    },
  })),
})

/** What sending it means, and the explicit word. */
export function formConfirmScreen({ model: { access }, credentials }: WizardState): PickPart {
  const { sending, formFailure } = access
  if (sending === 'running') {
    return { name: formName(), placeholder: t('Sending…'), busy: true, items: [] }
  }
  const failed =
    formFailure === undefined
      ? []
      : [
          problemHead('error', formFailure),
          doing(
            'copy',
            t('Copy the form for the administrator'),
            { type: 'send', intent: { type: 'copyAccessRequest', what: 'form' } },
            t('The administrator can do it.'),
          ),
        ]
  return {
    name: formName(),
    placeholder: formFailure?.title ?? t('Send the form?'),
    items: [
      ...failed,
      told(
        'info',
        t('Sending it is a statement in the name of the company of this AWS account.'),
        t('AWS passes it on to Anthropic, and it accepts the end user licence agreement.'),
      ),
      doing(
        'send',
        t('Send to AWS'),
        { type: 'send', intent: { type: 'sendForm', confirmed: true } },
        `${t('The answers are true, and I may make this statement for the company.')} ${credentials.identity?.account ?? ''}`.trim(),
      ),
      doing('link-external', t('Read the terms'), { type: 'open', url: EULA }),
      doing('arrow-left', t('Not now'), { type: 'go', to: 'form' }),
    ],
  }
}

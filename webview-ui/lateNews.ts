import { t } from '@vscode/l10n'
import type { Explanation } from '../src/core/diagnosis/diagnosis.ts'
import type { WizardState } from '../src/core/wizard/state.ts'

type News = (before: WizardState, now: WizardState) => string[]

/** What a listener should hear of the things that end late, or beside the checks. */
export const lateNews: News = (before, now) =>
  [waitNews, offerNews, policyNews, regionNews, surveyNews, rotationNews, planNews].flatMap((news) =>
    news(before, now),
  )

const waitNews: News = ({ model: { access: before } }, { model: { access: now } }) => {
  const status = now.waiting?.status
  if (status === before.waiting?.status) {
    return []
  }
  switch (status) {
    case 'waiting':
      return [t('Waiting for AWS')]
    case 'late':
      return [
        t('The 15 minutes that AWS names are over. Check again, and if nothing changes ask AWS Support.'),
      ]
    case 'done':
      return [t('AWS is done. Only a test prompt proves that the model answers.')]
    default:
      return []
  }
}

const offerNews: News = ({ model: { access: before } }, { model: { access: now } }) => [
  ...(before.offers === undefined && now.offers !== undefined ? [t('The offer is shown.')] : []),
  ...fresh(before.formFailure, now.formFailure),
  ...fresh(before.offersFailure, now.offersFailure),
  ...fresh(before.acceptFailure, now.acceptFailure),
]

const policyNews: News = ({ model: before }, { model: now }) => {
  const { created, grant } = now
  const made = created !== undefined && created.arn !== before.created?.arn
  const status = grant?.apply.status === before.grant?.apply.status ? undefined : grant?.apply.status
  return [
    ...(made
      ? [
          t(
            'The policy {0} was created from here and attached to {1}. AWS may need a few seconds.',
            created.name,
            created.principal.name,
          ),
        ]
      : []),
    ...(status === 'preview' ? [t('What will be created')] : []),
    ...(status === 'undone' ? [t('The policy was taken off and deleted.')] : []),
    ...fresh(before.grant?.apply.failure, grant?.apply.failure),
  ]
}

const isAsking = ({ region }: WizardState) => region.options.some(({ probe }) => probe === 'running')

const regionNews: News = (before, now) => {
  const { endpointCheck } = now.region
  const ended = before.region.endpointCheck.status === 'running' && endpointCheck.status !== 'running'
  return [
    ...(isAsking(before) && !isAsking(now) ? [t('The comparison of the regions has ended.')] : []),
    ...(ended && endpointCheck.result !== undefined ? [endpointCheck.result.summary] : []),
  ]
}

const surveyNews: News = ({ security: before }, { security: now }) => {
  if (before.status !== 'running' || now.practices === undefined || now.status === 'running') {
    return []
  }
  const attention = now.practices.filter(({ status }) => status === 'attention').length
  return [t('The account has been looked at. Points that need attention: {0}.', attention)]
}

const rotationNews: News = ({ credentials: before }, { credentials: now }) => {
  const ready = now.rotation?.status === 'ready' && before.rotation?.status === 'checking'
  return ready ? [`${t('AWS accepts the new key:')} ${now.rotation?.entered?.label ?? ''}`] : []
}

/** The plan of a write is no check of its own; that it changes nothing is its result. */
const planNews: News = ({ review: before }, { review: now }) =>
  before.status === 'planning' && now.status === 'ready' && now.changed === false
    ? [t('Cline is set to this already: nothing needs to change.')]
    : []

const fresh = (before: Explanation | undefined, now: Explanation | undefined): string[] =>
  now === undefined || now.title === before?.title ? [] : [now.title]

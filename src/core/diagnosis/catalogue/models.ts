import { t } from '@vscode/l10n'
import { foundationModelOf } from '../../bedrock/models.ts'
import { CHECK_IDS } from '../../checks/check.ts'
import { askAdmin, chooseModels, type Entry, goTo, openPage, retry, say, type View } from './entry.ts'

const BOTH = ['model-access', 'test-prompt'] as const
const PROMPT = ['test-prompt'] as const

const LONGEST_QUOTE = 200

/** The answer's own words, short, with name, status and request id; all of it is under the details. */
function saidBy({ diagnosis: { failure } }: View): string {
  const said = failure?.message.replaceAll(/\s+/g, ' ').trim() ?? ''
  const short = said.length > LONGEST_QUOTE ? `${said.slice(0, LONGEST_QUOTE)}…` : said
  const marks = [failure?.name, failure?.httpStatus, failure?.requestId].filter(
    (mark) => mark !== undefined && mark !== '' && mark !== 'Unknown',
  )
  const all = [short, marks.length === 0 ? '' : `(${marks.join(', ')})`].filter((part) => part !== '')
  return all.length === 0
    ? t('The answer matches no known cause. What AWS sent is under the details.')
    : t('The answer matches no known cause: {0}', all.join(' '))
}

/** Model ids, their life, and what a model or its quota answers. */
export const models = {
  'inference-profile-required': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('The model needs an inference profile'),
      what:
        foundationModelOf(view.model) === undefined
          ? t('{0} cannot be called by its plain id.', view.model)
          : t('{0} is the model’s own ARN, by which it cannot be called.', view.model),
      why: t(
        'Newer models are called through an inference profile, whose id begins with a geography such as us, eu or global.',
      ),
      remedies: [...chooseModels(view, 3), goTo('model-access', t('Choose an inference profile.'))],
    }),
  },
  'model-id-invalid': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('The model id is not valid in {0}', view.region),
      what: t('AWS does not accept {0} there.', view.model),
      why: t("The id is mistyped, or its prefix belongs to another geography than the region's."),
      remedies: [
        ...chooseModels(view, 3),
        goTo('model-access', t('Choose an id that exists in the region.')),
      ],
    }),
  },
  'model-id-changed-by-cline': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('Cline’s versions send different ids for this model'),
      what: t(
        'For {0}, Cline’s newer version sends {1}, the older one the id as it stands.',
        view.model,
        view.facts.parameter ?? t('another id'),
      ),
      why: t(
        'Only an id that both send unchanged can be tested: the model’s ARN, which stays in the region, or an inference profile, which routes within its geography.',
      ),
      remedies: [...chooseModels(view, 2), goTo('model-access', t('Choose a model from the list.'))],
    }),
  },
  'arn-region-mismatch': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('The ARN belongs to another region'),
      what: t('{0} was called in {1}.', view.model, view.region),
      why: t('An inference profile’s ARN works only in the region it names.'),
      remedies: [
        ...(view.facts.resourceRegion === undefined || view.facts.resourceRegion === ''
          ? []
          : [
              {
                text: t('Use the region {0}.', view.facts.resourceRegion),
                label: t('Use {0}', view.facts.resourceRegion),
                action: { kind: 'choose-region' as const, region: view.facts.resourceRegion },
              },
            ]),
        ...chooseModels(view, 1),
        openPage(view, 'inference-profiles', t('Use the ARN of a profile in this region.')),
      ],
    }),
  },
  'model-legacy': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('{0} is a legacy model', view.model),
      what: t('The model is legacy, and the account has not used it lately.'),
      why: t('Models that are being retired stay open only to accounts that still use them.'),
      remedies: [goTo('model-access', t('Choose a current model.'))],
    }),
  },
  'model-end-of-life': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('{0} has been switched off', view.model),
      what: t('This model version has reached the end of its life.'),
      why: t('AWS switches model versions off at a date announced long before.'),
      remedies: [goTo('model-access', t('Choose a current model.'))],
    }),
  },
  'model-not-found': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('No such model in {0}', view.region),
      what: t('AWS finds no model or inference profile {0} in this region.', view.model),
      why: t('The id is mistyped, or the model is offered in other regions only.'),
      remedies: [
        ...chooseModels(view, 2),
        goTo('model-access', t('Choose a model from the list.')),
        goTo('region', t('Choose another region.')),
      ],
    }),
  },
  'tools-unsupported': {
    retry: 'no',
    seenBy: PROMPT,
    words: (view) => ({
      title: t('{0} cannot use tools', view.model),
      what: t('The model does not take tools, or not while it streams its answer.'),
      why: t('Cline works through tools in every request, so it cannot work with this model.'),
      remedies: [...chooseModels(view, 1), goTo('model-access', t('Choose another model.'))],
    }),
  },
  'request-rejected-by-model': {
    retry: 'no',
    seenBy: PROMPT,
    words: (view) => ({
      title: t('The model refuses a part of the request'),
      what:
        view.facts.parameter === undefined
          ? t('The request reached the model, which does not accept something in it.')
          : t('The request reached the model, which does not accept {0}.', view.facts.parameter),
      why: t('Credentials and access are fine. Models differ in the settings they take.'),
      remedies: [
        {
          text: t("Look at Cline's settings for the model."),
          label: t('Open the settings'),
          action: { kind: 'open-settings', query: 'cline' },
        },
        goTo('model-access', t('Choose another model.')),
      ],
    }),
  },
  'prompt-too-long': {
    retry: 'no',
    seenBy: PROMPT,
    words: () => ({
      title: t('The prompt is too long'),
      what: t('The request has more input than the model takes.'),
      why: t("The conversation, files and tools together exceed the model's context window."),
      remedies: [
        goTo('test-prompt', t('Send a shorter prompt.')),
        goTo('model-access', t('Choose a model with a larger context window.')),
      ],
    }),
  },
  'quota-zero': {
    retry: 'no',
    seenBy: PROMPT,
    words: (view) => ({
      title: t('The daily token quota is used up or zero'),
      what: t('AWS counts no tokens left for today.'),
      why: t(
        'If this was a first call, the quota of the new account is zero, for all models and regions. Service Quotas cannot raise it then.',
      ),
      remedies: [
        openPage(view, 'support', t('Open a case with AWS Support and ask for the default quotas.')),
        openPage(view, 'quotas', t('See the quotas of Bedrock.')),
        say(t('If you used it a lot today, wait until tomorrow.')),
      ],
    }),
  },
  throttled: {
    retry: 'soon',
    seenBy: BOTH,
    words: (view) => ({
      title: t('Too many requests at the moment'),
      what: t('AWS accepts no more calls or tokens of this account right now.'),
      why: t('The quotas count calls and tokens per minute, for each model and region.'),
      remedies: [
        retry(view, 30, t('Wait and try again. Each further wait is longer.')),
        ...chooseModels(view, 1),
        openPage(view, 'quotas', t('See the quotas of Bedrock, or ask for higher ones.')),
      ],
    }),
  },
  'quota-exceeded': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('A limit of the account is reached'),
      what: t('The account already has as many things of this kind as it may.'),
      why: t('AWS limits their number for each account and region.'),
      remedies: [
        openPage(view, 'quotas', t('Ask for a higher quota.')),
        openPage(view, 'inference-profiles', t('Remove something that is no longer used.')),
      ],
    }),
  },
  'model-warming': {
    retry: 'soon',
    seenBy: PROMPT,
    words: (view) => ({
      title: t('The model is being loaded'),
      what: t('{0} is not ready for requests yet.', view.model),
      why: t('Imported and custom models are loaded on their first use after a pause.'),
      remedies: [retry(view, 30, t('Wait a little and try again.'))],
    }),
  },
  'model-timeout': {
    retry: 'soon',
    seenBy: PROMPT,
    words: (view) => ({
      title: t('The model did not finish in time'),
      what: t('AWS gave up waiting for the model.'),
      why: t('Long inputs and long answers take time, and some models are slow when many use them.'),
      remedies: [
        retry(view, 5, t('Try again, with a shorter prompt if possible.')),
        goTo('model-access', t('Choose another model.')),
      ],
    }),
  },
  'model-error': {
    retry: 'soon',
    seenBy: PROMPT,
    words: (view) => ({
      title: t('The model failed while answering'),
      what: t('Something went wrong inside the model.'),
      why: t('This is a fault on the model’s side, usually a passing one.'),
      remedies: [
        retry(view, 5, t('Try again.')),
        goTo('model-access', t('If it continues, choose another model.')),
      ],
    }),
  },
  'service-unavailable': {
    retry: 'soon',
    seenBy: BOTH,
    words: (view) => ({
      title: t('Bedrock is overloaded or has a fault'),
      what: t('AWS answered that it cannot process the request at the moment.'),
      why: t('This is not a limit of your account: the service lacks capacity or has an internal fault.'),
      remedies: [
        retry(view, 15, t('Wait a little and try again.')),
        ...chooseModels(view, 1),
        goTo('region', t('Try another region.')),
        {
          text: t('See whether AWS reports trouble.'),
          label: t('Open the page'),
          action: { kind: 'open-url', url: 'https://health.aws.amazon.com/health/status' },
        },
      ],
    }),
  },
  unknown: {
    retry: 'no',
    seenBy: CHECK_IDS,
    words: (view) => ({
      title: t('This failure is not known yet'),
      what: saidBy(view),
      why: t('The cause cannot be told from the answer, and guessing would mislead.'),
      remedies: [
        retry(view, 0, t('Check again; some faults pass.')),
        askAdmin(view, t('Ask someone who knows the account; the text holds what AWS said.')),
        openPage(view, 'support', t('Open a case with AWS Support and give the request id.')),
      ],
    }),
  },
} satisfies Record<string, Entry>

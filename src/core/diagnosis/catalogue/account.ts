import { t } from '@vscode/l10n'
import { partitionOf } from '../../bedrock/regions.ts'
import { askAdmin, chooseModels, copyPolicy, type Entry, goTo, openPage, retry, say } from './entry.ts'

const BOTH = ['model-access', 'test-prompt'] as const
const QUARTER_HOUR = 900

/** The account and its subscriptions to models. */
export const account = {
  'account-not-activated': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('The AWS account is not ready yet'),
      what: t('The account has not finished its sign-up for the service.'),
      why: t('Registration, the payment details or the telephone check of a new account are not complete.'),
      remedies: [
        openPage(view, 'billing', t("Complete the account's registration and payment details.")),
        openPage(view, 'support', t('If all is complete, contact AWS Support.')),
      ],
    }),
  },
  'account-verification-pending': {
    retry: 'minutes',
    seenBy: ['test-prompt'],
    words: (view) => ({
      title: t('AWS is still verifying the account'),
      what: t('The account is new, and AWS has not finished checking it.'),
      why: t('This normally takes less than two hours, sometimes up to a day.'),
      remedies: [
        retry(view, 1800, t('Wait and check again later.')),
        openPage(view, 'support', t('If it takes longer, contact AWS Support.')),
      ],
    }),
  },
  'account-not-authorized': {
    retry: 'no',
    seenBy: ['test-prompt'],
    words: (view) => ({
      title: t('The account may not perform this operation'),
      what: t('AWS refuses this operation for the whole account, whoever calls.'),
      why: t('AWS limits some new or restricted accounts; policies in the account do not matter.'),
      remedies: [
        openPage(view, 'support', t('Open a case with AWS Support and give the request id.')),
        goTo('credentials', t('Use another account.')),
      ],
    }),
  },
  'account-denied': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('The account is not cleared for {0}', view.model),
      what: t('AWS answers only that the operation is not allowed.'),
      why: t("In practice the provider's use case form is missing or was refused, or the account is new."),
      remedies: [
        openPage(view, 'model-catalog', t("Open the model's page and check the use case form.")),
        openPage(view, 'support', t('If the form is done, open a case with AWS Support.')),
        goTo('model-access', t('Choose a model of another provider.')),
      ],
    }),
  },
  'marketplace-permission-missing': {
    retry: 'minutes',
    seenBy: ['test-prompt'],
    words: (view) => ({
      title: t('The first use needs AWS Marketplace permissions'),
      what: t(
        'The model is used for the first time in this account, and the caller may not subscribe to it.',
      ),
      why: t(
        'The first prompt makes a subscription in AWS Marketplace, which needs aws-marketplace:Subscribe, ViewSubscriptions and Unsubscribe. Later prompts do not.',
      ),
      remedies: [
        askAdmin(view, t('Let an administrator send one prompt to the model, or grant the three actions.')),
        ...copyPolicy(view, t('If you may change policies, add this statement.')),
        retry(view, 120, t('Check again after that.')),
      ],
    }),
  },
  'payment-method-invalid': {
    retry: 'minutes',
    seenBy: BOTH,
    words: (view) => ({
      title: t('The account has no valid payment method'),
      what: t('The subscription to the model failed because the account has no valid payment method.'),
      why: t('The card is missing or expired, or of a kind that AWS Marketplace does not take.'),
      remedies: [
        openPage(view, 'payment-methods', t('Correct the payment method in Billing.')),
        retry(view, QUARTER_HOUR, t('Then wait some minutes and check again.')),
      ],
    }),
  },
  'subscription-pending': {
    retry: 'minutes',
    seenBy: BOTH,
    words: (view) => ({
      title: t('The subscription to the model is being made'),
      what: t('AWS is still processing the subscription to {0}.', view.model),
      why: t('This takes up to 15 minutes after the first use.'),
      remedies: [
        retry(view, QUARTER_HOUR, t('Wait and check again.')),
        openPage(view, 'marketplace', t('See the subscription.')),
      ],
    }),
  },
  'subscription-failed': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('The subscription to the model failed'),
      what: t('AWS could not make the subscription to {0}.', view.model),
      why: t("AWS gives no reason with a remedy of its own; the agreement's error is under the details."),
      remedies: [
        openPage(view, 'marketplace', t('See the subscription.')),
        openPage(view, 'support', t('Open a case with AWS Support.')),
        goTo('model-access', t('Choose another model.')),
      ],
    }),
  },
  'model-not-enabled': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('The account has no access to {0}', view.model),
      what: t('AWS says that the account does not have access to the model.'),
      why: t(
        'In AWS GovCloud each model must still be enabled, also in the linked commercial account. Elsewhere the region or the id does not fit, or the account may not use the model.',
      ),
      remedies: [
        partitionOf(view.region) === 'aws-us-gov'
          ? openPage(view, 'model-access', t('Enable the model on the page for model access.'))
          : openPage(view, 'model-catalog', t('See whether the model is offered to the account.')),
        goTo('model-access', t('Check the model.')),
        goTo('region', t('Check the region.')),
      ],
    }),
  },
  'model-not-offered': {
    retry: 'no',
    seenBy: ['test-prompt'],
    words: (view) => ({
      title: t('{0} is not offered to this account', view.model),
      what: t('AWS does not offer this model to the account.'),
      why: t('Some models go to selected accounts only; neither a form nor a policy changes that.'),
      remedies: [
        ...chooseModels(view, 1),
        goTo('model-access', t('Choose another model.')),
        say(t('For access, talk to AWS Sales or your account team.')),
      ],
    }),
  },
  'use-case-form-required': {
    retry: 'minutes',
    seenBy: BOTH,
    words: (view) => ({
      title: t('The use case form is missing'),
      what: t("The provider's use case form was not submitted for this account."),
      why: t(
        'Anthropic asks each account once what it wants to use the models for; regions that must be switched on ask once more.',
      ),
      remedies: [
        goTo('model-access', t('Fill in the form here, with your own answers.')),
        openPage(
          view,
          'model-catalog',
          t("Open the model's page and fill in the form with your own answers."),
        ),
        retry(view, QUARTER_HOUR, t('Then wait up to 15 minutes and check again.')),
        goTo('model-access', t('Choose a model of another provider.')),
      ],
    }),
  },
  'unsupported-country': {
    retry: 'no',
    seenBy: ['test-prompt'],
    words: (view) => ({
      title: t('The provider does not serve this country'),
      what: t('{0} may not be used from the country of the account.', view.model),
      why: t('The provider decides by the country in which the account is registered.'),
      remedies: [goTo('model-access', t('Choose a model of another provider.'))],
    }),
  },
  'data-retention-required': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('{0} demands another data retention mode', view.model),
      what: t(
        'The account keeps its data in the mode {0}, and the model does not work with it.',
        view.facts.parameter ?? 'default',
      ),
      why: t(
        'For some models the account must agree that prompts are kept for review. That is a decision about data, not a technical one.',
      ),
      remedies: [
        askAdmin(view, t('Let an administrator decide about the mode.')),
        openPage(view, 'bedrock-settings', t('See the mode in the Bedrock settings.')),
        goTo('model-access', t('Choose another model.')),
      ],
    }),
  },
} satisfies Record<string, Entry>

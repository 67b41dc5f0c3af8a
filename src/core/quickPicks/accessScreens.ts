import { t } from '@vscode/l10n'
import { type AgreementOffer, SETTLING_MS } from '../bedrock/access.ts'
import { clockWords, priceWords } from '../numbers.ts'
import type { AccessState, Waiting } from '../wizard/access.ts'
import type { WizardState } from '../wizard/state.ts'
import { doing, grouped, problemHead, told } from './results.ts'
import type { PickItem, PickPart, View } from './screen.ts'

/** Where the terms of all third-party models are. */
export const EULA = 'https://aws.amazon.com/legal/bedrock/third-party-models/'
const GOV_CONSOLE = 'https://console.amazonaws-us-gov.com/bedrock/home?region=us-gov-west-1#/modelaccess'

const isGov = ({ region }: WizardState): boolean => region.chosen?.startsWith('us-gov-') ?? false

/** What the account lacks to the chosen model, and settling it here. */
export function accessItems(state: WizardState): PickItem[] {
  const { model } = state
  const { access, check } = model
  const gov = isGov(state)
  const items = [
    ...(gov && (access.agreement === 'missing' || check.status === 'fail')
      ? [
          doing(
            'link-external',
            t('Open the Model access page'),
            { type: 'open', url: GOV_CONSOLE },
            t(
              'In GovCloud, models are switched on by hand: on the Model access page of us-gov-west-1, and in the commercial account that belongs to it.',
            ),
          ),
        ]
      : []),
    ...(access.waiting === undefined ? [] : waitingItems(access.waiting)),
    ...(access.form === 'missing'
      ? [
          doing(
            'checklist',
            t('Fill in Anthropic’s use-case form…'),
            { type: 'go', to: 'form' },
            t('Anthropic asks each account once what it uses the models for.'),
          ),
        ]
      : []),
    ...(access.agreement === 'missing' && !gov
      ? [
          doing(
            'law',
            t('Look at the Marketplace agreement…'),
            { type: 'send', intent: { type: 'showOffer' }, to: 'offer' },
            t('This model is sold through AWS Marketplace, and the account has no agreement yet.'),
          ),
        ]
      : []),
  ]
  return grouped(t('Access of the account'), items)
}

/** The clock of a wait; nothing where there is none. */
export function waitingWords({ waiting }: AccessState, now: number): string | undefined {
  if (waiting?.status !== 'waiting') {
    return undefined
  }
  const passed = Math.min(Math.max(0, now - waiting.since), SETTLING_MS)
  return t('Waiting for AWS: {0} of at most {1}', clockWords(passed), clockWords(SETTLING_MS))
}

function waitingItems({ status, for: what }: Waiting): PickItem[] {
  switch (status) {
    case 'waiting':
      return [
        told(
          'watch',
          what === 'form' ? t('The form is handed in') : t('AWS is making the agreement'),
          what === 'form'
            ? t('AWS mostly takes it into account at once, sometimes within 15 minutes.')
            : t('Mostly two minutes, at most 15. You may close this: it goes on when you come back.'),
        ),
        doing('debug-stop', t('Stop waiting'), { type: 'send', intent: { type: 'stopWaiting' } }),
      ]
    case 'late':
      return [
        told(
          'warning',
          t('The 15 minutes that AWS names are over.'),
          t('Check again, and if nothing changes ask AWS Support.'),
        ),
      ]
    default:
      return [told('check', t('AWS is done. Only a test prompt proves that the model answers.'))]
  }
}

const copyFor = (what: 'form' | 'agreement'): PickItem =>
  doing(
    'copy',
    what === 'form'
      ? t('Copy the form for the administrator')
      : t('Copy the agreement for the administrator'),
    { type: 'send', intent: { type: 'copyAccessRequest', what } },
  )

/** Of two models the agreement may be that of the one for planning. */
const agreementName = ({ agreementOf: other }: AccessState): string =>
  other === undefined ? t('AWS Marketplace agreement') : t('AWS Marketplace agreement: {0}', other)

/** The Marketplace's offer: what is billed, the terms, and the way to accept it. */
export function offerScreen({ model: { access } }: WizardState, { language }: View): PickPart {
  const { offers, offersFailure } = access
  const name = agreementName(access)
  if (offers === undefined) {
    const busy = offersFailure === undefined && access.offersRun === access.run
    const read = doing('refresh', t('Show the offer'), { type: 'send', intent: { type: 'showOffer' } })
    return {
      name,
      placeholder: offersFailure?.title ?? (busy ? t('Reading the offer…') : name),
      busy,
      items: [
        ...(offersFailure === undefined ? [] : [problemHead('error', offersFailure)]),
        ...(busy ? [] : [read]),
        copyFor('agreement'),
      ],
    }
  }
  const [offer] = offers
  if (offer === undefined) {
    const words = t('AWS Marketplace has no offer for this model: no agreement is needed.')
    return {
      name,
      placeholder: name,
      items: [told('check', words), doing('arrow-right', t('Continue'), { type: 'go', to: 'model-check' })],
    }
  }
  return {
    name,
    placeholder: t('Nothing is accepted before you confirm it.'),
    items: [
      doing('link-external', t('Read the terms'), { type: 'open', url: offer.termsUrl ?? EULA }),
      doing(
        'law',
        t('Accept the agreement…'),
        { type: 'go', to: 'offer-confirm' },
        t('Asks once more first.'),
      ),
      copyFor('agreement'),
      ...grouped(t('Price in US dollars'), priceItems(offer, language)),
    ],
  }
}

const priceItems = ({ prices, refunds }: AgreementOffer, language: string): PickItem[] => [
  ...prices.map(
    ({ dimension, description, price, unit }): PickItem => ({
      icon: 'credit-card',
      label: description === '' ? dimension : description,
      description: `${priceWords(price, language)}${unit === '' ? '' : ` / ${unit}`}`,
      act: { type: 'none' },
    }),
  ),
  ...(refunds === undefined ? [] : [told('info', refunds)]),
]

/** The explicit word before anything is accepted. */
export function offerConfirmScreen({ model: { access, chosen }, credentials }: WizardState): PickPart {
  const { offers, accepting, acceptFailure } = access
  const [offer] = offers ?? []
  const name = agreementName(access)
  if (accepting === 'running') {
    return { name, placeholder: t('Accepting…'), busy: true, items: [] }
  }
  return {
    name,
    placeholder: acceptFailure?.title ?? t('Accept the agreement?'),
    items: [
      ...(acceptFailure === undefined ? [] : [problemHead('error', acceptFailure), copyFor('agreement')]),
      told(
        'info',
        t('I accept these terms for this AWS account. Use is billed to it.'),
        [credentials.identity?.account, chosen].filter((part) => part !== undefined).join(' · '),
      ),
      ...(offer === undefined
        ? []
        : [
            doing('law', t('Accept the agreement'), {
              type: 'send',
              intent: { type: 'acceptOffer', offerId: offer.offerId, confirmed: true },
            }),
            doing('link-external', t('Read the terms'), { type: 'open', url: offer.termsUrl ?? EULA }),
          ]),
      doing('arrow-left', t('Not now'), { type: 'go', to: 'offer' }),
    ],
  }
}

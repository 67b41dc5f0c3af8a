import type { Offer } from '@aws-sdk/client-bedrock'
import type { AwsTarget } from '../app/ports.ts'
import { type AgreementOffer, formText, type UseCaseForm } from '../core/bedrock/access.ts'
import { failed, type Outcome, ok } from '../core/outcome.ts'
import { call } from './call.ts'
import type { AwsContext } from './context.ts'

/** Hands in Anthropic's use-case form, once per account. */
export async function submitUseCaseForm(
  context: AwsContext,
  target: AwsTarget,
  form: UseCaseForm,
  signal: AbortSignal,
): Promise<Outcome<true>> {
  const spec = { service: 'bedrock', operation: 'PutUseCaseForModelAccess', target, signal } as const
  return await call(context, spec, async (config) => {
    const { BedrockClient, PutUseCaseForModelAccessCommand } = await import('@aws-sdk/client-bedrock')
    const formData = new TextEncoder().encode(formText(form))
    await new BedrockClient(config).send(new PutUseCaseForModelAccessCommand({ formData }), {
      abortSignal: signal,
    })
    return true as const
  })
}

interface Tokened {
  shown: AgreementOffer
  token: string
}

async function readOffers(
  context: AwsContext,
  target: AwsTarget,
  modelId: string,
  signal: AbortSignal,
): Promise<Outcome<Tokened[]>> {
  const operation = 'ListFoundationModelAgreementOffers'
  return await call(context, { service: 'bedrock', operation, target, signal }, async (config) => {
    const { BedrockClient, ListFoundationModelAgreementOffersCommand } = await import(
      '@aws-sdk/client-bedrock'
    )
    const { offers } = await new BedrockClient(config).send(
      new ListFoundationModelAgreementOffersCommand({ modelId }),
      { abortSignal: signal },
    )
    return (offers ?? []).map((offer) => ({ shown: toOffer(offer), token: offer.offerToken ?? '' }))
  })
}

function toOffer({ offerId, termDetails }: Offer): AgreementOffer {
  // It becomes a link on the page: nothing but a web page.
  const termsUrl = /^https:\/\//i.exec(termDetails?.legalTerm?.url ?? '')?.input
  const refunds = termDetails?.supportTerm?.refundPolicyDescription
  return {
    offerId: offerId ?? '',
    prices: (termDetails?.usageBasedPricingTerm?.rateCard ?? []).map((rate) => ({
      dimension: rate.dimension ?? '',
      price: rate.price ?? '',
      unit: rate.unit ?? '',
      description: rate.description ?? '',
    })),
    ...(termsUrl !== undefined && { termsUrl }),
    ...(refunds !== undefined && { refunds }),
  }
}

/** The Marketplace's public offers for a base model; none where it is not sold there. */
export async function agreementOffers(
  context: AwsContext,
  target: AwsTarget,
  modelId: string,
  signal: AbortSignal,
): Promise<Outcome<AgreementOffer[]>> {
  const read = await readOffers(context, target, modelId, signal)
  return read.ok ? ok(read.value.map(({ shown }) => shown)) : read
}

/** Accepts exactly the offer that was shown; one that changed since is refused with `OfferChanged`. */
export async function acceptAgreement(
  context: AwsContext,
  target: AwsTarget,
  modelId: string,
  offer: AgreementOffer,
  signal: AbortSignal,
): Promise<Outcome<true>> {
  const operation = 'CreateFoundationModelAgreement'
  const read = await readOffers(context, target, modelId, signal)
  if (!read.ok) {
    return read
  }
  const same = read.value.find(({ shown }) => JSON.stringify(shown) === JSON.stringify(offer))
  if (same === undefined) {
    return failed({
      service: 'bedrock',
      operation,
      name: 'OfferChanged',
      message: 'The offer is no longer the one that was shown.',
    })
  }
  const made = await call(context, { service: 'bedrock', operation, target, signal }, async (config) => {
    const { BedrockClient, CreateFoundationModelAgreementCommand } = await import('@aws-sdk/client-bedrock')
    await new BedrockClient(config).send(
      new CreateFoundationModelAgreementCommand({ modelId, offerToken: same.token }),
      { abortSignal: signal },
    )
    return true as const
  })
  // Someone else was quicker: the agreement is there, which is what was wanted.
  return !made.ok && made.failure.name === 'ConflictException' ? ok(true) : made
}

import assert from 'node:assert/strict'
import { EULA } from '../../../src/core/quickPicks/accessScreens.ts'
import { until } from '../../lib/until.ts'
import { walkThrough } from '../../unit/quickPicks/walker.ts'
import { healthyAws, openSession } from '../../unit/wizard/fakes.ts'
import { settle } from '../../unit/wizard/patience.ts'
import { adapter, endpoints, startStub, TARGET } from './support.ts'

/** What AWS Marketplace answers, with this address of the terms. */
const offers = (url: string) =>
  JSON.stringify({
    modelId: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    offers: [
      {
        offerId: 'offer-1',
        offerToken: 'EXAMPLE-token',
        termDetails: {
          legalTerm: { url },
          usageBasedPricingTerm: { rateCard: [] },
          supportTerm: { refundPolicyDescription: 'None.' },
        },
      },
    ],
  })

/** The address that “Read the terms” opens, and the one in the text for the administrator. */
async function termsOf(url: string): Promise<{ opened: unknown; copied: string }> {
  const stub = await startStub(() => ({ body: offers(url) }))
  const real = adapter(endpoints(stub.url))
  const { session, actions } = openSession({
    aws: healthyAws({
      modelAvailability: () =>
        Promise.resolve({
          ok: true,
          value: {
            agreement: 'NOT_AVAILABLE',
            authorization: 'AUTHORIZED',
            entitlement: 'AVAILABLE',
            region: 'AVAILABLE',
          },
        }),
      agreementOffers: (_target, model, signal) => real.agreementOffers(TARGET, model, signal),
    }),
  })
  const walker = walkThrough(session, settle)
  await settle()
  for (const row of ['AWS profile', 'work', 'Continue', 'eu-central-1', 'Continue', /Claude Sonnet/]) {
    await walker.pick(row)
  }
  await walker.pick(/Marketplace agreement/)
  await until(() => session.state.model.access.offers !== undefined, 'the offer')
  await walker.pick('Read the terms')
  session.dispatch({ type: 'copyAccessRequest', what: 'agreement' })
  await session.idle()
  const copy = actions.find((action) => action.kind === 'copy')
  session.dispose()
  await stub.close()
  return { opened: walker.outside.at(-1), copied: copy?.kind === 'copy' ? copy.text : '' }
}

describe('the terms of a Marketplace offer', () => {
  it('open where AWS says', async () => {
    const url = 'https://aws.amazon.com/marketplace/terms'
    const { opened, copied } = await termsOf(url)
    assert.deepEqual(opened, { type: 'open', url })
    assert.ok(copied.includes(url))
  })

  for (const url of [
    'http://example.com/terms',
    'command:workbench.action.terminal.new',
    'javascript:alert(1)',
    'file:///etc/passwd',
  ]) {
    it(`are AWS’s general ones where the address is no safe web page: ${url}`, async () => {
      const { opened, copied } = await termsOf(url)
      assert.deepEqual(opened, { type: 'open', url: EULA })
      assert.ok(copied.includes('offer') && !copied.includes(url))
    })
  }
})

import assert from 'node:assert/strict'
import type { WizardState } from '../../src/core/wizard/state.ts'
import { accessStates, choosing } from './support/accessStates.ts'
import { at, model, SONNET } from './support/fixtures.ts'
import { type Act, type Harness, startHarness, whatIsAsked } from './support/harness.ts'

describe('The model step, for who settles access', () => {
  let harness: Harness
  before(async () => {
    harness = await startHarness()
  })
  after(() => harness.close())

  const state = (name: string): WizardState => {
    const found = accessStates()[name]
    assert.ok(found !== undefined)
    return found
  }

  const asked = (shown: WizardState, act: Act) => whatIsAsked(harness, shown, act)

  it('fills nothing in: an untouched form is empty, with no suggestion in any field', async () => {
    const { page } = await harness.open(
      choosing((draft) => {
        draft.model.access.form = 'missing'
      }),
    )
    const form = page.getByRole('region', { name: 'Anthropic’s use-case form' })
    for (const field of await form.getByRole('textbox').all()) {
      assert.equal(await field.inputValue(), '')
      assert.equal(await field.getAttribute('placeholder'), null)
    }
    assert.equal(await form.getByRole('radio', { checked: true }).count(), 0)
  })

  it('sends the form only once the box is ticked that says what it binds to', async () => {
    const intents = await asked(state('access-form'), async ({ page }) => {
      const send = page.getByRole('button', { name: 'Send to AWS' })
      assert.equal(await send.isDisabled(), true)
      await page.getByRole('checkbox', { name: /I may make this statement for the company/ }).check()
      await send.click()
    })
    assert.deepEqual(intents, [{ type: 'sendForm', confirmed: true }])
  })

  it('tells the host of each field when it is left, so that nothing typed is lost with the page', async () => {
    const intents = await asked(state('access-form'), async ({ page }) => {
      await page.getByRole('textbox', { name: 'Website of the company' }).fill('https://example.com')
      await page.getByRole('radio', { name: 'Both' }).check()
    })
    assert.deepEqual(intents, [
      { type: 'editForm', field: 'companyWebsite', value: 'https://example.com' },
      { type: 'editForm', field: 'intendedUsers', value: '2' },
    ])
  })

  it('puts each problem at its field', async () => {
    const { page } = await harness.open(state('access-form'))
    const field = page.getByRole('textbox', { name: 'Website of the company' })
    assert.equal(await field.getAttribute('aria-invalid'), 'true')
    assert.match((await field.getAttribute('aria-describedby')) ?? '', /form-companyWebsite-problem/)
  })

  it('sends GovCloud to its own Model access page and offers no Marketplace agreement there', async () => {
    const { page } = await harness.open(
      choosing((draft) => {
        draft.region.chosen = 'us-gov-west-1'
        draft.model.access.agreement = 'missing'
      }),
    )
    const link = page.getByRole('link', { name: 'Open the Model access page' })
    assert.match(
      (await link.getAttribute('href')) ?? '',
      /amazonaws-us-gov\.com.*us-gov-west-1#\/modelaccess/,
    )
    assert.equal(await page.getByRole('heading', { name: 'AWS Marketplace agreement' }).count(), 0)
  })

  it('shows prices and terms before an agreement can be accepted', async () => {
    const intents = await asked(state('access-offer'), async ({ page }) => {
      await page.getByRole('cell', { name: '$0.003 / Units' }).waitFor()
      assert.equal(await page.locator('a[href="https://example.com/terms"]').count(), 1)
      const accept = page.getByRole('button', { name: 'Accept the agreement' })
      assert.equal(await accept.isDisabled(), true)
      await page.getByRole('checkbox', { name: /I accept these terms/ }).check()
      await accept.click()
    })
    assert.deepEqual(intents, [{ type: 'acceptOffer', offerId: 'offer-1', confirmed: true }])
  })

  it('asks for a new yes after each use of one, and when somebody else is the caller', async () => {
    const form = state('access-form')
    const { page, show } = await harness.open(form)
    const box = page.getByRole('checkbox', { name: /I may make this statement/ })
    await box.check()
    await page.getByRole('button', { name: 'Send to AWS' }).click()
    await show({ ...form })
    assert.equal(await box.isChecked(), false, 'used up')
    await box.check()
    const identity = {
      account: '444455556666',
      arn: 'arn:aws:iam::444455556666:user/other',
      name: 'other',
      kind: 'user',
    }
    await show({ ...form, credentials: { ...form.credentials, identity } } as typeof form)
    assert.equal(await box.isChecked(), false, 'not said in this account')
  })

  it('says which model the region does not have, where another stands in its place', async () => {
    const { page } = await harness.open(
      choosing((draft) => {
        draft.model.replaced = 'us.example.chosen-before'
      }),
    )
    await page.getByText('us.example.chosen-before is not offered in this region').waitFor()
  })

  it('counts the time on while it waits, from what has already passed', async () => {
    const { page } = await harness.open(
      choosing((draft) => {
        draft.model.access.now = 150_000
        draft.model.access.waiting = {
          for: 'agreement',
          modelId: SONNET,
          region: 'eu-central-1',
          since: 0,
          looks: 4,
          status: 'waiting',
        }
      }),
    )
    const clock = page.locator('elapsed-time')
    assert.match((await clock.textContent()) ?? '', /^2:3\d of at most 15:00$/)
    assert.equal(await clock.getByRole('progressbar').getAttribute('max'), '900000')
    const first = await clock.textContent()
    while ((await clock.textContent()) === first) {
      await page.evaluate('new Promise((next) => requestAnimationFrame(next))')
    }
    assert.ok(((await clock.textContent()) ?? '') > (first ?? ''))
  })

  it('creates a policy only from its preview, under the name shown there', async () => {
    const preview = state('policy-preview')
    const intents = await asked(preview, async ({ page }) => {
      await page.getByText('A policy named ClineBedrockInvokeAccess-2').waitFor()
      await page.getByRole('button', { name: 'Create and attach it' }).click()
      await page.getByRole('button', { name: 'Take it back' }).click()
    })
    assert.deepEqual(intents, [
      { type: 'applyGrant', name: 'ClineBedrockInvokeAccess-2', confirmed: true },
      { type: 'undoGrant' },
    ])
  })

  it('copies the policy in the form that is shown', async () => {
    for (const [name, text] of [
      ['AWS CLI', 'cli'],
      ['CloudFormation', 'cloudformation'],
      ['Terraform', 'terraform'],
    ] as const) {
      const intents = await asked(state('access-offer'), async ({ page }) => {
        await page.getByText('Show the policy, and give it to someone').click()
        await page.getByRole('button', { name, exact: true }).click()
        await page.getByRole('button', { name: `Copy as ${name}` }).click()
      })
      assert.deepEqual(intents, [{ type: 'copyPolicy', text }])
    }
  })

  it('chooses a model for planning apart, and goes back to one for both', async () => {
    const intents = await asked(
      choosing((draft) => {
        draft.model.planModel = 'global.anthropic.claude-sonnet-4-5-20250929-v1:0'
      }),
      async ({ page }) => {
        await page.getByRole('button', { name: 'Use one model for both' }).click()
        await page.getByText('Choose another model').click()
        await page.getByRole('button', { name: 'For planning only' }).click()
        await page.getByRole('button', { name: /May run anywhere/ }).click()
        await page.getByRole('button', { name: /^For acting/ }).click()
        await page.getByRole('button', { name: /May run anywhere/ }).click()
      },
    )
    const modelId = 'global.anthropic.claude-sonnet-4-5-20250929-v1:0'
    assert.deepEqual(intents, [
      { type: 'choosePlanModel', modelId: '' },
      { type: 'choosePlanModel', modelId },
      { type: 'chooseModel', modelId },
    ])
  })

  it('finds among 500 models while one types, with few rows to draw', async () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      model(`eu.example.model-${index}`, { name: `Model ${index}` }),
    )
    const { page } = await harness.open(
      choosing((draft) => {
        draft.model.options = many
      }),
    )
    await page.getByText('Choose another model').click()
    const search = page.getByRole('textbox', { name: 'Search models' })
    await search.pressSequentially('model 49')
    await page.getByText('15 of 500 models').waitFor()
    assert.equal(await page.locator('.model-row').count(), 15)
    await search.fill('')
    assert.equal(await page.locator('.model-row').count(), 30)
    await page.getByRole('button', { name: 'Show all 500' }).click()
    assert.equal(await page.locator('.model-row').count(), 500)
  })
})

describe('The region step, for who compares', () => {
  let harness: Harness
  before(async () => {
    harness = await startHarness()
  })
  after(() => harness.close())

  it('says one answer first and proposes the quickest region that has the model', async () => {
    const { page, intents } = await harness.open(accessStates()['regions-compared'])
    const answer = await page.locator('.region-answer').textContent()
    assert.match(
      answer ?? '',
      /eu-central-1\s+24 ms · 3 choices of models · Frankfurt, Europe\s+private network/,
    )
    await page.getByText('Quickest with your model: eu-central-1').waitFor()
    await intents()
    await page.getByRole('button', { name: 'us-east-1', exact: true }).click()
    assert.deepEqual(await intents(), [{ type: 'chooseRegion', region: 'us-east-1' }])
  })

  it('proposes no move to another region for a few milliseconds', async () => {
    const state = accessStates()['regions-compared'] ?? at('region')
    const from = (latencyMs: number) => ({
      ...state,
      region: {
        ...state.region,
        options: state.region.options.map((option) =>
          option.id === 'us-east-1'
            ? { ...option, probe: 'available' as const, hasModel: true, latencyMs: 24 }
            : option.id === 'eu-central-1'
              ? { ...option, probe: 'available' as const, hasModel: true, latencyMs }
              : option,
        ),
      },
    })
    const near = await harness.open(from(31))
    await near.page.getByText('No region that has your model is much nearer than eu-central-1').waitFor()
    assert.equal(await near.page.getByRole('button', { name: 'Use us-east-1', exact: true }).count(), 0)
    const far = await harness.open(from(131))
    await far.page.getByText('Quickest with your model: us-east-1').waitFor()
    assert.equal(await far.page.getByRole('button', { name: 'Use us-east-1', exact: true }).count(), 1)
  })

  it('shows each region’s distance as a number and as a bar of its share', async () => {
    const { page } = await harness.open(accessStates()['regions-compared'])
    const widths = await page
      .locator('.latency-bar rect')
      .evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute('width'))))
    assert.deepEqual(widths, [21, 100])
    await page.getByRole('cell', { name: '112 ms' }).waitFor()
  })
})

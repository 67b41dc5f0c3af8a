import assert from 'node:assert/strict'
import type { WizardState } from '../../src/core/wizard/state.ts'
import { at } from './support/fixtures.ts'
import { type Act, type Harness, startHarness, whatIsAsked } from './support/harness.ts'
import { writeStates } from './support/writeStates.ts'

describe('The write, where only the user can decide', () => {
  let harness: Harness
  before(async () => {
    harness = await startHarness()
  })
  after(() => harness.close())

  const asked = (state: WizardState, act: Act) => whatIsAsked(harness, state, act)

  it('asks which mode only where Cline keeps a model for each', async () => {
    const { page } = await harness.open(at('review'))
    assert.equal(await page.getByRole('radiogroup').count(), 0)
    const intents = await asked(writeStates()['review-questions'] ?? at('review'), async (open) => {
      await open.page.getByRole('radio', { name: 'Act mode only' }).click()
    })
    assert.deepEqual(intents, [{ type: 'setWriteOptions', modes: ['act'], keepApiKey: false }])
  })

  it('asks whether to keep an API key that AWS will not show again', async () => {
    const intents = await asked(writeStates()['review-questions'] ?? at('review'), async ({ page }) => {
      await page.getByRole('radio', { name: 'Keep it in Cline' }).click()
    })
    assert.deepEqual(intents, [{ type: 'setWriteOptions', modes: ['plan', 'act'], keepApiKey: true }])
  })

  it('shows what an organisation decides, in the review and where it would be chosen', async () => {
    for (const name of ['review-managed', 'region-managed']) {
      const { page } = await harness.open(writeStates()[name])
      const card = page.getByRole('region', { name: 'Decided by your organisation' })
      assert.match(
        ((await card.textContent()) ?? '').replaceAll(/\s+/g, ' '),
        /Region ?eu-west-1.*Prompt cache ?Off/,
      )
    }
  })

  it('says what Cline is set to now, and offers to delete keys that it needs no more', async () => {
    const state = writeStates()['done-old-keys'] ?? at('done')
    const { page } = await harness.open(state)
    await page
      .getByText('Cline is set to: Amazon Bedrock, eu.example-model, eu-west-1, AWS profile dev.')
      .waitFor()
    const intents = await asked(state, async (open) => {
      await open.page.getByRole('button', { name: 'Delete the backups' }).click()
      await open.page.getByRole('button', { name: 'Show the history' }).click()
      await open.page.getByRole('button', { name: 'Named setups' }).click()
    })
    assert.deepEqual(
      intents.map(({ type }) => type),
      ['deleteBackups', 'openHistory', 'openSetups'],
    )
  })

  it('tells where the settings are, also where Cline’s halves look in different folders', async () => {
    const { page } = await harness.open(writeStates()['review-managed'])
    await page.getByText('Cline 4.1.13 keeps its settings in /home/someone/.cline/data.').waitFor()
    const { page: two } = await harness.open(writeStates()['review-questions'])
    await two
      .getByText(/look in different folders, so both are written: .* Set by CLINE_DATA_DIR\./)
      .waitFor()
  })
})

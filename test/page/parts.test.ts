import assert from 'node:assert/strict'
import { at, opened, signedIn } from './support/fixtures.ts'
import { type Harness, type OpenPage, startHarness } from './support/harness.ts'

const LATER = '**/later.js'

const heading = ({ page }: OpenPage) => page.locator('h2').textContent()

describe('The page comes in two parts', () => {
  let harness: Harness
  before(async () => {
    harness = await startHarness()
  })
  after(() => harness.close())

  it('soon: what comes first has at most 180 kB, all at most 240 kB', () => {
    const { first, all } = harness.bundleBytes
    assert.ok(first <= 180_000, `${first} bytes`)
    assert.ok(all <= 240_000, `${all} bytes in all`)
    assert.ok(first > 20_000 && all > first, 'something was bundled, in two parts')
  })

  it('the first step stands before the second part is there, under the same strict policy', async () => {
    const open = await harness.open(undefined)
    const arrives = Promise.withResolvers<void>()
    await open.page.route(LATER, async (route) => {
      await arrives.promise
      await route.continue()
    })
    await open.show(at('credentials', signedIn))
    assert.equal(await heading(open), 'Who is asking?')

    await open.show(at('region'))
    assert.equal(await heading(open), 'Who is asking?', 'what is there stays until the next is whole')

    arrives.resolve()
    await open.page.getByRole('heading', { name: 'Where does Bedrock run?' }).waitFor()
    assert.equal(await open.page.evaluate('document.activeElement.textContent'), 'Where does Bedrock run?')
    assert.deepEqual(await open.violations(), [])
  })

  it('a page restored in a later step shows the skeleton until then, and the last of what it was told', async () => {
    const open = await harness.open(undefined)
    const arrives = Promise.withResolvers<void>()
    await open.page.route(LATER, async (route) => {
      await arrives.promise
      await route.continue()
    })
    await open.show(at('region'))
    assert.equal(await open.page.locator('main[aria-busy="true"]').count(), 1)
    await open.show(at('review'))
    arrives.resolve()
    await open.page.getByRole('heading', { name: 'What will change?' }).waitFor()
  })

  it('a second part that is gone is no dead end: the step says what to do', async () => {
    const open = await harness.open(undefined)
    await open.page.route(LATER, (route) => route.abort())
    await open.show(opened())
    await open.show(at('region'))
    await open.page.getByText('could not be loaded').waitFor()
    await open.page.locator('.actions').getByRole('button', { name: 'Use quick picks instead' }).click()
    assert.deepEqual(await open.intents(), [{ type: 'openQuickPicks' }])
  })
})

import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'
import { parseIntent } from '../../src/core/wizard/intents.ts'
import { type Harness, type OpenPage, startHarness } from './support/harness.ts'
import { runningStates, whileRunning } from './support/runningStates.ts'

describe('The page while Cline runs', () => {
  let harness: Harness
  before(async () => {
    harness = await startHarness()
  })
  after(() => harness.close())

  const states = runningStates()
  const show = async (name: string): Promise<OpenPage> => {
    const state = states[name]
    assert.ok(state)
    const open = await harness.open(state)
    await open.intents()
    return open
  }
  const textOf = async (place: Locator) => (await place.textContent()) ?? ''
  const elsewhere = ({ page }: OpenPage) =>
    page.getByRole('region', { name: 'Other places where Cline runs' })

  it('names other windows and programs before the write, when a reload would be too early', async () => {
    const open = await show('running-review')
    const text = await textOf(elsewhere(open))
    for (const name of [
      'The window “api”',
      'A window without a folder',
      'Cursor, open now',
      'JetBrains, if it is open',
    ]) {
      assert.ok(text.includes(name), name)
    }
    assert.equal(await elsewhere(open).getByRole('button').count(), 0)
  })

  it('asks each window that still has the older settings, and no other, to reload', async () => {
    const open = await show('running-confirmed')
    const text = await textOf(elsewhere(open))
    assert.ok(!text.includes('reloaded'), 'a window that was reloaded since needs nothing')
    await open.page.getByRole('button', { name: 'Ask to reload: The window “api”' }).click()
    const intents = await open.intents()
    assert.deepEqual(intents, [{ type: 'askReload', pid: 4242 }])
    assert.deepEqual(parseIntent(intents[0]), intents[0])
  })

  const phases = [
    ['running-confirming', 'Cline is taking up the new settings…'],
    ['running-confirmed', 'Cline has taken up the new settings.'],
    ['running-changed', 'Cline’s settings were changed since they were written.'],
    ['running-probable', 'Cline has probably taken up the new settings'],
  ] as const
  for (const [name, words] of phases) {
    it(`says in one sentence how far it is: ${words}`, async () => {
      const { page } = await show(name)
      assert.equal(await page.locator('.callout', { hasText: words }).count(), 1)
    })
  }

  it('says "Cline answers now" only when nothing speaks against it', async () => {
    const claims = async (name: string) =>
      (await textOf((await show(name)).page.locator('main'))).includes(
        'Cline answers through Amazon Bedrock now',
      )
    assert.equal(await claims('running-confirmed'), true)
    assert.equal(await claims('running-confirming'), false)
    assert.equal(await claims('running-failed'), false)
    assert.equal(await claims('running-changed'), false)
  })

  it('lets a screen reader hear that Cline has taken the settings up', async () => {
    const open = await show('running-confirming')
    await open.show(whileRunning('done', { phase: 'confirmed', windows: [] }))
    const heard = open.page.locator('[role="status"]', { hasText: 'Cline has taken up the new settings.' })
    await heard.first().waitFor({ state: 'attached' })
  })

  it('explains what to do when the settings were lost', async () => {
    const { page } = await show('running-failed')
    const alert = page.getByRole('alert')
    assert.ok((await textOf(alert)).includes('What was written is gone again'))
    assert.ok((await alert.getByRole('listitem').count()) > 0, 'at least one thing to do')
  })

  it('gives Cline a first task only when the user says so', async () => {
    const open = await show('running-confirmed')
    await open.page.getByRole('button', { name: 'Give Cline a first task' }).click()
    assert.deepEqual(await open.intents(), [{ type: 'startTask' }])
  })

  it('tells which half of a combined Cline runs', async () => {
    const { page } = await show('running-confirmed')
    assert.ok((await textOf(page.locator('main'))).includes('newer half active'))
  })

  it('tells the user of an old Cline to update it, with the button for it', async () => {
    const open = await show('cline-too-old')
    assert.ok((await textOf(open.page.locator('main'))).includes('Cline 3.65.0 is too old'))
    await open.page.getByRole('button', { name: 'Update Cline' }).click()
    assert.deepEqual(await open.intents(), [{ type: 'installCline' }])
  })
})

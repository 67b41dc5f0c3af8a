import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { WizardState } from '../../src/core/wizard/state.ts'
import { longCourses } from './support/courses.ts'
import { at } from './support/fixtures.ts'
import { type Harness, type OpenPage, startHarness } from './support/harness.ts'

/** What is heard in each course, change after change; an empty text is silence. */
const HEARD: Record<string, string[]> = {
  'the use-case form: sent and waited for': [
    '',
    'Waiting for AWS',
    '',
    'Passed: No blocker found. AWS is done. Only a test prompt proves that the model answers.',
  ],
  'the use-case form: refused': ['', 'An IAM permission is missing'],
  'the agreement: offered, accepted and waited for': [
    'The offer is shown.',
    '',
    'Waiting for AWS',
    'AWS is done. Only a test prompt proves that the model answers.',
  ],
  'the agreement: refused': ['The offer is shown.', '', 'IAM says no'],
  'the policy: created and taken back': [
    '',
    'The policy ClineBedrockInvokeAccess was created from here and attached to dev. AWS may need a few seconds.',
    '',
    'The policy was taken off and deleted.',
  ],
  'the policy: refused': ['', 'IAM did not allow it'],
  'a sign-in: failed': ['Sign-in for work', 'Code: ABCD-EFGH', 'The sign-in was not finished'],
  'a rotation: checked, written': ['', 'AWS accepts the new key: AKIA…3333', '', 'The new key is written.'],
  'the regions: compared': ['', 'The comparison of the regions has ended.'],
  'a custom endpoint: is another server': ['Something between here and AWS answered.'],
  'nothing has to change': ['Cline is set to this already: nothing needs to change.'],
  'a running Cline puts its own back': ['Cline did not take up the new settings.'],
  'the account is surveyed': [
    'The account has been looked at. Points that need attention: 3.',
    '',
    'The account has been looked at. Points that need attention: 3.',
  ],
}

/** What the live region was given since the last call, each time it was given something. */
const SPOKEN = `(() => {
  const region = document.querySelector('[role=status]')
  window.spoken ??= []
  window.ears ??= new MutationObserver(() => spoken.push(region.textContent.trim()))
  ears.observe(region, { childList: true, characterData: true, subtree: true })
  return spoken.splice(0)
})()`

const spoken = (page: Page): Promise<string[]> => page.evaluate<string[]>(SPOKEN)

describe('What ends is heard once, and the keyboard stays where it was', () => {
  let harness: Harness
  let open: OpenPage
  before(async () => {
    harness = await startHarness()
    open = await harness.open(at('credentials'))
  })
  after(() => harness.close())

  for (const { name, states } of longCourses().filter((course) => course.name in HEARD)) {
    it(`by ear: ${name}`, async () => {
      const [first, ...rest] = states
      await open.show(at(first?.step === 'done' ? 'security' : 'done'))
      await open.show(first as WizardState)
      await spoken(open.page)
      for (const [index, state] of rest.entries()) {
        await open.show(state)
        const wanted = HEARD[name]?.[index] ?? ''
        assert.deepEqual(await spoken(open.page), wanted === '' ? [] : [wanted])
      }
    })
  }

  it('each course above is one that there is', () => {
    const names = longCourses().map(({ name }) => name)
    assert.deepEqual(
      Object.keys(HEARD).filter((name) => !names.includes(name)),
      [],
    )
  })

  it('a gap that was found gets the keyboard, in the form and in the new profile', async () => {
    const fields = {
      'the use-case form: a gap is found': 'form-companyWebsite',
      'a new profile: gaps are found': 'sso-startUrl',
    }
    for (const [name, field] of Object.entries(fields)) {
      const [first, faulty] = longCourses().find((course) => course.name === name)?.states ?? []
      await open.show(at('done'))
      await open.show(first as WizardState)
      await open.show(faulty as WizardState)
      assert.equal(await open.page.evaluate('document.activeElement.id'), field)
    }
  })
})

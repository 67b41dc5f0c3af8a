import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { gallery } from './support/fixtures.ts'
import { type Harness, startHarness } from './support/harness.ts'
import { everyState } from './support/states.ts'
import { THEMES } from './support/themes.ts'

const axe: { source: string } = createRequire(import.meta.url)('axe-core')
const SCREENSHOTS = 'test-results/screenshots'
const TREES = 'test/page/trees'
const STATES = everyState()
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe says about the page as it stands. */
async function findings(page: { evaluate: <T>(script: string) => Promise<T> }): Promise<string[]> {
  const options = JSON.stringify({ runOnly: RULES, resultTypes: ['violations'] })
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${options})`)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}

describe('The page for everyone', () => {
  let harness: Harness
  let judged = 0
  before(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true })
    harness = await startHarness()
  })
  after(async () => {
    await harness.close()
    console.log(`    axe: ${judged} pages (states × themes), 0 violations`)
  })

  for (const [name, state] of Object.entries(STATES)) {
    it(`has nothing for axe to find and keeps to the policy in four themes: ${name}`, async () => {
      const { page, recolour, violations } = await harness.open(state)
      await page.evaluate(axe.source)
      for (const theme of THEMES) {
        await recolour(theme)
        assert.deepEqual(await findings(page), [], theme.name)
        await page.screenshot({ path: `${SCREENSHOTS}/page-${name}-${theme.name}.png`, fullPage: true })
        judged += 1
      }
      assert.deepEqual(await violations(), [])
    })
  }

  it('is judged by rules that bite: a button without a name is found', async () => {
    const { page } = await harness.open(gallery().credentials)
    await page.evaluate(axe.source)
    await page.evaluate(`document.querySelector('main').append(document.createElement('button'))`)
    assert.match((await findings(page)).join(), /button-name/)
  })

  for (const [name, state] of Object.entries(STATES)) {
    it(`tells a screen reader what the kept tree says: ${name}`, async () => {
      const { page } = await harness.open(state)
      const tree = `${await page.locator('main').ariaSnapshot()}\n`
      const file = `${TREES}/${name}.txt`
      if (process.env.UPDATE_TREES === '1') {
        mkdirSync(TREES, { recursive: true })
        writeFileSync(file, tree)
      }
      assert.ok(existsSync(file), `${file} is missing; UPDATE_TREES=1 writes it, then read it`)
      assert.equal(tree, readFileSync(file, 'utf8'))
    })
  }
})

import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { at } from './support/fixtures.ts'
import { gallery } from './support/gallery.ts'
import { type Harness, type OpenPage, startHarness } from './support/harness.ts'
import { everyState } from './support/states.ts'
import { THEMES } from './support/themes.ts'

const axe: { source: string } = createRequire(import.meta.url)('axe-core')
const SCREENSHOTS = 'test-results/screenshots'
const TREES = 'test/page/trees'
const STATES = everyState()
/** The themes of which pictures are kept for review. */
const PICTURED = ['dark', 'light']
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
  // One page for all states, as a user's is: what one state leaves behind would be found in the next.
  let open: OpenPage
  let judged = 0
  before(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true })
    harness = await startHarness()
    open = await harness.open(gallery().credentials)
    await open.page.evaluate(axe.source)
  })
  after(async () => {
    await harness.close()
    console.log(
      `    axe: ${judged} pages (${Object.keys(STATES).length} states × ${THEMES.length} themes), 0 violations`,
    )
  })

  for (const [name, state] of Object.entries(STATES)) {
    it(`tells a screen reader what the kept tree says, with nothing for axe in four themes: ${name}`, async () => {
      const { page, show, recolour, violations } = open
      await show(at(state.step === 'done' ? 'security' : 'done'))
      await show(state)
      await page.evaluate('document.activeElement.blur()')
      const tree = withoutNews(await page.locator('main').ariaSnapshot())
      for (const theme of THEMES) {
        await recolour(theme)
        assert.deepEqual(await findings(page), [], theme.name)
        judged += 1
        if (PICTURED.includes(theme.name)) {
          await page.screenshot({ path: `${SCREENSHOTS}/page-${name}-${theme.name}.png`, fullPage: true })
        }
      }
      assert.deepEqual(await violations(), [])
      compareTree(`${TREES}/${name}.txt`, tree)
    })
  }

  it('keeps no tree of a state that is no more', () => {
    const kept = readdirSync(TREES).map((file) => file.replace(/\.txt$/, ''))
    assert.deepEqual(kept.sort(), Object.keys(STATES).sort())
  })

  it('is judged by rules that bite: a button without a name is found', async () => {
    const { page } = await harness.open(gallery().credentials)
    await page.evaluate(axe.source)
    await page.evaluate(`document.querySelector('main').append(document.createElement('button'))`)
    assert.match((await findings(page)).join(), /button-name/)
  })
})

/** What is announced depends on where one comes from; `reading.test.ts` has it. */
const withoutNews = (tree: string): string =>
  `${tree.replace(/\n( *)- status.*(\n\1 .*)*/g, '\n$1- status')}\n`

function compareTree(file: string, tree: string): void {
  if (process.env.UPDATE_TREES === '1') {
    mkdirSync(TREES, { recursive: true })
    writeFileSync(file, tree)
  }
  assert.ok(existsSync(file), `${file} is missing; UPDATE_TREES=1 writes it, then read it`)
  assert.equal(tree, readFileSync(file, 'utf8'))
}

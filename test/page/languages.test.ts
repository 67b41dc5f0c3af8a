import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WizardState } from '../../src/core/wizard/state.ts'
import { gallery } from './support/fixtures.ts'
import { type Harness, startHarness } from './support/harness.ts'
import { everyState } from './support/states.ts'

/** A narrow side column, and twice the size of text in a wider one. */
const SIZES = [
  { width: 300, font: 13 },
  { width: 600, font: 26 },
]
const CHINESE = readFileSync('media/l10n/bundle.l10n.zh-cn.json', 'utf8')

/** Every text of the page's own sources. */
function ownTexts(): string[] {
  const sources = readdirSync('webview-ui', { recursive: true, encoding: 'utf8' })
  return sources
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [
      ...readFileSync(join('webview-ui', name), 'utf8').matchAll(/\bt\(\s*'((?:[^'\\]|\\.)*)'/g),
    ])
    .map((match) => (match[1] ?? '').replaceAll("\\'", "'"))
}

const ACCENTS: Record<string, string> = {
  a: 'à',
  e: 'é',
  i: 'î',
  o: 'ö',
  u: 'ü',
  A: 'Å',
  E: 'É',
  O: 'Ø',
  c: 'ç',
  n: 'ñ',
}

/** A text as a language of long words would have it; placeholders stay. */
function pseudo(text: string): string {
  const spoken = text.replace(/\{\d+\}|[aeiouAEOcn]/g, (found) => ACCENTS[found] ?? found)
  const longer = ' ėîn łäñğ wörð'.repeat(Math.ceil(text.length / 40))
  return `⟦${spoken}${longer.slice(0, Math.ceil(text.length * 0.4))}⟧`
}

const PSEUDO = JSON.stringify(Object.fromEntries(ownTexts().map((text) => [text, pseudo(text)])))

/** Strings that came from the host and so are in the language of its own texts. */
function given(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value, ...value.split('\n')]
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(given) : []
}

/** Texts that people see, and names that are only heard. */
const SHOWN = `(() => {
  const texts = []
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) texts.push(walker.currentNode.data.trim())
  for (const each of document.querySelectorAll('main [aria-label], main [title], main [placeholder]'))
    if (each.closest('[aria-hidden=true]') === null)
    for (const name of ['aria-label', 'title', 'placeholder']) texts.push(each.getAttribute(name) ?? '')
  return texts.filter((text) => text !== '')
})()`

/** Names of products, words of the field, and what `Intl` makes of numbers and times in the page's language. */
const NO_WORDS =
  /^(AWS|AWS CLI|CloudFormation|Terraform|JSON|AmazonBedrockLimitedAccess|Cline)$|AKIA…|https:\/\/\S*|\d[\d.,]* (ms|sec)|[A-Z][a-z]{2} \d+, \d{4}, \d+:\d+\s[AP]M/g

/** Takes translated texts out, the ones inside others first. */
function withoutTranslated(text: string): string {
  const rest = text.replace(/⟦[^⟦⟧]*⟧/g, ' ')
  return rest === text ? rest : withoutTranslated(rest)
}

/** What of a shown text is neither translated nor the host's. */
function untranslated(text: string, state: WizardState): string {
  const known = given(state).sort((a, b) => b.length - a.length)
  const rest = known.reduce(
    (left, each) => (each === '' ? left : left.split(each).join(' ')),
    withoutTranslated(text),
  )
  return /[A-Za-z]{2,}/.exec(rest.replace(NO_WORDS, ''))?.[0] ?? ''
}

/** Elements whose text is cut off, or that stick out of the page. */
const CLIPPED = `[...document.querySelectorAll('main *')].flatMap((each) => {
  if (each.closest('.sr-only, [aria-hidden=true] svg, vscode-option, svg')) return []
  const inner = [each, ...(each.shadowRoot?.querySelectorAll('*') ?? [])]
  return inner.filter((part) => {
    const style = getComputedStyle(part)
    if (style.display === 'none' || style.clipPath !== 'none' || part.tagName === 'INPUT' || part.tagName === 'TEXTAREA') return false
    const cuts = style.overflowX !== 'visible' && style.display !== 'inline'
    const box = part.getBoundingClientRect()
    return (cuts && part.scrollWidth > part.clientWidth + 1) || box.right > innerWidth + 0.5
  }).map((part) => part.tagName + '.' + (part.getAttribute('class') ?? part.getAttribute('part') ?? '') + ' ' + (part.textContent ?? '').trim().slice(0, 60))
})`

describe('In one’s own language', () => {
  let harness: Harness
  let judged = 0
  before(async () => {
    harness = await startHarness()
  })
  after(async () => {
    await harness.close()
    console.log(`    clipped text: none in ${judged} pages (states × languages × 300 px and twice the size)`)
  })

  for (const [name, state] of Object.entries(everyState())) {
    it(`nothing is hard-coded or cut off, in English, Chinese or a language of long words: ${name}`, async () => {
      for (const translations of ['', CHINESE, PSEUDO]) {
        const { page } = await harness.open(state, { translations, width: 300 })
        if (translations === PSEUDO) {
          const shown = await page.evaluate<string[]>(SHOWN)
          assert.ok(
            shown.some((text) => text.startsWith('⟦')),
            'the translations are in use',
          )
          assert.deepEqual(
            shown.filter((text) => untranslated(text, state) !== ''),
            [],
          )
        }
        for (const { width, font } of SIZES) {
          await page.setViewportSize({ width, height: 900 })
          await page.evaluate(`document.documentElement.style.setProperty('--vscode-font-size', '${font}px')`)
          assert.deepEqual(
            await page.evaluate<string[]>(CLIPPED),
            [],
            `${translations.slice(0, 20)} ${width}`,
          )
          assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth')) <= width)
          judged += 1
        }
      }
    })
  }

  it('and a hard-coded or clipped text would be found', async () => {
    const state = gallery().credentials
    assert.ok(state)
    const { page } = await harness.open(state, { translations: PSEUDO, width: 300 })
    await page.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend',
      '<p id="planted">Planted English words</p>')
      Object.assign(planted.style, { overflow: 'hidden', whiteSpace: 'nowrap', width: '60px' })`)
    assert.match((await page.evaluate<string[]>(CLIPPED)).join(), /Planted/)
    const shown = await page.evaluate<string[]>(SHOWN)
    assert.deepEqual(
      shown.filter((text) => untranslated(text, state) !== ''),
      ['Planted English words'],
    )
  })
})

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { WizardState } from '../../src/core/wizard/state.ts'
import { at } from './support/fixtures.ts'
import { gallery } from './support/gallery.ts'
import { type Harness, type OpenPage, startHarness } from './support/harness.ts'
import { everyState } from './support/states.ts'

/**
 * CSS pixels, the size of text, and device pixels for each of them: a narrow side column, twice the size of text, and
 * VS Code's zoom of 200 %, which halves the CSS pixels that a window has, down to the least width of an editor.
 */
const SIZES = [
  { width: 300, font: 13, scale: 1 },
  { width: 600, font: 26, scale: 1 },
  { width: 220, font: 13, scale: 2 },
  { width: 650, font: 13, scale: 2 },
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

type Size = (typeof SIZES)[number]

const PSEUDO = JSON.stringify(Object.fromEntries(ownTexts().map((text) => [text, pseudo(text)])))

const LANGUAGES = { en: '', 'zh-cn': CHINESE, pseudo: PSEUDO }

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
  while (walker.nextNode())
    if (walker.currentNode.parentElement.closest('[role=status]') === null) texts.push(walker.currentNode.data.trim())
  for (const each of document.querySelectorAll('main [aria-label], main [title], main [placeholder]'))
    if (each.closest('[aria-hidden=true]') === null)
    for (const name of ['aria-label', 'title', 'placeholder']) texts.push(each.getAttribute(name) ?? '')
  return texts.filter((text) => text !== '')
})()`

/** Names of products, words of the field, and what `Intl` makes of numbers and times in the page's language. */
const NO_WORDS =
  /^(AWS|AWS CLI|CloudFormation|Terraform|JSON|AmazonBedrockLimitedAccess|PowerUserAccess|Cline)$|AKIA…|https:\/\/\S*|\d[\d.,]* (ms|sec)|[A-Z][a-z]{2} \d+, \d{4}, \d+:\d+\s[AP]M/g

/** Takes translated texts out, the ones inside others first. */
function withoutTranslated(text: string): string {
  const rest = text.replace(/⟦[^⟦⟧]*⟧/g, ' ')
  return rest === text ? rest : withoutTranslated(rest)
}

/** What of a shown text is neither translated nor the host's. */
function untranslated(text: string, state: WizardState): string {
  if (text.replace(NO_WORDS, '') === '') {
    return ''
  }
  const known = given(state).sort((a, b) => b.length - a.length)
  const rest = known.reduce(
    (left, each) => (each === '' ? left : left.split(each).join(' ')),
    withoutTranslated(text),
  )
  return /[A-Za-z]{2,}/.exec(rest.replace(NO_WORDS, ''))?.[0] ?? ''
}

/**
 * Texts that are drawn over one another. Lines are taken at half their height, as the boxes of letters are higher
 * than their lines; what is fixed to the window's edge lies over the rest on purpose.
 */
const OVERLAPPING = `(() => {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
  const boxes = []
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode
    if (data.trim() === '' || parentElement.closest('.sr-only, .actions, [aria-hidden=true] svg, textarea')) continue
    const scroller = parentElement.closest('.model-list, .probes, pre, vscode-option')
    if (scroller !== null || !parentElement.checkVisibility({ visibilityProperty: true })) continue
    if (getComputedStyle(parentElement).clipPath !== 'none') continue
    const range = document.createRange()
    range.selectNodeContents(walker.currentNode)
    for (const { left, right, top, bottom } of range.getClientRects()) {
      const quarter = (bottom - top) / 4
      boxes.push({ left, right, top: top + quarter, bottom: bottom - quarter, data: data.trim().slice(0, 40) })
    }
  }
  boxes.sort((a, b) => a.top - b.top)
  const found = []
  boxes.forEach((a, at) => {
    for (let next = at + 1; next < boxes.length && boxes[next].top < a.bottom; next += 1) {
      const b = boxes[next]
      if (a.right > b.left + 1 && b.right > a.left + 1) found.push(a.data + ' | ' + b.data)
    }
  })
  return found
})()`

/** What is folded away has to be readable, too. */
const UNFOLD = `for (const each of document.querySelectorAll('details')) each.open = true`

/** Elements whose text is cut off, or that stick out of the page. */
const CLIPPED = `[...document.querySelectorAll('main *')].flatMap((each) => {
  if (each.closest('.sr-only, [aria-hidden=true] svg, vscode-option, svg') || !each.checkVisibility()) return []
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
  // One page for each language, in which the states follow one another.
  const pages = new Map<string, { open: OpenPage; zoom: (size: Size) => Promise<void> }>()
  before(async () => {
    harness = await startHarness()
    for (const [name, translations] of Object.entries(LANGUAGES)) {
      const open = await harness.open(gallery().credentials, { translations, width: 300, beside: true })
      const devtools = await open.page.context().newCDPSession(open.page)
      const zoom = async ({ width, font, scale }: Size) => {
        const metrics = { width, height: 900, deviceScaleFactor: scale, mobile: false }
        await devtools.send('Emulation.setDeviceMetricsOverride', metrics)
        await open.page.evaluate(`document.documentElement.style.setProperty('--vscode-font-size', '${font}px')
          new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))`)
      }
      pages.set(name, { open, zoom })
    }
  })
  after(async () => {
    await harness.close()
    console.log(
      `    clipped or overlapping text: none in ${judged} pages (states × languages × 300 px, twice the size, and 200 % zoom at 220 and 650 px)`,
    )
  })

  for (const [name, state] of Object.entries(everyState())) {
    it(`nothing is hard-coded, cut off or drawn over, in English, Chinese or a language of long words: ${name}`, async () => {
      for (const [language, { open, zoom }] of pages) {
        await open.show(state)
        await open.page.evaluate(UNFOLD)
        if (language === 'pseudo') {
          const shown = await open.page.evaluate<string[]>(SHOWN)
          assert.ok(
            shown.some((text) => text.startsWith('⟦')),
            'the translations are in use',
          )
          assert.deepEqual(
            shown.filter((text) => untranslated(text, state) !== ''),
            [],
          )
        }
        for (const size of SIZES) {
          await zoom(size)
          assert.deepEqual(await misplaced(open.page, size), [], `${language}, ${JSON.stringify(size)}`)
          judged += 1
        }
      }
    })
  }

  it('a model’s price is money of the language', async () => {
    const { open, zoom } = pages.get('zh-cn') as { open: OpenPage; zoom: (size: Size) => Promise<void> }
    await zoom({ width: 650, font: 13, scale: 1 })
    await open.page.evaluate('document.documentElement.lang = "zh-cn"')
    await open.show(at('done'))
    await open.show(everyState()['model-first'] as WizardState)
    await open.page.getByText('US$3.30').first().waitFor()
  })

  it('and a hard-coded, clipped or overlapping text would be found', async () => {
    const state = gallery().credentials
    assert.ok(state)
    const { page } = await harness.open(state, { translations: PSEUDO, width: 300, beside: true })
    await page.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend',
      '<p id="planted">Planted English words</p>')
      Object.assign(planted.style, { overflow: 'hidden', whiteSpace: 'nowrap', width: '60px' })`)
    assert.match((await page.evaluate<string[]>(CLIPPED)).join(), /Planted/)
    const shown = await page.evaluate<string[]>(SHOWN)
    assert.deepEqual(
      shown.filter((text) => untranslated(text, state) !== ''),
      ['Planted English words'],
    )
    assert.deepEqual(await page.evaluate<string[]>(OVERLAPPING), [])
    await page.evaluate(`document.querySelector('.lead').style.marginTop = '-3em'`)
    assert.match((await page.evaluate<string[]>(OVERLAPPING)).join(), /\|/)
  })

  it('at 200 % in a real zoom of the page, too: a letter has twice as many pixels and the page as few as it has', async () => {
    const { open, zoom } = pages.get('en') as { open: OpenPage; zoom: (size: Size) => Promise<void> }
    await zoom({ width: 220, font: 13, scale: 2 })
    assert.deepEqual(await open.page.evaluate('[devicePixelRatio, innerWidth]'), [2, 220])
  })
})

/** What cannot be read as it stands. */
async function misplaced(page: Page, { width }: Size): Promise<string[]> {
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
  return [
    ...(await page.evaluate<string[]>(CLIPPED)),
    ...(await page.evaluate<string[]>(OVERLAPPING)),
    ...(wide > width ? [`the page is ${wide} px wide`] : []),
  ]
}

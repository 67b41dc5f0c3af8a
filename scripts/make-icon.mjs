// Draws media/icon.svg as media/icon.png, the picture that the Marketplace and the panel's tab show.
import { readFileSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { ensureChromium } from './lib/chromium.mjs'

const SIZE = 256

const drawing = readFileSync('media/icon.svg', 'utf8')
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: ['--no-sandbox'] })
try {
  const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } })
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing}`)
  writeFileSync('media/icon.png', await page.screenshot({ omitBackground: true }))
} finally {
  await browser.close()
}
console.log(`media/icon.png: ${SIZE} × ${SIZE} px`)

// Draws media/icon.svg, the picture that the Marketplace and the panel's tab show, and the README's banner.
import { readFileSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { ensureChromium } from './lib/chromium.mjs'

const PICTURES = [
  { from: 'media/icon.svg', to: 'media/icon.png', width: 256, height: 256 },
  { from: 'media/banner.svg', to: 'docs/pictures/banner.png', width: 1280, height: 320 },
]

const browser = await chromium.launch({ executablePath: await ensureChromium(), args: ['--no-sandbox'] })
try {
  for (const { from, to, width, height } of PICTURES) {
    const page = await browser.newPage({ viewport: { width, height } })
    await page.setContent(
      `<style>body { margin: 0 } svg { display: block }</style>${readFileSync(from, 'utf8')}`,
    )
    writeFileSync(to, await page.screenshot({ omitBackground: true }))
    console.log(`${to}: ${width} × ${height} px`)
  }
} finally {
  await browser.close()
}

// Which Chromium drives the tests: the one that is there, else Playwright's download.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const usualPaths = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
}

const howToInstall =
  'Please install it (Debian or Ubuntu: "sudo apt-get install chromium"), or set the variable CHROMIUM to the ' +
  'path of a Chromium or Chrome.'

/** The Chromium that is there, or undefined. Throws when CHROMIUM names a file that is not there. */
export async function findChromium(env = process.env, platform = process.platform, exists = existsSync) {
  if (env.CHROMIUM) {
    if (!exists(env.CHROMIUM)) {
      throw new Error(`CHROMIUM is set to "${env.CHROMIUM}", but there is no such file. ${howToInstall}`)
    }
    return env.CHROMIUM
  }
  const usual = (usualPaths[platform] ?? []).find((path) => exists(path))
  if (usual !== undefined) {
    return usual
  }
  const { chromium } = await import('playwright-core')
  const own = chromium.executablePath()
  return own && exists(own) ? own : undefined
}

/** The path of a Chromium; fetches Playwright's own when there is none. Throws with advice. */
export async function ensureChromium() {
  const found = await findChromium()
  if (found !== undefined) {
    return found
  }
  console.log("No Chromium found; trying Playwright's own download …")
  const playwright = dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'))
  const download = spawnSync(
    process.execPath,
    [join(playwright, 'cli.js'), 'install', '--no-shell', 'chromium'],
    {
      encoding: 'utf8',
      timeout: 300_000,
    },
  )
  const fetched = await findChromium()
  if (fetched === undefined) {
    const said = `${download.stdout ?? ''}${download.stderr ?? ''}`.trim().split('\n').slice(-3).join(' ')
    throw new Error(`Chromium is missing and could not be downloaded (${said}). ${howToInstall}`)
  }
  return fetched
}

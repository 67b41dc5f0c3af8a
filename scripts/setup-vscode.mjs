// Installs the real VS Code (code-server) that tests and `npm start` use. Does nothing when it is there.
// code-server's own install script wants a compiler and one Node version; everything it builds is
// optional for us, so both of its installations are made without scripts.
import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { codeServerEntry, fingerprint, isStamped, npm, root, runMain, writeStamp } from './lib/tools.mjs'

const folder = join(root, 'test/vscode')
const inner = join(folder, 'node_modules/code-server/lib/vscode')
const stampFile = join(folder, 'node_modules/.setup-stamp')

// Big parts that no test needs: Copilot, a sandboxing kit, Mermaid. About 300 MB.
const unneeded = [
  'node_modules/@github',
  'node_modules/@microsoft/mxc-sdk',
  'extensions/copilot',
  'extensions/mermaid-markdown-features',
]

async function prune() {
  await Promise.all(unneeded.map((path) => rm(join(inner, path), { recursive: true, force: true })))
  const binaries = join(inner, 'node_modules/@vscode/ripgrep-universal/bin')
  if (existsSync(binaries)) {
    const own = `${process.platform}-${process.arch}`
    const names = await readdir(binaries)
    // Only when ours is among them; otherwise the layout changed and nothing is thrown away.
    const others = names.some((name) => name.includes(own)) ? names.filter((name) => !name.includes(own)) : []
    await Promise.all(others.map((name) => rm(join(binaries, name), { recursive: true, force: true })))
  }
}

async function main() {
  if (process.platform === 'win32') {
    throw new Error(
      'code-server does not run on Windows. Please use "npm start -- --desktop" and "npm run test:desktop" with ' +
        'your VS Code, or work in WSL.',
    )
  }
  const stamp = fingerprint(
    [join(folder, 'package-lock.json'), join(folder, 'package.json')],
    ...unneeded,
    process.platform,
    process.arch,
  )
  if (isStamped(stampFile, stamp) && existsSync(codeServerEntry)) {
    return
  }
  console.log('Installing VS Code for tests and npm start (once, about 250 MB) …')
  await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder)
  // The lock it ships lacks a peer of a telemetry library, hence --legacy-peer-deps.
  await npm(['ci', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'], inner)
  await prune()
  if (!existsSync(codeServerEntry)) {
    throw new Error(`code-server was installed, but ${codeServerEntry} is missing.`)
  }
  writeStamp(stampFile, stamp)
  console.log('VS Code is ready.')
}

await runMain(main)
